import { type LocalDate, type LocalTime, minutesOf } from '../../../kernel/dates.ts'
import type { Book, BookCell } from '../../../reports/index.ts'
import type { View } from '../../view.ts'
import { PARTS, type ProgrammeDay, partWords } from './programme-rows.ts'

const text = (value: string): BookCell => ({ value, look: 'text' })
const wrapped = (value: string): BookCell => ({ value, look: 'wrapped' })
/** Workbooks know no zones: wall-clock time as if it were UTC. */
const day = (date: LocalDate): BookCell => ({ value: new Date(`${date}T00:00:00Z`), look: 'date' })
const time = (at: string): BookCell => ({
  value: new Date(Date.UTC(1899, 11, 30) + minutesOf(at as LocalTime) * 60_000),
  look: 'time',
})

const HEAD_ROWS = 4

/** The programme as one sheet, a row for each line, so that it can be filtered and sorted. */
export function programmeBook(
  v: View,
  days: readonly ProgrammeDay[],
  { from, to, station }: { from: LocalDate; to: LocalDate; station: string | null },
): Book {
  const title = v.t('schedule.programme_heading', { from: v.fmt.date(from), to: v.fmt.date(to) })
  const heads = [
    v.t('schedule.date'),
    v.t('schedule.weekday'),
    v.t('schedule.part'),
    v.t('schedule.starts'),
    v.t('schedule.ends'),
    v.t('library.segment'),
    v.t('schedule.what'),
    v.t('schedule.kind'),
    v.t('schedule.station_count'),
  ]
  const rows = days.flatMap(({ date, parts }) =>
    PARTS.flatMap((part) =>
      parts[part].map((item) => [
        day(date),
        text(v.fmt.day(date).replace(/ \d.*$/, '')),
        text(v.t(partWords[part])),
        time(item.time),
        time(item.until),
        wrapped(item.segment),
        wrapped(item.text),
        text(item.repeat ? v.t('schedule.repeat') : ''),
        { value: item.stations, look: 'number' as const },
      ]),
    ),
  )
  return {
    title,
    author: v.actor.name,
    at: v.now,
    page: v.t('app.name'),
    sheets: [
      {
        name: v.t('schedule.programme_sheet'),
        widths: [12, 10, 10, 8, 8, 28, 60, 8, 8],
        headRows: HEAD_ROWS,
        filterTo: HEAD_ROWS + rows.length,
        rows: [
          [{ value: title, look: 'title' }],
          [{ value: station ?? v.t('schedule.all_stations'), look: 'note' }],
          [],
          heads.map((value) => ({ value, look: 'head' as const })),
          ...rows,
        ],
      },
    ],
  }
}
