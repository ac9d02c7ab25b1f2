import { can, demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays } from '../kernel/dates.ts'
import { audioItemsBySha256, playableEpisodes } from '../library/index.ts'
import type { MediaRef } from '../storage/index.ts'
import { isPlanned, type MediaFact, mediaFact } from './audio-store.ts'
import type { Shelf } from './cache.ts'
import { playlistErrors } from './errors.ts'
import { playlistState } from './state.ts'

/**
 * Decides whether somebody may have an audio file. Staff may have all that is kept, cleared or not; a station (its key,
 * or its operator) only the cleared files that its airings from yesterday to the horizon name.
 * @returns what is known of the file
 * @throws DomainError sign_in_required, forbidden, audio_not_found (404), audio_withdrawn (410), audio_not_planned (403)
 */
export async function demandAudio(ctx: Context, actor: Actor, ref: MediaRef): Promise<MediaFact> {
  const all = can(actor, 'audio.read')
  const stationIds = stationsOf(actor)
  if (!all && stationIds.length === 0) demand(actor, 'audio.read')
  const file = await mediaFact(ctx.db, ref)
  if (!file) throw playlistErrors.audio_not_found()
  if (file.removed) throw playlistErrors.audio_withdrawn()
  if (!all) await demandRemembered(ctx, stationIds, ref)
  return file
}

/** Until when (epoch ms, exclusive) a station may have which files, as it stood when nothing had changed for it since. */
const remembered = new WeakMap<Shelf, Map<string, number>>()

/**
 * As demandPlanned; of a station's own key a "yes" is kept in memory until something changes for the station (as its
 * playlists are) or the day ends: a player fetches a recording in many parts.
 */
async function demandRemembered(ctx: Context, stationIds: readonly number[], ref: MediaRef): Promise<void> {
  const [stationId] = stationIds
  if (stationId === undefined || stationIds.length > 1 || ctx.db.deaf) return demandPlanned(ctx, stationIds, ref)
  // Taken before anything is read: a change that comes meanwhile puts up another.
  const shelf = playlistState(ctx).cache.shelf(stationId)
  const now = ctx.clock.now()
  const kept = remembered.get(shelf) ?? new Map<string, number>()
  if (now < (kept.get(ref.sha256) ?? 0)) return
  await demandPlanned(ctx, stationIds, ref)
  kept.set(ref.sha256, ctx.zone.toInstant(addDays(ctx.zone.localDate(now), 1), 0))
  remembered.set(shelf, kept)
}

/** The stations for which this actor may fetch audio. */
function stationsOf(actor: Actor): number[] {
  const own = actor.kind === 'station' ? [actor.stationId] : actor.kind === 'account' ? [...actor.stationIds] : []
  return own.filter((stationId) => can(actor, 'audio.read', { stationId }))
}

async function demandPlanned(ctx: Context, stationIds: readonly number[], { sha256 }: MediaRef): Promise<void> {
  const items = (await audioItemsBySha256(ctx.db, [sha256])).get(sha256) ?? []
  if (items.length > 0 && items.every(({ withdrawn }) => withdrawn)) throw playlistErrors.audio_withdrawn()
  const cleared = await playableEpisodes(
    ctx.db,
    items.filter((item) => item.cleared).map(({ episodeId }) => episodeId),
  )
  // The original upload is no broadcast file, and of the MP3s only the very one that was cleared may go out.
  const episodeIds = [...cleared.values()]
    .filter(({ renditions, clearedAudioHash }) =>
      renditions.some((file) => file.sha256 === sha256 && (file.format !== 'mp3' || sha256 === clearedAudioHash)),
    )
    .map(({ episodeId }) => episodeId)
  const today = ctx.zone.localDate(ctx.clock.now())
  const horizon = [
    ctx.zone.toInstant(addDays(today, -1), 0),
    ctx.zone.toInstant(addDays(today, ctx.config.horizonDays + 1), 0),
  ] as const
  if (!(await isPlanned(ctx.db, stationIds, episodeIds, horizon))) throw playlistErrors.audio_not_planned()
}
