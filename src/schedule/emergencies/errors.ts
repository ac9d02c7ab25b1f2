import { defineErrors } from '../../kernel/errors.ts'

export const emergencyErrors = defineErrors({
  emergency_unknown_episode: {
    status: 400,
    vi: 'Không có kỳ phát này, hoặc kỳ đã bị rút.',
    en: 'There is no such episode, or it was withdrawn.',
  },
  emergency_not_urgent: {
    status: 400,
    vi: 'Kỳ này không mang mức ưu tiên khẩn cấp. Chỉ kỳ khẩn cấp mới được phát chen ngang.',
    en: 'This episode is not of priority "emergency"; only those may interrupt.',
  },
  emergency_not_cleared: {
    status: 409,
    vi: 'Kỳ này chưa được duyệt phát, nên chưa phát khẩn cấp được.',
    en: 'This episode is not cleared for air, so it cannot be ordered.',
  },
  emergency_reaches_nobody: {
    status: 400,
    vi: 'Hôm nay không có đài nào đang hoạt động trong số đã chọn.',
    en: 'None of the chosen stations is active today.',
  },
  emergency_not_confirmed: {
    status: 400,
    vi: 'Chưa xác nhận: hãy gõ số đài ({count}) hoặc chữ "khẩn cấp".',
    en: 'Not confirmed: type the number of stations ({count}) or the words "khẩn cấp".',
  },
  stale_emergency: {
    status: 409,
    vi: 'Từ lúc xem trước đã có lệnh khẩn cấp khác, hoặc đài hay bản phát đã thay đổi. Hãy xem lại rồi xác nhận.',
    en: 'Since the preview another emergency was ordered, or stations or audio changed. Look again, then confirm.',
  },
  emergency_over: {
    status: 409,
    vi: 'Mọi lượt của lệnh này đã phát xong hoặc đã hủy, không còn gì để hủy.',
    en: 'All airings of this order are over or cancelled; there is nothing left to cancel.',
  },
  emergency_slot: {
    status: 409,
    vi: 'Đây là khung giờ của một lệnh khẩn cấp: hãy hủy lệnh đó ở trang Khẩn cấp.',
    en: 'This slot belongs to an emergency order: cancel the order instead.',
  },
})
