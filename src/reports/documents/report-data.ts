import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Lang } from '../../http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { countAirings } from '../actions.ts'
import type { Answer } from '../answer.ts'
import { cells } from '../buckets.ts'
import type { Counted } from '../counting.ts'
import type { Days, Label, Period } from '../periods.ts'
import { countsJson } from '../present.ts'
import type { Grouping, Question } from '../question.ts'
import type { CountsAnswer } from '../schemas.ts'
import { englishDate, officialDate, type PeriodWords, periodInWords } from './period-words.ts'
import { sentence } from './sentence.ts'
import { type ReportSettings, reportSettings } from './settings-store.ts'

/** Numbers as the JSON API tells them: documents are made of its answers and count nothing themselves. */
export type FiguresJson = CountsAnswer['totals'][string]
export type LevelLine = { readonly code: string; readonly name: Label; readonly figures: FiguresJson }
export type StationLine = {
  readonly level: string
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly figures: FiguresJson
}
/** One month, cut to the period's days; levels without a row have no figures. */
export type MonthLine = Days & { readonly month: string; readonly byLevel: ReadonlyMap<string, FiguresJson> }

/** Everything that a report is made of, both languages where they differ. */
export type ReportData = {
  readonly period: Period
  readonly words: PeriodWords
  /** "tiết mục “Cải cách hành chính”" */
  readonly segment: Label
  /** Names of segments by code. */
  readonly segmentNames: ReadonlyMap<string, string>
  readonly answer: CountsAnswer
  /** Epoch ms at which it was counted. */
  readonly asOf: number
  readonly levels: readonly LevelLine[]
  readonly stations: readonly StationLine[]
  readonly months: readonly MonthLine[]
  readonly sentence: Label
  readonly settings: ReportSettings
  /** True unless the period is closed. */
  readonly draft: boolean
  /** Where a closed period's figures can be checked; null of a draft. */
  readonly verifyUrl: string | null
}

type Asked = Omit<Question, 'by' | 'lang'>
// Counted thrice while reports come in: twice more at most, then as of the last.
const TRIES = 3

/**
 * Counts what a report tells. By station and by month are two questions, as sums that were reported for a quarter have
 * no month: they are asked again when something arrived in between.
 * @param base origin of the addresses in documents
 * @throws DomainError sign_in_required, forbidden, no_such_segment
 */
export async function reportData(ctx: Context, actor: Actor, asked: Asked, base = ''): Promise<ReportData> {
  demand(actor, 'report.read')
  const settings = await reportSettings(ctx.db)
  let byStation = await ask(ctx, actor, asked, ['level', 'station'])
  let byMonth = await ask(ctx, actor, asked, ['level', 'month'])
  for (let tries = 1; tries < TRIES && !sameTotals(byStation.json, byMonth.json); tries += 1) {
    byStation = await ask(ctx, actor, asked, ['level', 'station'])
    byMonth = await ask(ctx, actor, asked, ['level', 'month'])
  }
  const { counted, json } = byStation
  return {
    ...spoken(counted, json, settings),
    period: asked.period,
    segmentNames: new Map([...counted.names.segments.values()].map(({ code, name }) => [code, name])),
    answer: json,
    asOf: counted.now,
    stations: json.rows.map((row) => ({
      level: row.level ?? '',
      code: row.station ?? '',
      name: row.station_name ?? '',
      unit: row.unit_name ?? '',
      figures: row,
    })),
    months: monthLines(asked.period, byMonth.json),
    settings,
    draft: json.closing === null,
    verifyUrl: json.closing === null ? null : verifyUrl(base, json.closing.hash),
  }
}

/** The page that shows a closing, and whether the ledger still leads to it. */
export const verifyUrl = (base: string, hash: string): string => `${base}/xac-minh/${hash}`

/** The sentence alone. @throws DomainError sign_in_required, forbidden, no_such_segment */
export async function reportSentence(ctx: Context, actor: Actor, asked: Asked) {
  const { counted, json } = await ask(ctx, actor, asked, [])
  return { answer: json, sentence: spoken(counted, json, await reportSettings(ctx.db)).sentence }
}

async function ask(ctx: Context, actor: Actor, asked: Asked, by: readonly Grouping[]) {
  const { counted, answer } = await countAirings(ctx, actor, { ...asked, by, lang: 'vi' })
  return { counted, json: countsJson(counted, answer) }
}

const sameTotals = (a: CountsAnswer, b: CountsAnswer): boolean => JSON.stringify(a.totals) === JSON.stringify(b.totals)

/** The sentence of an answer that was already counted: a page need not count twice. */
export async function spokenReport(ctx: Context, counted: Counted, answer: Answer): Promise<Label> {
  return spoken(counted, countsJson(counted, answer), await reportSettings(ctx.db)).sentence
}

/**
 * The sentence of a report under other templates than the stored ones, in both languages: to look at before they are
 * stored.
 * @throws DomainError sign_in_required, forbidden, no_such_segment
 */
export async function previewSentence(
  ctx: Context,
  actor: Actor,
  asked: Asked,
  templates: Pick<ReportSettings, 'sentenceVi' | 'sentenceEn'>,
): Promise<Label> {
  const { counted, json } = await ask(ctx, actor, asked, [])
  return spoken(counted, json, { ...(await reportSettings(ctx.db)), ...templates }).sentence
}

/** Names, words and the sentence. */
function spoken(counted: Counted, json: CountsAnswer, settings: ReportSettings) {
  const { period } = counted.question
  const words = periodInWords(period)
  const segment = segmentWords(counted)
  const levels: LevelLine[] = Object.entries(json.totals)
    .map(([code, figures]) => {
      const level = counted.names.levels.get(code)
      const name = { vi: level?.stationName ?? code, en: level?.stationNameEn ?? code }
      return { code, name, figures, rank: level?.rank ?? Number.MAX_SAFE_INTEGER }
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ rank: _rank, ...level }) => level)
  const say = (lang: Lang): string =>
    sentence(
      {
        period: words[lang],
        segment: segment[lang],
        from: lang === 'vi' ? officialDate(period.from) : englishDate(period.from),
        to: lang === 'vi' ? officialDate(period.to) : englishDate(period.to),
        levels: levels.map(({ code, name, figures }) => ({
          code,
          name: name[lang],
          aired: figures.aired,
          planned: figures.planned,
        })),
      },
      lang === 'vi' ? settings.sentenceVi : settings.sentenceEn,
      lang,
    )
  return { words, segment, levels, sentence: { vi: say('vi'), en: say('en') } }
}

function segmentWords({ segment, names }: Counted): Label {
  if (segment.code === 'all') return { vi: 'các chuyên mục', en: 'all segments' }
  const found = segment.id === undefined ? undefined : names.segments.get(segment.id)
  const name = found?.name ?? segment.code
  return { vi: `${found?.kind ?? 'chuyên mục'} \u201c${name}\u201d`, en: `\u201c${name}\u201d` }
}

function monthLines(period: Period, json: CountsAnswer): MonthLine[] {
  return cells(period, { month: true, week: false }).map(({ from, to, month = '' }) => ({
    from,
    to,
    month,
    byLevel: new Map(json.rows.filter((row) => row.month === month).map((row) => [row.level ?? '', row])),
  }))
}
