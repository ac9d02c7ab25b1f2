import { defineErrors } from '../kernel/errors.ts'

/** What the library may refuse. */
export const libraryErrors = defineErrors({
  segment_code_taken: {
    status: 409,
    vi: 'Mã chuyên mục "{code}" đã có rồi, hãy chọn mã khác.',
    en: 'The segment code "{code}" is already taken.',
  },
  segment_withdrawn: {
    status: 409,
    vi: 'Chuyên mục "{name}" đã ngừng, không thêm kỳ mới được.',
    en: 'The segment "{name}" is withdrawn and takes no new episodes.',
  },
  fallback_of_other_segment: {
    status: 409,
    vi: 'Kỳ dự phòng phải thuộc chính chuyên mục này.',
    en: 'The fallback episode must belong to this segment.',
  },
  episode_number_taken: {
    status: 409,
    vi: 'Chuyên mục này đã có kỳ số {number} của năm {year}.',
    en: 'This segment already has episode {number} of {year}.',
  },
  episode_withdrawn: {
    status: 409,
    vi: 'Kỳ này đã rút, chỉ còn xem được.',
    en: 'This episode is withdrawn and can only be read.',
  },
  script_missing: { status: 409, vi: 'Kỳ này chưa có kịch bản.', en: 'This episode has no script yet.' },
  script_empty: { status: 400, vi: 'Kịch bản chưa có chữ nào.', en: 'The script holds no words.' },
  script_too_large: {
    status: 413,
    vi: 'Kịch bản quá dài: tối đa {max} byte văn bản.',
    en: 'The script is too long: at most {max} bytes of text.',
  },
  revision_conflict: {
    status: 409,
    vi: 'Kịch bản vừa có bản sửa số {newest} của {who}. Hãy so hai bản rồi lưu lại.',
    en: 'Revision {newest} was saved meanwhile by {who}. Compare both texts and save again.',
  },
  clearance_would_be_voided: {
    status: 409,
    vi: 'Kỳ này đã duyệt phát. Sửa bây giờ sẽ làm trống {count} lượt phát sắp tới; hãy xác nhận rồi làm lại.',
    en: 'This episode is cleared for air. The change would empty {count} coming airings; confirm it and try again.',
  },
  script_not_draft: {
    status: 409,
    vi: 'Kịch bản này đã trình rồi.',
    en: 'This script was already submitted.',
  },
  script_not_submitted: {
    status: 409,
    vi: 'Kịch bản chưa được trình duyệt.',
    en: 'The script has not been submitted.',
  },
  script_not_returnable: {
    status: 409,
    vi: 'Chỉ trả lại được kịch bản đã trình hoặc đã duyệt.',
    en: 'Only a submitted or approved script can be returned.',
  },
  script_already_approved: { status: 409, vi: 'Kịch bản này đã duyệt rồi.', en: 'This script is already approved.' },
  content_approval_off: {
    status: 409,
    vi: 'Bước duyệt nội dung đang tắt.',
    en: 'The step of content approval is switched off.',
  },
  content_approval_missing: {
    status: 409,
    vi: 'Nội dung chưa được duyệt, cần duyệt nội dung trước.',
    en: 'The content must be approved first.',
  },
  script_not_approved: {
    status: 409,
    vi: 'Bản sửa mới nhất của kịch bản chưa được duyệt.',
    en: 'The newest revision of the script is not approved.',
  },
  recording_not_ready: {
    status: 409,
    vi: 'Chưa có bản ghi âm nào xử lý xong để duyệt phát.',
    en: 'There is no recording ready to be cleared.',
  },
  already_cleared: { status: 409, vi: 'Kỳ này đã duyệt phát rồi.', en: 'This episode is already cleared for air.' },
  not_cleared: { status: 409, vi: 'Kỳ này chưa duyệt phát.', en: 'This episode is not cleared for air.' },
  decision_outdated: {
    status: 409,
    vi: 'Kịch bản hoặc bản ghi âm đã thay đổi sau khi bạn xem. Hãy xem lại bản mới rồi quyết định.',
    en: 'The script or the recording changed after you looked. Look at the new one, then decide.',
  },
  comment_required: {
    status: 400,
    vi: 'Hãy ghi vài lời: vì sao trả lại hoặc rút.',
    en: 'Please say why it is returned or withdrawn.',
  },
  script_file_unknown: {
    status: 415,
    vi: 'Chỉ nhận tệp Word .docx hoặc văn bản .txt.',
    en: 'Only Word .docx files and plain text are accepted.',
  },
  script_file_old_word: {
    status: 415,
    vi: 'Tệp này là Word đời cũ (.doc) hoặc có mật khẩu. Hãy mở bằng Word và lưu lại thành .docx không mật khẩu.',
    en: 'This is an old Word file (.doc) or has a password. Save it as .docx without a password.',
  },
  script_file_too_large: {
    status: 413,
    vi: 'Tệp quá lớn: tối đa {max} byte.',
    en: 'The file is too large: at most {max} bytes.',
  },
  script_file_bomb: {
    status: 413,
    vi: 'Tệp .docx bung ra quá lớn nên không được mở.',
    en: 'The .docx file inflates to too much and was not opened.',
  },
  script_file_broken: {
    status: 422,
    vi: 'Tệp .docx bị hỏng, không đọc được.',
    en: 'The .docx file is damaged and cannot be read.',
  },
  script_file_unsafe: {
    status: 422,
    vi: 'Tệp .docx có khai báo XML không được phép nên không được mở.',
    en: 'The .docx file holds XML declarations that are not allowed.',
  },
  script_encoding_unknown: {
    status: 422,
    vi: 'Văn bản không phải mã Unicode (UTF-8). Nếu dùng bảng mã TCVN3 hay VNI, hãy đổi sang Unicode rồi gửi lại.',
    en: 'The text is not Unicode (UTF-8). Convert it from its old encoding and send it again.',
  },
})
