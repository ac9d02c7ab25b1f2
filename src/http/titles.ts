import type { Words } from '../kernel/errors.ts'

/** The short name of a kind of problem by its status (RFC 9457: the same from one occurrence to the next). */
const TITLES: Readonly<Record<number, Words>> = {
  400: { vi: 'Dữ liệu gửi lên chưa đúng', en: 'Invalid request' },
  401: { vi: 'Cần đăng nhập', en: 'Sign-in required' },
  403: { vi: 'Không được phép', en: 'Not allowed' },
  404: { vi: 'Không tìm thấy', en: 'Not found' },
  405: { vi: 'Không nhận cách gọi này', en: 'Method not allowed' },
  409: { vi: 'Chưa làm được lúc này', en: 'Conflict' },
  410: { vi: 'Không còn nữa', en: 'Gone' },
  413: { vi: 'Dữ liệu quá lớn', en: 'Too large' },
  415: { vi: 'Kiểu nội dung không được nhận', en: 'Unsupported content' },
  422: { vi: 'Không xử lý được nội dung', en: 'Unprocessable content' },
  429: { vi: 'Gửi quá nhiều lần', en: 'Too many requests' },
  500: { vi: 'Lỗi máy chủ', en: 'Server error' },
  503: { vi: 'Máy chủ đang bận', en: 'Busy' },
  507: { vi: 'Máy chủ hết chỗ', en: 'Out of space' },
}
const OTHER = {
  fault: { vi: 'Yêu cầu không làm được', en: 'Request failed' },
  server: { vi: 'Lỗi máy chủ', en: 'Server error' },
}

export const titleOf = (status: number): Words => TITLES[status] ?? (status < 500 ? OTHER.fault : OTHER.server)
