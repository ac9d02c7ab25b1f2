import type { Words } from './words.ts'

/** Importing logs and totals. */
export const imports = {
  'imports.title': {
    vi: 'Nhập sổ',
    en: 'Imports',
  },
  'imports.bring_title': {
    vi: 'Đưa sổ lên',
    en: 'Bring a log',
  },
  'imports.lead': {
    vi: 'Sổ phát sóng của đài, từ Excel, CSV hoặc dán từ bảng. Mọi dòng được xem trước; chưa xác nhận thì chưa có gì vào nhật ký. Tệp được giữ làm bằng chứng.',
    en: 'A station’s log from Excel, CSV or a pasted table. Every row is shown first; nothing enters the log before it is confirmed. The file is kept as evidence.',
  },
  'imports.station': {
    vi: 'Sổ của đài',
    en: 'Log of',
  },
  'imports.many_stations': {
    vi: 'Nhiều đài (có cột tên đài)',
    en: 'Many stations (a column names them)',
  },
  'imports.kind': {
    vi: 'Trong sổ có',
    en: 'It holds',
  },
  'imports.kind_airings': {
    vi: 'từng lượt phát',
    en: 'single airings',
  },
  'imports.kind_totals': {
    vi: 'chỉ tổng số lượt',
    en: 'sums only',
  },
  'imports.from': {
    vi: 'Sổ từ ngày',
    en: 'Log from',
  },
  'imports.to': {
    vi: 'đến ngày',
    en: 'to',
  },
  'imports.file': {
    vi: 'Tệp',
    en: 'File',
  },
  'imports.file_hint': {
    vi: '.xlsx, .csv, .tsv hoặc .txt, tối đa 10 MB và 8.000 dòng mỗi trang.',
    en: '.xlsx, .csv, .tsv or .txt, at most 10 MB and 8,000 rows a sheet.',
  },
  'imports.pasted': {
    vi: 'Hoặc dán bảng vào đây',
    en: 'Or paste the table here',
  },
  'imports.pasted_hint': {
    vi: 'Chép cả dòng tiêu đề từ Excel hay Word.',
    en: 'Copy it with its head row from Excel or Word.',
  },
  'imports.bring': {
    vi: 'Đưa lên và xem trước',
    en: 'Bring it and preview',
  },
  'imports.bring_hint': {
    vi: 'Chưa nhập gì ở bước này.',
    en: 'Nothing is imported at this step.',
  },
  'imports.brought': {
    vi: 'Sổ đã đưa lên',
    en: 'Logs brought so far',
  },
  'imports.by': {
    vi: 'Người đưa',
    en: 'Brought by',
  },
  'imports.state': {
    vi: 'Tình trạng',
    en: 'State',
  },
  'imports.state_open': {
    vi: 'chờ xác nhận',
    en: 'to be confirmed',
  },
  'imports.state_done': {
    vi: 'đã nhập',
    en: 'imported',
  },
  'imports.state_dropped': {
    vi: 'đã bỏ',
    en: 'dropped',
  },
  'imports.n_imported': {
    vi: 'đã nhập',
    en: 'imported',
  },
  'imports.n_will': {
    vi: 'sẽ nhập',
    en: 'will be imported',
  },
  'imports.n_duplicates': {
    vi: 'đã có',
    en: 'known already',
  },
  'imports.n_bad': {
    vi: 'không nhận',
    en: 'not taken',
  },
  'imports.empty': {
    vi: 'Chưa có sổ nào',
    en: 'No log was brought yet',
  },
  'imports.empty_hint': {
    vi: 'Đưa tệp Excel của một đài lên để bắt đầu.',
    en: 'Bring a station’s Excel file to begin.',
  },
  'imports.columns': {
    vi: 'Cột nào là gì',
    en: 'Which column is which',
  },
  'imports.no_column': {
    vi: '(không có)',
    en: '(none)',
  },
  'imports.need_columns': {
    vi: 'Hãy chọn cột cho: {fields}.',
    en: 'Please choose a column for: {fields}.',
  },
  'imports.order': {
    vi: 'Cách viết ngày',
    en: 'How days are written',
  },
  'imports.order_auto': {
    vi: 'tự nhận (ngày/tháng)',
    en: 'by itself (day/month)',
  },
  'imports.order_dmy': {
    vi: 'ngày/tháng/năm',
    en: 'day/month/year',
  },
  'imports.order_mdy': {
    vi: 'tháng/ngày/năm',
    en: 'month/day/year',
  },
  'imports.look_again': {
    vi: 'Xem lại',
    en: 'Look again',
  },
  'imports.field_date': {
    vi: 'Ngày phát',
    en: 'Day',
  },
  'imports.field_time': {
    vi: 'Giờ phát',
    en: 'Time',
  },
  'imports.field_session': {
    vi: 'Buổi',
    en: 'Session',
  },
  'imports.field_station': {
    vi: 'Đài',
    en: 'Station',
  },
  'imports.field_minutes': {
    vi: 'Thời lượng (phút)',
    en: 'Minutes',
  },
  'imports.field_outcome': {
    vi: 'Kết quả',
    en: 'Outcome',
  },
  'imports.field_note': {
    vi: 'Ghi chú',
    en: 'Note',
  },
  'imports.field_from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'imports.field_to': {
    vi: 'Đến ngày',
    en: 'To',
  },
  'imports.field_n': {
    vi: 'Số lượt',
    en: 'Number',
  },
  'imports.group_bad': {
    vi: 'Không nhận',
    en: 'Not taken',
  },
  'imports.group_bad_hint': {
    vi: 'Sửa trong tệp rồi đưa lên lại; những dòng đã nhập sẽ được nhận ra.',
    en: 'Mend them in the file and bring it again; rows imported before are recognised.',
  },
  'imports.group_duplicate': {
    vi: 'Đã có trong nhật ký',
    en: 'Known already',
  },
  'imports.group_duplicate_hint': {
    vi: 'Không nhập lần nữa, không làm đổi số liệu.',
    en: 'They are not imported again and change no figure.',
  },
  'imports.group_skipped': {
    vi: 'Bỏ qua',
    en: 'Passed over',
  },
  'imports.group_skipped_hint': {
    vi: 'Không phải dòng ghi lượt phát.',
    en: 'These are no rows of airings.',
  },
  'imports.group_note': {
    vi: 'Nên biết',
    en: 'Worth knowing',
  },
  'imports.group_note_hint': {
    vi: 'Những dòng này vẫn được nhập.',
    en: 'These rows are imported all the same.',
  },
  'imports.places': {
    vi: '{n} chỗ',
    en: '{n} places',
  },
  'imports.same_file': {
    vi: 'Chính tệp này đã được {name} nhập lúc {moment}.',
    en: 'This very file was imported by {name}, {moment}.',
  },
  'imports.more': {
    vi: 'Còn {n} dòng nữa: xem trong tệp CSV.',
    en: '{n} more: see the CSV file.',
  },
  'imports.will': {
    vi: 'Sẽ nhập',
    en: 'To be imported',
  },
  'imports.place': {
    vi: 'Chỗ trong tệp',
    en: 'Place',
  },
  'imports.confirm': {
    vi: 'Nhập {n} lượt vào nhật ký',
    en: 'Import {n} airings',
  },
  'imports.confirm_totals': {
    vi: 'Nhập {n} tổng số',
    en: 'Import {n} totals',
  },
  'imports.confirm_hint': {
    vi: 'Ghi vào sổ cái với bằng chứng “nhập từ sổ”, không xóa được.',
    en: 'Written into the ledger as “imported”; it cannot be erased.',
  },
  'imports.nothing': {
    vi: 'Không có dòng nào để nhập.',
    en: 'There is no row to import.',
  },
  'imports.drop': {
    vi: 'Bỏ tệp này',
    en: 'Drop this file',
  },
  'imports.original': {
    vi: 'Tệp gốc',
    en: 'The file',
  },
  'imports.findings_csv': {
    vi: 'Danh sách lỗi (CSV)',
    en: 'Findings (CSV)',
  },
  'imports.findings_file': {
    vi: 'dòng lỗi',
    en: 'findings',
  },
  'imports.brought_by': {
    vi: '{name} đưa lên {moment}',
    en: 'brought by {name}, {moment}',
  },
  'imports.done_by': {
    vi: '{name} đã xác nhận lúc {moment}.',
    en: 'Confirmed by {name}, {moment}.',
  },
  'imports.now_in': {
    vi: 'Đã vào nhật ký',
    en: 'Now in the log',
  },
  'imports.confirmed': {
    vi: 'Đã nhập vào nhật ký.',
    en: 'Imported into the log.',
  },
  'imports.dropped': {
    vi: 'Đã bỏ tệp.',
    en: 'The file was dropped.',
  },
  'imports.totals_title': {
    vi: 'Tổng số đã báo',
    en: 'Reported totals',
  },
  'imports.totals_lead': {
    vi: 'Khi đài chỉ báo được tổng (“cả quý: 158 lượt”). Tổng số không bao giờ cộng chung với lượt lẻ của cùng đài và cùng những ngày đó.',
    en: 'Where a station could only tell a sum (“158 in the quarter”). A total is never added to single airings of the same station and days.',
  },
  'imports.conflicts': {
    vi: 'Cần quyết định',
    en: 'To be decided',
  },
  'imports.conflicts_lead': {
    vi: 'Những tổng số này có lượt lẻ trong cùng những ngày. Chỉ lượt lẻ được tính cho đến khi có người quyết định, kèm lý do.',
    en: 'There are single airings in the days of these totals. Only they count until a person decides, with a reason.',
  },
  'imports.conflict': {
    vi: 'Báo tổng {n} lượt; đã ghi nhận {singles} lượt lẻ.',
    en: '{n} were told as a sum; {singles} single airings are known.',
  },
  'imports.see_singles': {
    vi: 'Xem các lượt lẻ',
    en: 'See them',
  },
  'imports.stands_singles': {
    vi: 'Lấy {n} lượt lẻ',
    en: 'Keep the {n} single airings',
  },
  'imports.stands_total': {
    vi: 'Lấy tổng số {n}',
    en: 'Keep the total of {n}',
  },
  'imports.stands_total_ask': {
    vi: 'Các lượt lẻ trong những ngày này sẽ được đính chính thành “chưa có tin”, kèm lý do. Tiếp tục?',
    en: 'The single airings of these days will be corrected to “no word”, with the reason. Go on?',
  },
  'imports.total_superseded': {
    vi: 'đã được thay',
    en: 'replaced',
  },
  'imports.total_not_counted': {
    vi: 'không tính: có lượt lẻ',
    en: 'not counted: single airings',
  },
  'imports.total_counted': {
    vi: 'được tính',
    en: 'counted',
  },
  'imports.decided_total': {
    vi: '{name} chọn tổng số, {moment}:',
    en: '{name} chose the total, {moment}:',
  },
  'imports.decided_singles': {
    vi: '{name} chọn lượt lẻ, {moment}:',
    en: '{name} chose the single airings, {moment}:',
  },
  'imports.days': {
    vi: 'Những ngày',
    en: 'Days',
  },
  'imports.singles': {
    vi: 'Lượt lẻ',
    en: 'Single airings',
  },
  'imports.total_new': {
    vi: 'Báo một tổng số',
    en: 'Report a total',
  },
  'imports.total_report': {
    vi: 'Ghi tổng số',
    en: 'Save the total',
  },
  'imports.total_reported': {
    vi: 'Đã ghi tổng số.',
    en: 'The total was saved.',
  },
  'imports.total_decided': {
    vi: 'Đã ghi quyết định.',
    en: 'The decision was saved.',
  },
  'imports.totals_empty': {
    vi: 'Chưa có tổng số nào',
    en: 'No totals yet',
  },
  'imports.totals_empty_hint': {
    vi: 'Ghi ở trên, hoặc nhập từ tệp Excel trong phần Nhập sổ.',
    en: 'Save one above, or import them from Excel under Imports.',
  },
} as const satisfies Words
