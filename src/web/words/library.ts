import type { Words } from './words.ts'

/** Kho nội dung: the list of episodes, and a new one. */
export const library = {
  'library.title': {
    vi: 'Kho nội dung',
    en: 'Library',
  },
  'library.query': {
    vi: 'Tìm trong tên kỳ, kịch bản, căn cứ',
    en: 'Search titles, scripts, references',
  },
  'library.segment': {
    vi: 'Tiết mục',
    en: 'Segment',
  },
  'library.all_segments': {
    vi: 'Mọi tiết mục',
    en: 'All segments',
  },
  'library.number': {
    vi: 'Kỳ',
    en: 'No.',
  },
  'library.name': {
    vi: 'Tên kỳ',
    en: 'Title',
  },
  'library.air_date': {
    vi: 'Ngày phát',
    en: 'Air date',
  },
  'library.script': {
    vi: 'Kịch bản',
    en: 'Script',
  },
  'library.audio': {
    vi: 'Âm thanh',
    en: 'Audio',
  },
  'library.state': {
    vi: 'Phát sóng',
    en: 'On air',
  },
  'library.empty': {
    vi: 'Chưa có kỳ nào.',
    en: 'There is no episode yet.',
  },
  'library.empty_hint': {
    vi: 'Kỳ phát được lập ở đây khi có tiết mục; biên tập viên bấm “Lập kỳ mới”.',
    en: 'Episodes are created here once there is a segment; an editor presses “New episode”.',
  },
  'library.no_match': {
    vi: 'Không tìm thấy kỳ nào khớp “{q}”.',
    en: 'No episode matches “{q}”.',
  },
  'library.no_match_hint': {
    vi: 'Có thể gõ không dấu; thử ít chữ hơn, hoặc chọn mọi tiết mục.',
    en: 'You may type without marks; try fewer words, or all segments.',
  },
  'library.cleared': {
    vi: 'được phát',
    en: 'cleared',
  },
  'library.not_cleared': {
    vi: 'chưa duyệt phát',
    en: 'not cleared',
  },
  'library.withdrawn': {
    vi: 'đã rút',
    en: 'withdrawn',
  },
  'library.no_audio': {
    vi: 'chưa có âm thanh',
    en: 'no audio yet',
  },
  'library.new': {
    vi: 'Lập kỳ mới',
    en: 'New episode',
  },
  'new.title': {
    vi: 'Lập kỳ mới',
    en: 'New episode',
  },
  'new.number': {
    vi: 'Số kỳ',
    en: 'Number',
  },
  'new.number_hint': {
    vi: 'Để trống thì lấy số tiếp theo trong năm.',
    en: 'Left empty, it is the next of the year.',
  },
  'new.name': {
    vi: 'Tên kỳ',
    en: 'Title',
  },
  'new.air_date': {
    vi: 'Ngày phát lần đầu',
    en: 'Date of the premiere',
  },
  'new.field': {
    vi: 'Lĩnh vực',
    en: 'Field',
  },
  'new.references': {
    vi: 'Căn cứ',
    en: 'References',
  },
  'new.references_hint': {
    vi: 'Mỗi văn bản một dòng, ví dụ: Kế hoạch 424/KH-UBND.',
    en: 'One document a line, for instance: Kế hoạch 424/KH-UBND.',
  },
  'new.button': {
    vi: 'Lập kỳ',
    en: 'Create the episode',
  },
  'new.no_segments': {
    vi: 'Chưa có tiết mục nào, nên chưa lập được kỳ.',
    en: 'There is no segment yet, so no episode can be created.',
  },
  'library.stage': {
    vi: 'Tình trạng',
    en: 'Stage',
  },
  'library.any_stage': {
    vi: 'Mọi tình trạng',
    en: 'Any stage',
  },
  'library.state_writing': {
    vi: 'đang soạn',
    en: 'being written',
  },
  'library.state_approval': {
    vi: 'chờ duyệt kịch bản',
    en: 'script awaits approval',
  },
  'library.state_audio': {
    vi: 'chờ ghi âm, duyệt phát',
    en: 'awaits audio or clearance',
  },
  'library.state_cleared': {
    vi: 'được phát',
    en: 'cleared for air',
  },
  'library.state_withdrawn': {
    vi: 'đã rút',
    en: 'withdrawn',
  },
  'library.field': {
    vi: 'Lĩnh vực',
    en: 'Field',
  },
  'library.any_field': {
    vi: 'Mọi lĩnh vực',
    en: 'Any field',
  },
  'library.year': {
    vi: 'Năm',
    en: 'Year',
  },
  'library.any_year': {
    vi: 'Mọi năm',
    en: 'Any year',
  },
  'library.airings': {
    vi: 'Lượt phát',
    en: 'Airings',
  },
  'library.aired_n': {
    vi: '{n} lượt',
    en: '{n}',
  },
  'library.no_date': {
    vi: 'chưa có ngày',
    en: 'no date yet',
  },
  'library.week': {
    vi: 'tuần {week}',
    en: 'week {week}',
  },
  'library.count': {
    vi: '{n} kỳ',
    en: 'Episodes: {n}',
  },
  'library.range': {
    vi: '{from}–{to} trong {all}',
    en: '{from}–{to} of {all}',
  },
  'library.none_left': {
    vi: 'Không kỳ nào khớp bộ lọc.',
    en: 'No episode matches the filter.',
  },
  'library.show_all': {
    vi: 'Xem tất cả',
    en: 'Show all',
  },
  'library.pick': {
    vi: 'Chọn kỳ “{title}”',
    en: 'Pick “{title}”',
  },
  'library.pick_all': {
    vi: 'Chọn cả trang này',
    en: 'Pick all of this page',
  },
  'library.export': {
    vi: 'Tải các kỳ đã chọn (.zip)',
    en: 'Download what is picked (.zip)',
  },
  'library.export_none': {
    vi: 'Hãy đánh dấu ít nhất một kỳ rồi tải.',
    en: 'Tick at least one episode first.',
  },
  'library.export_many': {
    vi: 'Mỗi lần tải được nhiều nhất {n} kỳ.',
    en: 'At most {n} episodes at a time.',
  },
  'new.done': {
    vi: 'Đã lập kỳ {n}.',
    en: 'Episode {n} was created.',
  },
  'new.twice': {
    vi: 'Kỳ này vừa được lập, không lập lần nữa.',
    en: 'This episode has just been created, and not a second time.',
  },
  'new.hint': {
    vi: 'Ngày, lĩnh vực và căn cứ có thể ghi sau.',
    en: 'The date, field and references may be added later.',
  },
} as const satisfies Words
