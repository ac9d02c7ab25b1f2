import { createHash } from 'node:crypto'
import { can, demand, unknownStation } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { localDate, parseInput, z } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { allSegments, episodesById, playableEpisodes } from '../library/index.ts'
import type { Playlist } from '../protocol/playlist.ts'
import { airingsOfStation } from '../schedule/index.ts'
import { stationErrors } from '../stations/index.ts'
import type { KeptPlaylist } from './cache.ts'
import { playlistErrors } from './errors.ts'
import { formats } from './formats/index.ts'
import { manifestOf } from './manifest.ts'
import { type PlaylistRange, rangeOf, trueUntil } from './range.ts'
import { findStation, playlistState, playlistVersion } from './state.ts'
import { type StationBrief, slotTitles } from './store.ts'

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** The query of a playlist's address. */
export const playlistQuery = z.object({
  date: localDate.optional().openapi({ description: 'Ngày đầu, mặc định hôm nay · first local day, today by default' }),
  days: whole(1, 31).optional().openapi({
    description:
      'Số ngày, mặc định 1; ics và rss: cả chân trời lịch · number of days, 1 by default; ics and rss: the whole horizon',
  }),
  window: whole(1, 1440).optional().openapi({
    description:
      'Chỉ lượt phát từ 5 phút trước đến số phút này tới · only airings within [now − 5 min, now + this many minutes]',
  }),
  for: z
    .enum(['liquidsoap'])
    .optional()
    .openapi({ description: 'm3u, m3u8: annotate: entries with airing_id and start_unix' }),
})
const NOTHING = parseInput(playlistQuery, {})

export type PlaylistAsked = {
  readonly code: string
  /** Extension in the address. */
  readonly format: string
  /** The query as it came, not yet read. */
  readonly query: Readonly<Record<string, string>>
  /** The key, when it came as `?token=`. */
  readonly token: string | null
  /** Origin of the addresses inside, without a slash at the end. */
  readonly base: string
}

/**
 * The station that somebody may ask playlists of.
 * @throws DomainError sign_in_required before anything is said of the station; station_not_found; forbidden
 */
export async function demandStation(ctx: Context, actor: Actor, code: string): Promise<StationBrief> {
  if (actor.kind === 'nobody') demand(actor, 'playlist.read')
  const station = await findStation(ctx, code)
  if (!station) throw unknownStation(actor, stationErrors.station_not_found({ code: code.slice(0, 80) }))
  demand(actor, 'playlist.read', { stationId: station.id })
  return station
}

/**
 * A rendered playlist with its tag; without SQL when it was rendered before and nothing changed since.
 * @throws DomainError as demandStation; unknown_playlist_format; invalid_input
 */
export async function getPlaylist(ctx: Context, actor: Actor, asked: PlaylistAsked): Promise<KeptPlaylist> {
  const station = await demandStation(ctx, actor, asked.code)
  const format = formats.get(asked.format)
  if (!format) {
    throw playlistErrors.unknown_playlist_format({ format: asked.format, known: [...formats.keys()].join(', ') })
  }
  // A poll without a query, the most frequent, is not worth a reading.
  const query = Object.keys(asked.query).length === 0 ? NOTHING : parseInput(playlistQuery, asked.query)
  const player = query.for ?? null
  const { cache } = playlistState(ctx)
  const now = ctx.clock.now()
  const token = format.carriesToken ? asked.token : null
  const key = keptAs({ format: asked.format, token, base: asked.base }, query)
  const kept = cache.find(station.id, key, now)
  if (kept) return kept

  const shelf = cache.shelf(station.id)
  const horizonDays = format.range === 'horizon' ? ctx.config.horizonDays : null
  const range = rangeOf(query, { now, zone: ctx.zone, horizonDays })
  const playlist = await loadPlaylist(ctx, station, range, asked.base)
  const options = { token, player, base: asked.base, zone: ctx.zone, clearedAt: playlist.clearedAt }
  const body = Buffer.from(format.render(playlist.manifest, options))
  const fresh: KeptPlaylist = {
    body: new Uint8Array(body),
    etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    type: format.type,
    until: trueUntil(range, playlist.starts, now, ctx.zone),
  }
  cache.keep(station.id, shelf, key, fresh)
  return fresh
}

/** The name under which a rendered playlist is kept: everything that its bytes follow from, but for the station. */
const keptAs = (
  { format, token, base }: { readonly format: string; readonly token: string | null; readonly base: string },
  query: z.output<typeof playlistQuery>,
): string => [format, query.for ?? null, query.date, query.days, query.window, token, base].join(' ')

/**
 * A playlist of today, asked for without a query, where it stands in memory: without waiting and without SQL. Undefined:
 * `getPlaylist` must be asked, which also says why somebody may not have it.
 */
export function playlistAtOnce(
  ctx: Context,
  actor: Actor,
  asked: Omit<PlaylistAsked, 'query'>,
): KeptPlaylist | undefined {
  const { cache, stations } = playlistState(ctx)
  const [station, format] = [stations.get(asked.code), formats.get(asked.format)]
  if (!station || !format || !can(actor, 'playlist.read', { stationId: station.id })) return undefined
  const token = format.carriesToken ? asked.token : null
  return cache.find(station.id, keptAs({ format: asked.format, token, base: asked.base }, NOTHING), ctx.clock.now())
}

/**
 * The playlist of whole days, read anew: what a bundle is made of. Addresses of audio have no origin.
 * @throws DomainError as demandStation
 */
export async function playlistOfDays(
  ctx: Context,
  actor: Actor,
  code: string,
  asked: { readonly date?: LocalDate | undefined; readonly days: number },
): Promise<{ station: StationBrief; playlist: Playlist }> {
  const station = await demandStation(ctx, actor, code)
  const range = rangeOf(asked, { now: ctx.clock.now(), zone: ctx.zone, horizonDays: null })
  return { station, playlist: (await loadPlaylist(ctx, station, range, '')).manifest }
}

async function loadPlaylist(
  ctx: Context,
  station: StationBrief,
  range: PlaylistRange,
  base: string,
): Promise<{ manifest: Playlist; starts: number[]; clearedAt: Map<number, number> }> {
  const { db } = ctx
  // The version first: read beside a change it is rather too old than too new, and the player asks once more.
  const version = await playlistVersion(ctx, station.id)
  const airings = await airingsOfStation(db, station.id, range.start, range.end)
  const episodeIds = [...new Set(airings.flatMap(({ episodeId }) => (episodeId === null ? [] : [episodeId])))]
  const playable = await playableEpisodes(db, episodeIds)
  const manifest = manifestOf(
    {
      station,
      version,
      airings,
      segments: new Map((await allSegments(db)).map((segment) => [segment.id, segment])),
      slotTitles: await slotTitles(db, [...new Set(airings.map(({ slotId }) => slotId))]),
      episodes: await episodesById(db, episodeIds),
      playable,
    },
    {
      from: range.from,
      to: range.to,
      window: range.window,
      base,
      zone: ctx.zone,
      targetLufs: ctx.config.targetLufs,
      truePeakMaxDbtp: ctx.config.truePeakMaxDbtp,
    },
  )
  return {
    manifest,
    starts: airings.map(({ startsAt }) => startsAt),
    clearedAt: new Map([...playable].map(([id, episode]) => [id, episode.clearedAt])),
  }
}
