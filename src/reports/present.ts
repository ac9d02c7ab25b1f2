import type { Lang } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import type { EpisodeBrief } from '../library/index.ts'
import { type Answer, type AnswerRow, fullName } from './answer.ts'
import type { BehindRow } from './behind-row.ts'
import type { ClosedPeriod } from './closings/index.ts'
import type { Counted } from './counting.ts'
import type { Cell } from './csv.ts'
import type { Figures } from './figures.ts'
import type { Behind } from './listing.ts'
import type { Names } from './names.ts'
import { type Period, shortDate } from './periods.ts'
import type { Grouping, SegmentChoice } from './question.ts'
import { type ReportedTotal, RULES_VERSION } from './rules.ts'
import type { CountsAnswer, EvidenceAnswer, EvidenceRow, FiguresJson } from './schemas.ts'

export const figuresJson = ({ noWord, byEvidence, ...rest }: Figures): FiguresJson => ({
  planned: rest.planned,
  aired: rest.aired,
  partial: rest.partial,
  missed: rest.missed,
  no_word: noWord,
  cancelled: rest.cancelled,
  upcoming: rest.upcoming,
  open: rest.open,
  unplanned: rest.unplanned,
  quarantined: rest.quarantined,
  by_evidence: byEvidence,
})
/** A row of an answer: its names, then its numbers. Of eleven thousand rows every object between would be felt. */
const answerRowJson = ({ labels, figures: of }: AnswerRow) => ({
  ...labels,
  planned: of.planned,
  aired: of.aired,
  partial: of.partial,
  missed: of.missed,
  no_word: of.noWord,
  cancelled: of.cancelled,
  upcoming: of.upcoming,
  open: of.open,
  unplanned: of.unplanned,
  quarantined: of.quarantined,
  by_evidence: of.byEvidence,
  seconds_on_air: of.seconds,
})
export const levelsJson = (levels: ReadonlyMap<string, Figures> | undefined): Record<string, FiguresJson> =>
  Object.fromEntries([...(levels ?? [])].map(([level, figures]) => [level, figuresJson(figures)]))

export const periodJson = ({ key, label, from, to }: Period, lang: Lang) => ({ key, label: label[lang], from, to })
export const segmentJson = ({ code, name, reporting }: SegmentChoice) => ({ code, name, reporting })

const totalJson = (names: Names) => (total: ReportedTotal) => ({
  station: names.stations.get(total.stationId)?.code ?? '',
  station_name: names.stations.get(total.stationId)?.name ?? '',
  segment: names.segments.get(total.segmentId)?.code ?? '',
  from: total.from,
  to: total.to,
  n: total.n,
  ledger: total.position,
})
const sum = (totals: readonly ReportedTotal[]): number => totals.reduce((all, total) => all + total.n, 0)

/** The answer as PROTOCOL.md "Counts" writes it. */
export function countsJson(counted: Counted, answer: Answer): CountsAnswer {
  const { question, closed } = counted
  const rules = closed?.closing.rules ?? RULES_VERSION
  return {
    period: periodJson(question.period, question.lang),
    segment: segmentJson(counted.segment),
    units: question.units,
    kind: question.kind,
    by: [...question.by],
    as_of: isoUtc(counted.now),
    rules,
    ...numbersJson(counted, answer),
    closing: closed && closingOfAnswer(closed),
    ...(closed
      ? {
          current: {
            as_of: isoUtc(closed.current.counted.now),
            ...numbersJson(closed.current.counted, closed.current.answer),
          },
        }
      : {}),
  }
}

function numbersJson({ names, unallocated, notIncluded }: Counted, answer: Answer) {
  const total = totalJson(names)
  return {
    totals: levelsJson(answer.totals),
    seconds_on_air: Object.fromEntries([...answer.totals].map(([level, { seconds }]) => [level, seconds])),
    rows: answer.rows.map(answerRowJson),
    apart: { relay: levelsJson(answer.apart.get('relay')), live: levelsJson(answer.apart.get('live')) },
    unallocated: { n: sum(unallocated), totals: unallocated.map(total) },
    not_included: {
      n: sum(notIncluded),
      totals: notIncluded.map((left) => ({ ...total(left), reason: left.reason })),
    },
  }
}

const closingOfAnswer = ({ closing, supplements }: ClosedPeriod): CountsAnswer['closing'] => ({
  id: closing.id,
  hash: closing.hash,
  closed_at: isoUtc(closing.closed_at),
  closed_by: closing.closed_by_name,
  supplements: supplements.map(({ number, issuedAt, hash, totals }) => ({
    number,
    issued_at: isoUtc(issuedAt),
    hash,
    totals,
  })),
})

const COLUMNS: Record<Grouping, readonly string[]> = {
  level: ['level', 'level_name'],
  station: ['station', 'station_name', 'unit_name'],
  unit: ['unit', 'unit_name', 'unit_ended_on'],
  month: ['month'],
  week: ['week'],
  segment: ['segment', 'segment_name'],
  episode: ['episode_number', 'episode_year', 'episode_title'],
}
const HEADS: Record<string, Record<Lang, string>> = {
  level: { vi: 'Mã cấp', en: 'Level code' },
  level_name: { vi: 'Cấp', en: 'Level' },
  station: { vi: 'Mã đài', en: 'Station code' },
  station_name: { vi: 'Đài', en: 'Station' },
  unit: { vi: 'Mã địa bàn', en: 'Unit code' },
  unit_name: { vi: 'Địa bàn', en: 'Unit' },
  unit_ended_on: { vi: 'Kết thúc hoạt động', en: 'Ended on' },
  month: { vi: 'Tháng', en: 'Month' },
  week: { vi: 'Tuần', en: 'Week' },
  segment: { vi: 'Mã chuyên mục', en: 'Segment code' },
  segment_name: { vi: 'Chuyên mục', en: 'Segment' },
  episode_number: { vi: 'Kỳ số', en: 'Episode' },
  episode_year: { vi: 'Năm', en: 'Year' },
  episode_title: { vi: 'Tên kỳ', en: 'Title' },
}
const NUMBERS: readonly (readonly [head: Record<Lang, string>, value: (figures: Figures) => number | null])[] = [
  [{ vi: 'Theo lịch', en: 'Planned' }, (f) => f.planned],
  [{ vi: 'Đã phát', en: 'Aired' }, (f) => f.aired],
  [{ vi: 'Phát dở', en: 'Partial' }, (f) => f.partial],
  [{ vi: 'Không phát', en: 'Missed' }, (f) => f.missed],
  [{ vi: 'Chưa có tin', en: 'No word' }, (f) => f.noWord],
  [{ vi: 'Đã hủy', en: 'Cancelled' }, (f) => f.cancelled],
  [{ vi: 'Sắp tới', en: 'Upcoming' }, (f) => f.upcoming],
  [{ vi: 'Đang chờ kết thúc', en: 'Open' }, (f) => f.open],
  [{ vi: 'Ngoài lịch', en: 'Unplanned' }, (f) => f.unplanned],
  [{ vi: 'Chờ xử lý', en: 'Quarantined' }, (f) => f.quarantined],
  [{ vi: 'Máy phát báo', en: 'By player' }, (f) => f.byEvidence.player],
  [{ vi: 'Người xác nhận', en: 'Attested' }, (f) => f.byEvidence.attested],
  [{ vi: 'Nhập từ sổ', en: 'Imported' }, (f) => f.byEvidence.imported],
  [{ vi: 'Chỉ báo tổng', en: 'Reported totals' }, (f) => f.byEvidence.total],
  [{ vi: 'Phút trên sóng', en: 'Minutes on air' }, (f) => (f.seconds === null ? null : Math.round(f.seconds / 60))],
]

/** The rows of an answer as a table with one line of headings. */
export function countsTable({ question }: Counted, answer: Answer): Cell[][] {
  const { lang } = question
  const columns = [...new Set(question.by.flatMap((grouping) => COLUMNS[grouping]))]
  const head = [...columns.map((column) => HEADS[column]?.[lang] ?? column), ...NUMBERS.map(([name]) => name[lang])]
  const lines = answer.rows.map(({ labels, figures }) => [
    ...columns.map((column) => labels[column] ?? null),
    ...NUMBERS.map(([, value]) => value(figures)),
  ])
  return [head, ...lines]
}

/** "Đã nhận: Nguyễn Thị Lan" and the like are left to pages; here stand codes and instants. */
export function behindJson(
  behind: Behind,
  period: Period,
  lang: Lang,
  episodes: ReadonlyMap<number, EpisodeBrief>,
): EvidenceAnswer {
  return {
    period: periodJson(period, lang),
    segment: segmentJson(behind.segment),
    count: behind.count,
    items: behind.items.map((row) => rowJson(row, behind.names, episodes)),
    next: behind.next,
  }
}

const iso = (instant: number | null): string | null => (instant === null ? null : isoUtc(instant))

/** A row behind a number as the API writes it. */
export function rowJson(row: BehindRow, names: Names, episodes: ReadonlyMap<number, EpisodeBrief>): EvidenceRow {
  const station = names.stations.get(row.stationId)
  const unit = names.units.get(row.unitId)
  const episode = episodes.get(row.episodeId ?? 0)
  const { planned, actual } = row
  return {
    kind: row.kind,
    airing_id: row.airingId,
    station: station?.code ?? '',
    station_name: station?.name ?? '',
    level: row.levelCode,
    unit: unit?.code ?? null,
    unit_name: unit ? fullName(unit) : null,
    segment: names.segments.get(row.segmentId ?? 0)?.code ?? null,
    episode: episode ? { id: episode.id, number: episode.number, year: episode.year, title: episode.title } : null,
    premiere: row.premiere,
    planned: planned && { on: planned.on, starts_at: isoUtc(planned.startsAt), ends_at: isoUtc(planned.endsAt) },
    actual: actual && { on: actual.on, starts_at: iso(actual.startsAt), played_seconds: actual.playedSeconds },
    outcome: row.outcome,
    reason: row.reason,
    grade: row.grade,
    flags: row.flags,
    total: row.total,
    ledger: [...row.ledger],
  }
}

/** "luot-phat-cchc-2020-Q3.csv" */
export const fileName = (period: Period, extension: string): string =>
  `luot-phat-${period.key.replace(/[^\w-]+/g, '-')}.${extension}`

/** The period with its days, as a heading. */
export const periodHeading = ({ label, from, to }: Period, lang: Lang): string =>
  `${label[lang]} (${shortDate(from)} – ${shortDate(to)})`
