import { defineErrors } from '../kernel/errors.ts'

export const reportErrors = defineErrors({
  no_such_period: {
    status: 400,
    vi: 'Không có kỳ báo cáo "{key}". Ví dụ đúng: 2020, 2020-H1, 2020-Q3, 2020-07, 2020-W27, cchc:2020, cchc:2020-Q1, cchc:2020-H1, cchc:2020-Q3.',
    en: 'There is no period "{key}". Valid: 2020, 2020-H1, 2020-Q3, 2020-07, 2020-W27, cchc:2020, cchc:2020-Q1, cchc:2020-H1, cchc:2020-Q3.',
  },
  no_such_segment: {
    status: 400,
    vi: 'Không có chuyên mục "{code}". Dùng segment=all để tính tất cả.',
    en: 'There is no segment "{code}". Use segment=all for everything.',
  },
  no_such_unit: {
    status: 400,
    vi: 'Không có địa bàn "{code}".',
    en: 'There is no unit "{code}".',
  },
  no_such_grouping: {
    status: 400,
    vi: 'Không tách được theo "{key}". Các cách tách: level, station, unit, month, segment, episode, week.',
    en: 'Cannot group by "{key}". Known groups: level, station, unit, month, segment, episode, week.',
  },
})
