import { lockRow, type Reader, type Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Priority, ScriptState } from '../kernel/terms.ts'
import { readList } from './read-store.ts'
import { vietnameseSortKey } from './sort-key.ts'

export type EpisodeFields = {
  readonly number: number
  readonly year: number
  readonly title: string
  /** lĩnh vực */
  readonly field: string | null
  readonly airDate: LocalDate | null
  readonly priority: Priority
  readonly tags: readonly string[]
  readonly legalReferences: readonly string[]
}

/** An episode as it stands, with what the workflow must know of it. */
export type Episode = EpisodeFields & {
  readonly id: number
  readonly segmentId: number
  readonly segmentCode: string
  readonly segmentName: string
  readonly createdAt: number
  readonly createdBy: number | null
  readonly withdrawnAt: number | null
  readonly withdrawnReason: string | null
  readonly scriptRevisionId: number | null
  readonly recordingId: number | null
  readonly recordingReady: boolean
  readonly scriptState: ScriptState
  readonly clearedDecisionId: number | null
  readonly clearedAt: number | null
}

/** The rows of episodes with their segment, for lists and single reads alike. */
export const episodeRows = (reader: Reader) =>
  reader.q
    .selectFrom('episode')
    .innerJoin('segment', 'segment.id', 'episode.segment_id')
    .leftJoin('recording', 'recording.id', 'episode.recording_id')
    .select(['episode.id', 'episode.segment_id', 'segment.code as segment_code', 'segment.name as segment_name'])
    .select([
      'episode.number',
      'episode.year',
      'episode.title',
      'episode.field',
      'episode.air_date',
      'episode.priority',
    ])
    .select(['episode.tags', 'episode.legal_references', 'episode.created_at', 'episode.created_by'])
    .select(['episode.withdrawn_at', 'episode.withdrawn_reason', 'episode.script_revision_id', 'episode.recording_id'])
    .select([
      'recording.state as recording_state',
      'episode.script_state',
      'episode.cleared_decision_id',
      'episode.cleared_at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof episodeRows>['execute']>>[number]
export const episodeOf = (row: Row): Episode => ({
  id: row.id,
  segmentId: row.segment_id,
  segmentCode: row.segment_code,
  segmentName: row.segment_name,
  number: row.number,
  year: row.year,
  title: row.title,
  field: row.field,
  airDate: row.air_date,
  priority: row.priority,
  tags: readList(row.tags),
  legalReferences: readList(row.legal_references),
  createdAt: row.created_at,
  createdBy: row.created_by,
  withdrawnAt: row.withdrawn_at,
  withdrawnReason: row.withdrawn_reason,
  scriptRevisionId: row.script_revision_id,
  recordingId: row.recording_id,
  recordingReady: row.recording_state === 'ready',
  scriptState: row.script_state,
  clearedDecisionId: row.cleared_decision_id,
  clearedAt: row.cleared_at,
})

export async function findEpisode(reader: Reader, id: number): Promise<Episode | undefined> {
  const row = await episodeRows(reader).where('episode.id', '=', id).executeTakeFirst()
  return row && episodeOf(row)
}

/** The same, held still until the transaction ends: two decisions at once must see each other. */
export async function findEpisodeForChange(tx: Tx, id: number): Promise<Episode | undefined> {
  await tx.q.selectFrom('episode').select('id').where('id', '=', id).modifyEnd(lockRow(tx)).execute()
  return findEpisode(tx, id)
}

const columns = (fields: EpisodeFields) => ({
  number: fields.number,
  year: fields.year,
  title: fields.title,
  title_sort: vietnameseSortKey(fields.title),
  field: fields.field,
  air_date: fields.airDate,
  priority: fields.priority,
  tags: JSON.stringify(fields.tags),
  legal_references: JSON.stringify(fields.legalReferences),
})

/** @returns the new id; undefined when the segment has that number in that year already */
export async function insertEpisode(
  tx: Tx,
  segmentId: number,
  fields: EpisodeFields,
  by: { readonly at: number; readonly accountId: number | null },
): Promise<number | undefined> {
  const row = await tx.q
    .insertInto('episode')
    .values({
      segment_id: segmentId,
      ...columns(fields),
      created_at: by.at,
      created_by: by.accountId,
      withdrawn_at: null,
      withdrawn_reason: null,
      script_revision_id: null,
      recording_id: null,
      script_state: 'none',
      cleared_decision_id: null,
      cleared_at: null,
    })
    .onConflict((oc) => oc.columns(['segment_id', 'year', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateEpisode(tx: Tx, id: number, fields: EpisodeFields): Promise<void> {
  await tx.q.updateTable('episode').set(columns(fields)).where('id', '=', id).execute()
}

/** The id of the episode that holds a number; numbers are unique within segment and year, withdrawn ones included. */
export async function episodeWithNumber(
  reader: Reader,
  segmentId: number,
  year: number,
  number: number,
): Promise<number | undefined> {
  const row = await reader.q
    .selectFrom('episode')
    .select('id')
    .where('segment_id', '=', segmentId)
    .where('year', '=', year)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.id
}

/** One more than the highest number of a segment in a year. */
export async function nextNumber(reader: Reader, segmentId: number, year: number): Promise<number> {
  const row = await reader.q
    .selectFrom('episode')
    .select(({ fn }) => fn.max('number').as('highest'))
    .where('segment_id', '=', segmentId)
    .where('year', '=', year)
    .executeTakeFirst()
  return Number(row?.highest ?? 0) + 1
}

export type StandingChange = {
  readonly scriptState?: ScriptState
  readonly scriptRevisionId?: number
  readonly recordingId?: number | null
  /** Null: no longer cleared. */
  readonly cleared?: { readonly decisionId: number; readonly at: number } | null
  readonly withdrawn?: { readonly at: number; readonly reason: string }
}

/** Moves an episode on; what is left out stays. */
export async function moveEpisode(tx: Tx, id: number, change: StandingChange): Promise<void> {
  const set = {
    ...(change.scriptState === undefined ? {} : { script_state: change.scriptState }),
    ...(change.scriptRevisionId === undefined ? {} : { script_revision_id: change.scriptRevisionId }),
    ...(change.recordingId === undefined ? {} : { recording_id: change.recordingId }),
    ...(change.cleared === undefined
      ? {}
      : { cleared_decision_id: change.cleared?.decisionId ?? null, cleared_at: change.cleared?.at ?? null }),
    ...(change.withdrawn === undefined
      ? {}
      : { withdrawn_at: change.withdrawn.at, withdrawn_reason: change.withdrawn.reason }),
  }
  if (Object.keys(set).length > 0) await tx.q.updateTable('episode').set(set).where('id', '=', id).execute()
}
