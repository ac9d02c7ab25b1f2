import type { Words } from './words.ts'

/** Hôm nay: the week’s episode, the wall, what waits to be done. */
export const today = {
  'today.wall': {
    vi: 'Các đài trong ngày',
    en: 'The stations on this day',
  },
  'today.no_airings': {
    vi: 'Không có lượt phát nào trong ngày này.',
    en: 'There is no airing on this day.',
  },
  'today.no_airings_hint': {
    vi: 'Lịch phát sinh ra các lượt phát; ngày nghỉ phát thì không có lượt nào.',
    en: 'The schedule makes the airings; on a closure there are none.',
  },
  'today.of_planned': {
    vi: '{aired} trên {planned} lượt đã phát',
    en: '{aired} of {planned} airings aired',
  },
  'today.day_counts': {
    vi: 'Số lượt trong ngày theo trạng thái',
    en: 'Airings of the day by status',
  },
} as const satisfies Words
