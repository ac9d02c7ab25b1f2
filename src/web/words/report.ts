import type { Words } from './words.ts'

/** Báo cáo: numbers, evidence, documents. */
export const report = {
  'report.title': {
    vi: 'Báo cáo lượt phát',
    en: 'Report of airings',
  },
  'report.year': {
    vi: 'Năm',
    en: 'Year',
  },
  'report.part': {
    vi: 'Kỳ báo cáo',
    en: 'Period',
  },
  'report.part_calendar': {
    vi: 'Theo lịch',
    en: 'Calendar',
  },
  'report.part_reform': {
    vi: 'Theo kỳ cải cách hành chính',
    en: 'Administrative reform periods',
  },
  'report.part_months': {
    vi: 'Theo tháng',
    en: 'Months',
  },
  'report.year_whole': {
    vi: 'Cả năm',
    en: 'Whole year',
  },
  'report.half': {
    vi: '6 tháng {n}',
    en: '{n} half-year',
  },
  'report.half_first': {
    vi: 'đầu năm',
    en: 'First',
  },
  'report.half_last': {
    vi: 'cuối năm',
    en: 'Second',
  },
  'report.quarter': {
    vi: 'Quý {n}',
    en: 'Quarter {n}',
  },
  'report.month': {
    vi: 'Tháng {n}',
    en: 'Month {n}',
  },
  'report.reform_q1': {
    vi: 'CCHC quý I (15/12 đến 14/3)',
    en: 'Reform quarter I (15/12 to 14/3)',
  },
  'report.reform_h1': {
    vi: 'CCHC 6 tháng (15/12 đến 14/6)',
    en: 'Reform half-year (15/12 to 14/6)',
  },
  'report.reform_q3': {
    vi: 'CCHC quý III (15/6 đến 14/9)',
    en: 'Reform quarter III (15/6 to 14/9)',
  },
  'report.reform_year': {
    vi: 'CCHC năm (15/12 đến 14/12)',
    en: 'Reform year (15/12 to 14/12)',
  },
  'report.range': {
    vi: 'Hoặc chọn khoảng ngày',
    en: 'Or choose a range of days',
  },
  'report.from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'report.to': {
    vi: 'Đến ngày',
    en: 'To',
  },
  'report.show_range': {
    vi: 'Xem khoảng này',
    en: 'Show this range',
  },
  'report.span': {
    vi: 'từ {from} đến hết {to}',
    en: 'from {from} up to and including {to}',
  },
  'report.airings': {
    vi: 'lượt tuyên truyền đã phát',
    en: 'airings counted',
  },
  'report.planned': {
    vi: 'theo lịch',
    en: 'planned',
  },
  'report.aired': {
    vi: 'đã phát',
    en: 'aired',
  },
  'report.partial': {
    vi: 'phát dở',
    en: 'partial',
  },
  'report.missed': {
    vi: 'không phát',
    en: 'missed',
  },
  'report.no_word': {
    vi: 'chưa có tin',
    en: 'no word',
  },
  'report.cancelled': {
    vi: 'đã hủy',
    en: 'cancelled',
  },
  'report.upcoming': {
    vi: 'chưa đến giờ',
    en: 'upcoming',
  },
  'report.unplanned': {
    vi: 'ngoài lịch, chờ nhận',
    en: 'unplanned, to be accepted',
  },
  'report.quarantined': {
    vi: 'báo cáo chờ xử lý',
    en: 'reports to settle',
  },
  'report.rate': {
    vi: 'Tỷ lệ',
    en: 'Rate',
  },
  'report.by_evidence': {
    vi: 'Bằng chứng của các lượt đã phát',
    en: 'Evidence of what aired',
  },
  'report.by_station': {
    vi: 'Theo đài',
    en: 'By station',
  },
  'report.station': {
    vi: 'Đài',
    en: 'Station',
  },
  'report.total': {
    vi: 'Cộng',
    en: 'Sum',
  },
  'report.csv': {
    vi: 'Tải CSV',
    en: 'Download CSV',
  },
  'report.to_report': {
    vi: 'Đưa vào báo cáo',
    en: 'For your report',
  },
  'report.sentence': {
    vi: 'Câu để dán vào báo cáo',
    en: 'The sentence to paste into a report',
  },
  'report.sentence_hint': {
    vi: 'Bấm vào ô, nhấn Ctrl+A rồi Ctrl+C để chép.',
    en: 'Click into the field, then Ctrl+A and Ctrl+C to copy it.',
  },
  'report.copy': {
    vi: 'Chép câu này',
    en: 'Copy the sentence',
  },
  'report.copied': {
    vi: 'Đã chép câu báo cáo.',
    en: 'The sentence was copied.',
  },
  'report.docx': {
    vi: 'Tải báo cáo Word',
    en: 'Download the Word report',
  },
  'report.xlsx': {
    vi: 'Tải bảng Excel',
    en: 'Download the Excel tables',
  },
  'report.documents_hint': {
    vi: 'Word trình bày theo Nghị định 30/2020/NĐ-CP, mang dấu DỰ THẢO khi kỳ chưa chốt. Excel có từng lượt phát làm bằng chứng.',
    en: 'The Word report follows Decree 30/2020/NĐ-CP and is marked DỰ THẢO (draft) until the period is closed. The Excel file holds every single airing as evidence.',
  },
  'report.evidence_explained': {
    vi: 'Chỉ lượt có bằng chứng mới được đếm; lịch phát không bao giờ được tính thay.',
    en: 'Only airings with evidence are counted; plans never stand in for them.',
  },
  'report.empty': {
    vi: 'Kỳ này không có lượt phát nào.',
    en: 'There is no airing in this period.',
  },
  'report.empty_hint': {
    vi: 'Hãy chọn kỳ khác, hoặc kiểm tra xem lịch phát đã phủ những ngày đó chưa.',
    en: 'Choose another period, or see whether the schedule covers these days.',
  },
  'report.unallocated': {
    vi: 'Chưa phân được về đài: {n} lượt (chỉ báo tổng).',
    en: 'Not allocated to a station: {n} airings (only a sum was reported).',
  },
  'report.not_included': {
    vi: 'Không tính vào kỳ: {n} lượt, vì khoảng báo tổng vượt ra ngoài kỳ.',
    en: 'Not included: {n} airings, since their reported range reaches beyond the period.',
  },
  'report.segment': {
    vi: 'Tiết mục',
    en: 'Segment',
  },
  'report.all_segments': {
    vi: 'Tất cả',
    en: 'All',
  },
} as const satisfies Words
