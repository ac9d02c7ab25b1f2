import { defineErrors } from '../kernel/errors.ts'

export const noticeErrors = defineErrors({
  delivery_not_given_up: {
    status: 409,
    vi: 'Lần gửi này chưa bị bỏ: nó đã tới nơi hoặc còn đang được gửi.',
    en: 'This delivery was not given up: it has arrived or is still being tried.',
  },
})
