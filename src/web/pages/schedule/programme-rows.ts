import type { Context } from '../../../context.ts'
import { addDays, type LocalDate } from '../../../kernel/dates.ts'
import { airingsBetween } from '../../../schedule/index.ts'
import type { Station } from '../../../stations/index.ts'
import { whatOf } from '../../components/day.tsx'
import { type ShownAiring, showAirings } from '../../day.ts'
import { groupBy } from '../../group.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { closedDays } from './load.ts'

/** SÁNG, TRƯA, CHIỀU of the printed programme, by the minute of the start; what comes later in the evening is "chiều". */
export const PARTS = ['morning', 'noon', 'afternoon'] as const
export type Part = (typeof PARTS)[number]
export const partOf = (minutes: number): Part =>
  minutes < 10 * 60 + 30 ? 'morning' : minutes < 14 * 60 ? 'noon' : 'afternoon'

export const partWords = {
  morning: 'schedule.part_morning',
  noon: 'schedule.part_noon',
  afternoon: 'schedule.part_afternoon',
} as const satisfies Record<Part, Word>

/** One line: a time and what is on the air then; `stations` how many carry it. */
export type Item = {
  readonly time: string
  readonly until: string
  readonly segment: string
  readonly text: string
  readonly repeat: boolean
  readonly stations: number
}
export type ProgrammeDay = {
  readonly date: LocalDate
  readonly parts: Readonly<Record<Part, readonly Item[]>>
  /** Why the station is closed that day; null: it is not, or several stations are meant. */
  readonly closed: string | null
}

export const MAX_DAYS = 31

/** The planned programme of some stations, day by day; what several carry at one time is one line. */
export async function loadProgramme(
  ctx: Context,
  v: View,
  stations: readonly Station[],
  from: LocalDate,
  to: LocalDate,
): Promise<ProgrammeDay[]> {
  const found = await airingsBetween(ctx.db, {
    stationIds: stations.map(({ id }) => id),
    from: ctx.zone.toInstant(from, 0),
    to: ctx.zone.toInstant(addDays(to, 1), 0),
    states: ['planned'],
  })
  const shown = await showAirings(ctx, found)
  const byDate = groupBy(shown, (each) => ctx.zone.localDate(each.shown.startsAt))
  const [only] = stations.length === 1 ? stations : []
  const closed = only ? await closedDays(ctx, from, to) : () => null
  const days: ProgrammeDay[] = []
  for (let date = from; date <= to; date = addDays(date, 1))
    days.push({ ...dayOf(v, date, byDate.get(date) ?? []), closed: only ? closed(only.id, date) : null })
  return days
}

type Shown = { readonly stationId: number; readonly shown: ShownAiring }
function dayOf(v: View, date: LocalDate, airings: readonly Shown[]): Omit<ProgrammeDay, 'closed'> {
  const alike = ({ shown }: Shown): string =>
    [shown.startsAt, shown.endsAt, shown.segmentName, shown.programme, shown.premiere, shown.episode?.id].join()
  const items = [...groupBy(airings, alike).values()].flatMap((group) => {
    const [first] = group
    return first
      ? [{ minutes: first.shown.minutes, item: itemOf(v, first.shown, new Set(group.map((a) => a.stationId)).size) }]
      : []
  })
  items.sort((a, b) => a.minutes - b.minutes)
  const inPart = (part: Part): Item[] => items.filter(({ minutes }) => partOf(minutes) === part).map(({ item }) => item)
  return { date, parts: { morning: inPart('morning'), noon: inPart('noon'), afternoon: inPart('afternoon') } }
}

const itemOf = (v: View, shown: ShownAiring, stations: number): Item => ({
  time: v.fmt.time(shown.startsAt),
  until: v.fmt.time(shown.endsAt),
  segment: shown.segmentName,
  text: shown.programme === 'episode' ? (shown.episode ? whatOf(v, shown) : '') : whatOf(v, shown),
  repeat: !shown.premiere && shown.programme === 'episode',
  stations,
})
