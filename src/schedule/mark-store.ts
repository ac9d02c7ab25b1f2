import { sql } from 'kysely'
import { prepared, type Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { AiringKey } from '../protocol/airing-id.ts'
import type { AiringEvidence } from './airing.ts'

export type Mark = { readonly key: AiringKey; readonly evidence: AiringEvidence }

type Values = { slotId: number; stationId: number; onDate: LocalDate; ordinal: number } & AiringEvidence
const markOne = prepared((q, a: Values) =>
  q
    .updateTable('airing')
    .set({ outcome: a.outcome, outcome_reason: a.outcomeReason, grade: a.grade, flags: a.flags })
    .set({ aired_on: a.airedOn, actual_start: a.actualStart, played_seconds: a.playedSeconds })
    .set({ aired_episode_id: a.airedEpisodeId })
    .where('slot_id', '=', a.slotId)
    .where('station_id', '=', a.stationId)
    .where('on_date', '=', a.onDate)
    .where('ordinal', '=', a.ordinal)
    .compile(),
)

const markAll = prepared((q, a: { marks: string }) => {
  const text = (index: number) => sql`(m.value->>${sql.lit(index)})`
  const whole = (index: number) => sql`${text(index)}::bigint`
  return sql<never>`
    update airing set outcome = ${text(4)}, outcome_reason = ${text(5)}, grade = ${text(6)}, flags = ${text(7)},
      aired_on = ${text(8)}, actual_start = ${whole(9)}, played_seconds = ${text(10)}::double precision,
      aired_episode_id = ${whole(11)}
    from jsonb_array_elements(${a.marks}::jsonb) as m(value)
    where airing.slot_id = ${whole(0)} and airing.station_id = ${whole(1)}
      and airing.on_date = ${text(2)} and airing.ordinal = ${whole(3)}`.compile(q)
})

/**
 * markEvidence for many airings; all fields are set, as there. On Postgres in one statement: a report of a thousand
 * events must not cost a thousand round trips. Within the process a kept statement for each costs half of that.
 */
export async function markEvidenceOfMany(tx: Tx, marks: readonly Mark[]): Promise<void> {
  if (tx.dialect === 'sqlite') {
    for (const { key, evidence } of marks) await markOne(tx, valuesOf(key, evidence))
    return
  }
  if (marks.length === 0) return
  const rows = marks.map(({ key, evidence: e }) => [
    ...[key.slotId, key.stationId, key.onDate, key.ordinal, e.outcome, e.outcomeReason, e.grade, e.flags],
    ...[e.airedOn, e.actualStart, e.playedSeconds, e.airedEpisodeId],
  ])
  await markAll(tx, { marks: JSON.stringify(rows) })
}

const valuesOf = ({ slotId, stationId, onDate, ordinal }: AiringKey, e: AiringEvidence): Values => ({
  slotId,
  stationId,
  onDate,
  ordinal,
  outcome: e.outcome,
  outcomeReason: e.outcomeReason,
  grade: e.grade,
  flags: e.flags,
  airedOn: e.airedOn,
  actualStart: e.actualStart,
  playedSeconds: e.playedSeconds,
  airedEpisodeId: e.airedEpisodeId,
})
