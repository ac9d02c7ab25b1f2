/** What may not be found, in both languages: PRODUCT.md's glossary, in the form that follows "Không tìm thấy" and "There is no such". */
export const NOUNS = {
  account: { vi: 'tài khoản', en: 'account' },
  address: { vi: 'địa chỉ', en: 'address' },
  airing: { vi: 'lượt phát', en: 'airing' },
  change: { vi: 'thay đổi của khung giờ', en: 'change of the slot' },
  closing: { vi: 'lần chốt số liệu', en: 'closing' },
  closure: { vi: 'ngày nghỉ phát', en: 'closure' },
  emergency: { vi: 'lệnh khẩn cấp', en: 'emergency' },
  episode: { vi: 'kỳ phát', en: 'episode' },
  event: { vi: 'sự kiện', en: 'event' },
  import: { vi: 'lần nhập', en: 'import' },
  key: { vi: 'khóa', en: 'key' },
  notice_delivery: { vi: 'lần gửi thông báo', en: 'delivery of a notice' },
  page: { vi: 'trang', en: 'page' },
  photo: { vi: 'ảnh trang sổ', en: 'photograph' },
  recording: { vi: 'bản ghi âm', en: 'recording' },
  revision: { vi: 'bản sửa', en: 'revision' },
  segment: { vi: 'chuyên mục', en: 'segment' },
  slot: { vi: 'khung giờ', en: 'slot' },
  supplement: { vi: 'số bổ sung', en: 'supplement' },
  total: { vi: 'tổng số', en: 'total' },
  unplanned_play: { vi: 'lần phát ngoài lịch', en: 'unplanned play' },
  waveform: { vi: 'dạng sóng', en: 'waveform' },
} as const satisfies Record<string, { readonly vi: string; readonly en: string }>

export type Noun = keyof typeof NOUNS
