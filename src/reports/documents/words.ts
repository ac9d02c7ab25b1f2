import type { Label } from '../periods.ts'
import type { FiguresJson } from './report-data.ts'

const say = (vi: string, en: string): Label => ({ vi, en })

/** Words of the workbook and of the document, each once. Documents by the decree are Vietnamese. */
export const WORDS = {
  summary: say('Tổng hợp', 'Summary'),
  byStation: say('Theo đài', 'By station'),
  byMonth: say('Theo tháng', 'By month'),
  evidence: say('Bằng chứng', 'Evidence'),
  no: say('TT', 'No.'),
  levelCode: say('Mã cấp', 'Level code'),
  level: say('Cấp đài', 'Level'),
  station: say('Đài', 'Station'),
  stationCode: say('Mã đài', 'Station code'),
  unit: say('Địa bàn', 'Unit'),
  month: say('Tháng', 'Month'),
  from: say('Từ ngày', 'From'),
  to: say('Đến ngày', 'To'),
  rate: say('Tỷ lệ', 'Rate'),
  total: say('Cộng', 'Total'),
  noMonth: say('Chưa phân theo tháng (chỉ báo tổng)', 'In no single month (reported totals)'),
  noStation: say('Chưa phân về đài (chỉ báo tổng)', 'At no single station (reported totals)'),
  check: say('Đối chiếu số lượt đã phát', 'Check of the airings counted'),
  inSummary: say('Số báo cáo', 'Reported'),
  difference: say('Chênh lệch', 'Difference'),
  airedOn: say('Ngày phát', 'Aired on'),
  airedAt: say('Giờ phát', 'Aired at'),
  plannedAt: say('Giờ theo lịch', 'Planned at'),
  segment: say('Chuyên mục', 'Segment'),
  episode: say('Kỳ số', 'Episode'),
  title: say('Tên kỳ', 'Title'),
  kind: say('Lần phát', 'Kind'),
  premiere: say('Phát lần đầu', 'Premiere'),
  repeat: say('Phát lại', 'Repeat'),
  grade: say('Loại bằng chứng', 'Evidence'),
  count: say('Số lượt', 'Airings'),
  seconds: say('Thời lượng đã phát (giây)', 'Played (seconds)'),
  airingId: say('Mã lượt phát', 'Airing'),
  ledger: say('Vị trí trong sổ', 'Places in the ledger'),
  note: say('Ghi chú', 'Note'),
  draft: say('DỰ THẢO: số liệu của kỳ chưa chốt.', 'DRAFT: the figures of this period are not closed.'),
  closed: say('Số liệu đã chốt, kiểm tra tại', 'The figures are closed; check them at'),
  before: say('Trước đó', 'Before'),
  after: say('Nay là', 'Now'),
  changes: say('Các dòng thay đổi', 'Rows that changed'),
  closedFigure: say('Số đã chốt', 'Closed'),
  earlier: say('Đã bổ sung các lần trước', 'Earlier supplements'),
  thisTime: say('Bổ sung lần này', 'This supplement'),
  afterwards: say('Sau bổ sung', 'Afterwards'),
  none: say('Không có', 'None'),
  evidenceNow: say(
    'Mọi lượt phát đứng sau số "Đã phát", theo từng đài và thời gian.',
    'Every airing behind the number of those aired, by station and time.',
  ),
  evidenceFrozen: say(
    'Mọi lượt phát đứng sau số "Đã phát" như đã chốt; thay đổi về sau nằm ở số bổ sung.',
    'Every airing behind the number of those aired, as closed; later changes stand in supplements.',
  ),
  page: say('Trang', 'Page'),
  unplanned: say('Ngoài lịch, đã nhận', 'Outside the plan, accepted'),
} as const

export const GRADE_WORDS: Readonly<Record<'player' | 'attested' | 'imported' | 'total', Label>> = {
  player: say('Máy phát báo', 'By player'),
  attested: say('Người xác nhận', 'Attested'),
  imported: say('Nhập từ sổ', 'Imported'),
  total: say('Chỉ báo tổng', 'Reported total'),
}

/** What became of an airing. */
export const OUTCOME_WORDS: Readonly<Record<string, Label>> = {
  planned: say('Theo lịch', 'Planned'),
  upcoming: say('Sắp tới', 'Upcoming'),
  no_word: say('Chưa có tin', 'No word'),
  missed: say('Không phát', 'Missed'),
  cancelled: say('Đã hủy', 'Cancelled'),
  aired: say('Đã phát', 'Aired'),
  partial: say('Phát dở', 'Partial'),
  open: say('Đang chờ kết thúc', 'Open'),
  unplanned: say('Ngoài lịch', 'Unplanned'),
  quarantined: say('Chờ xử lý', 'Quarantined'),
}

/** The columns of numbers that tables share; the sums of all of them are sums of their rows. */
export const FIGURE_COLUMNS: readonly (readonly [head: Label, value: (figures: FiguresJson) => number])[] = [
  [say('Theo lịch', 'Planned'), (f) => f.planned],
  [say('Đã phát', 'Aired'), (f) => f.aired],
  [GRADE_WORDS.player, (f) => f.by_evidence.player],
  [GRADE_WORDS.attested, (f) => f.by_evidence.attested],
  [GRADE_WORDS.imported, (f) => f.by_evidence.imported],
  [GRADE_WORDS.total, (f) => f.by_evidence.total],
  [say('Phát dở', 'Partial'), (f) => f.partial],
  [say('Không phát', 'Missed'), (f) => f.missed],
  [say('Chưa có tin', 'No word'), (f) => f.no_word],
]
/** Places of two of them. */
export const PLANNED = 0
export const AIRED = 1

/** What a level's total has beyond the sum of its rows: reported sums that no single row may hold (COUNTING.md 14). */
export const beyondRows = (total: FiguresJson, rows: readonly FiguresJson[]): number[] =>
  FIGURE_COLUMNS.map(([, value]) => value(total) - rows.reduce((sum, row) => sum + value(row), 0))
