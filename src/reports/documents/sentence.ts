import type { Lang } from '../../http/index.ts'
import type { FieldFault } from '../../kernel/errors.ts'
import { formatNumber } from '../../kernel/text.ts'

/**
 * How the sentence for the quarter's report is put together: the whole, the words for the first (highest) level, and
 * those for each further one. Named blanks in braces.
 */
export type SentenceTemplate = { readonly whole: string; readonly first: string; readonly further: string }
export type SentenceTemplates = Readonly<Record<Lang, SentenceTemplate>>

export const DEFAULT_SENTENCES: SentenceTemplates = {
  vi: {
    whole: 'Trong {period}, {segment} đã có {levels}.',
    first: '{n} lượt tuyên truyền trên sóng {level}',
    further: '{n} lượt trên {level}',
  },
  en: {
    whole: 'In {period}, airings of {segment}: {levels}.',
    first: '{n} on the {level}',
    further: '{n} on the {level}',
  },
}

type Blanks = { readonly needed: readonly string[]; readonly allowed: readonly string[] }
/** The number of one level, by its code: "{district_count}". It takes the place of {levels} where an office says it its way. */
const OF_LEVEL = /^([a-z0-9-]+)_count$/
const LEVEL_BLANKS: Blanks = { needed: ['n', 'level'], allowed: ['n', 'level', 'planned'] }
/** What each part of a template must and may hold. */
export const BLANKS: Readonly<Record<keyof SentenceTemplate, Blanks>> = {
  whole: {
    needed: ['period', 'levels'],
    allowed: ['period', 'segment', 'levels', 'total', 'planned', 'from', 'to'],
  },
  first: LEVEL_BLANKS,
  further: LEVEL_BLANKS,
}

const list = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ')

/**
 * What is wrong with one part of a template: unknown or missing blanks, braces that stand alone. Empty when it is right.
 * @param levels codes of the levels there are; without them any code may be named
 */
export function templateFaults(
  part: keyof SentenceTemplate,
  text: string,
  levels?: readonly string[],
): Omit<FieldFault, 'path'>[] {
  const found = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  const byLevel = part === 'whole' ? found.filter((name) => OF_LEVEL.test(name)) : []
  const { needed: all, allowed: named } = BLANKS[part]
  const needed = byLevel.length > 0 ? all.filter((name) => name !== 'levels') : all
  const counts = (levels ?? []).map((code) => `${code}_count`)
  const allowed = part === 'whole' ? [...named, ...counts] : named
  const faults: Omit<FieldFault, 'path'>[] = []
  const known = (name: string): boolean => allowed.includes(name) || (levels === undefined && byLevel.includes(name))
  const unknown = found.filter((name) => !known(name))
  if (unknown.length > 0) {
    faults.push({
      vi: `Không có chỗ điền ${list(unknown)}. Dùng được: ${list(allowed)}.`,
      en: `There is no blank ${list(unknown)}. Known: ${list(allowed)}.`,
    })
  }
  const missing = needed.filter((name) => !found.includes(name))
  if (missing.length > 0)
    faults.push({ vi: `Thiếu chỗ điền ${list(missing)}.`, en: `The blank ${list(missing)} is missing.` })
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) {
    faults.push({ vi: 'Dấu { hoặc } bị lẻ.', en: 'A brace { or } stands alone.' })
  }
  return faults
}

/** What one level brings to the sentence, in order of rank. */
export type LevelCount = {
  readonly code: string
  readonly name: string
  readonly aired: number
  readonly planned: number
}
export type SentenceFacts = {
  /** "quý III năm 2020" */
  readonly period: string
  /** "tiết mục “Cải cách hành chính”" */
  readonly segment: string
  readonly from: string
  readonly to: string
  readonly levels: readonly LevelCount[]
}

// In one pass: a blank that a name happens to hold is not filled again.
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{([\w-]+)\}/g, (whole, name: string) => values[name] ?? whole)

/** The sentence to paste into a report, from counts alone. A level without airings is told with 0. */
export function sentence(facts: SentenceFacts, template: SentenceTemplate, lang: Lang): string {
  const number = (n: number): string => formatNumber(n, lang)
  const sum = (of: (level: LevelCount) => number): string =>
    number(facts.levels.reduce((all, level) => all + of(level), 0))
  const levels = facts.levels.map((level, i) =>
    fill(i === 0 ? template.first : template.further, {
      n: number(level.aired),
      planned: number(level.planned),
      level: level.name,
    }),
  )
  const byLevel = Object.fromEntries(facts.levels.map(({ code, aired }) => [`${code}_count`, number(aired)]))
  return fill(template.whole, {
    ...byLevel,
    period: facts.period,
    segment: facts.segment,
    from: facts.from,
    to: facts.to,
    levels: levels.join(', '),
    total: sum((level) => level.aired),
    planned: sum((level) => level.planned),
  })
}
