import { defineErrors } from '../kernel/errors.ts'
import { MAX_EVENTS } from '../protocol/index.ts'

export const playoutErrors = defineErrors({
  too_many_events: {
    status: 413,
    vi: `Báo cáo có {count} sự kiện; mỗi lần gửi tối đa ${MAX_EVENTS}.`,
    en: `The report holds {count} events; at most ${MAX_EVENTS} at once.`,
  },
  not_utf8: { status: 400, vi: 'Nội dung gửi lên không phải UTF-8.', en: 'The body is not valid UTF-8.' },
  not_json: { status: 400, vi: 'Nội dung gửi lên không phải JSON đọc được.', en: 'The body is not readable JSON.' },
  bad_encoding: {
    status: 415,
    vi: 'Chỉ nhận nội dung để nguyên hoặc nén gzip, và tệp nén phải nguyên vẹn.',
    en: 'Only identity or gzip is accepted, and the gzip data must be whole.',
  },
  invalid_event: { status: 400, vi: 'Sự kiện sai: {why}', en: 'The event is not valid: {why}' },
  event_conflict: {
    status: 409,
    vi: 'Mã sự kiện này đã được dùng với nội dung khác.',
    en: 'This event_id is already known with other content.',
  },
  unknown_audio: {
    status: 422,
    vi: 'Không biết tệp âm thanh có mã băm này; chờ người xử lý.',
    en: 'No audio with this hash is known; it waits for a person.',
  },
  unknown_airing: {
    status: 422,
    vi: 'Đài này không có lượt phát như vậy; chờ người xử lý.',
    en: 'This station has no such airing; it waits for a person.',
  },
  clock_unknown: {
    status: 422,
    vi: 'Không xác định được giờ phát (đồng hồ máy phát sai); chờ người xử lý.',
    en: 'The time cannot be told (the device clock is off); it waits for a person.',
  },
  import_unknown_airing: {
    status: 422,
    vi: 'Đài này không có lượt phát như vậy, nên không nhận được.',
    en: 'This station has no such airing, so it cannot be taken.',
  },
  import_unknown_audio: {
    status: 422,
    vi: 'Không biết tệp âm thanh có mã băm này, nên không nhận được.',
    en: 'No audio with this hash is known, so it cannot be taken.',
  },
  import_other_segment: {
    status: 422,
    vi: 'Âm thanh này thuộc tiết mục khác với lượt phát, nên không nhận được.',
    en: 'This audio is of another segment than the airing, so it cannot be taken.',
  },
  import_clock_unknown: {
    status: 422,
    vi: 'Giờ ghi trong tệp cách xa giờ phát (đồng hồ máy sai). Hãy xác nhận lượt phát này bằng tay.',
    en: 'The time in the file is far from the airing (the clock was off). Confirm this airing by hand.',
  },
  not_yet_aired: {
    status: 409,
    vi: 'Lượt phát này chưa đến giờ nên chưa xác nhận được.',
    en: 'This airing has not started yet, so nothing can be stated of it.',
  },
  time_in_future: { status: 400, vi: 'Giờ phát không thể ở tương lai.', en: 'The time cannot lie in the future.' },
  time_far_from_plan: {
    status: 400,
    vi: 'Giờ phát phải trong vòng 36 giờ quanh giờ đã xếp. Nếu đúng là phát xa hơn thế, người lập lịch hãy đính chính kèm lý do.',
    en: 'The time must be within 36 hours of the plan. If it was played further off, a scheduler corrects it with a reason.',
  },
  same_play: {
    status: 409,
    vi: 'Lượt {airing}: giờ phát này đã được tính cho lượt {other}. Một lần phát chỉ tính một lượt: hãy xem lại giờ, hoặc nhờ người lập lịch đính chính.',
    en: 'Airing {airing}: what was on air at that time counts for the airing {other} already. One play is one airing: look at the time again, or ask a scheduler for a correction.',
  },
  not_quarantined: {
    status: 409,
    vi: 'Sự kiện này không (hoặc không còn) chờ xử lý.',
    en: 'This event is not waiting to be settled (any more).',
  },
  settlement_needs_airing: {
    status: 400,
    vi: 'Chưa biết sự kiện này là của tiết mục nào: hãy nêu lượt phát.',
    en: 'It is unknown what was played: name the airing.',
  },
  settlement_needs_time: {
    status: 400,
    vi: 'Chưa biết sự kiện này xảy ra lúc nào: hãy nêu giờ phát.',
    en: 'It is unknown when this was: give the time.',
  },
  play_not_complete: {
    status: 409,
    vi: 'Lần phát ngoài lịch này chưa đủ 95 % nên không nhận thành lượt phát được.',
    en: 'This unplanned play was not complete (95 %), so it cannot be accepted as an airing.',
  },
  import_empty: { status: 400, vi: 'Tệp không có gì bên trong.', en: 'The file is empty.' },
  import_too_large: {
    status: 413,
    vi: 'Tệp quá lớn (tối đa {max} MB).',
    en: 'The file is too large (at most {max} MB).',
  },
  import_too_many_rows: {
    status: 413,
    vi: 'Tệp có quá nhiều dòng (tối đa {max} mỗi trang). Hãy tách ra nhập từng phần.',
    en: 'The file has too many rows (at most {max} a sheet). Please import it in parts.',
  },
  import_encrypted: {
    status: 415,
    vi: 'Tệp Excel có mật khẩu. Hãy bỏ mật khẩu rồi đưa lên lại.',
    en: 'The workbook is protected by a password. Please remove it and bring the file again.',
  },
  import_macro: {
    status: 415,
    vi: 'Tệp Excel có chứa macro nên không nhận. Hãy lưu lại dạng .xlsx không có macro.',
    en: 'The workbook holds macros and is not taken. Please save it as .xlsx without macros.',
  },
  import_bomb: {
    status: 413,
    vi: 'Tệp nén phình ra quá lớn nên không nhận.',
    en: 'The file grows far too large when unpacked and is not taken.',
  },
  import_broken: {
    status: 415,
    vi: 'Tệp Excel hỏng hoặc không phải tệp .xlsx. Hãy mở bằng Excel và lưu lại.',
    en: 'The workbook is damaged or no .xlsx file. Please open it in Excel and save it again.',
  },
  import_old_excel: {
    status: 415,
    vi: 'Đây là tệp Excel cũ (.xls). Hãy lưu lại dạng .xlsx.',
    en: 'This is a workbook of the old format (.xls). Please save it as .xlsx.',
  },
  import_wrong_kind: {
    status: 415,
    vi: 'Chỉ nhận tệp .xlsx, .csv, .tsv hoặc .txt.',
    en: 'Only .xlsx, .csv, .tsv or .txt files are taken.',
  },
  import_wrong_name: {
    status: 415,
    vi: 'Tên tệp nói là .{name} nhưng bên trong là .{kind}. Hãy lưu lại cho đúng.',
    en: 'The name says .{name}, but inside it is .{kind}. Please save it under the right name.',
  },
  import_picture: {
    status: 415,
    vi: 'Đây là ảnh hoặc PDF. Ảnh trang sổ thì đính kèm khi xác nhận lượt phát.',
    en: 'This is a picture or a PDF. Photographs of a log are attached when airings are confirmed.',
  },
  import_not_text: {
    status: 415,
    vi: 'Không đọc được chữ trong tệp. Hãy lưu lại dạng CSV UTF-8.',
    en: 'The text of the file cannot be read. Please save it as CSV in UTF-8.',
  },
  import_changed: {
    status: 409,
    vi: 'Lịch hoặc nhật ký đã đổi từ lúc xem trước. Hãy xem lại bản xem trước mới rồi xác nhận.',
    en: 'Schedule or log changed since the preview. Please look at the new preview and confirm again.',
  },
  import_settled: {
    status: 409,
    vi: 'Lần nhập này đã xong hoặc đã bỏ, không sửa được nữa.',
    en: 'This import is finished or was dropped; it cannot be changed any more.',
  },
  import_nothing: {
    status: 409,
    vi: 'Không có dòng nào để nhập.',
    en: 'There is no row to import.',
  },
  total_no_conflict: {
    status: 409,
    vi: 'Trong những ngày này không có lượt lẻ nào (hoặc đã được quyết định).',
    en: 'There are no single airings in these days (any more), so there is nothing to decide.',
  },
  total_accepted_plays: {
    status: 409,
    vi: 'Trong những ngày này có {n} lần phát ngoài lịch đã được nhận; chúng không bỏ được, nên tổng số không thể đứng.',
    en: '{n} unplanned plays of these days were taken for airings; that cannot be undone, so the total cannot stand.',
  },
  photo_too_large: {
    status: 413,
    vi: 'Ảnh trang sổ quá lớn (tối đa {max} MB). Hãy chụp lại nhỏ hơn.',
    en: 'The photograph is too large (at most {max} MB). Please take a smaller one.',
  },
  photo_unknown_kind: {
    status: 415,
    vi: 'Ảnh trang sổ phải là tệp JPEG, PNG, WebP hoặc PDF còn nguyên vẹn.',
    en: 'A photograph of the log must be a whole JPEG, PNG, WebP or PDF file.',
  },
  nothing_chosen: {
    status: 400,
    vi: 'Chưa chọn lượt nào.',
    en: 'Nothing is selected yet.',
  },
  total_not_over: {
    status: 400,
    vi: 'Chỉ báo được tổng số của những ngày đã qua.',
    en: 'A total can be reported only for days that are over.',
  },
})
