import type { Words } from './words.ts'

/** Đài: stations, their devices and pairing. */
export const stations = {
  'stations.title': {
    vi: 'Đài truyền thanh',
    en: 'Stations',
  },
  'stations.name': {
    vi: 'Đài',
    en: 'Station',
  },
  'stations.code': {
    vi: 'Mã',
    en: 'Code',
  },
  'stations.unit': {
    vi: 'Địa bàn',
    en: 'Unit',
  },
  'stations.frequency': {
    vi: 'Tần số',
    en: 'Frequency',
  },
  'stations.contact': {
    vi: 'Liên hệ',
    en: 'Contact',
  },
  'stations.empty': {
    vi: 'Chưa có đài nào.',
    en: 'There is no station yet.',
  },
  'stations.empty_hint': {
    vi: 'Người quản trị thêm đài qua giao diện lập trình, rồi tạo khóa cho từng đài.',
    en: 'The administrator adds stations through the programming interface, then makes a key for each.',
  },
  'pair.title': {
    vi: 'Ghép máy mới',
    en: 'Pair a device',
  },
  'pair.lead': {
    vi: 'Mỗi máy của đài có một khóa riêng. Mở camera của điện thoại, hoặc mở liên kết trên chính máy sẽ phát. Mã dùng được một lần trong 10 phút.',
    en: 'Each device of a station has a key of its own. Open the camera of the phone, or open the link on the very device that will play. The code works once, for 10 minutes.',
  },
  'pair.make': {
    vi: 'Lấy mã ghép',
    en: 'Get a pairing code',
  },
  'pair.again': {
    vi: 'Lấy mã khác',
    en: 'Get another code',
  },
  'pair.qr': {
    vi: 'Mã QR để ghép một máy với {station}',
    en: 'QR code that pairs a device with {station}',
  },
  'pair.until': {
    vi: 'Mã dùng được đến {time}.',
    en: 'The code works until {time}.',
  },
  'pair.link': {
    vi: 'Liên kết ghép',
    en: 'Pairing link',
  },
  'pair.open': {
    vi: 'Mở trang trạm',
    en: 'Open the station page',
  },
  'pair.back': {
    vi: 'Về danh sách đài',
    en: 'Back to the stations',
  },
} as const satisfies Words
