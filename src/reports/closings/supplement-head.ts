import { z } from '../../http/index.ts'
import { signedByLevel, signedFigures } from '../schemas.ts'
import { stationHead } from './closing-head.ts'
import { frozenRow } from './frozen-row.ts'

/** A row that changed: as it stood, and as it stands; null where there was, or is, none. */
export const change = z
  .object({ subject: z.string(), before: frozenRow.nullable(), after: frozenRow.nullable() })
  .openapi('ClosedRowChange')

/** Signed differences: what is to be added to the figures before. */
export const differences = z.object({
  totals: signedByLevel,
  apart: z.object({ relay: signedByLevel, live: signedByLevel }),
  stations: z.array(z.object({ station: z.string(), level: z.string(), figures: signedFigures })),
})
export type Differences = z.output<typeof differences>

/** Everything of a supplement's snapshot but its rows. */
export const supplementHead = z
  .object({
    version: z.number().int(),
    closing: z.object({ id: z.number().int(), hash: z.string() }),
    number: z.number().int(),
    previous_hash: z.string().openapi({ description: 'Hash of the supplement before, or of the closing' }),
    issued_at: z.string(),
    issued_by: z.object({ id: z.number().int().nullable(), name: z.string() }),
    note: z.string().nullable(),
    differences,
    stations: z.array(stationHead),
    row_count: z.number().int(),
  })
  .openapi('SupplementSnapshot')
export type SupplementHead = z.output<typeof supplementHead>
