import { z } from '../../http/index.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { PROGRAMMES } from '../../kernel/terms.ts'
import { type Counts, noCounts } from '../figures.ts'
import { evidenceRow } from '../schemas.ts'

/** The numbers as they are written in snapshots. */
export const COUNT_NAMES = [
  'planned',
  'partial',
  'missed',
  'no_word',
  'cancelled',
  'upcoming',
  'open',
  'unplanned',
  'quarantined',
  'player',
  'attested',
  'imported',
  'total',
] as const
export type CountName = (typeof COUNT_NAMES)[number]
export type RowCounts = Partial<Record<CountName, number>>

const int = z.number().int()
export const rowCounts = z.object(
  Object.fromEntries(COUNT_NAMES.map((name) => [name, int.optional()])) as Record<CountName, z.ZodOptional<typeof int>>,
)

/** A counted row as a snapshot holds it: the row behind the number, and which numbers it is part of. */
export const frozenRow = evidenceRow
  .extend({
    subject: z.string().openapi({ description: 'What the row is of: the same in closing, supplements and present' }),
    programme: z.enum(PROGRAMMES),
    ids: z.object({
      station: int,
      unit: int,
      segment: int,
      planned_episode: int.nullable(),
      played_episode: int.nullable(),
    }),
    counts: rowCounts.openapi({ description: 'The numbers of the period that this row is part of, and by how much' }),
  })
  .openapi('ClosedRow')
export type FrozenRow = z.output<typeof frozenRow>

const keyOf = (name: CountName): keyof Counts => (name === 'no_word' ? 'noWord' : name)

/** Adds a row's numbers, or takes them away, into a sum. */
export function addRow(sum: Counts, counts: RowCounts, sign: 1 | -1 = 1): void {
  for (const name of COUNT_NAMES) sum[keyOf(name)] += sign * (counts[name] ?? 0)
}
export const countsOf = (counts: RowCounts): Counts => {
  const sum = noCounts()
  addRow(sum, counts)
  return sum
}
/** Only what is not zero. */
export const rowCountsOf = (counts: Counts): RowCounts =>
  Object.fromEntries(COUNT_NAMES.flatMap((name) => (counts[keyOf(name)] === 0 ? [] : [[name, counts[keyOf(name)]]])))

/** The numbers that are dated by the plan; all others by the playing (COUNTING.md 15). */
const OF_THE_PLAN: ReadonlySet<CountName> = new Set(['planned', 'upcoming', 'no_word', 'missed', 'cancelled'])

/** A row's numbers by the day and episode that they count on: an airing's plan and its playing may differ in both. */
export function datedCounts({ counts, planned, actual, ids }: FrozenRow) {
  const pick = (ofPlan: boolean): RowCounts =>
    Object.fromEntries(Object.entries(counts).filter(([name]) => OF_THE_PLAN.has(name as CountName) === ofPlan))
  return [
    { on: planned?.on ?? null, episodeId: ids.planned_episode, counts: pick(true) },
    { on: actual?.on ?? planned?.on ?? null, episodeId: ids.played_episode, counts: pick(false) },
  ].filter((part) => Object.keys(part.counts).length > 0)
}

/**
 * What must differ for a row to count as changed. Names and titles may be corrected without changing what was aired,
 * and further evidence that changes nothing is no change of the figures.
 */
export const substance = ({ ledger: _, station_name: __, unit_name: ___, episode, ...row }: FrozenRow): string =>
  canonicalJson({ ...row, episode: episode && { ...episode, title: undefined } })

/** The order of rows within a station: by UTF-16 code units, whatever the database's collation. */
export const bySubject = (a: { readonly subject: string }, b: { readonly subject: string }): number =>
  a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0
