import { localDate, pageQuery, z } from '../http/index.ts'
import { addDays } from '../kernel/dates.ts'
import { GRADES, PROGRAMMES } from '../kernel/terms.ts'
import { reportErrors } from './errors.ts'
import { FIGURES } from './listing-store.ts'
import { freePeriod, type Period, periodOf } from './periods.ts'
import { GROUPINGS, type Grouping } from './question.ts'

/** The longest free range, in days: some ten years. */
export const LONGEST = 3660

const asked = z.object({
  period: z.string().max(40).optional().openapi({
    example: '2020-Q3',
    description: '2020, 2020-H1, 2020-Q3, 2020-07, 2020-W27, cchc:2020, cchc:2020-Q1|H1|Q3; or from and to',
  }),
  from: localDate.optional(),
  to: localDate.optional(),
  by: z
    .string()
    .max(100)
    .optional()
    .openapi({ example: 'level,month', description: `Comma-separated, several: ${GROUPINGS.join(', ')}` }),
  segment: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: 'Code of a segment, or all; without it the reporting segment of the installation' }),
  units: z.enum(['then', 'now']).default('then'),
  kind: z.enum(['premiere', 'repeat', 'all']).default('all'),
  level: z.string().max(100).optional().openapi({ description: 'Code of a level: only its stations' }),
  unit: z.string().max(200).optional().openapi({
    description:
      'Code of a unit: only stations in it or in units of it, on the last day of the period (units=now: today)',
  }),
  station: z.string().max(200).optional().openapi({ description: 'Code of one station' }),
  field: z.string().min(1).max(200).optional().openapi({
    description: 'Field of the episode (lĩnh vực). Sums and quarantined events have none; closed numbers neither',
  }),
})
const PLACE = { level: true, unit: true, station: true, field: true } as const
type Asked = Pick<z.output<typeof asked>, 'period' | 'from' | 'to'>

const said = (vi: string, en: string) => ({ params: { vi, en } })
/** A question has a period, or both ends of a range, never both. */
export const withPeriod = <S extends z.ZodType<Asked>>(schema: S) =>
  schema
    .refine(({ period, from, to }) => (period === undefined ? from !== undefined && to !== undefined : !from && !to), {
      path: ['period'],
      ...said('Cần đúng một trong hai: period, hoặc cả from và to.', 'Exactly one of: period, or both from and to.'),
    })
    .refine(({ from, to }) => !from || !to || from <= to, {
      path: ['to'],
      ...said('Ngày cuối phải từ ngày đầu trở đi.', 'The end must not be before the start.'),
    })
    .refine(({ from, to }) => !from || !to || to < addDays(from, LONGEST), {
      path: ['to'],
      ...said(`Khoảng ngày quá dài (tối đa ${LONGEST} ngày).`, `The range is too long (at most ${LONGEST} days).`),
    })

export const countsQuery = withPeriod(asked)
/** What documents are asked by: no grouping, as they have their own. */
export const reportQuery = withPeriod(asked.omit({ by: true, ...PLACE }))
/** The same question without a grouping of its own: comparison, chase list, completion of the plan. */
export const plainQuery = withPeriod(asked.omit({ by: true }))
/** What the clerk gives a document when it is issued. */
const issued = {
  number: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional()
    .openapi({ description: 'Number of the document; left open without' }),
  date: localDate.optional(),
}
export const issuedQuery = z.object(issued)
export const documentQuery = withPeriod(asked.omit({ by: true, ...PLACE }).extend(issued))
export const evidenceQuery = withPeriod(
  asked.extend({
    ...pageQuery.shape,
    outcome: z.enum(FIGURES).optional().openapi({ description: 'Which number the rows are behind' }),
    grade: z.enum([...GRADES, 'total']).optional(),
    episode: z.coerce.number().int().positive().optional(),
    programme: z.enum(PROGRAMMES).default('episode'),
  }),
)

/** @throws DomainError no_such_period */
export function periodAsked({ period, from, to }: Asked): Period {
  return from && to ? freePeriod({ from, to }) : periodOf(period ?? '')
}

const isGrouping = (key: string): key is Grouping => (GROUPINGS as readonly string[]).includes(key)

/** @throws DomainError no_such_grouping */
export function groupingsAsked(by: string | undefined): Grouping[] {
  const keys = (by ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '')
  return [...new Set(keys)].map((key) => {
    if (!isGrouping(key)) throw reportErrors.no_such_grouping({ key })
    return key
  })
}

const n = z.number().int().min(0)
const figures = z.object({
  planned: n,
  aired: n.openapi({ description: 'The reported number; excludes partial' }),
  partial: n,
  missed: n,
  no_word: n,
  cancelled: n,
  upcoming: n,
  open: n.openapi({ description: 'Started, no end known yet; partial after 24 hours' }),
  unplanned: n,
  quarantined: n.openapi({ description: 'Events that wait for a person; part of no other number' }),
  by_evidence: z.object({ player: n, attested: n, imported: n, total: n }),
})
export type FiguresJson = z.output<typeof figures>
export const byLevel = z.record(z.string(), figures)
/** What answers tell beside: no part of a closing. */
const told = figures.extend({
  seconds_on_air: n.nullable().openapi({
    description:
      'Of what aired: as played, as planned where nobody told it; nothing of reported totals. No part of a closing: null in frozen rows',
  }),
})
const signed = z.number().int()
/** The same numbers as differences: they may be below zero. */
export const signedFigures = z.object({
  planned: signed,
  aired: signed,
  partial: signed,
  missed: signed,
  no_word: signed,
  cancelled: signed,
  upcoming: signed,
  open: signed,
  unplanned: signed,
  quarantined: signed,
  by_evidence: z.object({ player: signed, attested: signed, imported: signed, total: signed }),
})
export const signedByLevel = z.record(z.string(), signedFigures)
const label = z.string().nullable()
const rowSchema = told.extend({
  level: z.string().optional(),
  level_name: z.string().optional(),
  station: z.string().optional(),
  station_name: z.string().optional(),
  unit: label.optional(),
  unit_name: label.optional(),
  unit_ended_on: label.optional(),
  month: z.string().optional(),
  week: z.string().optional(),
  segment: label.optional(),
  segment_name: label.optional(),
  episode: z.number().int().nullable().optional(),
  episode_number: z.number().int().nullable().optional(),
  episode_year: z.number().int().nullable().optional(),
  episode_title: label.optional(),
})
const totalSchema = z.object({
  station: z.string(),
  station_name: z.string(),
  segment: z.string(),
  from: z.string(),
  to: z.string(),
  n,
  ledger: n,
})
export const periodSchema = z.object({ key: z.string(), label: z.string(), from: z.string(), to: z.string() })
const segmentSchema = z.object({ code: z.string(), name: z.string().nullable(), reporting: z.boolean() })

const counted = {
  totals: byLevel,
  seconds_on_air: z.record(z.string(), n.nullable()).openapi({ description: 'By level; null where frozen' }),
  rows: z.array(rowSchema),
  apart: z.object({ relay: byLevel, live: byLevel }),
  unallocated: z.object({ n, totals: z.array(totalSchema) }),
  not_included: z.object({
    n,
    totals: z.array(totalSchema.extend({ reason: z.enum(['outside_period', 'single_airings', 'other_total']) })),
  }),
}
const closingOfAnswer = z.object({
  id: n,
  hash: z.string(),
  closed_at: z.string(),
  closed_by: z.string(),
  supplements: z.array(
    z.object({
      number: n,
      issued_at: z.string(),
      hash: z.string(),
      totals: signedByLevel.openapi({ description: 'Signed differences: to be added to the totals' }),
    }),
  ),
})

export const countsAnswer = z
  .object({
    period: periodSchema,
    segment: segmentSchema,
    units: z.enum(['then', 'now']),
    kind: z.enum(['premiere', 'repeat', 'all']),
    by: z.array(z.enum(GROUPINGS)),
    as_of: z.string(),
    rules: z.number().int(),
    ...counted,
    closing: closingOfAnswer.nullable().openapi({
      description: 'Set where exactly these days, segment and kind were closed: totals and rows are the frozen ones',
    }),
    current: z
      .object({ as_of: z.string(), ...counted })
      .optional()
      .openapi({
        description: 'Of a closed period: the same as it stands now',
      }),
  })
  .openapi('AiringCounts')
export type CountsAnswer = z.output<typeof countsAnswer>

const instant = z.string()
export const evidenceRow = z.object({
  kind: z.enum(['airing', 'unplanned_play', 'total', 'quarantined']),
  airing_id: z.string().nullable(),
  station: z.string(),
  station_name: z.string(),
  level: z.string(),
  unit: label,
  unit_name: label,
  segment: label,
  episode: z
    .object({ id: z.number().int(), number: z.number().int(), year: z.number().int(), title: z.string() })
    .nullable(),
  premiere: z.boolean(),
  planned: z.object({ on: z.string(), starts_at: instant, ends_at: instant }).nullable(),
  actual: z.object({ on: z.string(), starts_at: instant.nullable(), played_seconds: z.number().nullable() }).nullable(),
  outcome: z.string(),
  reason: z.string().nullable(),
  grade: z.enum([...GRADES, 'total']).nullable(),
  flags: z.string().nullable(),
  total: z.object({ from: z.string(), to: z.string(), n }).nullable(),
  ledger: z.array(z.number().int()).openapi({ description: "Positions in the station's ledger" }),
})
export type EvidenceRow = z.output<typeof evidenceRow>
export const evidenceAnswer = z
  .object({
    period: periodSchema,
    segment: segmentSchema,
    count: n,
    items: z.array(evidenceRow),
    next: z.number().int().nullable(),
  })
  .openapi('AiringEvidence')
export type EvidenceAnswer = z.output<typeof evidenceAnswer>
