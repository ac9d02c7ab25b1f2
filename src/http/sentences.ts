import { z } from 'zod'
import type { FieldFault } from '../kernel/errors.ts'
import { formatNumber } from '../kernel/text.ts'

type Issue = z.core.$ZodIssue
type Said = { readonly vi: string; readonly en: string }

export const NOT_ALLOWED: Said = {
  vi: 'Có ký tự điều khiển, không dùng ở đây được.',
  en: 'Holds control characters, which are not allowed here.',
}
const MISSING: Said = { vi: 'Còn thiếu mục này.', en: 'This is missing.' }
const EMPTY: Said = { vi: 'Không được để trống.', en: 'Must not be empty.' }
const ODD: Said = { vi: 'Chưa đúng dạng cần có.', en: 'Not in the form that is needed.' }

/** What zod calls a type, as the object of "Cần …" and "… is needed". */
const TYPES: Readonly<Record<string, Said>> = {
  string: { vi: 'một chuỗi ký tự', en: 'a text' },
  number: { vi: 'một số', en: 'a number' },
  int: { vi: 'một số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'một danh sách', en: 'a list' },
  object: { vi: 'một đối tượng JSON', en: 'a JSON object' },
  record: { vi: 'một đối tượng JSON', en: 'a JSON object' },
  null: { vi: 'null', en: 'null' },
}
const FORMATS: Readonly<Record<string, Said>> = {
  datetime: {
    vi: 'Cần một thời điểm có thật như 2026-11-25T10:00:00Z.',
    en: 'A real instant like 2026-11-25T10:00:00Z is needed.',
  },
  date: { vi: 'Cần một ngày có thật như 2026-11-25.', en: 'A real date like 2026-11-25 is needed.' },
  time: { vi: 'Cần giờ như 17:15:00.', en: 'A time like 17:15:00 is needed.' },
  url: { vi: 'Cần một địa chỉ web.', en: 'A web address is needed.' },
  email: { vi: 'Cần một địa chỉ thư điện tử.', en: 'An e-mail address is needed.' },
}

const needed = (types: readonly Said[]): Said => {
  const en = types.map((type) => type.en).join(' or ')
  return {
    vi: `Cần ${types.map((type) => type.vi).join(' hoặc ')}.`,
    en: `${en.charAt(0).toUpperCase()}${en.slice(1)} is needed.`,
  }
}
const typed = (expected: string): Said => {
  if (expected === 'nonoptional') return MISSING
  const type = TYPES[expected]
  return type ? needed([type]) : ODD
}

/** A bound in words. `side`: whether the value lies above or below it. */
function bounded(
  side: 'above' | 'below',
  origin: string,
  bound: number | bigint,
  inclusive: boolean,
  exact: boolean,
): Said {
  const [vi, en] = [formatNumber(Number(bound)), formatNumber(Number(bound), 'en')]
  const one = Number(bound) === 1
  if (origin === 'string' || origin === 'array' || origin === 'set') {
    const unit = origin === 'string' ? { vi: 'ký tự', en: 'character' } : { vi: 'mục', en: 'item' }
    if (side === 'below' && one && origin === 'string') return EMPTY
    const word = exact
      ? { vi: 'đúng', en: 'exactly' }
      : side === 'above'
        ? { vi: 'nhiều nhất', en: 'at most' }
        : { vi: 'ít nhất', en: 'at least' }
    return { vi: `Cần ${word.vi} ${vi} ${unit.vi}.`, en: `Needs ${word.en} ${en} ${unit.en}${one ? '' : 's'}.` }
  }
  if (side === 'above') {
    return inclusive
      ? { vi: `Nhiều nhất là ${vi}.`, en: `At most ${en}.` }
      : { vi: `Phải nhỏ hơn ${vi}.`, en: `Less than ${en}.` }
  }
  return inclusive
    ? { vi: `Ít nhất là ${vi}.`, en: `At least ${en}.` }
    : { vi: `Phải lớn hơn ${vi}.`, en: `More than ${en}.` }
}

function oneOf(values: readonly unknown[]): Said {
  const list = values.map(String).join(', ')
  return values.length === 1
    ? { vi: `Chỉ nhận ${list}.`, en: `Only ${list} is taken.` }
    : { vi: `Chỉ nhận một trong: ${list}.`, en: `Must be one of: ${list}.` }
}

const bothTongues = z.object({ vi: z.string(), en: z.string() })

/** The sentence of an issue that is about one value. */
function sentenceOf(issue: Issue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return typed(issue.expected)
    case 'too_small':
      return bounded('below', issue.origin, issue.minimum, issue.inclusive !== false, issue.exact === true)
    case 'too_big':
      return bounded('above', issue.origin, issue.maximum, issue.inclusive !== false, issue.exact === true)
    case 'invalid_format':
      return FORMATS[issue.format] ?? ODD
    case 'not_multiple_of':
      return {
        vi: `Phải là bội số của ${formatNumber(issue.divisor)}.`,
        en: `Must be a multiple of ${formatNumber(issue.divisor, 'en')}.`,
      }
    case 'invalid_value':
      return oneOf(issue.values)
    case 'custom': {
      // Own refinements say it themselves, in both languages.
      const own = bothTongues.safeParse(issue.params)
      return own.success ? own.data : { vi: 'Chưa đúng.', en: 'Not valid.' }
    }
    default:
      return ODD
  }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => String(part).slice(0, 100))
    .join('.')
    .toWellFormed()

/** A union: the one shape that was meant, when that can be told, else the types that are taken. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion): FieldFault[] {
  const path = pathOf(issue.path)
  if (issue.discriminator !== undefined && 'options' in issue && issue.options)
    return [{ path, ...oneOf(issue.options) }]
  const typeOf = (branch: readonly Issue[]): Said | undefined =>
    branch
      .filter((one) => one.path.length === 0)
      .map((one) => (one.code === 'invalid_type' ? TYPES[one.expected] : undefined))
      .find((type) => type !== undefined)
  const meant = issue.errors.filter((branch) => typeOf(branch) === undefined)
  const [only] = meant
  if (only && meant.length === 1) return only.flatMap((one) => faultsOf({ ...one, path: [...issue.path, ...one.path] }))
  const types = issue.errors.flatMap((branch) => typeOf(branch) ?? [])
  return [{ path, ...(meant.length === 0 && types.length > 0 ? needed(types) : ODD) }]
}

/** A zod issue in both languages; unknown members and unions may be several faults. */
export function faultsOf(issue: Issue): FieldFault[] {
  if (issue.code === 'invalid_union') return unionFaults(issue)
  if (issue.code === 'unrecognized_keys') {
    const unknown = { vi: 'Không có mục nào tên như vậy.', en: 'There is no member of this name.' }
    return issue.keys.slice(0, MOST).map((key) => ({ path: pathOf([...issue.path, key]), ...unknown }))
  }
  return [{ path: pathOf(issue.path), ...sentenceOf(issue) }]
}

/** More faults than a person reads are not told. */
const MOST = 50

const isMissing = (issue: Issue, input: unknown): boolean => {
  let at = input
  for (const part of issue.path) {
    if (typeof at !== 'object' || at === null) return false
    at = (at as Readonly<Record<PropertyKey, unknown>>)[part]
  }
  return at === undefined && issue.path.length > 0
}

/**
 * What is wrong with an input, in both languages.
 * @param input what was parsed, where it is at hand: what is not there at all is then called missing
 */
export function inputFaults(error: z.ZodError, input?: unknown): FieldFault[] {
  return error.issues
    .slice(0, MOST)
    .flatMap((issue) =>
      input !== undefined && issue.code !== 'custom' && isMissing(issue, input)
        ? [{ path: pathOf(issue.path), ...MISSING }]
        : faultsOf(issue),
    )
    .slice(0, MOST)
}
