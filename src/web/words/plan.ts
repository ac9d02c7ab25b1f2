import type { Words } from './words.ts'

/** Kế hoạch: what was to be reached in a period. */
export const plan = {
  'plan.title': { vi: 'Kế hoạch', en: 'Plan' },
  'plan.over': { vi: 'Kế hoạch lượt phát', en: 'Plan of airings' },
  'plan.enter': { vi: 'Nhập chỉ tiêu', en: 'Enter a target' },
  'plan.see': { vi: 'Xem kế hoạch', en: 'See the plan' },
  'plan.none': { vi: 'Kỳ này chưa có chỉ tiêu nào.', en: 'This period has no target yet.' },
  'plan.none_hint': {
    vi: 'Có chỉ tiêu thì báo cáo cho biết mức hoàn thành.',
    en: 'With a target the report tells how much of it was reached.',
  },
  'plan.of': { vi: '{aired} trên {target} lượt', en: '{aired} of {target} airings' },
  'plan.all': { vi: 'Xem cả {n} chỉ tiêu', en: 'See all {n} targets' },
  'plan.enter_hint': {
    vi: 'Nhập lại cho cùng nơi, cùng tiết mục và cùng những ngày ấy thì chỉ tiêu cũ được thay. Mọi thay đổi đều ghi vào nhật ký quản trị.',
    en: 'Entered again for the same place, segment and days, a target is replaced. Every change is in the audit trail.',
  },
  'plan.whom': { vi: 'Cho', en: 'For' },
  'plan.one_station': { vi: 'Một đài', en: 'One station' },
  'plan.days': { vi: 'Những ngày', en: 'Days' },
  'plan.target': { vi: 'Chỉ tiêu (lượt)', en: 'Target (airings)' },
  'plan.rate': { vi: 'Hoàn thành', en: 'Reached' },
  'plan.by': { vi: 'Căn cứ, người nhập', en: 'Basis, entered by' },
  'plan.note': { vi: 'Căn cứ, ghi chú', en: 'Basis, note' },
  'plan.note_hint': { vi: 'Ví dụ: Kế hoạch 424/KH-UBND', en: 'Such as: Kế hoạch 424/KH-UBND' },
  'plan.save': { vi: 'Lưu chỉ tiêu', en: 'Save the target' },
  'plan.saved': { vi: 'Đã lưu chỉ tiêu.', en: 'The target was saved.' },
  'plan.remove': { vi: 'Bỏ', en: 'Remove' },
  'plan.remove_ask': { vi: 'Bỏ chỉ tiêu này?', en: 'Remove this target?' },
  'plan.removed': { vi: 'Đã bỏ chỉ tiêu.', en: 'The target was removed.' },
} as const satisfies Words
