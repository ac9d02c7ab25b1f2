import type { Words } from './words.ts'

/** An emergency put on air, and how it goes. */
export const emergency = {
  'emergency.title': {
    vi: 'Khẩn cấp',
    en: 'Emergency',
  },
  'emergency.new': {
    vi: 'Phát khẩn cấp ngay',
    en: 'Put on air at once',
  },
  'emergency.episode': {
    vi: 'Bản phát',
    en: 'Item',
  },
  'emergency.episode_option': {
    vi: 'Kỳ {n}/{year}: {title}',
    en: 'No. {n}/{year}: {title}',
  },
  'emergency.scope': {
    vi: 'Phát ở đâu',
    en: 'Where',
  },
  'emergency.scope_all': {
    vi: 'Mọi đài ({n})',
    en: 'All stations ({n})',
  },
  'emergency.scope_some': {
    vi: 'Chỉ những đài được chọn bên dưới',
    en: 'Only the stations ticked below',
  },
  'emergency.pick': {
    vi: 'Chọn từng đài',
    en: 'Tick single stations',
  },
  'emergency.times': {
    vi: 'Số lần phát',
    en: 'How often',
  },
  'emergency.times_hint': {
    vi: 'Từ 1 đến {max} lần.',
    en: '1 to {max} times.',
  },
  'emergency.gap': {
    vi: 'Nghỉ giữa hai lần (phút)',
    en: 'Pause between two airings (minutes)',
  },
  'emergency.gap_hint': {
    vi: 'Từ 0 đến {max} phút.',
    en: '0 to {max} minutes.',
  },
  'emergency.note': {
    vi: 'Ghi chú',
    en: 'Note',
  },
  'emergency.preview': {
    vi: 'Xem trước',
    en: 'Preview',
  },
  'emergency.preview_hint': {
    vi: 'Chưa phát gì. Bước sau sẽ hỏi xác nhận.',
    en: 'Nothing goes on air yet. The next step asks you to confirm.',
  },
  'emergency.no_episode': {
    vi: 'Chưa có kỳ khẩn cấp nào được duyệt phát.',
    en: 'No emergency episode is cleared for air.',
  },
  'emergency.no_episode_hint': {
    vi: 'Thu hoặc đưa tệp lên ở phần trên, rồi người duyệt duyệt phát.',
    en: 'Record or upload one above, then an approver clears it.',
  },
  'emergency.orders': {
    vi: 'Các lệnh đã ra',
    en: 'Orders so far',
  },
  'emergency.none': {
    vi: 'Chưa có lệnh khẩn cấp nào.',
    en: 'No emergency was ever ordered.',
  },
  'emergency.when': {
    vi: 'Lúc',
    en: 'When',
  },
  'emergency.stations': {
    vi: 'Số đài',
    en: 'Stations',
  },
  'emergency.by': {
    vi: 'Người ra lệnh',
    en: 'Ordered by',
  },
  'emergency.state': {
    vi: 'Tình trạng',
    en: 'State',
  },
  'emergency.running': {
    vi: 'đang phát',
    en: 'on air',
  },
  'emergency.over': {
    vi: 'đã xong',
    en: 'over',
  },
  'emergency.cancelled': {
    vi: 'đã hủy',
    en: 'cancelled',
  },
  'emergency.confirm_title': {
    vi: 'Xác nhận phát khẩn cấp',
    en: 'Confirm the emergency',
  },
  'emergency.stale': {
    vi: 'Từ lúc xem trước đã có thay đổi. Dưới đây là tình hình mới; hãy xem lại rồi xác nhận.',
    en: 'Something changed since the preview. This is how it is now; look again, then confirm.',
  },
  'emergency.also_running': {
    vi: 'Đang có lệnh khẩn cấp khác, do {who} ra lúc {when}. Xác nhận nữa là phát thêm một bản.',
    en: 'Another emergency is on air, ordered by {who} at {when}. Confirming puts a further one on air.',
  },
  'emergency.sum': {
    vi: 'Phát ngay ở {n} đài, {times} lần, mỗi lần {length}. Chương trình đang phát sẽ bị ngắt.',
    en: 'On air at once at {n} stations, {times} times, {length} each. What is playing is interrupted.',
  },
  'emergency.closed': {
    vi: '{n} đài đang nghỉ phát hôm nay nhưng vẫn nhận lệnh:',
    en: '{n} stations are closed today and get it all the same:',
  },
  'emergency.inactive': {
    vi: '{n} đài được chọn không còn hoạt động nên không nhận:',
    en: '{n} chosen stations are not active and get nothing:',
  },
  'emergency.see_stations': {
    vi: 'Xem danh sách {n} đài',
    en: 'See the list of {n} stations',
  },
  'emergency.type': {
    vi: 'Gõ số đài ({n}) để xác nhận',
    en: 'Type the number of stations ({n}) to confirm',
  },
  'emergency.type_hint': {
    vi: 'Hoặc gõ chữ: khẩn cấp.',
    en: 'Or type the words: khẩn cấp.',
  },
  'emergency.go': {
    vi: 'Phát ngay',
    en: 'Put on air now',
  },
  'emergency.reload': {
    vi: 'Xem lại',
    en: 'Look again',
  },
  'emergency.ordered': {
    vi: 'ra lệnh lúc {when}, {who}',
    en: 'ordered {when}, {who}',
  },
  'emergency.was_cancelled': {
    vi: 'Đã hủy lúc {when}, {who}. Lý do: {why}',
    en: 'Cancelled {when}, {who}. Reason: {why}',
  },
  'emergency.counts': {
    vi: 'Số đài theo tình trạng',
    en: 'Stations by state',
  },
  'emergency.station': {
    vi: 'Đài',
    en: 'Station',
  },
  'emergency.airings': {
    vi: 'Các lượt',
    en: 'Airings',
  },
  'emergency.not_yet': {
    vi: 'chưa phát',
    en: 'not yet',
  },
  'emergency.cancel_reason': {
    vi: 'Lý do hủy',
    en: 'Reason for cancelling',
  },
  'emergency.cancel': {
    vi: 'Hủy lệnh này',
    en: 'Cancel this order',
  },
  'emergency.cancel_hint': {
    vi: 'Chỉ hủy những lượt chưa phát xong; lượt đã phát vẫn được tính.',
    en: 'Only what is not over is cancelled; what was played still counts.',
  },
  'emergency.link': {
    vi: 'Khẩn cấp',
    en: 'Emergency',
  },
  'emergency.prepare_title': {
    vi: 'Bản phát mới',
    en: 'A new recording',
  },
  'emergency.drafts': {
    vi: 'Đang chuẩn bị, chưa duyệt phát:',
    en: 'On the way, not cleared yet:',
  },
  'emergency.prepare_open': {
    vi: 'Thu hoặc đưa tệp lên',
    en: 'Record or upload',
  },
  'emergency.who_records': {
    vi: 'Thu hoặc đưa tệp mới lên là việc của kỹ thuật viên. Bản đã duyệt thì chọn ngay bên dưới.',
    en: 'Recording and uploading is for technicians. What is cleared can be chosen below.',
  },
  'emergency.title_field': {
    vi: 'Tên bản phát',
    en: 'Title',
  },
  'emergency.text_field': {
    vi: 'Nội dung sẽ nói',
    en: 'What is said',
  },
  'emergency.text_hint': {
    vi: 'Ít nhất ý chính: người duyệt cần biết bản này nói gì.',
    en: 'At least in substance: whoever clears it must know what it says.',
  },
  'emergency.sound': {
    vi: 'Âm thanh',
    en: 'Sound',
  },
  'emergency.file': {
    vi: 'Hoặc chọn tệp âm thanh',
    en: 'Or choose an audio file',
  },
  'emergency.prepare': {
    vi: 'Gửi và kiểm tra',
    en: 'Send and check',
  },
  'emergency.prepare_hint': {
    vi: 'Chưa phát gì. Sau bước này còn phải duyệt phát và xác nhận.',
    en: 'Nothing goes on air yet: it must still be cleared and confirmed.',
  },
  'emergency.record_start': {
    vi: 'Bắt đầu thu',
    en: 'Start recording',
  },
  'emergency.record_stop': {
    vi: 'Dừng thu',
    en: 'Stop',
  },
  'emergency.record_going': {
    vi: 'Đang thu {time}',
    en: 'Recording {time}',
  },
  'emergency.record_done': {
    vi: 'Đã thu {time} giây. Nghe lại rồi gửi, hoặc thu lại.',
    en: '{time} s recorded. Listen, then send, or record again.',
  },
  'emergency.record_refused': {
    vi: 'Trình duyệt không cho dùng micro. Hãy cho phép, hoặc chọn tệp.',
    en: 'The browser does not allow the microphone. Allow it, or choose a file.',
  },
  'emergency.record_broken': {
    vi: 'Không đọc được bản thu. Hãy thu lại, hoặc chọn tệp.',
    en: 'The recording could not be read. Record again, or choose a file.',
  },
  'emergency.record_listen': {
    vi: 'Nghe lại',
    en: 'Listen',
  },
  'emergency.no_sound': {
    vi: 'Chưa có âm thanh. Đưa tệp lên ở trang của kỳ.',
    en: 'No sound yet. Upload it on the page of the episode.',
  },
  'emergency.open_episode': {
    vi: 'Trang của kỳ',
    en: 'Page of the episode',
  },
  'emergency.step_record': {
    vi: 'Thu và kiểm tra',
    en: 'Recorded and checked',
  },
  'emergency.step_clear': {
    vi: 'Duyệt phát',
    en: 'Cleared',
  },
  'emergency.step_stations': {
    vi: 'Chọn đài, xác nhận',
    en: 'Stations and confirmation',
  },
  'emergency.must_clear': {
    vi: 'Bản này đã sẵn sàng. Người duyệt phải nghe và duyệt phát: {who}. Hãy gọi ngay.',
    en: 'It is ready. An approver must listen and clear it: {who}. Call now.',
  },
  'emergency.no_approver': {
    vi: 'Bản này đã sẵn sàng, nhưng chưa có tài khoản nào là người duyệt.',
    en: 'It is ready, but no account is an approver.',
  },
  'emergency.clear': {
    vi: 'Đã nghe, duyệt phát',
    en: 'Heard; clear it for air',
  },
  'emergency.clear_hint': {
    vi: 'Ghi tên người duyệt cho cả lời và âm thanh. Vẫn chưa phát gì.',
    en: 'Your name stands under the text and the sound. Nothing goes on air yet.',
  },
  'emergency.was_cleared': {
    vi: 'Đã duyệt phát. Giờ chọn đài.',
    en: 'Cleared. Now choose the stations.',
  },
} as const satisfies Words
