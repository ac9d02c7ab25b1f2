import type { Context } from '../../../context.ts'
import { parseInput } from '../../../http/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { addDays, type LocalDate } from '../../../kernel/dates.ts'
import {
  demandLevels,
  listClosings,
  type Period,
  periodOf,
  type ReportSettings,
  reportSettingsBody,
  reportSettingsChange,
} from '../../../reports/index.ts'
import type { Level } from '../../../units/index.ts'

/** Names of the fields: as the API calls them, so that its faults find them. */
export const FIELDS = [
  'superior',
  'agency',
  'symbol',
  'place',
  'signature_lines',
  'signer',
  'recipients',
  'sentence_vi.whole',
  'sentence_vi.first',
  'sentence_vi.further',
  'sentence_en.whole',
  'sentence_en.first',
  'sentence_en.further',
] as const
export type FieldName = (typeof FIELDS)[number]

/** The stored settings as the form shows them. */
export const valuesOf = (s: ReportSettings): Record<FieldName, string> => ({
  superior: s.superior,
  agency: s.agency,
  symbol: s.symbol,
  place: s.place,
  signature_lines: s.signatureLines.join('\n'),
  signer: s.signer,
  recipients: s.recipients.join('\n'),
  'sentence_vi.whole': s.sentenceVi.whole,
  'sentence_vi.first': s.sentenceVi.first,
  'sentence_vi.further': s.sentenceVi.further,
  'sentence_en.whole': s.sentenceEn.whole,
  'sentence_en.first': s.sentenceEn.first,
  'sentence_en.further': s.sentenceEn.further,
})

const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/**
 * What a posted form wants.
 * @throws DomainError invalid_input, with the faults by the names of the fields
 */
export function wantedOf(values: Readonly<Record<string, string>>, levels: readonly Level[]) {
  const { superior, agency, symbol, place, signer } = values
  const sentence = (lang: 'vi' | 'en') => ({
    whole: values[`sentence_${lang}.whole`] ?? '',
    first: values[`sentence_${lang}.first`] ?? '',
    further: values[`sentence_${lang}.further`] ?? '',
  })
  const body = parseInput(reportSettingsBody, {
    superior,
    agency,
    symbol,
    place,
    signer,
    signature_lines: lines(values.signature_lines),
    recipients: lines(values.recipients),
    sentence_vi: sentence('vi'),
    sentence_en: sentence('en'),
  })
  const change = reportSettingsChange(body)
  demandLevels(change, levels)
  return change
}

const QUARTERS = 6

/** Periods to try a sentence with: what was closed last, and the last quarters. */
export async function previewPeriods(ctx: Context, actor: Actor, today: LocalDate): Promise<Period[]> {
  const { items } = await listClosings(ctx, actor, { offset: 0, limit: 5 })
  const keys = items.map(({ closing }) => closing.period_key).filter((key) => !key.includes('..'))
  let day = today
  for (let n = 0; n < QUARTERS; n += 1) {
    const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
    const quarter = Math.ceil(month / 3)
    if (n > 0) keys.push(`${year}-Q${quarter}`)
    day = addDays(periodOf(`${year}-Q${quarter}`).from, -1)
  }
  return [...new Set(keys)].map(periodOf)
}
