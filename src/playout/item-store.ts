import { sql } from 'kysely'
import { prepared, type Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Programme } from '../kernel/terms.ts'
import { audioItemsBySha256 } from '../library/index.ts'
import { type AiringKey, airingId } from '../protocol/index.ts'
import { textsOf } from './bulk-store.ts'
import type { ItemBody } from './ledger-body.ts'

/** An airing that evidence names, with what it was to carry. */
export type NamedAiring = {
  readonly key: AiringKey
  readonly id: string
  readonly startsAt: number
  readonly endsAt: number
  readonly plannedOn: LocalDate
  readonly programme: Programme
  readonly item: ItemBody
}

type Row = {
  slot_id: number
  station_id: number
  on_date: LocalDate
  ordinal: number
  starts_at: number
  ends_at: number
  planned_on: LocalDate
  programme: Programme
  segment_id: number
  segment: string | null
  episode_id: number | null
  number: number | null
  year: number | null
  title: string | null
  duration: number | null
}

/** "Kỳ 12/2020: Một cửa": how the log calls an episode. */
export const episodeTitle = (number: number, year: number, title: string): string => `Kỳ ${number}/${year}: ${title}`

const planned = (row: Row): ItemBody => ({
  segment_id: row.segment_id,
  segment: row.segment ?? '',
  episode_id: row.episode_id,
  episode: row.number === null || row.year === null ? null : episodeTitle(row.number, row.year, row.title ?? ''),
  duration_seconds: row.duration ?? (row.ends_at - row.starts_at) / 1000,
  withdrawn: false,
})

const named = prepared((q, a: { wanted: string }, dialect) => {
  const part = (index: number) =>
    dialect === 'postgres'
      ? sql`(wanted.value::jsonb->>${sql.lit(index)})`
      : sql`json_extract(wanted.value, ${sql.lit(`$[${index}]`)})`
  const number = (index: number) => (dialect === 'postgres' ? sql`${part(index)}::bigint` : part(index))
  return sql<Row>`
    select a.slot_id, a.station_id, a.on_date, a.ordinal, a.starts_at, a.ends_at, a.planned_on, a.programme,
      a.segment_id, s.name as segment, a.episode_id, e.number, e.year, e.title,
      (select r.duration_seconds from rendition r where r.recording_id = e.recording_id order by r.format limit 1) as duration
    from ${textsOf(dialect, a.wanted)} as wanted
      join airing a on a.slot_id = ${number(0)} and a.station_id = ${number(1)} and a.on_date = ${part(2)} and a.ordinal = ${number(3)}
      left join segment s on s.id = a.segment_id
      left join episode e on e.id = a.episode_id`.compile(q)
})

/** The airings of these identities, in whatever state, by airing_id. One query however many. */
export async function airingsNamed(reader: Reader, keys: readonly AiringKey[]): Promise<Map<string, NamedAiring>> {
  if (keys.length === 0) return new Map()
  const wanted = new Set(keys.map((key) => JSON.stringify([key.slotId, key.stationId, key.onDate, key.ordinal])))
  const rows = await named(reader, { wanted: JSON.stringify([...wanted]) })
  return new Map(
    rows.map((row) => {
      const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
      const id = airingId(key)
      const { starts_at: startsAt, ends_at: endsAt, planned_on: plannedOn, programme } = row
      return [id, { key, id, startsAt, endsAt, plannedOn, programme, item: planned(row) }]
    }),
  )
}

/** What an audio file is, and since when (epoch ms) it has been withdrawn. */
export type KnownItem = { readonly item: ItemBody; readonly withdrawnAt: number | null }

/** Every item that each hash may be, the likeliest first, with titles. */
export async function itemsByHash(
  reader: Reader,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownItem[]>> {
  if (hashes.length === 0) return new Map()
  const found = await audioItemsBySha256(reader, hashes)
  const segmentIds = [...new Set([...found.values()].flat().map((item) => item.segmentId))]
  if (segmentIds.length === 0) return new Map()
  const segments = await reader.q.selectFrom('segment').select(['id', 'name']).where('id', 'in', segmentIds).execute()
  const names = new Map(segments.map((segment) => [segment.id, segment.name]))
  return new Map(
    [...found].map(([hash, items]) => [
      hash,
      items.map((item) => ({
        item: {
          segment_id: item.segmentId,
          segment: names.get(item.segmentId) ?? '',
          episode_id: item.episodeId,
          episode: episodeTitle(item.number, item.year, item.title),
          duration_seconds: item.durationSeconds,
          withdrawn: item.withdrawn,
        },
        withdrawnAt: item.withdrawnAt,
      })),
    ]),
  )
}

/**
 * What was played is what the hash says (COUNTING.md 9). The same audio may stand in several episodes: then it is the
 * planned episode, else one of the planned segment, else the likeliest. Without a hash it is what was planned.
 * @param at when it was played, epoch ms: it was withdrawn audio if it was withdrawn by then. Unknown: if it is now.
 * @returns null when the hash is unknown, or nothing was named
 */
export function itemPlayed(
  candidates: readonly KnownItem[] | undefined,
  hash: string | undefined,
  airing: NamedAiring | null,
  at: number | null,
): ItemBody | null {
  if (hash === undefined) return airing?.item ?? null
  if (!candidates) return null
  const plan = airing?.item
  const found =
    candidates.find(({ item }) => plan && plan.episode_id !== null && item.episode_id === plan.episode_id) ??
    candidates.find(({ item }) => plan && item.segment_id === plan.segment_id) ??
    candidates[0]
  return found ? asPlayed(found, at) : null
}

/** COUNTING.md 9: audio that was withdrawn later was not withdrawn audio when it was played. */
export const asPlayed = ({ item, withdrawnAt }: KnownItem, at: number | null): ItemBody => ({
  ...item,
  withdrawn: withdrawnAt !== null && (at === null || at >= withdrawnAt),
})

/** What an unplanned play carried, by the names of today. */
export async function itemOfPlay(
  reader: Reader,
  play: { readonly segment_id: number | null; readonly episode_id: number | null; readonly played_seconds: number },
): Promise<ItemBody> {
  const segment = await reader.q
    .selectFrom('segment')
    .select('name')
    .where('id', '=', play.segment_id ?? 0)
    .executeTakeFirst()
  const episode = await reader.q
    .selectFrom('episode')
    .select(['number', 'year', 'title'])
    .where('id', '=', play.episode_id ?? 0)
    .executeTakeFirst()
  return {
    segment_id: play.segment_id ?? 0,
    segment: segment?.name ?? '',
    episode_id: play.episode_id,
    episode: episode ? episodeTitle(episode.number, episode.year, episode.title) : null,
    duration_seconds: play.played_seconds,
    withdrawn: false,
  }
}
