import type { Words } from './words.ts'

/** The second factor, the own password and the own sessions. */
export const security = {
  'factor.title': {
    vi: 'Xác thực hai bước',
    en: 'Two-step verification',
  },
  'factor.lead': {
    vi: 'Ngoài mật khẩu, khi đăng nhập cần thêm mã 6 chữ số đổi mỗi 30 giây trên điện thoại của chính mình. Ai biết mật khẩu mà không có điện thoại thì vẫn không vào được.',
    en: 'Besides the password, signing in asks for six digits that change every 30 seconds on your own telephone. Who knows the password but lacks the telephone stays outside.',
  },
  'factor.on_since': {
    vi: 'Đang bật từ {when}. Còn {n} mã dự phòng.',
    en: 'On since {when}. {n} recovery codes are left.',
  },
  'factor.off': {
    vi: 'Chưa bật.',
    en: 'Off.',
  },
  'factor.few_codes': {
    vi: 'Mã dự phòng sắp hết. Hãy tạo mười mã mới.',
    en: 'Few recovery codes are left. Make ten new ones.',
  },
  'factor.must_now': {
    vi: 'Vai trò của bạn phải có xác thực hai bước. Hãy bật ở đây; sau đó mới làm việc khác được.',
    en: 'Your role needs two-step verification. Switch it on here; everything else opens after that.',
  },
  'factor.must_by': {
    vi: 'Vai trò của bạn phải có xác thực hai bước trước {when}.',
    en: 'Your role needs two-step verification by {when}.',
  },
  'factor.later': {
    vi: 'Để sau',
    en: 'Later',
  },
  'factor.open': {
    vi: 'Mở trang xác thực hai bước',
    en: 'Open two-step verification',
  },
  'factor.begin': {
    vi: 'Bật xác thực hai bước',
    en: 'Switch it on',
  },
  'factor.begin_hint': {
    vi: 'Cần một ứng dụng xác thực trên điện thoại: Google Authenticator, Microsoft Authenticator, FreeOTP hay ứng dụng tương tự. Ứng dụng chạy được khi không có mạng.',
    en: 'You need an authenticator on the telephone: Google Authenticator, Microsoft Authenticator, FreeOTP or the like. It works without a line.',
  },
  'factor.scan_title': {
    vi: '1. Quét mã này bằng ứng dụng xác thực',
    en: '1. Scan this with the authenticator',
  },
  'factor.qr': {
    vi: 'Mã QR để thêm Sóng Quê vào ứng dụng xác thực',
    en: 'QR code that adds Sóng Quê to the authenticator',
  },
  'factor.typed': {
    vi: 'Không quét được? Gõ mã bí mật này vào ứng dụng (loại “theo thời gian”):',
    en: 'Cannot scan? Type this secret into the program (kind “time-based”):',
  },
  'factor.confirm_title': {
    vi: '2. Nhập mã 6 chữ số mà ứng dụng đang hiện',
    en: '2. Enter the six digits that it shows',
  },
  'factor.code': {
    vi: 'Mã 6 chữ số',
    en: 'Six-digit code',
  },
  'factor.code_or_recovery': {
    vi: 'Mã 6 chữ số hoặc mã dự phòng',
    en: 'Six digits, or a recovery code',
  },
  'factor.password': {
    vi: 'Mật khẩu hiện tại',
    en: 'Present password',
  },
  'factor.confirm': {
    vi: 'Xác nhận và bật',
    en: 'Confirm and switch on',
  },
  'factor.confirm_hint': {
    vi: 'Các phiên đăng nhập khác của bạn sẽ bị đóng.',
    en: 'Your other sessions will be closed.',
  },
  'factor.open_app': {
    vi: 'Mở thẳng trong ứng dụng trên máy này',
    en: 'Open in the authenticator of this device',
  },
  'factor.codes_title': {
    vi: 'Mã dự phòng',
    en: 'Recovery codes',
  },
  'factor.codes_on': {
    vi: 'Đã bật xác thực hai bước. Cất mười mã này ở nơi an toàn, ngoài điện thoại: mỗi mã thay được mã 6 chữ số một lần, khi mất điện thoại.',
    en: 'Two-step verification is on. Keep these ten codes in a safe place off the telephone: each stands in for the six digits once, when the telephone is lost.',
  },
  'factor.codes_once': {
    vi: 'Chỉ hiện một lần này. Các mã dự phòng trước đây không dùng được nữa.',
    en: 'Shown this once. Earlier recovery codes work no more.',
  },
  'factor.codes_of': {
    vi: 'Sóng Quê · {name} · {when}',
    en: 'Sóng Quê · {name} · {when}',
  },
  'factor.print': {
    vi: 'In',
    en: 'Print',
  },
  'factor.codes_kept': {
    vi: 'Tôi đã cất các mã',
    en: 'I have kept the codes',
  },
  'factor.change_title': {
    vi: 'Đổi hoặc tắt',
    en: 'Change or switch off',
  },
  'factor.change_lead': {
    vi: 'Mỗi việc dưới đây cần một mã đang hiện trên điện thoại, hoặc một mã dự phòng.',
    en: 'Each of these needs a code that the telephone shows now, or a recovery code.',
  },
  'factor.new_codes': {
    vi: 'Tạo mười mã dự phòng mới',
    en: 'Make ten new recovery codes',
  },
  'factor.new_phone': {
    vi: 'Chuyển sang điện thoại khác',
    en: 'Move to another telephone',
  },
  'factor.remove': {
    vi: 'Tắt xác thực hai bước',
    en: 'Switch it off',
  },
  'factor.remove_sure': {
    vi: 'Tắt xác thực hai bước? Từ đó chỉ cần mật khẩu là vào được.',
    en: 'Switch two-step verification off? From then on the password alone lets in.',
  },
  'factor.removed': {
    vi: 'Đã tắt xác thực hai bước.',
    en: 'Two-step verification is off.',
  },
  'factor.step_title': {
    vi: 'Nhập mã xác thực',
    en: 'Enter the code',
  },
  'factor.step_lead': {
    vi: 'Mật khẩu đúng. Mở ứng dụng xác thực trên điện thoại và nhập mã của Sóng Quê.',
    en: 'The password is right. Open the authenticator on your telephone and enter the code of Sóng Quê.',
  },
  'factor.step_hint': {
    vi: 'Mất điện thoại? Nhập một mã dự phòng, dạng XXXX-XXXX-XXXX.',
    en: 'Telephone lost? Enter a recovery code, like XXXX-XXXX-XXXX.',
  },
  'factor.step_none': {
    vi: 'Mất cả hai? Nhờ người quản trị đặt lại.',
    en: 'Both lost? Ask the administrator to reset it.',
  },
  'factor.step_back': {
    vi: 'Đăng nhập bằng tài khoản khác',
    en: 'Sign in with another account',
  },
  'factor.rule_title': {
    vi: 'Ai phải có xác thực hai bước',
    en: 'Who must use two-step verification',
  },
  'factor.rule_lead': {
    vi: 'Ai cũng bật được ở trang “Tài khoản”. Vai trò đánh dấu ở đây thì phải bật; quá hạn mà chưa bật thì đăng nhập xong chỉ mở được trang bật.',
    en: 'Everybody can switch it on under “Account”. Roles ticked here must; when the time is over without it, signing in leads to that page alone.',
  },
  'factor.grace': {
    vi: 'Thời hạn để bật (ngày)',
    en: 'Time to switch it on (days)',
  },
  'factor.rule_save': {
    vi: 'Lưu quy định',
    en: 'Save the rule',
  },
  'factor.rule_saved': {
    vi: 'Đã lưu quy định về xác thực hai bước.',
    en: 'The rule of two-step verification is saved.',
  },
  'factor.reset': {
    vi: 'Đặt lại xác thực hai bước',
    en: 'Reset two-step verification',
  },
  'factor.reset_sure': {
    vi: 'Bỏ xác thực hai bước của người này và đóng mọi phiên đăng nhập? Chỉ làm khi đã chắc đúng là người đó hỏi.',
    en: 'Take two-step verification away from this person and close all sessions? Only when you are sure who asks.',
  },
  'factor.was_reset': {
    vi: 'Đã đặt lại: lần đăng nhập tới chỉ cần mật khẩu.',
    en: 'Reset: the next sign-in needs the password alone.',
  },
  'factor.is_on': {
    vi: 'Xác thực hai bước: đang bật từ {when}.',
    en: 'Two-step verification: on since {when}.',
  },
  'factor.is_off': {
    vi: 'Xác thực hai bước: chưa bật.',
    en: 'Two-step verification: off.',
  },
  'factor.half': {
    vi: 'đúng mật khẩu, chờ mã',
    en: 'password right, code to come',
  },
  'factor.key_maker': {
    vi: 'không dùng được nữa: người tạo đã ngừng hay hết quyền',
    en: 'opens nothing: its maker has ended or lost the right',
  },
  'factor.by_code': {
    vi: 'Mã hai bước',
    en: 'Two-step code',
  },
  'account.password_title': {
    vi: 'Mật khẩu',
    en: 'Password',
  },
  'account.password_lead': {
    vi: 'Đổi mật khẩu sẽ đóng các phiên đăng nhập khác của bạn.',
    en: 'A change closes your other sessions.',
  },
  'account.password_now': {
    vi: 'Mật khẩu hiện tại',
    en: 'Present password',
  },
  'account.password_button': {
    vi: 'Đổi mật khẩu',
    en: 'Change the password',
  },
  'account.password_done': {
    vi: 'Đã đổi mật khẩu.',
    en: 'The password is changed.',
  },
  'account.sessions_title': {
    vi: 'Đang đăng nhập ở đâu',
    en: 'Where you are signed in',
  },
  'account.sessions_lead': {
    vi: 'Thấy máy lạ? Đóng các phiên khác rồi đổi mật khẩu.',
    en: 'An unknown device? Close the other sessions, then change the password.',
  },
  'account.session_here': {
    vi: 'máy này',
    en: 'this device',
  },
  'account.session_device': {
    vi: 'Trình duyệt',
    en: 'Browser',
  },
  'account.session_since': {
    vi: 'Đăng nhập lúc',
    en: 'Signed in',
  },
  'account.session_used': {
    vi: 'Dùng gần nhất',
    en: 'Last used',
  },
  'account.session_from': {
    vi: 'Từ địa chỉ',
    en: 'From',
  },
  'account.sessions_end': {
    vi: 'Đóng các phiên khác',
    en: 'Close the other sessions',
  },
  'account.sessions_sure': {
    vi: 'Đóng mọi phiên đăng nhập khác của bạn?',
    en: 'Close all your other sessions?',
  },
  'account.sessions_ended': {
    vi: 'Đã đóng {n} phiên khác.',
    en: '{n} other sessions are closed.',
  },
} as const satisfies Words
