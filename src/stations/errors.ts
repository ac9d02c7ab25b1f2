import { defineErrors } from '../kernel/errors.ts'

export const stationErrors = defineErrors({
  station_not_found: {
    status: 404,
    vi: 'Không có đài nào mang mã "{code}".',
    en: 'There is no station with the code "{code}".',
  },
  station_code_taken: { status: 409, vi: 'Mã đài "{code}" đã được dùng.', en: 'The station code "{code}" is taken.' },
  group_not_found: {
    status: 404,
    vi: 'Không có nhóm đài nào mang mã "{code}".',
    en: 'There is no station group with the code "{code}".',
  },
  group_code_taken: { status: 409, vi: 'Mã nhóm "{code}" đã được dùng.', en: 'The group code "{code}" is taken.' },
  assignment_not_found: {
    status: 404,
    vi: 'Đài này không có lần phân cấp nào từ ngày {from}.',
    en: 'This station has no assignment from {from} on.',
  },
  last_assignment: {
    status: 409,
    vi: 'Mỗi đài cần ít nhất một lần phân cấp và địa bàn.',
    en: 'A station needs at least one level and unit.',
  },
  station_key_not_found: {
    status: 404,
    vi: 'Đài này không có khóa số {id}.',
    en: 'This station has no key number {id}.',
  },
  pairing_invalid: {
    status: 410,
    vi: 'Mã ghép đã được dùng, đã hết hạn (10 phút) hoặc không đúng. Hãy lấy một mã mới.',
    en: 'The pairing code was used, has expired (10 minutes) or is wrong. Ask for a new one.',
  },
  station_key_revoked: { status: 409, vi: 'Khóa này đã được thu hồi trước đó.', en: 'This key was already revoked.' },
})
