import { defineErrors } from '../../kernel/errors.ts'

export const planErrors = defineErrors({
  plan_needs_one_subject: {
    status: 400,
    vi: 'Kế hoạch cần đúng một trong hai: cấp, hoặc đài.',
    en: 'A plan is for exactly one of: a level, or a station.',
  },
  no_such_plan: { status: 404, vi: 'Không tìm thấy chỉ tiêu này.', en: 'There is no such target.' },
  no_such_level: { status: 400, vi: 'Không có cấp "{code}".', en: 'There is no level "{code}".' },
})
