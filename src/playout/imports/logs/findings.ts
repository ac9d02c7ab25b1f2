import { z } from 'zod'
import type { Words } from '../../../kernel/errors.ts'

/**
 * What can be said of a row of a log. `bad`: it is not taken. `duplicate`: it is known already. `skipped`: it is no
 * airing. `note`: it is taken, and this is worth knowing. {what} is what the cell says.
 */
export type Weight = 'bad' | 'duplicate' | 'skipped' | 'note'
type Told = Words & { readonly weight: Weight }
const bad = (vi: string, en: string): Told => ({ weight: 'bad', vi, en })
const duplicate = (vi: string, en: string): Told => ({ weight: 'duplicate', vi, en })
const skipped = (vi: string, en: string): Told => ({ weight: 'skipped', vi, en })
const note = (vi: string, en: string): Told => ({ weight: 'note', vi, en })

export const FINDINGS = {
  // Sheets
  sheet_empty: skipped('trang không có gì', 'the sheet is empty'),
  sheet_hidden: skipped(
    'trang bị ẩn nên không đọc; hãy bỏ ẩn nếu cần nhập',
    'the sheet is hidden and was not read; unhide it to import it',
  ),
  head_missing: bad('không thấy dòng tiêu đề có cột đã chọn', 'no head row with the chosen columns was found'),
  column_missing: bad('thiếu cột “{what}”', 'the column “{what}” is missing'),
  column_twice: bad(
    'có hai cột cùng tên “{what}”, không biết lấy cột nào',
    'two columns are called “{what}”; it is unknown which to take',
  ),
  // Rows that are none
  row_total: skipped('dòng tổng cộng', 'a row of totals'),
  row_subtotal: skipped('dòng cộng từng phần', 'a row of subtotals'),
  // Cells
  cell_error: bad('ô báo lỗi công thức {what}', 'the formula of this cell failed: {what}'),
  cell_merged: bad(
    'ô bị gộp sang cột khác nên không rõ giá trị',
    'the cell is merged across columns, so its value is unclear',
  ),
  cell_too_long: bad('ô dài quá 500 ký tự', 'the cell holds more than 500 characters'),
  cell_formula_text: bad('ô chứa công thức dạng chữ “{what}”', 'the cell holds a formula as text: “{what}”'),
  // Stations
  station_missing: bad('không ghi đài nào', 'no station is named'),
  station_unknown: bad('không có đài nào tên “{what}”', 'there is no station called “{what}”'),
  station_ambiguous: bad('tên “{what}” đúng với nhiều đài', '“{what}” fits more than one station'),
  station_foreign: bad('tài khoản này không được nhập cho đài “{what}”', 'this account may not import for “{what}”'),
  // Days
  date_missing: bad('không ghi ngày', 'no day is given'),
  date_unreadable: bad('“{what}” không phải ngày', '“{what}” is no day'),
  date_impossible: bad('ngày {what} không có thật', '{what} is not a real day'),
  date_month_first: bad(
    '{what} có tháng đứng trước ngày; hãy chọn “tháng/ngày” nếu cả sổ viết như vậy',
    '{what} has the month before the day; choose “month/day” if the whole log does',
  ),
  date_doubtful: bad(
    '{what} không rõ là ngày/tháng hay tháng/ngày, vì trong sổ có cả hai cách viết',
    '{what} may be day/month or month/day: the log has both',
  ),
  date_no_year: bad('{what} không có năm', '{what} has no year'),
  date_is_number: bad(
    'ô ngày là con số {what}; hãy định dạng ô thành ngày',
    'the cell of the day holds the number {what}; give it the format of a date',
  ),
  date_future: bad('ngày {what} ở tương lai', '{what} lies in the future'),
  date_outside: bad('ngày {what} nằm ngoài khoảng ngày của sổ', '{what} lies outside the days of the log'),
  // Times
  time_unreadable: bad('“{what}” không phải giờ', '“{what}” is no time'),
  time_impossible: bad('giờ {what} không có thật', '{what} is not a real time'),
  time_future: bad('giờ {what} chưa đến', '{what} has not come yet'),
  session_unknown: bad('không hiểu buổi “{what}” (sáng, trưa, chiều, tối)', 'the session “{what}” is not understood'),
  // Durations and outcomes
  minutes_not_number: bad('thời lượng “{what}” không phải số', 'the duration “{what}” is no number'),
  minutes_negative: bad('thời lượng {what} không thể âm hay bằng không', 'a duration cannot be {what}'),
  minutes_too_long: bad('thời lượng {what} phút quá dài', 'a duration of {what} minutes is too long'),
  outcome_unknown: bad('không hiểu kết quả “{what}”', 'the outcome “{what}” is not understood'),
  // Against the schedule and the ledger
  airing_none: bad('lịch không có lượt nào của tiết mục này {what}', 'no airing of this segment was planned {what}'),
  airing_two: bad(
    'có nhiều lượt khớp {what}; hãy ghi giờ hoặc buổi',
    'several airings fit {what}; give the time or the session',
  ),
  airing_cancelled: bad(
    'lượt {what} đã hủy trong lịch; nếu vẫn phát, hãy xác nhận bằng tay',
    'the airing {what} was cancelled; if it went out all the same, confirm it by hand',
  ),
  airing_corrected: bad(
    'lượt {what} đã được đính chính; sổ không sửa được đính chính',
    'the airing {what} was corrected; a log cannot change a correction',
  ),
  airing_contradicted: bad(
    'sổ ghi không phát nhưng lượt {what} đã có bằng chứng phát',
    'the log says not aired, but there is evidence that {what} was',
  ),
  twice_in_file: duplicate('trùng với {what} trong cùng tệp', 'the same as {what} of this file'),
  known_player: duplicate('máy phát đã báo lượt này', 'the player reported this airing'),
  known_attested: duplicate('đã có người xác nhận lượt này', 'somebody confirmed this airing'),
  known_imported: duplicate('lượt này đã được nhập từ sổ', 'this airing was imported before'),
  known_missed: duplicate('lượt này đã được ghi là không phát', 'this airing is known as missed'),
  // Totals
  n_not_number: bad(
    'số lượt “{what}” không phải số nguyên từ 0 trở lên',
    'the number “{what}” is no whole number from 0 on',
  ),
  range_backwards: bad('ngày cuối đứng trước ngày đầu', 'the last day is before the first'),
  range_too_long: bad('khoảng ngày dài quá một năm', 'the range is longer than a year'),
  range_overlaps: bad('khoảng ngày chồng lên {what}', 'the range overlaps {what}'),
  known_total: duplicate('tổng số này đã có', 'this total is known'),
  total_replaces: note(
    'thay tổng số {what} đã báo cho đúng những ngày này',
    'replaces the total {what} told for these very days',
  ),
  total_singles: note(
    'đã có {what} lượt lẻ trong những ngày này: chỉ lượt lẻ được tính cho đến khi có người quyết định',
    'there are {what} single airings in these days: only they count until a person decides',
  ),
  // Worth knowing
  supplement: note(
    'thuộc kỳ đã chốt ({what}): sẽ vào số bổ sung',
    'belongs to a closed period ({what}): it goes to the supplement',
  ),
  was_missed: note('đang ghi là không phát, sẽ thành có phát', 'known as missed so far; becomes aired'),
  number_as_text: note('số được lưu dạng chữ: {what}', 'a number kept as text: {what}'),
  full_width: note('có chữ số toàn khổ: {what}', 'full-width digits: {what}'),
  decomposed: note('chữ có dấu viết rời (NFD): {what}', 'letters and tones stand apart (NFD): {what}'),
  row_hidden: note('dòng đang bị ẩn trong tệp', 'the row is hidden in the file'),
  merged_down: note('lấy giá trị từ ô gộp phía trên', 'taken from the merged cell above'),
  year_two_digits: note('năm viết hai chữ số: {what}', 'a year of two digits: {what}'),
  shorter: note('ngắn hơn thời lượng của bản phát: ghi là phát dở', 'shorter than the audio: taken as partial'),
  since_1904: note(
    'tệp đếm ngày từ năm 1904 (Excel trên Mac); ngày đã được đổi đúng',
    'the file counts days from 1904 (Excel on a Mac); they were converted',
  ),
} as const satisfies Record<string, Told>
export type FindingCode = keyof typeof FINDINGS

/** What is said of a row, a cell of it (`column`, 0-based), or a whole sheet (no line). */
export type Finding = {
  readonly code: FindingCode
  readonly sheet: number
  readonly line: number | null
  readonly column: number | null
  readonly what?: string | Words | undefined
}
export const weightOf = ({ code }: Finding): Weight => FINDINGS[code].weight

const words = z.object({ vi: z.string(), en: z.string() })
/** Findings as they are kept with an import. */
export const storedFindings = z.array(
  z.object({
    code: z.string().refine((code): code is FindingCode => Object.hasOwn(FINDINGS, code)),
    sheet: z.number(),
    line: z.number().nullable(),
    column: z.number().nullable(),
    what: z.union([z.string(), words]).optional(),
  }),
)
