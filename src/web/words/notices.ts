import type { Words } from './words.ts'

/** Reminders, and what became of their e-mails and webhook calls. */
export const notices = {
  'notices.title': { vi: 'Thông báo', en: 'Notices' },
  'notices.lead': {
    vi: 'Những việc Sóng Quê nhắc mọi người: đài chưa có báo phát, hạn báo cáo, số bổ sung đang chờ, đầu sổ phát sóng hằng ngày. Nơi nhận đặt ở cấu hình máy chủ; không đặt thì không gửi đi đâu.',
    en: 'What Sóng Quê reminds people of: stations without word, deadlines, pending supplements, the daily heads of the ledgers. The server’s configuration names who receives them; nobody unless set.',
  },
  'notices.none': { vi: 'Chưa có thông báo nào', en: 'No notice yet' },
  'notices.none_hint': {
    vi: 'Mỗi giờ máy xem một lần có việc gì cần nhắc hay không.',
    en: 'Once an hour the server looks for what people should be told of.',
  },
  'notices.not_sent': { vi: 'không gửi cho ai', en: 'sent to nobody' },
  'notices.sent': { vi: 'đã gửi {at}', en: 'sent {at}' },
  'notices.waiting': { vi: 'chưa gửi được, thử lại lúc {at}', en: 'not sent, next try at {at}' },
  'notices.given_up': { vi: 'đã thôi gửi sau {n} lần', en: 'given up after {n} tries' },
  'notices.retry': { vi: 'Gửi lại', en: 'Try again' },
  'notices.retried': { vi: 'Sẽ gửi lại trong một phút nữa.', en: 'It will be tried again within a minute.' },
} as const satisfies Words
