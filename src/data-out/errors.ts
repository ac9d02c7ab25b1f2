import { defineErrors } from '../kernel/errors.ts'

export const dataOutErrors = defineErrors({
  too_many_questions: {
    status: 429,
    vi: 'Hỏi quá nhanh. Xin chờ {retry_after} giây.',
    en: 'Too many requests. Please wait {retry_after} seconds.',
  },
})
