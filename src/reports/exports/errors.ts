import { defineErrors } from '../../kernel/errors.ts'

export const exportErrors = defineErrors({
  too_many_exports: {
    status: 429,
    vi: 'Đang có {n} tệp chờ làm. Xin đợi bớt rồi hãy yêu cầu thêm.',
    en: '{n} files wait to be made. Please ask again once some are done.',
  },
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
