import type { Slot } from '../../../schedule/index.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

const SHORT = {
  1: 'weekday.short_1',
  2: 'weekday.short_2',
  3: 'weekday.short_3',
  4: 'weekday.short_4',
  5: 'weekday.short_5',
  6: 'weekday.short_6',
  7: 'weekday.short_7',
} as const satisfies Record<number, Word>

/** A rule in words: "T2–T7 · 05:15, 17:15", "T4 · 16:00 · 2 tuần một lần". */
export function ruleText(v: View, { weekdays, times, everyWeeks, nth }: Slot['versions'][number]['rule']): string {
  const days = [...weekdays].sort((a, b) => a - b)
  const [first, last] = [days[0], days.at(-1)]
  const run = first !== undefined && last !== undefined && last - first + 1 === days.length
  const said =
    days.length === 7
      ? v.t('schedule.every_day')
      : run && days.length > 2
        ? `${v.t(SHORT[first])}–${v.t(SHORT[last])}`
        : days.map((day) => v.t(SHORT[day])).join(', ')
  const parts = [said, times.join(', ')]
  if (everyWeeks > 1) parts.push(v.t('schedule.every_n', { n: everyWeeks }))
  if (nth) parts.push(nth.map((n) => (n === -1 ? v.t('schedule.nth_last') : v.t('schedule.nth_n', { n }))).join(', '))
  return parts.join(' · ')
}
