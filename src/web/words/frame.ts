import type { Words } from './words.ts'

/** The frame around every page, and the words that many pages share: states, grades, days. */
export const frame = {
  'app.name': {
    vi: 'Sóng Quê',
    en: 'Sóng Quê',
  },
  'app.skip': {
    vi: 'Đến nội dung chính',
    en: 'Skip to the main content',
  },
  'app.nav': {
    vi: 'Các trang',
    en: 'Pages',
  },
  'app.language': {
    vi: 'English',
    en: 'Tiếng Việt',
  },
  'app.language_hint': {
    vi: 'Đổi giao diện sang tiếng Anh',
    en: 'Change the interface to Vietnamese',
  },
  'app.sign_out': {
    vi: 'Đăng xuất',
    en: 'Sign out',
  },
  'app.search': {
    vi: 'Tìm',
    en: 'Search',
  },
  'app.show': {
    vi: 'Xem',
    en: 'Show',
  },
  'app.print': {
    vi: 'In trang này bằng Ctrl+P, khổ A4',
    en: 'Print this page with Ctrl+P, on A4',
  },
  'app.pages': {
    vi: 'Các trang của danh sách',
    en: 'Pages of the list',
  },
  'app.previous': {
    vi: 'Trang trước',
    en: 'Previous page',
  },
  'app.next': {
    vi: 'Trang sau',
    en: 'Next page',
  },
  'app.faults': {
    vi: 'Có chỗ chưa đúng, mời xem lại.',
    en: 'Something is not right yet; please look again.',
  },
  'nav.today': {
    vi: 'Hôm nay',
    en: 'Today',
  },
  'nav.library': {
    vi: 'Kho nội dung',
    en: 'Library',
  },
  'nav.schedule': {
    vi: 'Lịch phát',
    en: 'Schedule',
  },
  'nav.log': {
    vi: 'Nhật ký',
    en: 'Log',
  },
  'nav.report': {
    vi: 'Báo cáo',
    en: 'Reports',
  },
  'nav.stations': {
    vi: 'Đài',
    en: 'Stations',
  },
  'nav.admin': {
    vi: 'Quản trị',
    en: 'Admin',
  },
  'role.editor': {
    vi: 'biên tập viên',
    en: 'editor',
  },
  'role.approver': {
    vi: 'người duyệt',
    en: 'approver',
  },
  'role.technician': {
    vi: 'kỹ thuật viên',
    en: 'technician',
  },
  'role.scheduler': {
    vi: 'người lập lịch',
    en: 'scheduler',
  },
  'role.station_operator': {
    vi: 'phụ trách đài',
    en: 'station operator',
  },
  'role.reform_office': {
    vi: 'cơ quan cải cách hành chính',
    en: 'reform office',
  },
  'role.administrator': {
    vi: 'quản trị',
    en: 'administrator',
  },
  'error.title_404': {
    vi: 'Không có trang này',
    en: 'There is no such page',
  },
  'error.text_404': {
    vi: 'Địa chỉ có thể đã gõ sai, hoặc mục này chưa bao giờ có ở đây.',
    en: 'The address may be mistyped, or this never existed here.',
  },
  'error.title_403': {
    vi: 'Chưa được phép',
    en: 'Not allowed',
  },
  'error.text_403': {
    vi: 'Tài khoản này không có quyền xem hoặc làm việc đó. Cần thì hỏi người quản trị.',
    en: 'This account may not see or do that. Ask the administrator if you need it.',
  },
  'error.title_500': {
    vi: 'Có lỗi ở máy chủ',
    en: 'An error on the server',
  },
  'error.text_500': {
    vi: 'Việc vừa rồi chưa làm được và lỗi đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn vậy, báo người quản trị mã {id}.',
    en: 'That could not be done, and the error was logged. Please try again in a few minutes; if it persists, give the administrator the code {id}.',
  },
  'error.title_other': {
    vi: 'Chưa làm được',
    en: 'That could not be done',
  },
  'error.home': {
    vi: 'Về trang Hôm nay',
    en: 'Back to Today',
  },
  'status.aired': {
    vi: 'đã phát',
    en: 'aired',
  },
  'status.planned': {
    vi: 'theo lịch',
    en: 'planned',
  },
  'status.partial': {
    vi: 'phát dở',
    en: 'partial',
  },
  'status.missed': {
    vi: 'không phát',
    en: 'missed',
  },
  'status.no_word': {
    vi: 'chưa có tin',
    en: 'no word',
  },
  'status.cancelled': {
    vi: 'đã hủy',
    en: 'cancelled',
  },
  'status.open': {
    vi: 'đang phát',
    en: 'on air',
  },
  'grade.player': {
    vi: 'máy phát báo',
    en: 'player',
  },
  'grade.attested': {
    vi: 'người xác nhận',
    en: 'attested',
  },
  'grade.imported': {
    vi: 'nhập từ sổ',
    en: 'imported',
  },
  'grade.total': {
    vi: 'chỉ báo tổng',
    en: 'sum only',
  },
  'priority.normal': {
    vi: 'thông thường',
    en: 'normal',
  },
  'priority.priority': {
    vi: 'ưu tiên',
    en: 'priority',
  },
  'priority.emergency': {
    vi: 'khẩn cấp',
    en: 'emergency',
  },
  'programme.episode': {
    vi: 'kỳ phát',
    en: 'episode',
  },
  'programme.relay': {
    vi: 'tiếp sóng',
    en: 'relay',
  },
  'programme.live': {
    vi: 'trực tiếp',
    en: 'live',
  },
  'weekday.1': {
    vi: 'Thứ Hai',
    en: 'Monday',
  },
  'weekday.2': {
    vi: 'Thứ Ba',
    en: 'Tuesday',
  },
  'weekday.3': {
    vi: 'Thứ Tư',
    en: 'Wednesday',
  },
  'weekday.4': {
    vi: 'Thứ Năm',
    en: 'Thursday',
  },
  'weekday.5': {
    vi: 'Thứ Sáu',
    en: 'Friday',
  },
  'weekday.6': {
    vi: 'Thứ Bảy',
    en: 'Saturday',
  },
  'weekday.7': {
    vi: 'Chủ nhật',
    en: 'Sunday',
  },
  'day.previous': {
    vi: 'Ngày trước',
    en: 'Previous day',
  },
  'day.next': {
    vi: 'Ngày sau',
    en: 'Next day',
  },
  'day.pick': {
    vi: 'Ngày',
    en: 'Day',
  },
  'day.today': {
    vi: 'Hôm nay',
    en: 'Today',
  },
  'week.title': {
    vi: 'Kỳ tuần này',
    en: 'This week’s episode',
  },
  'week.script': {
    vi: 'Kịch bản',
    en: 'Script',
  },
  'week.approval': {
    vi: 'Duyệt kịch bản',
    en: 'Script approval',
  },
  'week.recording': {
    vi: 'Ghi âm',
    en: 'Recording',
  },
  'week.clearance': {
    vi: 'Duyệt phát',
    en: 'Clearance for air',
  },
  'week.planned': {
    vi: 'Đã lên lịch',
    en: 'Scheduled',
  },
  'week.planned_n': {
    vi: '{n} lượt trong tuần',
    en: '{n} airings this week',
  },
  'week.none': {
    vi: 'Chưa có kỳ nào cho tuần này.',
    en: 'There is no episode for this week yet.',
  },
  'week.none_hint': {
    vi: 'Biên tập viên lập kỳ mới trong Kho nội dung, đặt ngày phát trong tuần này.',
    en: 'An editor creates one in the library, with an air date in this week.',
  },
  'week.number': {
    vi: 'Kỳ {n}',
    en: 'Episode {n}',
  },
  'week.premiere': {
    vi: 'phát lần đầu {date}',
    en: 'premiere {date}',
  },
  'week.state_done': {
    vi: 'xong',
    en: 'done',
  },
  'week.state_next': {
    vi: 'việc tiếp theo',
    en: 'next step',
  },
  'week.state_todo': {
    vi: 'chưa đến',
    en: 'later',
  },
  'week.go_script': {
    vi: 'Soạn kịch bản',
    en: 'Write the script',
  },
  'week.go_submit': {
    vi: 'Trình duyệt',
    en: 'Submit it',
  },
  'week.go_approve': {
    vi: 'Xem và duyệt kịch bản',
    en: 'Read and approve the script',
  },
  'week.go_record': {
    vi: 'Đưa bản ghi âm lên',
    en: 'Bring the recording',
  },
  'week.go_clear': {
    vi: 'Nghe và duyệt phát',
    en: 'Listen and clear for air',
  },
  'week.go_schedule': {
    vi: 'Xem lịch phát',
    en: 'See the schedule',
  },
  'week.open': {
    vi: 'Mở kỳ này',
    en: 'Open the episode',
  },
  'desk.ok': {
    vi: 'Đồng ý',
    en: 'OK',
  },
  'desk.cancel': {
    vi: 'Thôi',
    en: 'Cancel',
  },
  'desk.close': {
    vi: 'Đóng',
    en: 'Close',
  },
  'desk.sign_in': {
    vi: 'Đăng nhập lại',
    en: 'Sign in again',
  },
  'desk.session_ended': {
    vi: 'Phiên làm việc đã hết. Chữ đang gõ vẫn còn ở đây; đăng nhập lại ở thẻ mới rồi làm tiếp.',
    en: 'Your session has ended. What you typed is still here; sign in again in a new tab, then go on.',
  },
  'desk.kept': {
    vi: 'Lúc {time} bạn gõ dở ở đây mà chưa lưu.',
    en: 'You typed here at {time} and it was not saved.',
  },
  'desk.kept_restore': {
    vi: 'Lấy lại chữ đã gõ',
    en: 'Bring it back',
  },
  'desk.kept_drop': {
    vi: 'Bỏ đi',
    en: 'Drop it',
  },
  'desk.date_form': {
    vi: 'ngày/tháng/năm',
    en: 'dd/mm/yyyy',
  },
  'desk.date_pick': {
    vi: 'Chọn ngày trên lịch',
    en: 'Pick the date from a calendar',
  },
  'desk.date_today': {
    vi: 'Hôm nay',
    en: 'Today',
  },
  'desk.date_clear': {
    vi: 'Xóa ngày',
    en: 'Clear',
  },
  'desk.date_wrong': {
    vi: 'Ngày chưa đúng, hãy gõ như 25/11/2026.',
    en: 'Not a real date; type it like 25/11/2026.',
  },
  'desk.date_outside': {
    vi: 'Ngày này nằm ngoài khoảng chọn được.',
    en: 'This date is outside the allowed range.',
  },
  'desk.month_back': {
    vi: 'Tháng trước',
    en: 'Previous month',
  },
  'desk.month_forth': {
    vi: 'Tháng sau',
    en: 'Next month',
  },
  'desk.sort_by': {
    vi: 'Xếp theo {name}',
    en: 'Sort by {name}',
  },
  'weekday.short_1': {
    vi: 'T2',
    en: 'Mon',
  },
  'weekday.short_2': {
    vi: 'T3',
    en: 'Tue',
  },
  'weekday.short_3': {
    vi: 'T4',
    en: 'Wed',
  },
  'weekday.short_4': {
    vi: 'T5',
    en: 'Thu',
  },
  'weekday.short_5': {
    vi: 'T6',
    en: 'Fri',
  },
  'weekday.short_6': {
    vi: 'T7',
    en: 'Sat',
  },
  'weekday.short_7': {
    vi: 'CN',
    en: 'Sun',
  },
  'desk.find': {
    vi: 'Tìm trang, kỳ, đài hoặc ngày',
    en: 'Find a page, an episode, a station or a date',
  },
  'desk.find_nothing': {
    vi: 'Không tìm thấy gì. Thử ít chữ hơn, số kỳ hoặc ngày như 25/11.',
    en: 'Nothing found. Try fewer words, a number or a date like 25/11.',
  },
  'desk.find_away': {
    vi: 'Chưa hỏi được máy chủ, sẽ thử lại khi bạn gõ tiếp.',
    en: 'The server did not answer; it is asked again as you type.',
  },
  'desk.find_count': {
    vi: '{n} kết quả',
    en: 'results: {n}',
  },
  'desk.keys': {
    vi: 'Phím tắt',
    en: 'Keys',
  },
  'desk.key_find': {
    vi: 'tìm và đi đến trang, kỳ, đài, ngày',
    en: 'find and go to a page, episode, station or date',
  },
  'desk.key_help': {
    vi: 'xem các phím tắt',
    en: 'show these keys',
  },
  'desk.key_escape': {
    vi: 'đóng hộp đang mở',
    en: 'close what is open',
  },
  'desk.key_tab': {
    vi: 'đi tiếp; Shift + Tab đi lùi',
    en: 'go on; Shift + Tab goes back',
  },
  'desk.key_date': {
    vi: 'trong ô ngày: ngày sau, ngày trước',
    en: 'in a date field: a day later, a day earlier',
  },
  'desk.key_calendar': {
    vi: 'trong ô ngày: mở lịch; mũi tên, PageUp và PageDown để chọn',
    en: 'in a date field: open the calendar; arrows, PageUp and PageDown choose',
  },
} as const satisfies Words
