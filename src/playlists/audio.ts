import { can, demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays } from '../kernel/dates.ts'
import { audioItemsBySha256, playableEpisodes } from '../library/index.ts'
import type { MediaRef } from '../storage/index.ts'
import { isPlanned, mediaFact } from './audio-store.ts'
import { playlistErrors } from './errors.ts'

/**
 * Decides whether somebody may have an audio file. Staff may have all that is kept, cleared or not; a station (its key,
 * or its operator) only the cleared files that its airings from yesterday to the horizon name.
 * @throws DomainError sign_in_required, forbidden, audio_not_found (404), audio_withdrawn (410), audio_not_planned (403)
 */
export async function demandAudio(ctx: Context, actor: Actor, ref: MediaRef): Promise<void> {
  const all = can(actor, 'audio.read')
  const stationIds = stationsOf(actor)
  if (!all && stationIds.length === 0) demand(actor, 'audio.read')
  const file = await mediaFact(ctx.db, ref)
  if (!file) throw playlistErrors.audio_not_found()
  if (file.removed) throw playlistErrors.audio_withdrawn()
  if (!all) await demandPlanned(ctx, stationIds, ref)
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
