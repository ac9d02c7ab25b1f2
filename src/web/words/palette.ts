import type { Words } from './words.ts'

/** Going anywhere by a few typed words (Ctrl+K, and /tim). */
export const palette = {
  'palette.title': {
    vi: 'Tìm nhanh',
    en: 'Go to',
  },
  'palette.query': {
    vi: 'Trang, kỳ, đài hoặc ngày',
    en: 'A page, an episode, a station or a date',
  },
  'palette.hint': {
    vi: 'Gõ không dấu cũng được: “cho gao”, “kỳ 47”, “25/11”.',
    en: 'Marks are not needed: “cho gao”, “47”, “25/11”.',
  },
  'palette.nothing': {
    vi: 'Không tìm thấy gì cho “{q}”.',
    en: 'Nothing was found for “{q}”.',
  },
  'palette.nothing_hint': {
    vi: 'Thử ít chữ hơn, một số kỳ, tên đài hoặc một ngày như 25/11.',
    en: 'Try fewer words, a number, a station’s name or a date like 25/11.',
  },
  'palette.page': {
    vi: 'trang',
    en: 'page',
  },
  'palette.station': {
    vi: 'đài',
    en: 'station',
  },
  'palette.day_schedule': {
    vi: 'lịch của ngày',
    en: 'the day’s schedule',
  },
  'palette.day_wall': {
    vi: 'bảng của ngày',
    en: 'the day’s wall',
  },
  'palette.day_log': {
    vi: 'nhật ký của ngày',
    en: 'the day’s log',
  },
} as const satisfies Words
