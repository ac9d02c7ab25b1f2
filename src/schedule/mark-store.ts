import { sql } from 'kysely'
import { prepared, type Tx } from '../db/index.ts'
import type { AiringKey } from '../protocol/airing-id.ts'
import type { AiringEvidence } from './airing.ts'

export type Mark = { readonly key: AiringKey; readonly evidence: AiringEvidence }

const mark = prepared((q, a: { marks: string }, dialect) => {
  const postgres = dialect === 'postgres'
  const text = (index: number) =>
    postgres ? sql`(m.value->>${sql.lit(index)})` : sql`json_extract(m.value, ${sql.lit(`$[${index}]`)})`
  const whole = (index: number) => (postgres ? sql`${text(index)}::bigint` : text(index))
  const real = (index: number) => (postgres ? sql`${text(index)}::double precision` : text(index))
  const source = postgres ? sql`jsonb_array_elements(${a.marks}::jsonb) as m(value)` : sql`json_each(${a.marks}) as m`
  return sql<never>`
    update airing set outcome = ${text(4)}, outcome_reason = ${text(5)}, grade = ${text(6)}, flags = ${text(7)},
      aired_on = ${text(8)}, actual_start = ${whole(9)}, played_seconds = ${real(10)}, aired_episode_id = ${whole(11)}
    from ${source}
    where airing.slot_id = ${whole(0)} and airing.station_id = ${whole(1)}
      and airing.on_date = ${text(2)} and airing.ordinal = ${whole(3)}`.compile(q)
})

/**
 * markEvidence for many airings in one statement: a report of a thousand events must not cost a thousand updates.
 * All fields are set, as there.
 */
export async function markEvidenceOfMany(tx: Tx, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return
  const json = JSON.stringify(
    marks.map(({ key, evidence: e }) => [
      ...[key.slotId, key.stationId, key.onDate, key.ordinal, e.outcome, e.outcomeReason, e.grade, e.flags],
      ...[e.airedOn, e.actualStart, e.playedSeconds, e.airedEpisodeId],
    ]),
  )
  await mark(tx, { marks: json })
}
