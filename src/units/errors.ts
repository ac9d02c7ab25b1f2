import { defineErrors } from '../kernel/errors.ts'

export const unitErrors = defineErrors({
  unit_not_found: {
    status: 404,
    vi: 'Không có đơn vị hành chính nào mang mã "{code}".',
    en: 'There is no unit with the code "{code}".',
  },
  unit_code_taken: { status: 409, vi: 'Mã đơn vị "{code}" đã được dùng.', en: 'The unit code "{code}" is taken.' },
  unit_cycle: {
    status: 409,
    vi: 'Một đơn vị không thể trực thuộc chính nó hay đơn vị dưới nó.',
    en: 'A unit cannot belong to itself or to a unit below it.',
  },
  succession_known: {
    status: 409,
    vi: 'Việc sắp xếp từ "{from}" sang "{to}" vào ngày {on} đã được ghi.',
    en: 'The succession of "{from}" by "{to}" on {on} is already recorded.',
  },
  level_not_found: {
    status: 404,
    vi: 'Không có cấp nào mang mã "{code}".',
    en: 'There is no level with the code "{code}".',
  },
  level_code_taken: { status: 409, vi: 'Mã cấp "{code}" đã được dùng.', en: 'The level code "{code}" is taken.' },
  level_in_use: {
    status: 409,
    vi: 'Cấp "{code}" đang có đài nên không xóa được.',
    en: 'The level "{code}" has stations and cannot be removed.',
  },
})
