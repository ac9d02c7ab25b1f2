import type { Words } from './words.ts'

/** The log: airings, what people state of them, unplanned plays, reports that wait. */
export const log = {
  'log.title': {
    vi: 'Nhật ký phát sóng',
    en: 'As-run log',
  },
  'log.parts': {
    vi: 'Các phần của nhật ký',
    en: 'Parts of the log',
  },
  'log.tab_airings': {
    vi: 'Lượt phát',
    en: 'Airings',
  },
  'log.tab_unplanned': {
    vi: 'Ngoài lịch',
    en: 'Unplanned',
  },
  'log.tab_waiting': {
    vi: 'Chờ xử lý',
    en: 'Waiting',
  },
  'log.tab_imports': {
    vi: 'Nhập sổ',
    en: 'Imports',
  },
  'log.tab_totals': {
    vi: 'Tổng số',
    en: 'Totals',
  },
  'log.all_stations': {
    vi: 'Tất cả các đài',
    en: 'All stations',
  },
  'log.levels': {
    vi: 'Theo cấp',
    en: 'By level',
  },
  'log.groups': {
    vi: 'Nhóm đài',
    en: 'Groups',
  },
  'log.stations': {
    vi: 'Từng đài',
    en: 'Single stations',
  },
  'log.from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'log.to': {
    vi: 'Đến ngày',
    en: 'To',
  },
  'log.station': {
    vi: 'Đài',
    en: 'Station',
  },
  'log.segment': {
    vi: 'Tiết mục',
    en: 'Segment',
  },
  'log.all_segments': {
    vi: 'Tất cả',
    en: 'All',
  },
  'log.outcome': {
    vi: 'Kết quả',
    en: 'Outcome',
  },
  'log.grade': {
    vi: 'Bằng chứng',
    en: 'Evidence',
  },
  'log.all': {
    vi: 'Tất cả',
    en: 'All',
  },
  'log.no_episode': {
    vi: 'chưa có kỳ để phát',
    en: 'no episode to play',
  },
  'log.reason_end_unknown': {
    vi: 'không rõ lúc kết thúc',
    en: 'nobody knows when it ended',
  },
  'log.reason_same_play': {
    vi: 'giờ này đã tính cho lượt khác',
    en: 'that moment counts for another airing',
  },
  'log.reason_skipped': {
    vi: 'máy phát bỏ qua',
    en: 'the player skipped it',
  },
  'log.reason_failed': {
    vi: 'máy phát không phát được',
    en: 'the player failed',
  },
  'log.tick': {
    vi: 'Chọn {name}',
    en: 'Select {name}',
  },
  'log.attest_one': {
    vi: 'Xác nhận đã phát: {name}',
    en: 'Confirm as aired: {name}',
  },
  'log.attest_short': {
    vi: 'Đã phát',
    en: 'Aired',
  },
  'log.select': {
    vi: 'Chọn',
    en: 'Select',
  },
  'log.planned_at': {
    vi: 'Theo lịch',
    en: 'Planned',
  },
  'log.what': {
    vi: 'Nội dung',
    en: 'Content',
  },
  'log.actual': {
    vi: 'Thực tế',
    en: 'Actual',
  },
  'log.attest': {
    vi: 'Xác nhận',
    en: 'Confirm',
  },
  'log.with_ticked': {
    vi: 'Với những dòng đã chọn',
    en: 'With what is selected',
  },
  'log.select_all': {
    vi: 'Chọn cả trang',
    en: 'Select the page',
  },
  'log.ticked_n': {
    vi: '{n} đã chọn',
    en: '{n} selected',
  },
  'log.say': {
    vi: 'Xác nhận là',
    en: 'State that it was',
  },
  'log.basis': {
    vi: 'Căn cứ',
    en: 'Basis',
  },
  'log.basis_hint': {
    vi: 'Ví dụ: nghe tại chỗ, sổ trực đài, gọi điện cho đài.',
    en: 'For instance: heard on the spot, the station’s book, a telephone call.',
  },
  'log.photo': {
    vi: 'Ảnh trang sổ',
    en: 'Photograph of the log',
  },
  'log.attest_ticked': {
    vi: 'Xác nhận các lượt đã chọn',
    en: 'Confirm the selected',
  },
  'log.attest_hint': {
    vi: 'Xác nhận được ghi vào sổ cái dưới tên {name} và không xóa được. Ảnh: JPEG, PNG, WebP hoặc PDF, tối đa 10 MB.',
    en: 'A confirmation goes into the ledger under the name of {name} and cannot be erased. Photograph: JPEG, PNG, WebP or PDF, at most 10 MB.',
  },
  'log.looked_back': {
    vi: 'Đã tìm ngược đến ngày {date}.',
    en: 'Searched back to {date}.',
  },
  'log.newest': {
    vi: 'Về mới nhất',
    en: 'Back to the newest',
  },
  'log.older': {
    vi: 'Cũ hơn',
    en: 'Older',
  },
  'log.csv': {
    vi: 'Tải CSV',
    en: 'Download CSV',
  },
  'log.empty': {
    vi: 'Không có lượt phát nào như vậy',
    en: 'There is no such airing',
  },
  'log.empty_hint': {
    vi: 'Mở rộng khoảng ngày hoặc bớt điều kiện lọc. Lượt phát có từ Lịch phát.',
    en: 'Widen the days or drop a filter. Airings come from the schedule.',
  },
  'log.csv_code': {
    vi: 'Mã đài',
    en: 'Station code',
  },
  'log.csv_day': {
    vi: 'Ngày theo lịch',
    en: 'Planned day',
  },
  'log.csv_episode': {
    vi: 'Kỳ phát',
    en: 'Episode',
  },
  'log.csv_aired_on': {
    vi: 'Ngày phát',
    en: 'Aired on',
  },
  'log.csv_seconds': {
    vi: 'Số giây đã phát',
    en: 'Seconds played',
  },
  'log.csv_reason': {
    vi: 'Lý do',
    en: 'Reason',
  },
  'log.csv_id': {
    vi: 'Mã lượt phát',
    en: 'Airing ID',
  },
  'log.event_started': {
    vi: 'Máy phát báo: bắt đầu',
    en: 'Player: started',
  },
  'log.event_finished': {
    vi: 'Máy phát báo: phát xong',
    en: 'Player: finished',
  },
  'log.event_stopped': {
    vi: 'Máy phát báo: dừng giữa chừng',
    en: 'Player: stopped',
  },
  'log.event_failed': {
    vi: 'Máy phát báo: lỗi',
    en: 'Player: failed',
  },
  'log.event_skipped': {
    vi: 'Máy phát báo: bỏ qua',
    en: 'Player: skipped',
  },
  'log.clock_measured': {
    vi: 'giờ đã đo',
    en: 'clock measured',
  },
  'log.clock_boot': {
    vi: 'giờ theo lần khởi động',
    en: 'clock of that boot',
  },
  'log.clock_told': {
    vi: 'giờ do máy nói',
    en: 'time as told',
  },
  'log.clock_carried': {
    vi: 'giờ theo sai lệch đo ở lần khởi động sau',
    en: 'time by the error measured in the next boot',
  },
  'log.clock_order': {
    vi: 'giờ suy từ thứ tự',
    en: 'time from the order',
  },
  'log.clock_unknown': {
    vi: 'không rõ giờ',
    en: 'time unknown',
  },
  'log.said_attestation': {
    vi: 'Xác nhận',
    en: 'Confirmed',
  },
  'log.said_import': {
    vi: 'Nhập từ sổ',
    en: 'Imported',
  },
  'log.said_correction': {
    vi: 'Đính chính',
    en: 'Corrected',
  },
  'log.as_reported': {
    vi: 'theo báo cáo ban đầu',
    en: 'as first reported',
  },
  'log.played': {
    vi: 'phát {time}',
    en: 'played {time}',
  },
  'log.from_file': {
    vi: 'từ tệp {file}',
    en: 'from file {file}',
  },
  'log.with_photo': {
    vi: 'kèm ảnh {file}',
    en: 'with photograph {file}',
  },
  'log.settled_accept': {
    vi: 'Đã nhận sự kiện',
    en: 'The event was accepted',
  },
  'log.settled_discard': {
    vi: 'Đã bỏ sự kiện',
    en: 'The event was discarded',
  },
  'log.accepted': {
    vi: 'Đã nhận là lượt phát',
    en: 'Taken for an airing',
  },
  'log.state_counted': {
    vi: 'được tính',
    en: 'counted',
  },
  'log.state_quarantined': {
    vi: 'chờ xử lý',
    en: 'waiting',
  },
  'log.state_rejected': {
    vi: 'không nhận',
    en: 'rejected',
  },
  'log.state_discarded': {
    vi: 'đã bỏ',
    en: 'discarded',
  },
  'log.flag_corrected': {
    vi: 'đã đính chính',
    en: 'corrected',
  },
  'log.flag_withdrawn': {
    vi: 'bản phát đã thu hồi',
    en: 'withdrawn audio',
  },
  'log.history': {
    vi: 'Sổ cái của lượt này',
    en: 'Ledger of this airing',
  },
  'log.history_empty': {
    vi: 'Chưa có dòng nào: chưa ai báo gì về lượt này.',
    en: 'No row yet: nobody has told anything of this airing.',
  },
  'log.happened': {
    vi: 'xảy ra {moment}',
    en: 'happened {moment}',
  },
  'log.ledger_row': {
    vi: 'Dòng {n}, nhận {moment}, mã băm {hash}',
    en: 'Row {n}, received {moment}, hash {hash}',
  },
  'log.time': {
    vi: 'Giờ phát',
    en: 'Time',
  },
  'log.date': {
    vi: 'Ngày',
    en: 'Day',
  },
  'log.minutes': {
    vi: 'Số phút',
    en: 'Minutes',
  },
  'log.correct': {
    vi: 'Đính chính',
    en: 'Correct',
  },
  'log.correct_hint': {
    vi: 'Đính chính đứng trên mọi bằng chứng khác. Lý do được lưu cùng tên người đính chính.',
    en: 'A correction stands above all other evidence. Its reason is kept with the name of who made it.',
  },
  'log.correct_to': {
    vi: 'Sửa thành',
    en: 'Correct to',
  },
  'log.reason': {
    vi: 'Lý do',
    en: 'Reason',
  },
  'log.photos': {
    vi: 'Ảnh trang sổ',
    en: 'Photographs of the log',
  },
  'log.photo_removed': {
    vi: 'Ảnh đã xóa theo hạn lưu trữ ngày {day}; mã băm còn giữ.',
    en: 'Removed by retention on {day}; its hash is kept.',
  },
  'log.photos_none': {
    vi: 'Chưa có ảnh nào.',
    en: 'There is no photograph yet.',
  },
  'log.photo_alt': {
    vi: 'Ảnh trang sổ {name}',
    en: 'Photograph {name}',
  },
  'log.photo_by': {
    vi: '{name}, {moment}',
    en: '{name}, {moment}',
  },
  'log.photo_add': {
    vi: 'Thêm ảnh',
    en: 'Add it',
  },
  'log.place_none': {
    vi: 'Ảnh không ghi nơi chụp.',
    en: 'It does not tell where it was taken.',
  },
  'log.place_removed': {
    vi: 'Nơi chụp (GPS) đã được gỡ khỏi ảnh.',
    en: 'Where it was taken (GPS) was removed.',
  },
  'log.place_unknown': {
    vi: 'Tệp PDF được giữ nguyên.',
    en: 'The PDF is kept as it came.',
  },
  'log.audit': {
    vi: 'Ai đã làm gì',
    en: 'Who did what',
  },
  'log.audit_none': {
    vi: 'Chưa có ai làm gì với lượt này.',
    en: 'Nobody has done anything with this airing.',
  },
  'log.acts': {
    vi: 'Việc cần làm',
    en: 'What to do',
  },
  'log.attested_one': {
    vi: 'Đã xác nhận lượt phát.',
    en: 'The airing was confirmed.',
  },
  'log.corrected_one': {
    vi: 'Đã đính chính lượt phát.',
    en: 'The airing was corrected.',
  },
  'log.photo_added': {
    vi: 'Đã thêm ảnh.',
    en: 'The photograph was added.',
  },
  'log.attested_n': {
    vi: 'Đã xác nhận {n} lượt.',
    en: '{n} airings were confirmed.',
  },
  'log.accepted_n': {
    vi: 'Đã nhận {n} lần phát thành lượt.',
    en: '{n} plays were taken for airings.',
  },
  'log.unknown_item': {
    vi: 'không rõ nội dung',
    en: 'unknown content',
  },
  'log.accepted_by': {
    vi: '{name} nhận lúc {moment}',
    en: 'taken by {name}, {moment}',
  },
  'log.not_accepted': {
    vi: 'Chưa nhận',
    en: 'Not taken',
  },
  'log.not_complete': {
    vi: 'chưa đủ 95%',
    en: 'less than 95%',
  },
  'log.unplanned_title': {
    vi: 'Phát ngoài lịch',
    en: 'Unplanned plays',
  },
  'log.unplanned_lead': {
    vi: 'Máy phát báo đã phát nhưng không khớp lượt nào trong lịch. Chỉ được tính khi có người nhận.',
    en: 'Players reported these, and no planned airing fits. They count only once a person takes them.',
  },
  'log.accepted_filter': {
    vi: 'Đã nhận chưa',
    en: 'Taken',
  },
  'log.unplanned_empty': {
    vi: 'Không có lần phát ngoài lịch nào',
    en: 'There are no unplanned plays',
  },
  'log.unplanned_empty_hint': {
    vi: 'Trong những ngày này mọi lần phát đều khớp lịch.',
    en: 'In these days every play fits the schedule.',
  },
  'log.accept_note': {
    vi: 'Ghi chú',
    en: 'Note',
  },
  'log.accept': {
    vi: 'Nhận thành lượt phát',
    en: 'Take for airings',
  },
  'log.length': {
    vi: 'Thời lượng',
    en: 'Length',
  },
  'log.settle_airing': {
    vi: 'Thuộc lượt phát',
    en: 'It belongs to',
  },
  'log.settle_airing_none': {
    vi: 'để máy tự khớp theo giờ',
    en: 'matched by its time',
  },
  'log.settle_accept': {
    vi: 'Nhận',
    en: 'Accept',
  },
  'log.settle_discard': {
    vi: 'Bỏ',
    en: 'Discard',
  },
  'log.told_at': {
    vi: 'Máy nói lúc',
    en: 'Time as told',
  },
  'log.received_at': {
    vi: 'Nhận lúc',
    en: 'Received',
  },
  'log.device': {
    vi: 'Máy phát',
    en: 'Player',
  },
  'log.waits_clock': {
    vi: 'Không xác định được giờ phát: đồng hồ máy sai. Hãy cho biết giờ đúng hoặc bỏ.',
    en: 'The time cannot be told: the player’s clock is off. Give the right time, or discard it.',
  },
  'log.waits_audio': {
    vi: 'Không biết tệp âm thanh đã phát. Hãy chỉ ra lượt phát hoặc bỏ.',
    en: 'The audio played is unknown. Name the airing, or discard it.',
  },
  'log.waits_airing': {
    vi: 'Đài không có lượt phát như máy nói. Hãy chỉ ra lượt phát hoặc bỏ.',
    en: 'The station has no such airing. Name the airing, or discard it.',
  },
  'log.waiting_title': {
    vi: 'Báo cáo chờ xử lý',
    en: 'Reports that wait',
  },
  'log.waiting_lead': {
    vi: 'Những báo cáo này chưa được tính ở đâu cả, cho đến khi có người quyết định. Quyết định là một dòng mới trong sổ cái.',
    en: 'These reports count nowhere until a person decides. The decision is a new row of the ledger.',
  },
  'log.waiting_empty': {
    vi: 'Không có báo cáo nào chờ',
    en: 'Nothing is waiting',
  },
  'log.waiting_empty_hint': {
    vi: 'Máy phát nào báo giờ hay tệp không rõ sẽ hiện ở đây.',
    en: 'Reports with an unknown time or file appear here.',
  },
  'log.waiting_more': {
    vi: 'Còn {n} báo cáo nữa, hiện dần khi xử lý xong.',
    en: '{n} more appear as these are settled.',
  },
} as const satisfies Words
