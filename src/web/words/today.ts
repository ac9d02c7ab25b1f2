import type { Words } from './words.ts'

/** Hôm nay: the week’s episode, the wall, what waits to be done. */
export const today = {
  'today.wall': {
    vi: 'Các đài trong ngày',
    en: 'The stations on this day',
  },
  'today.no_airings': {
    vi: 'Không có lượt phát nào trong ngày này.',
    en: 'There is no airing on this day.',
  },
  'today.no_airings_hint': {
    vi: 'Lịch phát sinh ra các lượt phát; ngày nghỉ phát thì không có lượt nào.',
    en: 'The schedule makes the airings; on a closure there are none.',
  },
  'today.of_planned': {
    vi: '{aired} trên {planned} lượt đã phát',
    en: '{aired} of {planned} airings aired',
  },
  'today.day_counts': {
    vi: 'Số lượt trong ngày theo trạng thái',
    en: 'Airings of the day by status',
  },
  'today.level': {
    vi: 'Cấp',
    en: 'Level',
  },
  'today.all_levels': {
    vi: 'Mọi cấp',
    en: 'All levels',
  },
  'today.group': {
    vi: 'Nhóm đài',
    en: 'Group',
  },
  'today.all_groups': {
    vi: 'Mọi nhóm',
    en: 'All groups',
  },
  'today.status': {
    vi: 'Trạng thái',
    en: 'Status',
  },
  'today.any_status': {
    vi: 'Mọi trạng thái',
    en: 'Any status',
  },
  'today.none_left': {
    vi: 'Không đài nào khớp bộ lọc.',
    en: 'No station matches the filter.',
  },
  'today.none_left_hint': {
    vi: 'Bỏ bớt điều kiện để thấy các đài khác.',
    en: 'Take a condition away to see other stations.',
  },
  'today.show_all': {
    vi: 'Xem mọi đài',
    en: 'Show all stations',
  },
  'today.line_away': {
    vi: 'Mất nối với máy chủ, đang tự nối lại. Bảng này có thể chậm.',
    en: 'The line to the server is away; reconnecting. This wall may be behind.',
  },
  'today.line_back': {
    vi: 'Đã nối lại, bảng đang đúng hiện tại.',
    en: 'Connected again; the wall is up to date.',
  },
  'todo.title': {
    vi: 'Cần xử lý',
    en: 'To be done',
  },
  'todo.none': {
    vi: 'Không có gì cần xử lý lúc này.',
    en: 'Nothing waits for you right now.',
  },
  'todo.call': {
    vi: 'Gọi',
    en: 'Call',
  },
  'todo.no_contact': {
    vi: 'Chưa ghi người liên hệ',
    en: 'No contact noted',
  },
  'todo.emergency': {
    vi: 'Khẩn cấp “{title}” chưa phát xong',
    en: 'Emergency “{title}” is not played everywhere',
  },
  'todo.emergency_done': {
    vi: '{done} trên {all} đài đã phát',
    en: '{done} of {all} stations have played it',
  },
  'todo.go_emergency': {
    vi: 'Xem từng đài',
    en: 'See the stations',
  },
  'todo.premiere': {
    vi: 'Kỳ mới chưa duyệt phát cho buổi {at}',
    en: 'The new episode is not cleared for {at}',
  },
  'todo.uncleared': {
    vi: 'Chưa có gì được duyệt để phát lúc {at}',
    en: 'Nothing is cleared for {at}',
  },
  'todo.uncleared_stations': {
    vi: '{segment}, {n} đài',
    en: '{segment}, stations: {n}',
  },
  'todo.clash': {
    vi: '{name}: hai lượt phát chồng nhau từ {at}',
    en: '{name}: two airings overlap from {at}',
  },
  'todo.clash_with': {
    vi: 'với lượt {at}',
    en: 'with the one at {at}',
  },
  'todo.silent': {
    vi: '{name} im tiếng',
    en: '{name} is silent',
  },
  'todo.no_word': {
    vi: '{name}: {n} lượt chưa có tin',
    en: '{name}: airings without word: {n}',
  },
  'todo.last_word': {
    vi: 'tin cuối lúc {at}',
    en: 'last word at {at}',
  },
  'todo.more_silent': {
    vi: 'Và {n} đài nữa chưa có tin',
    en: 'And more stations without word: {n}',
  },
  'todo.go_station': {
    vi: 'Xem đài',
    en: 'See the station',
  },
  'todo.go_log': {
    vi: 'Mở nhật ký',
    en: 'Open the log',
  },
  'todo.failed': {
    vi: 'Bản ghi âm của kỳ {n} không dùng được: {title}',
    en: 'The recording of episode {n} cannot be used: {title}',
  },
  'todo.go_recording': {
    vi: 'Xem bản ghi',
    en: 'See the recording',
  },
  'todo.disk_low': {
    vi: 'Đĩa của máy chủ sắp đầy, còn {free}',
    en: 'The server disk is filling up, {free} left',
  },
  'todo.disk_critical': {
    vi: 'Đĩa của máy chủ gần đầy, còn {free}: không nhận tệp tải lên',
    en: 'The server disk is nearly full, {free} left: no uploads are taken',
  },
  'todo.disk_what': {
    vi: 'Lịch phát và báo phát vẫn chạy. Cần dọn bớt hay thêm đĩa.',
    en: 'Playlists and reports go on. Make room or add a disk.',
  },
  'todo.quarantined': {
    vi: '{n} báo cáo của đài chờ xem xét',
    en: 'Reports set aside: {n}',
  },
  'todo.go_settle': {
    vi: 'Xem xét',
    en: 'Settle them',
  },
  'todo.deadline': {
    vi: 'Báo cáo {period} đến hạn ngày {day}, số liệu chưa chốt.',
    en: 'The report for {period} is due on {day}; its figures are not closed.',
  },
  'todo.supplement': {
    vi: '{n} thay đổi sau khi chốt, chờ ra bổ sung',
    en: 'Changes since the closing: {n}',
  },
  'todo.supplement_of': {
    vi: 'Số liệu từ {from} đến {to}',
    en: 'Figures from {from} to {to}',
  },
  'todo.go_supplement': {
    vi: 'Xem và ra bổ sung',
    en: 'See and issue',
  },
} as const satisfies Words
