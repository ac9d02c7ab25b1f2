import type { Reader } from '../../db/index.ts'
import { canonicalJson, sha256 } from '../../kernel/canonical.ts'
import { addDays, dayOf } from '../../kernel/dates.ts'
import { episodeById, type PlayableEpisode, playableEpisodes } from '../../library/index.ts'
import {
  closedOf,
  closuresBetween,
  inForce,
  presenceOf,
  readTarget,
  type StationInTime,
  stationsInTime,
  type Target,
} from '../../stations/index.ts'
import type { Today } from '../materialise.ts'
import { emergencyErrors } from './errors.ts'
import type { EmergencyWish } from './input.ts'
import { LEAD_MS } from './plan.ts'
import { type Emergency, newestEmergencyId, runningEmergencies } from './store.ts'

export type EmergencyDryRun = {
  readonly episode: PlayableEpisode
  readonly durationSeconds: number
  readonly target: Target
  /** Those that will get it. */
  readonly stations: readonly StationInTime[]
  /** Of these, the ones that are closed today: an emergency goes there too, but somebody should know. */
  readonly closed: readonly StationInTime[]
  /** Named, but not active today: they get nothing. */
  readonly inactive: readonly StationInTime[]
  /** Other orders that are still on air. */
  readonly running: readonly Emergency[]
  readonly hash: string
}

/**
 * What an order would do, and the hash that confirming it needs. The hash binds to the audio, the stations, and the
 * newest order there is: of two who order at once, or of a button pressed twice, the second sees the first.
 * @throws DomainError emergency_unknown_episode, emergency_not_urgent, emergency_not_cleared, emergency_reaches_nobody,
 *   and as readTarget
 */
export async function assessEmergency(reader: Reader, today: Today, wish: EmergencyWish): Promise<EmergencyDryRun> {
  const episode = await orderable(reader, wish.episode_id)
  const audio = episode.renditions.find((file) => file.format === 'mp3' && file.sha256 === episode.clearedAudioHash)
  if (!audio) throw emergencyErrors.emergency_not_cleared()
  const all = await stationsInTime(reader)
  const target = await readTarget(reader, wish.target, all)
  const date = today.zone.localDate(today.now + LEAD_MS)
  const day = dayOf(date)
  const stations = all.filter((station) => presenceOf(station, target, day, day).length > 0)
  if (stations.length === 0) throw emergencyErrors.emergency_reaches_nobody()
  const closures = (await closuresBetween(reader, addDays(date, -1), addDays(date, 1))).map(inForce)
  const named = target.kind === 'stations' ? target.ids : []
  const reached = new Set(stations.map(({ id }) => id))
  const asked = { episode_id: wish.episode_id, times: wish.times, gap_minutes: wish.gap_minutes, target: { ...target } }
  const bound = {
    asked: JSON.parse(JSON.stringify(asked)),
    audio: audio.sha256,
    newest: await newestEmergencyId(reader),
    stations: stations.map(({ id }) => id),
  }
  return {
    episode,
    durationSeconds: Math.ceil(audio.durationSeconds),
    target,
    stations,
    closed: stations.filter((station) => closedOf(station, closures, day, day).length > 0),
    inactive: all.filter(({ id }) => named.includes(id) && !reached.has(id)),
    running: await runningEmergencies(reader, today.now),
    hash: sha256(canonicalJson(bound)),
  }
}

async function orderable(reader: Reader, episodeId: number): Promise<PlayableEpisode> {
  const brief = await episodeById(reader, episodeId)
  if (!brief || brief.withdrawn) throw emergencyErrors.emergency_unknown_episode()
  const episode = (await playableEpisodes(reader, [episodeId])).get(episodeId)
  if (!episode) throw emergencyErrors.emergency_not_cleared()
  if (episode.priority !== 'emergency') throw emergencyErrors.emergency_not_urgent()
  return episode
}
