import { randomBytes } from 'node:crypto'
import type { Context } from '../../../context.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { addDays, type LocalDate } from '../../../kernel/dates.ts'
import {
  type ComingAirings,
  comingAirings,
  type EpisodeState,
  getEpisode,
  getScript,
  listRecordings,
  type Recording,
  type Revision,
  settingsNow,
} from '../../../library/index.ts'
import { airingsBetween } from '../../../schedule/index.ts'
import { type ShownAiring, showAirings, visibleStations } from '../../day.ts'
import { groupBy } from '../../group.ts'
import { countStatuses, type Status } from '../../status.ts'

/** Airings of one day that carry the episode, by status. */
export type AiredDay = {
  readonly date: LocalDate
  readonly stations: number
  readonly counts: readonly { readonly status: Status; readonly n: number }[]
}
/** One of them, named. */
export type AiredThere = { readonly stationName: string; readonly airing: ShownAiring }
export type EpisodeModel = {
  readonly state: EpisodeState
  /** The revision on the page: the newest, or an older one that was asked for. */
  readonly shown: Revision | undefined
  readonly recordings: readonly Recording[]
  readonly days: readonly AiredDay[]
  /** The day whose airings are listed one by one. */
  readonly day: { readonly date: LocalDate; readonly airings: readonly AiredThere[] } | null
  /** What would be empty without this episode. */
  readonly coming: ComingAirings
  /** Syllables per minute. */
  readonly pace: number
  readonly targetLufs: number
  /** Allows the waveform's own style sheet on this answer alone. */
  readonly nonce: string
}

/** What is asked for in the address. */
export type Wish = { readonly revision?: number | undefined; readonly day?: LocalDate | undefined }

const DAYS_BEFORE = 7
const DAYS_AFTER = 120

/**
 * Everything that the page of an episode shows.
 * @throws DomainError forbidden, not_found
 */
export async function loadEpisode(ctx: Context, actor: Actor, id: number, wish: Wish = {}): Promise<EpisodeModel> {
  const state = await getEpisode(ctx, actor, id)
  const { syllablesPerMinute } = await settingsNow(ctx, ctx.db)
  const { days, byDay } = await loadDays(ctx, actor, state)
  return {
    state,
    shown: wish.revision === undefined ? state.script : await getScript(ctx, actor, id, wish.revision),
    recordings: await listRecordings(ctx, actor, id),
    days,
    day: wish.day === undefined ? null : { date: wish.day, airings: byDay.get(wish.day) ?? [] },
    coming: await comingAirings(ctx.db, id, ctx.clock.now()),
    pace: syllablesPerMinute,
    targetLufs: ctx.config.targetLufs,
    nonce: randomBytes(12).toString('base64url'),
  }
}

async function loadDays(ctx: Context, actor: Actor, { episode }: EpisodeState) {
  const around = episode.airDate ?? ctx.zone.localDate(episode.createdAt)
  const stations = await visibleStations(ctx, actor)
  const names = new Map(stations.map(({ id, name }) => [id, name]))
  const airings = await airingsBetween(ctx.db, {
    stationIds: stations.map((station) => station.id),
    from: ctx.zone.toInstant(addDays(around, -DAYS_BEFORE), 0),
    to: ctx.zone.toInstant(addDays(around, DAYS_AFTER), 0),
    episodeId: episode.id,
  })
  const shown = (await showAirings(ctx, airings)).map(({ stationId, shown: airing }) => ({
    stationName: names.get(stationId) ?? '',
    airing,
  }))
  const byDay = groupBy(shown, ({ airing }) => ctx.zone.localDate(airing.startsAt))
  const days: AiredDay[] = [...byDay].map(([date, found]) => ({
    date,
    stations: new Set(found.map(({ stationName }) => stationName)).size,
    counts: countStatuses(found.map(({ airing }) => airing.status)),
  }))
  return { days, byDay }
}
