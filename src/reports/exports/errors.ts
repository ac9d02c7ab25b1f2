import { defineErrors } from '../../kernel/errors.ts'

export const exportErrors = defineErrors({
  export_not_ready: {
    status: 409,
    vi: 'Tệp này chưa làm xong.',
    en: 'This file is not ready yet.',
  },
  export_gone: {
    status: 410,
    vi: 'Tệp này đã được dọn đi. Hãy yêu cầu làm lại.',
    en: 'This file was cleared away. Ask for it again.',
  },
})
