import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { type Change, type Closing, readSupplement, type Supplement } from '../closings/index.ts'
import { readNames } from '../names.ts'
import { freePeriod, type Label, type Period, periodOf } from '../periods.ts'
import { type PeriodWords, periodInWords } from './period-words.ts'
import { type FiguresJson, verifyUrl } from './report-data.ts'
import { type ReportSettings, reportSettings } from './settings-store.ts'

/** The figure of a level: as closed, what earlier supplements added, what this one adds. */
export type SupplementLevel = {
  readonly code: string
  readonly name: Label
  readonly closed: FiguresJson
  readonly earlier: FiguresJson
  readonly added: FiguresJson
}
export type SupplementStation = {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly figures: FiguresJson
}

/** Everything that the document of a supplement is made of. */
export type SupplementData = {
  readonly period: Period
  readonly words: PeriodWords
  readonly segment: Label
  readonly closing: Closing
  readonly supplement: Supplement
  readonly levels: readonly SupplementLevel[]
  readonly stations: readonly SupplementStation[]
  readonly changes: readonly Change[]
  readonly settings: ReportSettings
  readonly verifyUrl: string
}

const NONE: FiguresJson = {
  planned: 0,
  aired: 0,
  partial: 0,
  missed: 0,
  no_word: 0,
  cancelled: 0,
  upcoming: 0,
  open: 0,
  unplanned: 0,
  quarantined: 0,
  by_evidence: { player: 0, attested: 0, imported: 0, total: 0 },
}

/** Sums figures, signed ones too. */
export const added = (a: FiguresJson, b: FiguresJson | undefined): FiguresJson => {
  if (!b) return a
  const { by_evidence: left, ...numbers } = a
  const sum = Object.fromEntries(
    Object.entries(numbers).map(([name, n]) => [name, n + b[name as keyof typeof numbers]]),
  ) as Omit<FiguresJson, 'by_evidence'>
  const of = b.by_evidence
  return {
    ...sum,
    by_evidence: {
      player: left.player + of.player,
      attested: left.attested + of.attested,
      imported: left.imported + of.imported,
      total: left.total + of.total,
    },
  }
}

/** @throws DomainError sign_in_required, forbidden, not_found */
export async function supplementData(
  ctx: Context,
  actor: Actor,
  closingId: number,
  number: number,
  base: string,
): Promise<SupplementData> {
  demand(actor, 'report.read')
  const { closing, head, supplement, supplements, changes } = await readSupplement(ctx.db, closingId, number)
  const names = await readNames(ctx.db)
  const { differences } = supplements.find((one) => one.number === number)?.head ?? { differences: undefined }
  const codes = new Set([
    ...Object.keys(head.totals),
    ...supplements.flatMap((one) => Object.keys(one.head.differences.totals)),
  ])
  const rank = (code: string): number => names.levels.get(code)?.rank ?? Number.MAX_SAFE_INTEGER
  const levels = [...codes]
    .sort((a, b) => rank(a) - rank(b))
    .map((code): SupplementLevel => {
      const level = names.levels.get(code)
      const earlier = supplements
        .filter((one) => one.number < number)
        .reduce((sum, one) => added(sum, one.head.differences.totals[code]), NONE)
      return {
        code,
        name: { vi: level?.stationName ?? code, en: level?.stationNameEn ?? code },
        closed: head.totals[code] ?? NONE,
        earlier,
        added: differences?.totals[code] ?? NONE,
      }
    })
  const stationNames = new Map([...names.stations.values()].map((station) => [station.code, station.name]))
  const period = /\.\./.test(head.period.key)
    ? freePeriod({ from: closing.from_date, to: closing.to_date })
    : periodOf(head.period.key)
  const segment = [...names.segments.values()].find(({ code }) => code === head.segment.code)
  const named = `\u201c${head.segment.name ?? head.segment.code}\u201d`
  return {
    period,
    words: periodInWords(period),
    segment:
      head.segment.code === 'all'
        ? { vi: 'các chuyên mục', en: 'all segments' }
        : { vi: `${segment?.kind ?? 'chuyên mục'} ${named}`, en: named },
    closing,
    supplement,
    levels,
    stations: (differences?.stations ?? []).map(({ station, level, figures }) => ({
      code: station,
      name: stationNames.get(station) ?? station,
      level,
      figures,
    })),
    changes,
    settings: await reportSettings(ctx.db),
    verifyUrl: verifyUrl(base, supplement.hash),
  }
}
