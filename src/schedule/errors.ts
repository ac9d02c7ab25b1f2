import { defineErrors } from '../kernel/errors.ts'

export const scheduleErrors = defineErrors({
  unbounded_rule: {
    status: 400,
    vi: 'Quy tắc lặp không có điểm dừng: cần ngày đầu và ngày cuối để tính các lượt phát.',
    en: 'A rule that never ends can only be expanded between two given days.',
  },
  expansion_too_long: {
    status: 400,
    vi: 'Khoảng ngày quá dài để tính một lần: {days} ngày, tối đa {max}.',
    en: 'Too many days for one expansion: {days}, at most {max}.',
  },
  too_many_airings: {
    status: 400,
    vi: 'Một lần chỉ dự tính được tối đa {max} lượt phát. Hãy chọn ít đài hoặc khoảng ngày ngắn hơn.',
    en: 'At most {max} airings can be projected at once. Choose fewer stations or a shorter range.',
  },
  station_closed: {
    status: 400,
    vi: 'Đài {stations} không hoạt động hoặc nghỉ phát trong suốt thời gian của khung giờ này.',
    en: 'Station {stations} is inactive or closed for the whole time of this slot.',
  },
  unknown_segment: { status: 400, vi: 'Không có chuyên mục này.', en: 'There is no such segment.' },
  unknown_episode: {
    status: 400,
    vi: 'Không có kỳ phát này trong chuyên mục, hoặc kỳ đã bị rút.',
    en: 'There is no such episode in the segment, or it was withdrawn.',
  },
  no_such_occurrence: {
    status: 400,
    vi: 'Khung giờ không có lượt phát thứ {ordinal} vào ngày {date}.',
    en: 'The slot has no airing number {ordinal} on {date}.',
  },
  past_occurrence: {
    status: 409,
    vi: 'Lượt phát đã bắt đầu hoặc đã qua nên không đổi được nữa. Hãy đính chính trong nhật ký.',
    en: 'The airing has begun or is past and cannot be changed. Correct it in the log instead.',
  },
  moved_too_far: {
    status: 400,
    vi: 'Một lượt phát chỉ dời được tối đa {days} ngày. Hãy hủy rồi thêm lượt mới.',
    en: 'An airing can be moved by at most {days} days. Cancel it and add another one.',
  },
  slot_ended: { status: 409, vi: 'Khung giờ này đã kết thúc.', en: 'This slot has ended.' },
  edit_in_past: {
    status: 400,
    vi: 'Khung giờ chỉ sửa được từ hôm nay ({today}) trở đi.',
    en: 'A slot can only be edited from today ({today}) on.',
  },
  future_backfill: {
    status: 400,
    vi: 'Chỉ lập bù cho những ngày đã qua (đến {today}).',
    en: 'Backfilling is for past days only (up to {today}).',
  },
  stale_dry_run: {
    status: 409,
    vi: 'Lịch đã thay đổi sau lần xem trước. Hãy xem lại bản dự tính mới rồi lưu.',
    en: 'The schedule changed after the dry run. Look at the new one, then save.',
  },
  choice_missing: {
    status: 400,
    vi: 'Còn {count} chỗ trùng giờ chưa được chọn cách xử lý.',
    en: '{count} conflicts still need a choice.',
  },
  choice_not_legal: {
    status: 400,
    vi: 'Không thể chọn "{choice}" cho chỗ trùng {conflict}.',
    en: '"{choice}" is not a legal choice for conflict {conflict}.',
  },
  act_undone: {
    status: 409,
    vi: 'Thay đổi này đã được hoàn tác rồi.',
    en: 'This change was undone already.',
  },
  act_begun: {
    status: 409,
    vi: 'Không hoàn tác được nữa: đã có lượt phát trong thay đổi này bắt đầu.',
    en: 'Too late to undo: an airing of this change has begun.',
  },
  act_not_last: {
    status: 409,
    vi: 'Sau đó khung giờ đã được sửa tiếp. Hãy hoàn tác thay đổi mới hơn trước.',
    en: 'The slot was changed again since. Undo the newer change first.',
  },
  scope_not_possible: {
    status: 400,
    vi: 'Thay đổi này không áp dụng được cho phạm vi đã chọn. Hãy chọn phạm vi khác.',
    en: 'This change cannot go that far. Choose another scope.',
  },
  same_week: {
    status: 400,
    vi: 'Hai tuần trùng nhau. Hãy chọn tuần khác để chép vào.',
    en: 'Both weeks are the same. Choose another week to copy into.',
  },
  nothing_to_copy: {
    status: 400,
    vi: 'Tuần được chép vào đã có đủ các lượt phát của tuần mẫu.',
    en: 'The week to fill already has all airings of the other one.',
  },
})
