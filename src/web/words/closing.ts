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
} as const satisfies Words
