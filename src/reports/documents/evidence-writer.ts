import type { Context } from '../../context.ts'
import { DAY_MS, dayOf } from '../../kernel/dates.ts'
import { airedRows, type FrozenRow } from '../closings/index.ts'
import type { Question } from '../question.ts'
import { type EvidenceSums, reportBook } from './book.ts'
import {
  evidenceFilterTo,
  evidenceFrame,
  evidenceHeads,
  evidenceLine,
  evidenceTotal,
  SHEET_ROWS,
} from './evidence-sheet.ts'
import type { ReportData } from './report-data.ts'
import { writeStreamedBook } from './streamed-book.ts'
import type { BookCell } from './xlsx.ts'

/** How far an export is: rows of evidence written, and how many there will be. */
export type Progress = (done: number, total: number) => void

type Asked = Omit<Question, 'by'>

/** A station's year may be some thousand rows: of long periods few stations' rows are held at a time. */
const stationsAtOnce = ({ period }: Asked): number => (dayOf(period.to) - dayOf(period.from) > 100 ? 1 : 5)

/** Airings told by a report: the rows to come, as far as known before (a reported total is one row of n). */
export const airedIn = ({ levels }: ReportData): number =>
  levels.reduce((sum, { figures }) => sum + figures.aired - figures.by_evidence.total, 0)

/** The rows behind the number, one by one. */
export async function* evidenceOf(
  ctx: Context,
  asked: Asked,
  data: ReportData,
  progress: Progress,
): AsyncGenerator<FrozenRow> {
  const total = airedIn(data)
  let done = 0
  progress(0, total)
  for await (const rows of airedRows(ctx, asked, data.answer.closing?.id ?? null, stationsAtOnce(asked))) {
    yield* rows
    done += rows.length
    progress(done, Math.max(done, total))
  }
}

const A_DAY = new Date(DAY_MS * 18_000)
/** A row of every look, from which the styles of the columns are taken. */
function patternOf(data: ReportData, ctx: Context): BookCell[] {
  const on = '2020-01-01'
  const at = A_DAY.toISOString()
  const row: FrozenRow = {
    kind: 'airing',
    airing_id: 'x',
    station: 'x',
    station_name: 'x',
    level: 'x',
    unit: null,
    unit_name: null,
    segment: 'x',
    episode: { id: 1, number: 1, year: 1, title: 'x' },
    premiere: true,
    planned: { on, starts_at: at, ends_at: at },
    actual: { on, starts_at: at, played_seconds: 1 },
    outcome: 'aired',
    reason: null,
    grade: 'player',
    flags: 'x',
    total: null,
    ledger: [1],
    subject: 'x',
    programme: 'episode',
    ids: { station: 1, unit: 1, segment: 1, planned_episode: null, played_episode: null },
    counts: {},
  }
  return evidenceLine(row, 1, data, 'vi', ctx.zone)
}

/**
 * Writes the report as a workbook to a file, its evidence row by row.
 * @param perSheet rows of one sheet of evidence
 * @returns how many rows of evidence it has
 */
export async function writeReportBook(
  ctx: Context,
  asked: Asked,
  data: ReportData,
  path: string,
  progress: Progress,
  perSheet = SHEET_ROWS,
): Promise<number> {
  const { lang } = asked
  const parts: { rows: number; sum: number }[] = [{ rows: 0, sum: 0 }]
  const byLevel = new Map<string, number>()
  let no = 0
  async function* lines(): AsyncGenerator<readonly BookCell[]> {
    for await (const row of evidenceOf(ctx, asked, data, progress)) {
      let part = parts.at(-1)
      if (!part || part.rows === perSheet) {
        part = { rows: 0, sum: 0 }
        parts.push(part)
      }
      const n = row.total?.n ?? 1
      part.rows += 1
      part.sum += n
      byLevel.set(row.level, (byLevel.get(row.level) ?? 0) + n)
      no += 1
      yield evidenceLine(row, no, data, lang, ctx.zone)
    }
  }
  const sums: EvidenceSums = { parts, byLevel }
  const partAt = (part: number) => parts[part] ?? { rows: 0, sum: 0 }
  await writeStreamedBook(path, () => reportBook(data, sums, lang, ctx.zone), {
    sheet: (part) => ({ frame: evidenceFrame(lang, part), heads: evidenceHeads(data, lang, part) }),
    total: (part) => evidenceTotal(partAt(part), lang),
    filterTo: (part) => evidenceFilterTo(partAt(part).rows),
    pattern: patternOf(data, ctx),
    rows: lines(),
    perSheet,
  })
  return no
}
