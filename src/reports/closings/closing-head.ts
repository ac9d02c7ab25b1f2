import { z } from '../../http/index.ts'
import { PROGRAMMES } from '../../kernel/terms.ts'
import { byLevel } from '../schemas.ts'
import { rowCounts } from './frozen-row.ts'

const int = z.number().int()
export const reportedTotal = z.object({
  station: int,
  position: int,
  segment: int,
  from: z.string(),
  to: z.string(),
  n: int,
  singles: z.boolean(),
})
/** The end of a station's ledger when a snapshot was taken, and the hash of what stands in the snapshot of it. */
export const stationHead = z.object({
  id: int,
  station: z.string(),
  station_name: z.string(),
  position: int,
  hash: z.string(),
  rows: int,
  rows_sha256: z.string().openapi({ description: "SHA-256 of the RFC 8785 text of the list of the station's rows" }),
})
export type StationHead = z.output<typeof stationHead>

/** Numbers by all that a report is split by, weeks and episodes apart: these are added up from the rows. */
export const frozenFigure = z.object({
  station: int,
  level: z.string(),
  unit: int,
  segment: int,
  month: z.string(),
  programme: z.enum(PROGRAMMES),
  counts: rowCounts,
})
export type FrozenFigure = z.output<typeof frozenFigure>

/** Everything of a closing's snapshot but its rows. */
export const closingHead = z
  .object({
    version: int,
    period: z.object({
      key: z.string(),
      from: z.string(),
      to: z.string(),
      label: z.object({ vi: z.string(), en: z.string() }),
    }),
    segment: z.object({ code: z.string(), name: z.string().nullable(), reporting: z.boolean() }),
    kind: z.enum(['premiere', 'repeat', 'all']),
    rules: int,
    closed_at: z.string(),
    closed_by: z.object({ id: int.nullable(), name: z.string() }),
    replaces: z
      .object({ closing: int, hash: z.string(), reason: z.string() })
      .nullable()
      .openapi({ description: 'The closing before, if it was reopened' }),
    totals: byLevel,
    apart: z.object({ relay: byLevel, live: byLevel }),
    figures: z.array(frozenFigure),
    reported_totals: z.object({
      counted: z.array(reportedTotal),
      not_included: z.array(
        reportedTotal.extend({ reason: z.enum(['outside_period', 'single_airings', 'other_total']) }),
      ),
    }),
    stations: z.array(stationHead),
    row_count: int,
  })
  .openapi('ClosingSnapshot')
export type ClosingHead = z.output<typeof closingHead>
