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
  'notices.watch_good': {
    vi: 'Các kỳ đã chốt: tìm sự kiện đến sau lần cuối lúc {at}.',
    en: 'Closed periods: last looked for later events at {at}.',
  },
  'notices.watch_failed': {
    vi: 'Chưa tìm được sự kiện đến sau của các kỳ đã chốt (lần thử {at}). Máy chủ thử lại mỗi giờ.',
    en: 'Later events of closed periods could not be looked for (tried at {at}). The server tries again every hour.',
  },
  'notices.watch_now': { vi: 'Tìm ngay', en: 'Look now' },
  'notices.watched': {
    vi: 'Đã tìm xong sự kiện đến sau của các kỳ đã chốt.',
    en: 'Later events of closed periods were looked for.',
  },
  'notices.watch_again_failed': {
    vi: 'Vẫn chưa tìm được; lý do ở bên dưới.',
    en: 'It failed again; the reason is below.',
  },
  'notices.retry': { vi: 'Gửi lại', en: 'Try again' },
  'notices.retried': { vi: 'Sẽ gửi lại trong một phút nữa.', en: 'It will be tried again within a minute.' },
} as const satisfies Words
