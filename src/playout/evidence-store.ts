import { type Selectable, sql } from 'kysely'
import { prepared, type Reader, type Tx } from '../db/index.ts'
import type { EvidenceTable } from '../db/tables/playout.ts'
import { byAiring, insertMany, numberRows, numbersOf, textsOf } from './bulk-store.ts'
import type { EvidenceRow, SettledFields } from './evidence.ts'

/** The columns, in the order in which rows are written. */
const COLUMNS = [
  'station_id',
  'position',
  'kind',
  'event_id',
  'content_hash',
  'device_id',
  'journal_id',
  'boot_id',
  'seq',
  'slot_id',
  'on_date',
  'ordinal',
  'sha256',
  'segment_id',
  'episode_id',
  'duration_seconds',
  'withdrawn',
  'at',
  'played_seconds',
  'outcome',
  'received_at',
  'state',
  'reason',
  'actor_id',
  'actor_name',
  'detail',
] as const satisfies readonly (keyof EvidenceTable)[]

const OWN_COLUMNS = COLUMNS.slice(1) as readonly Exclude<(typeof COLUMNS)[number], 'station_id'>[]

/** Writes evidence rows of one station; their ledger rows are in the same transaction. */
export async function insertEvidence(tx: Tx, stationId: number, rows: readonly EvidenceRow[]): Promise<void> {
  const values = rows.map((row) => [stationId, ...OWN_COLUMNS.map((column) => row[column])])
  await insertMany(tx, 'evidence', COLUMNS, values)
}

export type StoredEvidence = Selectable<EvidenceTable>

type KnownRow = {
  event_id: string
  content_hash: string | null
  state: EvidenceRow['state']
  reason: string | null
}
const known = prepared((q, a: { stationId: number; ids: string }, dialect) =>
  sql<KnownRow>`
    select e.event_id, e.content_hash, e.state, e.reason
    from ${textsOf(dialect, a.ids)} as wanted cross join evidence e
    where e.station_id = ${a.stationId} and e.event_id = wanted.value`.compile(q),
)

/**
 * What is already known of events with these ids at a station, by id. Cross joins here and below: SQLite then keeps the
 * order written, from the short list into an index; left to itself it once walked the whole station for each id.
 */
export async function knownEvents(
  reader: Reader,
  stationId: number,
  eventIds: readonly string[],
): Promise<
  Map<
    string,
    { readonly contentHash: string | null; readonly state: EvidenceRow['state']; readonly reason: string | null }
  >
> {
  if (eventIds.length === 0) return new Map()
  const rows = await known(reader, { stationId, ids: JSON.stringify(eventIds) })
  return new Map(
    rows.map((row) => [row.event_id, { contentHash: row.content_hash, state: row.state, reason: row.reason }]),
  )
}

/** Which of these rejected contents are kept already. */
export async function knownRejections(
  reader: Reader,
  stationId: number,
  contentHashes: readonly string[],
): Promise<Set<string>> {
  if (contentHashes.length === 0) return new Set()
  const { rows } = await sql<{ content_hash: string }>`
    select e.content_hash
    from ${textsOf(reader.dialect, JSON.stringify(contentHashes))} as wanted cross join evidence e
    where e.station_id = ${stationId} and e.content_hash = wanted.value and e.state = 'rejected'`.execute(reader.q)
  return new Set(rows.map((row) => row.content_hash))
}

export type SeqTime = { readonly seq: number; readonly at: number }

/**
 * For each of these numbers of a stream, its counted events just before and just after, by number.
 * @param measured only those whose time was measured
 */
export async function neighboursInStream(
  reader: Reader,
  stream: { readonly stationId: number; readonly deviceId: string; readonly journalId: string },
  seqs: readonly number[],
  measured = false,
): Promise<ReadonlyMap<number, { readonly before: SeqTime | null; readonly after: SeqTime | null }>> {
  if (seqs.length === 0) return new Map()
  // One step into the index evidence_stream each, however long the stream is; its condition must stand as written.
  // Within a text of the row the quotes would be escaped: it cannot be taken for the row's own word.
  const isMeasured = sql`and exists (
      select 1 from ledger_row l where l.station_id = e.station_id and l.position = e.position
        and (l.text like '%"clock":"measured"%' or l.text like '%"clock":"boot"%'))`
  const next = (side: '<' | '>', order: 'asc' | 'desc') => sql`(
    select e.position from evidence e
    where e.station_id = ${stream.stationId} and e.device_id = ${stream.deviceId} and e.journal_id = ${stream.journalId}
      and e.state = 'counted' and e.seq is not null and e.seq ${sql.raw(side)} w.n ${measured ? isMeasured : sql``}
    order by e.seq ${sql.raw(order)} limit 1)`
  type Row = { n: number; b_seq: number | null; b_at: number | null; a_seq: number | null; a_at: number | null }
  const { rows } = await sql<Row>`
    select w.n, b.seq as b_seq, b.at as b_at, a.seq as a_seq, a.at as a_at
    from ${numberRows(
      reader,
      ['n'],
      seqs.map((seq) => [seq]),
    )} as w
      left join evidence b on b.station_id = ${stream.stationId} and b.position = ${next('<', 'desc')}
      left join evidence a on a.station_id = ${stream.stationId} and a.position = ${next('>', 'asc')}`.execute(reader.q)
  const told = (seq: number | null, at: number | null): SeqTime | null =>
    seq === null || at === null ? null : { seq, at }
  return new Map(rows.map((row) => [row.n, { before: told(row.b_seq, row.b_at), after: told(row.a_seq, row.a_at) }]))
}

/** One event of a station. */
export async function eventById(
  reader: Reader,
  stationId: number,
  eventId: string,
): Promise<StoredEvidence | undefined> {
  return reader.q
    .selectFrom('evidence')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
}

/** Writes what a settlement makes of a quarantined event. */
export async function settleEvent(tx: Tx, stationId: number, eventId: string, fields: SettledFields): Promise<void> {
  await tx.q
    .updateTable('evidence')
    .set(fields)
    .where('station_id', '=', stationId)
    .where('event_id', '=', eventId)
    .execute()
}

/** Windows [from, to), epoch ms. */
type Windows = readonly (readonly [from: number, to: number])[]
/** Rows from this position on are not wanted: they are at hand. */
const ALL = Number.MAX_SAFE_INTEGER
type InWindows = { stationId: number; windows: string; before: number }

const inWindows = prepared((q, a: InWindows, dialect) =>
  sql<StoredEvidence>`
    select e.* from ${numbersOf(dialect, ['a', 'b'], a.windows)} as w
      cross join evidence e
    where e.station_id = ${a.stationId} and e.at >= w.a and e.at < w.b and e.state = 'counted'
      and e.position < ${a.before}`.compile(q),
)

/** Counted evidence whose time lies in one of the windows. */
export const evidenceInWindows = (
  reader: Reader,
  stationId: number,
  windows: Windows,
  before = ALL,
): Promise<StoredEvidence[]> => inWindows(reader, { stationId, windows: JSON.stringify(windows), before })

const elsewhere = prepared((q, a: InWindows, dialect) =>
  sql<StoredEvidence>`
    select e.* from ${numbersOf(dialect, ['a', 'b'], a.windows)} as w
      cross join airing a cross join evidence e ${byAiring(dialect)}
    where a.station_id = ${a.stationId} and a.starts_at >= w.a and a.starts_at < w.b
      and e.slot_id = a.slot_id and e.station_id = a.station_id and e.on_date = a.on_date and e.ordinal = a.ordinal
      and e.position < ${a.before}
      and e.state = 'counted' and (e.at is null or e.at < w.a or e.at >= w.b)`.compile(q),
)

/** Counted evidence that names an airing which starts in one of the windows, but was at another time or tells none. */
export const evidenceElsewhereOf = (
  reader: Reader,
  stationId: number,
  windows: Windows,
  before = ALL,
): Promise<StoredEvidence[]> => elsewhere(reader, { stationId, windows: JSON.stringify(windows), before })

/** All counted evidence of a station. */
export async function allEvidence(reader: Reader, stationId: number): Promise<StoredEvidence[]> {
  return reader.q.selectFrom('evidence').selectAll().where('station_id', '=', stationId).orderBy('position').execute()
}

/** Those of the stations that have evidence in [from, to), or of an airing planned in it. */
export async function stationsWithEvidence(
  reader: Reader,
  stationIds: readonly number[],
  from: number,
  to: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select wanted.id from ${numberRows(
      reader,
      ['id'],
      stationIds.map((id) => [id]),
    )} as wanted
    where exists (select 1 from evidence e where e.station_id = wanted.id and e.at >= ${from} and e.at < ${to})
      or exists (select 1 from airing a where a.station_id = wanted.id and a.starts_at >= ${from} and a.starts_at < ${to}
        and exists (select 1 from evidence e ${byAiring(reader.dialect)} where e.slot_id = a.slot_id and e.station_id = a.station_id
          and e.on_date = a.on_date and e.ordinal = a.ordinal))
    order by wanted.id`.execute(reader.q)
  return rows.map((row) => row.id)
}

/** Puts the log of evidence of a station anew. */
export async function replaceEvidence(tx: Tx, stationId: number, rows: readonly EvidenceRow[]): Promise<void> {
  await tx.q.deleteFrom('evidence').where('station_id', '=', stationId).execute()
  await insertEvidence(tx, stationId, rows)
}
