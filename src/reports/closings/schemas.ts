import { idParam, line, localDate, pageQuery, text, z } from '../../http/index.ts'
import { addDays } from '../../kernel/dates.ts'
import { LONGEST } from '../schemas.ts'
import { closingHead } from './closing-head.ts'
import { frozenRow } from './frozen-row.ts'
import { change, differences, supplementHead } from './supplement-head.ts'

const int = z.number().int()
const next = z.number().int().nullable()
const person = z.object({ id: int.nullable(), name: z.string() })
const said = (vi: string, en: string) => ({ params: { vi, en } })

export const closeBody = z
  .object({
    period: z.string().max(40).optional().openapi({ example: '2020-Q3' }),
    from: localDate.optional(),
    to: localDate.optional(),
    segment: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: 'Code of a segment, or all; without it the reporting segment of the installation' }),
    kind: z.enum(['premiere', 'repeat', 'all']).default('all'),
  })
  .refine(({ period, from, to }) => (period === undefined ? from !== undefined && to !== undefined : !from && !to), {
    path: ['period'],
    ...said('Cần đúng một trong hai: period, hoặc cả from và to.', 'Exactly one of: period, or both from and to.'),
  })
  .refine(({ from, to }) => !from || !to || (from <= to && to < addDays(from, LONGEST)), {
    path: ['to'],
    ...said('Khoảng ngày không hợp lệ hoặc quá dài.', 'The range is not in order, or too long.'),
  })

export const reopenBody = z.object({ reason: line(500) })
export const supplementBody = z.object({ note: text(2000).nullable().default(null) })

export const idPath = z.object({ id: idParam })
export const numberPath = z.object({ id: idParam, number: idParam })
export const rowsQuery = pageQuery.extend({
  level: z.string().max(100).optional(),
  station: z.string().max(200).optional(),
})
export { pageQuery }

export const supplementBrief = z.object({
  number: int,
  issued_at: z.string(),
  issued_by: person,
  note: z.string().nullable(),
  row_count: int,
  hash: z.string(),
})
export const closingBrief = z
  .object({
    id: int,
    period: z.object({ key: z.string(), from: z.string(), to: z.string() }),
    segment: z.string(),
    kind: z.enum(['premiere', 'repeat', 'all']),
    rules: int,
    closed_at: z.string(),
    closed_by: person,
    row_count: int,
    hash: z
      .string()
      .openapi({ description: 'SHA-256 of the RFC 8785 text of the snapshot, as snapshot.json sends it' }),
    reopened: z.object({ at: z.string(), by: person, reason: z.string() }).nullable(),
    supplements: z.array(supplementBrief),
  })
  .openapi('Closing')
export type ClosingJson = z.output<typeof closingBrief>

export const closingList = z.object({ items: z.array(closingBrief), next })
export const closingAnswer = closingBrief
  .extend({ snapshot: closingHead.openapi({ description: 'All that was hashed but the rows' }) })
  .openapi('ClosingWithSnapshot')
export const closedRowsAnswer = z.object({ items: z.array(frozenRow), next })

export const pendingAnswer = z
  .object({ closing: int, as_of: z.string(), differences, count: int, items: z.array(change), next })
  .openapi('PendingSupplement')
export const supplementAnswer = supplementBrief
  .extend({ closing: int, snapshot: supplementHead, items: z.array(change), next })
  .openapi('Supplement')
