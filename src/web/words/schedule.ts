import type { Words } from './words.ts'

/** Lịch phát. */
export const schedule = {
  'schedule.title': {
    vi: 'Lịch phát trong ngày',
    en: 'Schedule of the day',
  },
  'schedule.time': {
    vi: 'Giờ',
    en: 'Time',
  },
  'schedule.what': {
    vi: 'Nội dung',
    en: 'Item',
  },
  'schedule.status': {
    vi: 'Trạng thái',
    en: 'Status',
  },
  'schedule.evidence': {
    vi: 'Bằng chứng',
    en: 'Evidence',
  },
  'schedule.premiere': {
    vi: 'phát lần đầu',
    en: 'premiere',
  },
  'schedule.repeat': {
    vi: 'PL',
    en: 'repeat',
  },
  'schedule.fallback': {
    vi: 'kỳ dự phòng',
    en: 'standing fallback',
  },
  'schedule.nothing_cleared': {
    vi: 'chưa có kỳ được duyệt phát',
    en: 'nothing cleared for air',
  },
  'schedule.views': {
    vi: 'Các cách xem lịch phát',
    en: 'Views of the schedule',
  },
  'schedule.tab_list': {
    vi: 'Danh sách',
    en: 'List',
  },
  'schedule.tab_day': {
    vi: 'Ngày, mọi đài',
    en: 'Day, all stations',
  },
  'schedule.tab_week': {
    vi: 'Tuần, một đài',
    en: 'Week, one station',
  },
  'schedule.tab_slots': {
    vi: 'Khung giờ',
    en: 'Slots',
  },
  'schedule.tab_closures': {
    vi: 'Ngày nghỉ',
    en: 'Closures',
  },
  'schedule.tab_segments': {
    vi: 'Chuyên mục',
    en: 'Segments',
  },
  'schedule.tab_programme': {
    vi: 'Bản in',
    en: 'Printed programme',
  },
  'schedule.did_create': {
    vi: 'thêm khung giờ',
    en: 'a slot added',
  },
  'schedule.did_edit': {
    vi: 'sửa khung giờ',
    en: 'a slot edited',
  },
  'schedule.did_end': {
    vi: 'kết thúc khung giờ',
    en: 'a slot ended',
  },
  'schedule.did_cancel': {
    vi: 'hủy lượt phát',
    en: 'an airing cancelled',
  },
  'schedule.did_move': {
    vi: 'dời lượt phát',
    en: 'an airing moved',
  },
  'schedule.did_replace': {
    vi: 'thay kỳ phát',
    en: 'an episode replaced',
  },
  'schedule.did_add': {
    vi: 'thêm lượt phát',
    en: 'an airing added',
  },
  'schedule.did_closure': {
    vi: 'thêm ngày nghỉ',
    en: 'a closure added',
  },
  'schedule.did_copy': {
    vi: 'chép tuần',
    en: 'a week copied',
  },
  'schedule.last_act': {
    vi: 'Lưu lúc {time}: {what}.',
    en: 'Saved at {time}: {what}.',
  },
  'schedule.undo': {
    vi: 'Hoàn tác',
    en: 'Undo',
  },
  'schedule.undone': {
    vi: 'Đã hoàn tác thay đổi gần nhất.',
    en: 'The last change was undone.',
  },
  'schedule.not_undone': {
    vi: 'Chưa hoàn tác được. {why}',
    en: 'Not undone. {why}',
  },
  'schedule.saved': {
    vi: 'Đã lưu: {what}.',
    en: 'Saved: {what}.',
  },
  'schedule.closed_for': {
    vi: 'Nghỉ phát: {reason}',
    en: 'Closed: {reason}',
  },
  'schedule.keys': {
    vi: 'Kéo thả và bàn phím',
    en: 'Dragging and keyboard',
  },
  'schedule.keys_text': {
    vi: 'Kéo một lượt để dời, kéo mép cuối để đổi độ dài, kéo trên chỗ trống để thêm. Bằng bàn phím: mũi tên để chọn lượt, Shift + mũi tên để dời 5 phút (hoặc sang ngày khác), Shift + Page Up/Page Down để dời một giờ, Shift + Ctrl + mũi tên để đổi độ dài, Enter để xem trước, Esc để bỏ.',
    en: 'Drag an airing to move it, its end to change its length, an empty place to add. By keyboard: arrows choose an airing, Shift + arrows move it by 5 minutes (or to another day), Shift + Page Up/Page Down by an hour, Shift + Ctrl + arrows change its length, Enter shows the preview, Esc leaves it.',
  },
  'schedule.week_title': {
    vi: 'Lịch tuần của một đài',
    en: 'Week of one station',
  },
  'schedule.week_of': {
    vi: 'Tuần {from} – {to}',
    en: 'Week {from} – {to}',
  },
  'schedule.week_before': {
    vi: 'Tuần trước',
    en: 'Week before',
  },
  'schedule.week_after': {
    vi: 'Tuần sau',
    en: 'Week after',
  },
  'schedule.copy_week': {
    vi: 'Chép tuần',
    en: 'Copy week',
  },
  'schedule.add': {
    vi: 'Thêm khung giờ',
    en: 'Add a slot',
  },
  'schedule.station': {
    vi: 'Đài',
    en: 'Station',
  },
  'schedule.any_day': {
    vi: 'Tuần có ngày',
    en: 'Week with the day',
  },
  'schedule.day_title': {
    vi: 'Lịch ngày của mọi đài',
    en: 'Day of all stations',
  },
  'schedule.choice_keep': {
    vi: 'Giữ cả hai',
    en: 'Keep both',
  },
  'schedule.choice_replace': {
    vi: 'Bỏ lượt cũ',
    en: 'Cancel the other',
  },
  'schedule.choice_shift': {
    vi: 'Dời lượt mới ra sau',
    en: 'Shift the new one',
  },
  'schedule.choice_shift_to': {
    vi: 'Dời lượt mới sang {time}',
    en: 'Shift the new one to {time}',
  },
  'schedule.choice_skip': {
    vi: 'Không phát lượt mới',
    en: 'Leave the new one out',
  },
  'schedule.effect_add': {
    vi: 'lượt được thêm',
    en: 'airings added',
  },
  'schedule.effect_move': {
    vi: 'lượt được dời',
    en: 'airings moved',
  },
  'schedule.effect_change': {
    vi: 'lượt đổi nội dung',
    en: 'airings changed',
  },
  'schedule.effect_restore': {
    vi: 'lượt phát lại như cũ',
    en: 'airings planned again',
  },
  'schedule.effect_cancel': {
    vi: 'lượt bị hủy',
    en: 'airings cancelled',
  },
  'schedule.effect_supersede': {
    vi: 'lượt không còn trong lịch',
    en: 'airings no longer planned',
  },
  'schedule.effect_none': {
    vi: 'Không có lượt phát nào thay đổi.',
    en: 'No airing changes.',
  },
  'schedule.choose': {
    vi: '– hãy chọn –',
    en: '– choose –',
  },
  'schedule.clash': {
    vi: '{one} trùng {name} {two}',
    en: '{one} clashes with {name} {two}',
  },
  'schedule.clashes': {
    vi: 'Trùng giờ: {n} chỗ',
    en: 'Clashes: {n}',
  },
  'schedule.rest_all': {
    vi: 'Cách xử lý cho mọi chỗ trùng',
    en: 'For every clash',
  },
  'schedule.rest': {
    vi: 'Cách xử lý chung',
    en: 'For all of them',
  },
  'schedule.more': {
    vi: 'và {n} mục nữa',
    en: 'and {n} more',
  },
  'schedule.next_dates': {
    vi: 'Những ngày phát sắp tới',
    en: 'The next dates',
  },
  'schedule.n_stations': {
    vi: '{n} đài',
    en: '{n} stations',
  },
  'schedule.preview': {
    vi: 'Xem trước',
    en: 'Preview',
  },
  'schedule.silent': {
    vi: 'Một số đài không phát vì nghỉ hoặc không hoạt động:',
    en: 'Some stations stay silent:',
  },
  'schedule.silent_at': {
    vi: '{station}: {n} lượt ({reason})',
    en: '{station}: {n} airings ({reason})',
  },
  'schedule.inactive': {
    vi: 'không hoạt động',
    en: 'inactive',
  },
  'schedule.no_clash': {
    vi: 'Không có chỗ nào trùng giờ.',
    en: 'Nothing clashes.',
  },
  'schedule.all_stations': {
    vi: 'mọi đài',
    en: 'all stations',
  },
  'schedule.act': {
    vi: 'Việc cần làm',
    en: 'What to do',
  },
  'schedule.act_move': {
    vi: 'Dời hoặc đổi độ dài',
    en: 'Move or change its length',
  },
  'schedule.act_cancel': {
    vi: 'Hủy',
    en: 'Cancel it',
  },
  'schedule.act_replace': {
    vi: 'Thay kỳ phát',
    en: 'Another episode',
  },
  'schedule.scope': {
    vi: 'Áp dụng cho',
    en: 'Applies to',
  },
  'schedule.scope_here': {
    vi: 'Chỉ lượt này, tại {station}',
    en: 'This airing only, at {station}',
  },
  'schedule.scope_day': {
    vi: 'Ngày {date}, {stations}',
    en: 'On {date}, {stations}',
  },
  'schedule.scope_later': {
    vi: 'Từ {date} trở đi, {stations}',
    en: 'From {date} on, {stations}',
  },
  'schedule.scope_all': {
    vi: 'Từ hôm nay trở đi, {stations}',
    en: 'From today on, {stations}',
  },
  'schedule.date': {
    vi: 'Ngày',
    en: 'Date',
  },
  'schedule.starts': {
    vi: 'Bắt đầu',
    en: 'Starts at',
  },
  'schedule.minutes': {
    vi: 'Số phút',
    en: 'Minutes',
  },
  'schedule.other_episode': {
    vi: 'Phát kỳ',
    en: 'Air the episode',
  },
  'schedule.reason': {
    vi: 'Lý do',
    en: 'Reason',
  },
  'schedule.stale': {
    vi: 'Lịch đã thay đổi từ lúc xem trước, có thể do người khác vừa lưu. Hãy xem lại rồi lưu.',
    en: 'The schedule changed since the preview; someone else may have saved. Look again, then save.',
  },
  'schedule.look': {
    vi: 'Xem trước',
    en: 'Preview',
  },
  'schedule.look_again': {
    vi: 'Xem lại',
    en: 'Preview again',
  },
  'schedule.save': {
    vi: 'Lưu',
    en: 'Save',
  },
  'schedule.airing': {
    vi: 'Lượt phát',
    en: 'Airing',
  },
  'schedule.not_movable_past': {
    vi: 'Lượt này đã bắt đầu, đã qua hoặc đã có bằng chứng nên không đổi được trong lịch.',
    en: 'This airing has begun, is past or has evidence: the schedule cannot change it.',
  },
  'schedule.not_movable': {
    vi: 'Lượt này không đổi được ở đây.',
    en: 'This airing cannot be changed here.',
  },
  'schedule.to_slot': {
    vi: 'Khung giờ của lượt này',
    en: 'The slot of this airing',
  },
  'schedule.to_log': {
    vi: 'Xem trong nhật ký',
    en: 'See it in the log',
  },
  'schedule.reason_end_unknown': {
    vi: 'không rõ lúc kết thúc',
    en: 'end unknown',
  },
  'schedule.reason_same_play': {
    vi: 'đã tính cho lượt khác cùng lúc',
    en: 'counted for another airing of that time',
  },
  'schedule.reason_other_segment': {
    vi: 'đã phát chuyên mục khác',
    en: 'another segment was played',
  },
  'schedule.reason_no_file': {
    vi: 'thiếu tệp âm thanh',
    en: 'audio file missing',
  },
  'schedule.reason_no_audio': {
    vi: 'chưa có kỳ được duyệt phát',
    en: 'nothing cleared for air',
  },
  'schedule.reason_no_sound': {
    vi: 'máy không phát ra tiếng',
    en: 'no sound',
  },
  'schedule.reason_interrupted': {
    vi: 'bị ngắt giữa chừng',
    en: 'interrupted',
  },
  'schedule.reason_withdrawn': {
    vi: 'kỳ đã bị rút',
    en: 'episode withdrawn',
  },
  'schedule.reason_overlap': {
    vi: 'trùng giờ với lượt khác',
    en: 'overlapped another airing',
  },
  'schedule.reason_not_running': {
    vi: 'máy phát không chạy',
    en: 'player not running',
  },
  'schedule.reason_skipped': {
    vi: 'bị bỏ qua',
    en: 'skipped',
  },
  'schedule.reason_failed': {
    vi: 'máy phát báo lỗi',
    en: 'player failed',
  },
  'schedule.stations': {
    vi: 'Đài',
    en: 'Stations',
  },
  'schedule.stations_all': {
    vi: 'Mọi đài ({n})',
    en: 'All stations ({n})',
  },
  'schedule.stations_named': {
    vi: 'Chọn từng đài',
    en: 'Chosen stations',
  },
  'schedule.stations_pick': {
    vi: 'Danh sách đài',
    en: 'List of stations',
  },
  'schedule.origin': {
    vi: 'Loại',
    en: 'Kind',
  },
  'schedule.origin_standing': {
    vi: 'Thường xuyên',
    en: 'Standing',
  },
  'schedule.origin_campaign': {
    vi: 'Đợt (giữa hai ngày)',
    en: 'Campaign (between two dates)',
  },
  'schedule.origin_single': {
    vi: 'Một lần',
    en: 'Once',
  },
  'schedule.repeats': {
    vi: 'Lặp lại',
    en: 'Repeats',
  },
  'schedule.repeats_weekly': {
    vi: 'Mỗi tuần',
    en: 'Every week',
  },
  'schedule.repeats_every': {
    vi: 'Cách vài tuần',
    en: 'Every few weeks',
  },
  'schedule.repeats_nth': {
    vi: 'Tuần thứ mấy trong tháng',
    en: 'Week of the month',
  },
  'schedule.every': {
    vi: 'Mấy tuần một lần',
    en: 'Every how many weeks',
  },
  'schedule.nth': {
    vi: 'Tuần',
    en: 'Week',
  },
  'schedule.nth_last': {
    vi: 'lần cuối trong tháng',
    en: 'last of the month',
  },
  'schedule.nth_n': {
    vi: 'lần thứ {n} trong tháng',
    en: 'number {n} of the month',
  },
  'schedule.source': {
    vi: 'Nguồn',
    en: 'Source',
  },
  'schedule.source_episode': {
    vi: 'Kỳ phát',
    en: 'Episode',
  },
  'schedule.episode': {
    vi: 'Kỳ',
    en: 'Episode',
  },
  'schedule.newest': {
    vi: 'Kỳ mới nhất đã duyệt phát',
    en: 'The newest cleared one',
  },
  'schedule.kind': {
    vi: 'Phát',
    en: 'Airs as',
  },
  'schedule.kind_repeat': {
    vi: 'Phát lại (PL)',
    en: 'Repeat',
  },
  'schedule.kind_premiere': {
    vi: 'Phát lần đầu',
    en: 'Premiere',
  },
  'schedule.priority': {
    vi: 'Mức ưu tiên',
    en: 'Priority',
  },
  'schedule.slot_title': {
    vi: 'Ghi chú (không bắt buộc)',
    en: 'Note (optional)',
  },
  'schedule.weekdays': {
    vi: 'Ngày trong tuần',
    en: 'Weekdays',
  },
  'schedule.times': {
    vi: 'Giờ phát',
    en: 'Times',
  },
  'schedule.times_hint': {
    vi: 'Một hoặc nhiều giờ, ví dụ 05:15, 17:15',
    en: 'One or several, like 05:15, 17:15',
  },
  'schedule.edit_from': {
    vi: 'Sửa từ ngày',
    en: 'Holds from',
  },
  'schedule.from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'schedule.until': {
    vi: 'Đến ngày (không bắt buộc)',
    en: 'Until (optional)',
  },
  'schedule.until_required': {
    vi: 'Đến ngày',
    en: 'Until',
  },
  'schedule.to': {
    vi: 'Đến ngày',
    en: 'To',
  },
  'schedule.slots_title': {
    vi: 'Khung giờ',
    en: 'Slots',
  },
  'schedule.no_slots': {
    vi: 'Chưa có khung giờ nào',
    en: 'No slots yet',
  },
  'schedule.no_slots_hint': {
    vi: 'Khung giờ là chỗ phát cố định trong tuần. Thêm khung giờ đầu tiên để lịch tự sinh lượt phát.',
    en: 'A slot is a standing place in the week. Add the first one and the schedule makes the airings.',
  },
  'schedule.when': {
    vi: 'Khi nào',
    en: 'When',
  },
  'schedule.period': {
    vi: 'Thời gian',
    en: 'Period',
  },
  'schedule.only_current': {
    vi: 'Chỉ xem khung giờ còn hiệu lực',
    en: 'Only those that hold',
  },
  'schedule.ended_too': {
    vi: 'Xem cả khung giờ đã hết',
    en: 'Show ended ones too',
  },
  'schedule.end_title': {
    vi: 'Kết thúc khung giờ',
    en: 'End this slot',
  },
  'schedule.last_day': {
    vi: 'Ngày phát cuối cùng',
    en: 'Last day on the air',
  },
  'schedule.end_button': {
    vi: 'Kết thúc',
    en: 'End it',
  },
  'schedule.backfill': {
    vi: 'Lập bù những ngày đã qua',
    en: 'Fill in past days',
  },
  'schedule.backfill_hint': {
    vi: 'Tạo lượt phát theo khung giờ này cho những ngày đã qua, ví dụ khi nhập số liệu cũ. Việc này được ghi lại cùng lý do.',
    en: 'Makes the airings of this slot for past days, for instance when old figures are entered. The act is recorded with its reason.',
  },
  'schedule.backfill_sure': {
    vi: 'Tạo lượt phát cho những ngày đã qua?',
    en: 'Make airings for past days?',
  },
  'schedule.backfill_button': {
    vi: 'Lập bù',
    en: 'Fill in',
  },
  'schedule.backfilled': {
    vi: 'Đã lập bù {n} lượt phát.',
    en: '{n} airings were filled in.',
  },
  'schedule.slot_over': {
    vi: 'Khung giờ này đã kết thúc.',
    en: 'This slot has ended.',
  },
  'schedule.every_day': {
    vi: 'Hằng ngày',
    en: 'Every day',
  },
  'schedule.every_n': {
    vi: '{n} tuần một lần',
    en: 'every {n} weeks',
  },
  'schedule.closures_title': {
    vi: 'Ngày nghỉ phát',
    en: 'Closures',
  },
  'schedule.no_closures': {
    vi: 'Không có ngày nghỉ nào sắp tới',
    en: 'No closures to come',
  },
  'schedule.no_closures_hint': {
    vi: 'Ngày nghỉ là ngày đài không phát: Tết, lễ, sửa máy. Các lượt phát trong ngày đó được hủy, bỏ ngày nghỉ thì lịch trở lại.',
    en: 'On a closure nothing is broadcast: Tết, holidays, repairs. Its airings are cancelled, and come back when it is removed.',
  },
  'schedule.days': {
    vi: 'Ngày',
    en: 'Days',
  },
  'schedule.closure_remove': {
    vi: 'Bỏ',
    en: 'Remove',
  },
  'schedule.closure_remove_sure': {
    vi: 'Bỏ ngày nghỉ {days}? Các lượt phát của những ngày đó sẽ trở lại lịch.',
    en: 'Remove the closure {days}? The airings of these days come back.',
  },
  'schedule.closure_add': {
    vi: 'Thêm ngày nghỉ',
    en: 'Add a closure',
  },
  'schedule.closure_removed': {
    vi: 'Đã bỏ ngày nghỉ.',
    en: 'The closure was removed.',
  },
  'schedule.holidays': {
    vi: 'Ngày lễ năm {year}',
    en: 'Public holidays of {year}',
  },
  'schedule.holidays_hint': {
    vi: 'Chương trình chỉ gợi ý, kể cả Tết theo âm lịch. Chưa ai bấm lưu thì lịch vẫn phát bình thường.',
    en: 'These are proposals, Tết by the lunar calendar among them. Until someone saves one, the schedule goes on.',
  },
  'schedule.holiday_entered': {
    vi: 'đã nghỉ',
    en: 'entered',
  },
  'schedule.holiday_take': {
    vi: 'Đưa vào ngày nghỉ',
    en: 'Make it a closure',
  },
  'schedule.copy_title': {
    vi: 'Chép một tuần',
    en: 'Copy a week',
  },
  'schedule.copy_lead': {
    vi: 'Thêm vào một tuần những lượt phát mà tuần mẫu có còn tuần đó chưa có. Lượt đã có sẵn không bị lặp.',
    en: 'Adds to a week what it lacks of another one. What is there already is not repeated.',
  },
  'schedule.copy_from': {
    vi: 'Tuần mẫu có ngày',
    en: 'Copy the week with the day',
  },
  'schedule.copy_to': {
    vi: 'Chép vào tuần có ngày',
    en: 'Into the week with the day',
  },
  'schedule.segments_title': {
    vi: 'Chuyên mục, tiết mục',
    en: 'Segments',
  },
  'schedule.no_segments': {
    vi: 'Chưa có chuyên mục nào',
    en: 'No segments yet',
  },
  'schedule.no_segments_hint': {
    vi: 'Khung giờ phát một chuyên mục. Thêm chuyên mục đầu tiên, ví dụ Cải cách hành chính.',
    en: 'A slot airs a segment. Add the first one.',
  },
  'schedule.segment_add': {
    vi: 'Thêm chuyên mục',
    en: 'Add a segment',
  },
  'schedule.segment_name': {
    vi: 'Tên',
    en: 'Name',
  },
  'schedule.segment_kind': {
    vi: 'Gọi là',
    en: 'Called',
  },
  'schedule.segment_kind_hint': {
    vi: 'Ví dụ chuyên mục, tiết mục, bản tin',
    en: 'For instance chuyên mục, tiết mục',
  },
  'schedule.segment_kind_usual': {
    vi: 'chuyên mục',
    en: 'segment',
  },
  'schedule.segment_code': {
    vi: 'Mã (không bắt buộc)',
    en: 'Code (optional)',
  },
  'schedule.segment_code_hint': {
    vi: 'Để trống thì lấy từ tên. Mã không đổi được về sau.',
    en: 'Made from the name when left empty. It cannot change later.',
  },
  'schedule.segment_length': {
    vi: 'Độ dài',
    en: 'Length',
  },
  'schedule.segment_any': {
    vi: 'không quy định',
    en: 'no rule',
  },
  'schedule.segment_minutes': {
    vi: '{range} phút',
    en: '{range} minutes',
  },
  'schedule.segment_min': {
    vi: 'Ngắn nhất (phút)',
    en: 'Shortest (minutes)',
  },
  'schedule.segment_max': {
    vi: 'Dài nhất (phút)',
    en: 'Longest (minutes)',
  },
  'schedule.segment_fallback': {
    vi: 'Kỳ dự phòng',
    en: 'Standing fallback',
  },
  'schedule.segment_fallback_hint': {
    vi: 'Phát khi chưa có kỳ nào được duyệt.',
    en: 'Airs when nothing is cleared.',
  },
  'schedule.segment_no_fallback': {
    vi: '– không có –',
    en: '– none –',
  },
  'schedule.segment_speech': {
    vi: 'Chủ yếu là lời nói',
    en: 'Mostly speech',
  },
  'schedule.segment_withdrawn': {
    vi: 'Ngừng dùng',
    en: 'Out of use',
  },
  'schedule.segment_on': {
    vi: 'đang dùng',
    en: 'in use',
  },
  'schedule.segment_off': {
    vi: 'ngừng dùng',
    en: 'out of use',
  },
  'schedule.segment_saved': {
    vi: 'Đã lưu {name}.',
    en: '{name} was saved.',
  },
  'schedule.programme_title': {
    vi: 'Chương trình phát thanh',
    en: 'Broadcast programme',
  },
  'schedule.programme_heading': {
    vi: 'CHƯƠNG TRÌNH PHÁT THANH TỪ NGÀY {from} ĐẾN NGÀY {to}',
    en: 'BROADCAST PROGRAMME FROM {from} TO {to}',
  },
  'schedule.programme_all': {
    vi: 'Các đài trong địa bàn ({n} đài)',
    en: 'All stations ({n})',
  },
  'schedule.programme_legend': {
    vi: '(PL): phát lại.',
    en: '(repeat): aired before.',
  },
  'schedule.programme_sheet': {
    vi: 'Chương trình',
    en: 'Programme',
  },
  'schedule.part_morning': {
    vi: 'SÁNG',
    en: 'MORNING',
  },
  'schedule.part_noon': {
    vi: 'TRƯA',
    en: 'NOON',
  },
  'schedule.part_afternoon': {
    vi: 'CHIỀU',
    en: 'AFTERNOON',
  },
  'schedule.part': {
    vi: 'Buổi',
    en: 'Session',
  },
  'schedule.weekday': {
    vi: 'Thứ',
    en: 'Weekday',
  },
  'schedule.ends': {
    vi: 'Kết thúc',
    en: 'Ends at',
  },
  'schedule.station_count': {
    vi: 'Số đài',
    en: 'Stations',
  },
  'schedule.xlsx': {
    vi: 'Tải Excel',
    en: 'Download Excel',
  },
  'schedule.print_hint': {
    vi: 'In bằng lệnh in của trình duyệt (Ctrl+P), khổ A4.',
    en: 'Print it with the browser (Ctrl+P), on A4.',
  },
  'schedule.clashes_each': {
    vi: 'Xem và chọn riêng từng chỗ',
    en: 'See and choose one by one',
  },
  'schedule.clashes_where': {
    vi: 'Xem các chỗ trùng',
    en: 'See where',
  },
} as const satisfies Words
