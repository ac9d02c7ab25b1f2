import type { Context } from '../../../context.ts'
import type { Grade, Programme } from '../../../kernel/terms.ts'
import { allSegments, episodesById } from '../../../library/index.ts'
import { airingId } from '../../../protocol/airing-id.ts'
import type { Airing } from '../../../schedule/index.ts'
import { type Station, stationsAll } from '../../../stations/index.ts'
import { shortStationName } from '../../station-name.ts'
import { type Status, statusOf } from '../../status.ts'

/** An airing of the log in words. */
export type LogRow = {
  readonly id: string
  readonly airing: Airing
  readonly station: Station | undefined
  readonly stationName: string
  readonly segmentName: string
  readonly episodeTitle: string | null
  readonly programme: Programme
  readonly status: Status
  readonly grade: Grade | null
}

/** Gives airings their names: a query each for stations, segments and episodes, however many airings there are. */
export async function logRows(ctx: Context, airings: readonly Airing[]): Promise<LogRow[]> {
  const stations = new Map((await stationsAll(ctx.db)).map((station) => [station.id, station]))
  const segments = new Map((await allSegments(ctx.db)).map((segment) => [segment.id, segment]))
  const ids = new Set(airings.flatMap((airing) => airing.airedEpisodeId ?? airing.episodeId ?? []))
  const episodes = await episodesById(ctx.db, [...ids])
  const now = ctx.clock.now()
  return airings.map((airing) => {
    const station = stations.get(airing.stationId)
    return {
      id: airingId(airing),
      airing,
      station,
      stationName: shortStationName(station?.name ?? String(airing.stationId)),
      segmentName: segments.get(airing.segmentId)?.name ?? '',
      episodeTitle: episodes.get(airing.airedEpisodeId ?? airing.episodeId ?? 0)?.title ?? null,
      programme: airing.programme,
      status: statusOf(airing, now),
      grade: airing.grade,
    }
  })
}
