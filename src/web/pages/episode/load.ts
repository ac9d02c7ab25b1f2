import type { Context } from '../../../context.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { addDays, type LocalDate } from '../../../kernel/dates.ts'
import {
  type EpisodeState,
  getEpisode,
  getScript,
  listRecordings,
  type Recording,
  type Revision,
  settingsNow,
} from '../../../library/index.ts'
import { airingsBetween } from '../../../schedule/index.ts'
import { showAirings, visibleStations } from '../../day.ts'
import { groupBy } from '../../group.ts'
import { countStatuses, type Status } from '../../status.ts'

/** Airings of one day that carry the episode, by status. */
export type AiredDay = {
  readonly date: LocalDate
  readonly stations: number
  readonly counts: readonly { readonly status: Status; readonly n: number }[]
}
export type EpisodeModel = {
  readonly state: EpisodeState
  /** The revision on the page: the newest, or an older one that was asked for. */
  readonly shown: Revision | undefined
  readonly recordings: readonly Recording[]
  readonly days: readonly AiredDay[]
  /** Syllables per minute. */
  readonly pace: number
  readonly targetLufs: number
}

const DAYS_BEFORE = 7
const DAYS_AFTER = 120

/**
 * Everything that the page of an episode shows.
 * @param revision an older one by number; undefined: the newest
 * @throws DomainError forbidden, not_found
 */
export async function loadEpisode(ctx: Context, actor: Actor, id: number, revision?: number): Promise<EpisodeModel> {
  const state = await getEpisode(ctx, actor, id)
  const { syllablesPerMinute } = await settingsNow(ctx, ctx.db)
  return {
    state,
    shown: revision === undefined ? state.script : await getScript(ctx, actor, id, revision),
    recordings: await listRecordings(ctx, actor, id),
    days: await loadDays(ctx, actor, state),
    pace: syllablesPerMinute,
    targetLufs: ctx.config.targetLufs,
  }
}

async function loadDays(ctx: Context, actor: Actor, { episode }: EpisodeState): Promise<AiredDay[]> {
  const around = episode.airDate ?? ctx.zone.localDate(episode.createdAt)
  const airings = await airingsBetween(ctx.db, {
    stationIds: (await visibleStations(ctx, actor)).map((station) => station.id),
    from: ctx.zone.toInstant(addDays(around, -DAYS_BEFORE), 0),
    to: ctx.zone.toInstant(addDays(around, DAYS_AFTER), 0),
    episodeId: episode.id,
  })
  const byDay = groupBy(await showAirings(ctx, airings), ({ shown }) => ctx.zone.localDate(shown.startsAt))
  return [...byDay].map(([date, found]) => ({
    date,
    stations: new Set(found.map(({ stationId }) => stationId)).size,
    counts: countStatuses(found.map(({ shown }) => shown.status)),
  }))
}
