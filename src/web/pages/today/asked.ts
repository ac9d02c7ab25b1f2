import type { LocalDate } from '../../../kernel/dates.ts'
import { type Day, dayAsked, type LevelDay } from '../../day.ts'
import { STATUSES, type Status } from '../../status.ts'

/** What the address asks for: `?ngay=&cap=&nhom=&tt=`. */
export type Asked = {
  readonly date: LocalDate
  /** Code of a level or a group; empty: all. */
  readonly level: string
  readonly group: string
  /** Stations with an airing in this status alone. */
  readonly status: Status | ''
}

export const readAsked = (query: (name: string) => string | undefined, today: LocalDate): Asked => ({
  date: dayAsked(query('ngay'), today),
  level: (query('cap') ?? '').slice(0, 100),
  group: (query('nhom') ?? '').slice(0, 100),
  status: STATUSES.find((status) => status === query('tt')) ?? '',
})

/** The address of the day with its filters; `path` for the part that is fetched alone. */
export function todayLink({ date, level, group, status }: Asked, today: LocalDate, path = '/'): string {
  const query = new URLSearchParams()
  if (date !== today) query.set('ngay', date)
  if (level) query.set('cap', level)
  if (group) query.set('nhom', group)
  if (status) query.set('tt', status)
  return query.size > 0 ? `${path}?${query}` : path
}

/** The levels of a day with the stations that the filters leave; levels without any fall away. */
export function narrowed(day: Day, { level, group, status }: Asked): readonly LevelDay[] {
  return day.levels
    .filter((one) => level === '' || one.level.code === level)
    .map((one) => ({
      ...one,
      stations: one.stations.filter(
        ({ station, airings }) =>
          (group === '' || station.groups.includes(group)) &&
          (status === '' || airings.some((airing) => airing.status === status)),
      ),
    }))
    .filter(({ stations }) => stations.length > 0)
}
