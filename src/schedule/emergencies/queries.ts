import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { compareVietnamese } from '../../kernel/text.ts'
import { type EpisodeBrief, episodesById } from '../../library/index.ts'
import { type Station, stationsAll } from '../../stations/index.ts'
import type { Airing } from '../airing.ts'
import { PROGRESS, type Progress, progressOf, stationProgress } from './progress.ts'
import {
  airingsOfOrder,
  type Emergency,
  type EmergencyEpisode,
  emergencyById,
  newestEmergencies,
  urgentEpisodes,
} from './store.ts'

export type EmergencyState = 'running' | 'over' | 'cancelled'
export type EmergencyStation = {
  readonly station: Station
  readonly state: Progress
  readonly airings: readonly { readonly airing: Airing; readonly state: Progress }[]
}
export type EmergencyRead = {
  readonly emergency: Emergency
  readonly state: EmergencyState
  readonly episode: EpisodeBrief | undefined
  readonly counts: Readonly<Record<Progress, number>>
  /** By what is to be seen to, then by name. */
  readonly stations: readonly EmergencyStation[]
}

export const stateOf = (emergency: Emergency, now: number): EmergencyState =>
  emergency.cancelledAt !== null ? 'cancelled' : emergency.lastEndsAt > now ? 'running' : 'over'

/** Those who must be called stand first. */
const URGENCY: readonly Progress[] = ['missed', 'no_word', 'partial', 'not_yet', 'playing', 'played', 'cancelled']

/** An order and, station by station, who has played it. @throws DomainError not_found */
export async function readEmergency(ctx: Context, actor: Actor, id: number): Promise<EmergencyRead> {
  demand(actor, 'schedule.read')
  const emergency = await emergencyById(ctx.db, id)
  if (!emergency) throw notFound('emergency', id)
  const now = ctx.clock.now()
  const byStation = new Map<number, Airing[]>()
  for (const airing of await airingsOfOrder(ctx.db, emergency.slotId)) {
    byStation.set(airing.stationId, [...(byStation.get(airing.stationId) ?? []), airing])
  }
  const stations = (await stationsAll(ctx.db)).flatMap((station): EmergencyStation[] => {
    const airings = byStation.get(station.id)?.map((airing) => ({ airing, state: progressOf(airing, now) }))
    return airings ? [{ station, state: stationProgress(airings.map(({ state }) => state)), airings }] : []
  })
  stations.sort(
    (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || compareVietnamese(a.station.name, b.station.name),
  )
  const count = (state: Progress): number => stations.filter((one) => one.state === state).length
  return {
    emergency,
    state: stateOf(emergency, now),
    episode: (await episodesById(ctx.db, [emergency.episodeId])).get(emergency.episodeId),
    counts: Object.fromEntries(PROGRESS.map((state) => [state, count(state)])) as Record<Progress, number>,
    stations,
  }
}

/** The newest orders, with their episodes. */
export async function listEmergencies(
  ctx: Context,
  actor: Actor,
): Promise<{ emergency: Emergency; state: EmergencyState; episode: EpisodeBrief | undefined }[]> {
  demand(actor, 'schedule.read')
  const found = await newestEmergencies(ctx.db, 50)
  const episodes = await episodesById(
    ctx.db,
    found.map(({ episodeId }) => episodeId),
  )
  const now = ctx.clock.now()
  return found.map((emergency) => ({
    emergency,
    state: stateOf(emergency, now),
    episode: episodes.get(emergency.episodeId),
  }))
}

/** What can be ordered: cleared episodes of priority emergency. */
export async function orderableEpisodes(ctx: Context, actor: Actor): Promise<EmergencyEpisode[]> {
  demand(actor, 'emergency.order')
  return urgentEpisodes(ctx.db)
}
