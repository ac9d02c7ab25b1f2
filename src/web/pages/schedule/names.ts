import type { Context } from '../../../context.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { allSegments, type SegmentBrief } from '../../../library/index.ts'
import { type Station, type StationGroup, stationGroups, stationsAll } from '../../../stations/index.ts'
import { type Level, levels } from '../../../units/index.ts'
import type { View } from '../../view.ts'

/** Everything that forms of the schedule choose from, and the names behind the ids of a dry run. */
export type Names = {
  readonly stations: readonly Station[]
  readonly groups: readonly StationGroup[]
  readonly levels: readonly Level[]
  readonly segments: readonly SegmentBrief[]
  station(id: number): string
  segment(id: number): string
}

export async function loadNames(ctx: Context): Promise<Names> {
  const stations = (await stationsAll(ctx.db)).sort((a, b) => compareVietnamese(a.name, b.name))
  const segments = (await allSegments(ctx.db)).sort((a, b) => compareVietnamese(a.name, b.name))
  const stationNames = new Map(stations.map(({ id, name }) => [id, name]))
  const segmentNames = new Map(segments.map(({ id, name }) => [id, name]))
  return {
    stations,
    segments,
    groups: await stationGroups(ctx.db),
    levels: await levels(ctx.db),
    station: (id) => stationNames.get(id) ?? '',
    segment: (id) => segmentNames.get(id) ?? '',
  }
}

/** Which stations a target means, in words: "mọi đài", a level, a group, names, or how many. */
export function targetText(
  v: View,
  names: Names,
  target:
    | { kind: 'all' }
    | { kind: 'level'; code: string }
    | { kind: 'group'; id: number }
    | { kind: 'stations'; ids: readonly number[] },
): string {
  switch (target.kind) {
    case 'all':
      return v.t('schedule.all_stations')
    case 'level': {
      const level = names.levels.find(({ code }) => code === target.code)
      return level ? (v.lang === 'vi' ? level.stationName : level.stationNameEn) : target.code
    }
    case 'group':
      return names.groups.find(({ id }) => id === target.id)?.name ?? ''
    case 'stations':
      return target.ids.length > 3
        ? v.t('schedule.n_stations', { n: v.fmt.number(target.ids.length) })
        : target.ids.map((id) => names.station(id)).join(', ')
  }
}
