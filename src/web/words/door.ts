import type { Words } from './words.ts'

/** Signing in, one-time links, the own account. */
export const door = {
  'door.title': {
    vi: 'Đăng nhập',
    en: 'Sign in',
  },
  'door.lead': {
    vi: 'Dành cho cán bộ của trung tâm và các đài truyền thanh.',
    en: 'For the staff of the centre and of the stations.',
  },
  'door.username': {
    vi: 'Tên đăng nhập',
    en: 'User name',
  },
  'door.password': {
    vi: 'Mật khẩu',
    en: 'Password',
  },
  'door.enter': {
    vi: 'Đăng nhập',
    en: 'Sign in',
  },
  'door.forgot': {
    vi: 'Quên mật khẩu? Nhờ người quản trị gửi cho một liên kết đặt lại.',
    en: 'Forgotten your password? Ask the administrator for a reset link.',
  },
  'door.setup_title': {
    vi: 'Lập tài khoản quản trị',
    en: 'Create the administrator',
  },
  'door.setup_lead': {
    vi: 'Đây là lần đầu mở Sóng Quê. Tài khoản này có quyền quản trị: lập các tài khoản khác, đài và khóa.',
    en: 'This is the first start of Sóng Quê. This account administers: other accounts, stations and keys.',
  },
  'door.name': {
    vi: 'Họ và tên',
    en: 'Full name',
  },
  'door.setup_button': {
    vi: 'Lập tài khoản',
    en: 'Create the account',
  },
  'door.reset_title': {
    vi: 'Đặt lại mật khẩu',
    en: 'Reset the password',
  },
  'door.reset_lead': {
    vi: 'Chọn một mật khẩu mới. Mọi phiên đăng nhập cũ sẽ bị đóng.',
    en: 'Choose a new password. All older sessions will be closed.',
  },
  'door.new_password': {
    vi: 'Mật khẩu mới',
    en: 'New password',
  },
  'door.new_password_hint': {
    vi: 'Ít nhất {n} ký tự; một câu ngắn dễ nhớ là tốt nhất.',
    en: 'At least {n} characters; a short sentence that you remember is best.',
  },
  'door.reset_button': {
    vi: 'Đặt mật khẩu mới',
    en: 'Set the new password',
  },
  'door.done': {
    vi: 'Xong. Mời đăng nhập bằng mật khẩu mới.',
    en: 'Done. Please sign in with the new password.',
  },
  'door.link_missing': {
    vi: 'Liên kết này thiếu mã. Hãy mở lại đúng liên kết đã nhận.',
    en: 'This link lacks its code. Please open the very link that you were given.',
  },
  'account.title': {
    vi: 'Tài khoản',
    en: 'Account',
  },
  'account.pin_title': {
    vi: 'Mã PIN',
    en: 'PIN',
  },
  'account.pin_lead': {
    vi: 'Sáu chữ số để xác nhận “Đã phát” ở trang trạm của đài mình phụ trách. Không dùng để đăng nhập.',
    en: 'Six digits to confirm airings on the page of your own station. It does not sign you in.',
  },
  'account.pin_set': {
    vi: 'Đã có mã PIN; đặt mã mới sẽ thay mã cũ.',
    en: 'A PIN is set; a new one takes its place.',
  },
  'account.pin_none': {
    vi: 'Chưa có mã PIN.',
    en: 'No PIN yet.',
  },
  'account.pin': {
    vi: 'Mã PIN mới',
    en: 'New PIN',
  },
  'account.pin_hint': {
    vi: 'Đúng 6 chữ số, không dễ đoán.',
    en: 'Exactly 6 digits, not easy to guess.',
  },
  'account.pin_button': {
    vi: 'Đặt mã PIN',
    en: 'Set the PIN',
  },
  'account.pin_done': {
    vi: 'Đã đặt mã PIN.',
    en: 'The PIN is set.',
  },
  'account.pair': {
    vi: 'Ghép máy với đài của mình',
    en: 'Pair a device with your station',
  },
} as const satisfies Words
