import type { Words } from './words.ts'

/** Lưu trữ: how long audio and photographs are kept, and what the rules would let go. */
export const retention = {
  'retention.title': { vi: 'Lưu trữ', en: 'Retention' },
  'retention.lead': {
    vi: 'Sổ ghi nhận, số liệu đã chốt, mã băm, tên kỳ và nhật ký thay đổi được giữ mãi mãi. Chỉ tệp âm thanh và ảnh chụp sổ có thể đặt hạn; hạn đặt trong cấu hình máy chủ.',
    en: 'The ledger, closed figures, hashes, titles and the audit trail are kept for ever. Only files of audio and photographs of logs may have a term; the terms are set in the server’s configuration.',
  },
  'retention.rule': { vi: 'Loại tệp', en: 'Files' },
  'retention.term': { vi: 'Giữ', en: 'Kept' },
  'retention.due': { vi: 'Đến hạn xóa', en: 'Due' },
  'retention.bytes': { vi: 'Dung lượng', en: 'Size' },
  'retention.due_none': { vi: 'chưa có tệp nào', en: 'none yet' },
  'retention.due_files': { vi: '{n} tệp, {size}', en: '{n} files, {size}' },
  'retention.for_ever': { vi: 'mãi mãi', en: 'for ever' },
  'retention.months': { vi: '{n} tháng', en: '{n} months' },
  'retention.withdrawn': {
    vi: 'Âm thanh của kỳ đã rút, tính từ ngày rút',
    en: 'Audio of withdrawn episodes, from the withdrawal',
  },
  'retention.replaced': {
    vi: 'Âm thanh đã bị bản khác thay, tính từ ngày thay',
    en: 'Audio that another recording replaced, from the replacement',
  },
  'retention.originals': {
    vi: 'Tệp gốc đã tải lên, tính từ ngày xử lý xong; bản phát vẫn giữ',
    en: 'Originals as uploaded, from the day they were worked on; what is broadcast stays',
  },
  'retention.photos': {
    vi: 'Ảnh chụp sổ của đài, tính từ ngày gửi',
    en: 'Photographs of logs, from the day they came',
  },
  'retention.what': { vi: 'Những tệp đến hạn', en: 'The files that are due' },
  'retention.none': { vi: 'Hiện không có tệp nào đến hạn.', en: 'No file is due now.' },
  'retention.night': {
    vi: 'Tự xóa lúc 2 giờ 41 mỗi đêm. Từ lúc ấy không ai lấy được tệp nữa; một ngày sau mới xóa hẳn khỏi đĩa.',
    en: 'Carried out at 02:41 each night. From then on nobody gets the files; a day later they are erased from the disk.',
  },
  'retention.waiting': {
    vi: 'Đã xóa, còn nằm trên đĩa một ngày: {n} tệp.',
    en: 'Let go, and on the disk for a day still: {n}.',
  },
  'retention.name': { vi: 'Kỳ hoặc ảnh', en: 'Episode or photograph' },
  'retention.since': { vi: 'Tính từ', en: 'Counted from' },
  'retention.why': { vi: 'Theo hạn', en: 'By the term of' },
  'retention.more': { vi: 'và {n} tệp nữa', en: 'and {n} more' },
  'retention.now': { vi: 'Xóa ngay {n} tệp đến hạn', en: 'Let {n} due files go now' },
  'retention.sure': {
    vi: 'Xóa {n} tệp ({size})? Số liệu và bằng chứng không đổi, nhưng không nghe lại được nữa.',
    en: 'Let {n} files ({size}) go? Figures and evidence stay, but they cannot be heard again.',
  },
  'retention.done': {
    vi: 'Đã xóa theo hạn lưu trữ. Nhật ký thay đổi có mã băm của từng tệp.',
    en: 'Carried out. The audit trail names the hash of each file.',
  },
} as const satisfies Words
