import { defineErrors } from '../kernel/errors.ts'

export const accountErrors = defineErrors({
  invalid_key: {
    status: 401,
    vi: 'Khóa không đúng hoặc đã bị thu hồi.',
    en: 'The key is wrong or has been revoked.',
  },
  wrong_password: {
    status: 401,
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The user name or the password is wrong.',
  },
  too_many_attempts: {
    status: 429,
    vi: 'Nhập sai nhiều lần quá. Xin chờ {retry_after} giây rồi thử lại.',
    en: 'Too many failed attempts. Please try again in {retry_after} seconds.',
  },
  sign_in_busy: {
    status: 503,
    vi: 'Đang có nhiều người đăng nhập cùng lúc. Xin thử lại sau {retry_after} giây.',
    en: 'Many people are signing in at this moment. Please try again in {retry_after} seconds.',
  },
  cross_site: {
    status: 403,
    vi: 'Yêu cầu đến từ một trang khác nên không được nhận.',
    en: 'The request came from another site and was refused.',
  },
  current_password_wrong: {
    status: 403,
    vi: 'Mật khẩu hiện tại không đúng.',
    en: 'The current password is wrong.',
  },
  second_factor_required: {
    status: 401,
    vi: 'Tài khoản này cần thêm mã xác thực từ điện thoại.',
    en: 'This account also needs the code from the telephone.',
  },
  wrong_code: {
    status: 403,
    vi: 'Mã không đúng hoặc đã được dùng. Hãy chờ mã mới trên điện thoại rồi nhập lại.',
    en: 'The code is wrong or was used before. Wait for a new one on the telephone and try again.',
  },
  step_over: {
    status: 401,
    vi: 'Đã quá lâu kể từ khi nhập mật khẩu. Xin đăng nhập lại từ đầu.',
    en: 'Too much time has passed since the password. Please sign in again.',
  },
  enrol_needed: {
    status: 403,
    vi: 'Tài khoản này phải bật xác thực hai bước trước khi làm việc khác.',
    en: 'This account must switch on two-step verification before anything else.',
  },
  no_factor: {
    status: 409,
    vi: 'Tài khoản này chưa bật xác thực hai bước.',
    en: 'This account has no two-step verification.',
  },
  factor_not_begun: {
    status: 409,
    vi: 'Mã bí mật đã hết hạn. Hãy bắt đầu lại.',
    en: 'The secret has expired. Please begin again.',
  },
  factor_required: {
    status: 409,
    vi: 'Vai trò của tài khoản này phải có xác thực hai bước nên không tắt được.',
    en: 'A role of this account needs two-step verification; it cannot be switched off.',
  },
  wrong_pin: {
    status: 403,
    vi: 'Mã PIN không đúng.',
    en: 'The PIN is wrong.',
  },
  account_needed: {
    status: 403,
    vi: 'Việc này cần một người đăng nhập, không dùng khóa được.',
    en: 'This needs a signed-in person; a key will not do.',
  },
  username_taken: {
    status: 409,
    vi: 'Tên đăng nhập "{username}" đã có người dùng.',
    en: 'The user name "{username}" is taken.',
  },
  last_administrator: {
    status: 409,
    vi: 'Đây là quản trị viên cuối cùng đang hoạt động, không thể bỏ quyền hay ngừng tài khoản này.',
    en: 'This is the last active administrator; the account must keep its role and stay active.',
  },
  account_inactive: {
    status: 409,
    vi: 'Tài khoản này đã ngừng hoạt động.',
    en: 'This account is not active.',
  },
  link_invalid: {
    status: 410,
    vi: 'Đường dẫn đã được dùng, đã hết hạn hoặc không đúng. Hãy xin một đường dẫn mới.',
    en: 'The link was used, has expired or is wrong. Ask for a new one.',
  },
  already_set_up: {
    status: 409,
    vi: 'Hệ thống đã có tài khoản. Hãy đăng nhập.',
    en: 'This installation already has accounts. Please sign in.',
  },
  api_key_revoked: { status: 409, vi: 'Khóa này đã được thu hồi trước đó.', en: 'This key was already revoked.' },
})
