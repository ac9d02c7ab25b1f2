import type { Words } from './words.ts'

/** Closing a period and its supplements. */
export const closing = {
  'closing.title': {
    vi: 'Chốt số liệu',
    en: 'Closing',
  },
  'closing.not_yet': {
    vi: 'Kỳ này chốt được từ {moment}, hai giờ sau khi kỳ kết thúc.',
    en: 'This period can be closed from {moment} on, two hours after its end.',
  },
  'closing.open': {
    vi: 'Kỳ này chưa chốt. Phòng Nội vụ là nơi chốt số liệu.',
    en: 'This period is not closed. The reform office closes it.',
  },
  'closing.close': {
    vi: 'Chốt số liệu kỳ này…',
    en: 'Close this period…',
  },
  'closing.close_explained': {
    vi: 'Số liệu từ {from} đến hết {to} sẽ được giữ nguyên mãi mãi, cùng từng lượt phát và mã băm. Báo muộn, đính chính về sau không làm đổi số đã chốt mà vào số bổ sung.',
    en: 'The figures from {from} to {to} will be kept for ever as they are, with every airing and a hash. Later reports and corrections will not change them; they go to a supplement.',
  },
  'closing.close_confirm': {
    vi: 'Đồng ý, chốt số liệu',
    en: 'Yes, close the period',
  },
  'closing.closed': {
    vi: 'Đã chốt lúc {moment}, người chốt: {name}.',
    en: 'Closed at {moment} by {name}.',
  },
  'closing.rows': {
    vi: 'Số dòng đã chốt',
    en: 'Frozen rows',
  },
  'closing.hash': {
    vi: 'Mã băm SHA-256',
    en: 'SHA-256 hash',
  },
  'closing.snapshot': {
    vi: 'Tải bản chốt để đối chiếu mã băm',
    en: 'Download the snapshot to check its hash',
  },
  'closing.supplement': {
    vi: 'Số bổ sung {n}, {moment}, {name}:',
    en: 'Supplement {n}, {moment}, {name}:',
  },
  'closing.nothing_pending': {
    vi: 'Chưa có thay đổi nào chờ ra số bổ sung.',
    en: 'No change waits for a supplement.',
  },
  'closing.pending': {
    vi: 'Sau khi chốt có thay đổi, đang chờ ra số bổ sung. Số đã chốt không đổi.',
    en: 'There were changes after the closing; they wait for a supplement. The closed figures stay as they are.',
  },
  'closing.level': {
    vi: 'Cấp đài',
    en: 'Level',
  },
  'closing.issue': {
    vi: 'Ra số bổ sung…',
    en: 'Issue a supplement…',
  },
  'closing.issue_explained': {
    vi: 'Các thay đổi trên sẽ thành một số bổ sung có đánh số, có mã băm, và không sửa được nữa.',
    en: 'The changes above become a supplement with a number and a hash, which cannot be altered any more.',
  },
  'closing.note': {
    vi: 'Ghi chú (không bắt buộc)',
    en: 'Note (optional)',
  },
  'closing.issue_confirm': {
    vi: 'Đồng ý, ra số bổ sung',
    en: 'Yes, issue the supplement',
  },
  'closing.reopen': {
    vi: 'Mở lại kỳ đã chốt…',
    en: 'Reopen the closed period…',
  },
  'closing.reopen_explained': {
    vi: 'Lần chốt này vẫn được giữ cùng mã băm và lý do mở lại; kỳ sẽ phải chốt lần nữa.',
    en: 'This closing is kept with its hash and the reason for reopening; the period must then be closed again.',
  },
  'closing.reason': {
    vi: 'Lý do mở lại',
    en: 'Reason for reopening',
  },
  'closing.reopen_confirm': {
    vi: 'Mở lại',
    en: 'Reopen',
  },
  'closing.check': { vi: 'Kiểm tra số liệu đã chốt', en: 'Check the closed figures' },
  'closing.supplement_docx': { vi: 'Văn bản (.docx)', en: 'Document (.docx)' },
  'closing.supplement_xlsx': { vi: 'Bảng tính (.xlsx)', en: 'Workbook (.xlsx)' },
  'closing.evidence_csv': { vi: 'Bằng chứng (.csv)', en: 'Evidence (.csv)' },
  'closing.number': { vi: 'Số văn bản', en: 'Number' },
  'closing.date': { vi: 'Ngày ký', en: 'Day of signing' },
  'closing.number_hint': { vi: 'Để trống nếu chưa có số.', en: 'Leave empty while there is none.' },
  'closing.names': { vi: 'Tên cơ quan, người ký, câu báo cáo', en: 'Agency, signer and the sentence' },
  'closing.long': {
    vi: 'Kỳ dài, nhiều đài: làm tệp ở phía sau',
    en: 'A long period, many stations: make the file behind',
  },
  'closing.long_lead': {
    vi: 'Tệp được làm trong khi bạn làm việc khác; có thể rời trang này, tệp giữ 7 ngày.',
    en: 'The file is made while you do something else; you may leave. It is kept for 7 days.',
  },
  'closing.long_make': { vi: 'Làm tệp', en: 'Make the file' },
  'closing.format': { vi: 'Loại tệp', en: 'Format' },
  'closing.exports': { vi: 'Tệp báo cáo', en: 'Report files' },
  'closing.exports_empty': { vi: 'Chưa có tệp nào', en: 'No file yet' },
  'closing.exports_empty_hint': {
    vi: 'Mở Báo cáo, chọn kỳ, rồi chọn làm tệp ở phía sau.',
    en: 'Open the report, choose a period and ask for a file to be made behind.',
  },
  'closing.export_asked': { vi: '{name} yêu cầu lúc {moment}', en: 'Asked for by {name} at {moment}' },
  'closing.export_waiting': { vi: 'Đang chờ tới lượt', en: 'Waiting for its turn' },
  'closing.export_running': { vi: 'Đang làm: {done} / {total} lượt phát', en: 'At work: {done} / {total} airings' },
  'closing.export_starting': { vi: 'Đang cộng số liệu', en: 'Adding up the figures' },
  'closing.export_done': { vi: 'Xong, {size}', en: 'Done, {size}' },
  'closing.export_failed': { vi: 'Không làm được: {error}', en: 'It failed: {error}' },
  'closing.export_progress': { vi: 'Tiến độ', en: 'Progress' },
  'closing.export_leave': {
    vi: 'Trang tự cập nhật. Bạn có thể rời đi và quay lại sau.',
    en: 'This page renews itself. You may leave and come back.',
  },
  'closing.export_download': { vi: 'Tải tệp', en: 'Download the file' },
  'closing.export_all': { vi: 'Mọi tệp đã yêu cầu', en: 'All files asked for' },
  'closing.back': { vi: 'Về báo cáo của kỳ này', en: 'To the report of this period' },
  'closing.verify': { vi: 'Xác minh số liệu', en: 'Verification' },
  'closing.verify_ok': {
    vi: 'Số liệu đúng như đã chốt. Mã băm tính lại trùng khớp; sổ ghi phát của {n} đài vẫn dẫn tới các dòng đã đếm.',
    en: 'The figures are as they were closed. The hash worked out anew is the same; the ledgers of {n} stations still lead to the rows that were counted.',
  },
  'closing.verify_bad': {
    vi: 'KHÔNG khớp: dữ liệu đã bị thay đổi sau khi chốt.',
    en: 'It does NOT match: data were changed after the closing.',
  },
  'closing.verify_unknown': { vi: 'Không có mã này', en: 'No such hash' },
  'closing.verify_unknown_text': {
    vi: 'Không lần chốt hay số bổ sung nào ở đây mang mã này. Văn bản không do hệ thống này lập, hoặc mã chép sai.',
    en: 'No closing or supplement here has this hash. The document was not made by this installation, or the hash was copied wrongly.',
  },
  'closing.verify_figures': { vi: 'Số liệu đã chốt', en: 'The closed figures' },
  'closing.verify_signed': {
    vi: 'Số bổ sung {n}: cộng thêm, bớt đi',
    en: 'Supplement {n}: what is added and taken away',
  },
  'closing.verify_segment': { vi: 'Chuyên mục', en: 'Segment' },
  'closing.verify_period': { vi: 'Kỳ', en: 'Period' },
  'closing.verify_at': { vi: 'Chốt lúc', en: 'Closed at' },
  'closing.verify_issued': { vi: 'Ra lúc', en: 'Issued at' },
  'closing.verify_by': { vi: 'Người chốt', en: 'Closed by' },
  'closing.verify_issued_by': { vi: 'Người ra', en: 'Issued by' },
  'closing.verify_rules': { vi: 'Quy tắc đếm, phiên bản', en: 'Counting rules, version' },
  'closing.verify_all': { vi: 'tất cả chuyên mục', en: 'all segments' },
  'closing.verify_later': { vi: 'Các số bổ sung', en: 'Supplements' },
  'closing.verify_none': { vi: 'Chưa có số bổ sung nào.', en: 'There is no supplement.' },
  'closing.verify_closing': { vi: 'Xem lần chốt gốc', en: 'See the closing itself' },
  'closing.verify_reopened': {
    vi: 'Kỳ này đã được {name} mở lại lúc {moment}: {reason}. Lần chốt này được giữ nhưng không còn hiệu lực.',
    en: 'This period was reopened by {name} at {moment}: {reason}. This closing is kept but no longer in force.',
  },
  'closing.fault_rows': {
    vi: 'Các dòng đã chốt của đài không còn như khi băm.',
    en: 'The frozen rows of the station are not what was hashed.',
  },
  'closing.fault_head': { vi: 'Bản chốt không còn như khi băm.', en: 'The snapshot is not what was hashed.' },
  'closing.fault_unreadable': { vi: 'Bản chốt không đọc được nữa.', en: 'The snapshot can no longer be read.' },
  'closing.fault_filed': {
    vi: 'Bản chốt đang đứng dưới ngày, chuyên mục hoặc loại khác với nội dung của nó.',
    en: 'It stands under other days, segment or kind than its snapshot says.',
  },
  'closing.fault_follows': {
    vi: 'Không nối tiếp lần chốt hoặc số bổ sung trước đó.',
    en: 'It does not follow from the closing or supplement before.',
  },
  'closing.fault_ledger': {
    vi: 'Sổ ghi phát của đài không còn đi qua chỗ đã kết thúc khi chốt.',
    en: 'The ledger of the station no longer leads through where it ended then.',
  },
  'closing.fault_gone': {
    vi: 'Một dòng sổ đã đếm không còn nữa: {what}',
    en: 'A counted row of the ledger is gone: {what}',
  },
} as const satisfies Words
