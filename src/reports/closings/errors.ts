import { defineErrors } from '../../kernel/errors.ts'

export const closingErrors = defineErrors({
  period_not_over: {
    status: 409,
    vi: 'Chưa chốt được: kỳ này chỉ chốt được từ {from}, tức hai giờ sau khi kỳ kết thúc.',
    en: 'This period can be closed from {from} on, two hours after its end.',
  },
  already_closed: {
    status: 409,
    vi: 'Kỳ này đã được {name} chốt số liệu rồi.',
    en: 'This period was closed already, by {name}.',
  },
  closing_reopened: {
    status: 409,
    vi: 'Lần chốt này đã được mở lại, không ra thêm số bổ sung.',
    en: 'This closing was reopened; it takes no further supplement.',
  },
  nothing_to_supplement: {
    status: 409,
    vi: 'Từ lần chốt hoặc số bổ sung gần nhất chưa có gì thay đổi.',
    en: 'Nothing has changed since the closing or the last supplement.',
  },
})
