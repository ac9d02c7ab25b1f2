import type { Chance } from '../faults/chance.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
/** What the API document says of a value; only what generating needs. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly Json[]
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly example?: Json
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}
/** Known names and numbers of the story, by the name of the field that holds them. */
export type Pool = Readonly<Record<string, readonly (string | number)[]>>

const repeat = (text: string, n: number): string => text.repeat(n)

/** Strings at which programs stumble. */
export const ODD_STRINGS: readonly string[] = [
  ...['', ' ', '\t\n', '0', '-1', '1e3', '1e999', 'NaN', 'Infinity', 'null', 'undefined', 'true', '[]', '{}'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\ufeff',
  ],
  ...['\u202e\u200b\u2066', 'Ế̂̂̂̂̂', '👨‍👩‍👧‍👦', 'İıſK', 'ﷺ', '\u0085\u2028\u2029', '１２３', '٣'],
  ...['2026-02-30', '0000-00-00', '9999-12-31', '10000-01-01', '-000001-01-01', '+275760-09-13', '2026-11-25'],
  ...['24:00', '99:99', '05:15', '2026-11-25T10:00:00Z', '2026-11-25T10:00:00+25:00', '1970-01-01T00:00:00Z'],
  ...['9999-12-31T23:59:59.999999999Z', '0001-01-01T00:00:00Z', '31/02/2026', '2020-Q9', 'cchc:2020-Q2', '2020-W54'],
  ...[
    "'; drop table airing; --",
    '%',
    '_',
    '%%%',
    '\\',
    '"',
    '<script>',
    '../../etc/passwd',
    '%00',
    '%ff',
    '%2e%2e%2f',
  ],
  ...['a*', '"a', '^', 'NEAR(', 'AND OR NOT', '(', ':', '-', '=cmd()', '#{7*7}', '{{7*7}}', '\r\nX: y'],
  ...[
    '9007199254740993',
    '-9223372036854775809',
    '1'.repeat(400),
    repeat('ệ', 5000),
    repeat('a ', 20_000),
    repeat('(', 3000),
  ],
]
const ODD_NUMBERS: readonly number[] = [
  ...[0, -0, -1, 1, 2, 0.1, 1e-7, 1.5, 255, 256, 65_536, 2_147_483_647, 2_147_483_648, 4_294_967_296, -2_147_483_649],
  ...[9_007_199_254_740_991, 9_007_199_254_740_992, 1e15, 8.64e15, 8.64e15 + 1, 1e21, 1e308, -1e308, 5e-324],
]
export const DEEP = 'deep'

/** A value nested far beyond what anybody writes. */
const nested = (depth: number, key: string | null): Json => {
  let value: Json = 1
  for (let i = 0; i < depth; i += 1) value = key === null ? [value] : { [key]: value }
  return value
}

export function odd(chance: Chance): Json {
  const n = chance.below(20)
  if (n < 9) return chance.of(ODD_STRINGS)
  if (n < 13) return chance.of(ODD_NUMBERS)
  if (n < 14) return null
  if (n < 15) return chance.happens(0.5)
  if (n < 16) return []
  if (n < 17) return {}
  if (n < 18) return nested(chance.of([3, 40, 900]), chance.of([null, 'a', 'items']))
  if (n < 19) return Array.from({ length: chance.of([2, 60, 2000]) }, () => chance.of(ODD_STRINGS))
  return { [chance.of(ODD_STRINGS)]: chance.of(ODD_NUMBERS) }
}

const HEX = '0123456789abcdef'
const WORDS = ['Một cửa liên thông', 'Cải cách hành chính', 'Xã Đăng Hưng Phước', 'ha', 'lan', 'Sổ trực ghi rõ', 'x']

function text(schema: Schema, name: string, chance: Chance, pool: Pool): string {
  const known = pool[name]
  if (known !== undefined && known.length > 0 && chance.happens(0.85)) return String(chance.of(known))
  if (schema.example !== undefined && chance.happens(0.3)) return String(schema.example)
  const day = `${chance.of(['2026-10', '2026-11', '2026-12', '2020-07'])}-${String(chance.between(1, 28)).padStart(2, '0')}`
  if (schema.format === 'date') return day
  if (schema.format === 'date-time') return `${day}T${String(chance.below(24)).padStart(2, '0')}:15:00Z`
  if (schema.pattern?.includes('0-9a-f')) return Array.from({ length: 64 }, () => HEX[chance.below(16)]).join('')
  if (schema.pattern?.includes('[01]'))
    return `${String(chance.below(24)).padStart(2, '0')}:${String(chance.below(60)).padStart(2, '0')}`
  return chance.of(WORDS)
}

/** A value that mostly fits its schema. @param name of the field, by which known names are found */
export function fitting(schema: Schema, chance: Chance, pool: Pool, resolve: (ref: string) => Schema, name = ''): Json {
  const again = (one: Schema, as = name): Json => fitting(one, chance, pool, resolve, as)
  if (schema.$ref !== undefined) return again(resolve(schema.$ref))
  if (schema.enum !== undefined) return chance.of(schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices !== undefined) return again(chance.of(choices))
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((one) => again(one))
    return Object.assign({}, ...parts.map((part) => (typeof part === 'object' ? part : {}))) as Json
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  const type = types.length > 0 ? chance.of(types) : schema.properties ? 'object' : 'string'
  if (type === 'null') return null
  if (type === 'boolean') return chance.happens(0.5)
  if (type === 'integer' || type === 'number') {
    const known = pool[name]?.filter((one) => typeof one === 'number') ?? []
    if (known.length > 0 && chance.happens(0.8)) return chance.of(known)
    const from = Math.max(schema.minimum ?? 0, -1000)
    const n = chance.between(from, Math.min(schema.maximum ?? 100, from + 100))
    return type === 'integer' ? n : n + (chance.happens(0.3) ? 0.5 : 0)
  }
  if (type === 'array') {
    const length = chance.between(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3))
    return Array.from({ length }, () => again(schema.items ?? {}, name.replace(/s$/, '')))
  }
  if (type === 'object') {
    const made: { [key: string]: Json } = {}
    for (const [key, one] of Object.entries(schema.properties ?? {}))
      if (schema.required?.includes(key) || chance.happens(0.6)) made[key] = again(one, key)
    return made
  }
  return text(schema, name, chance, pool)
}

/** Changes one place of a value, anywhere in it. */
export function mutated(value: Json, chance: Chance): Json {
  if (value === null || typeof value !== 'object' || chance.happens(0.08)) return odd(chance)
  if (Array.isArray(value)) {
    const list = [...value]
    const n = chance.below(list.length + 1)
    if (chance.happens(0.2)) return Array.from({ length: chance.of([5, 200, 1200]) }, () => list[0] ?? odd(chance))
    if (n === list.length) return [...list, odd(chance)]
    list[n] = mutated(list[n] ?? null, chance)
    return list
  }
  const keys = Object.keys(value)
  if (keys.length === 0 || chance.happens(0.12)) return { ...value, [chance.of(ODD_STRINGS)]: odd(chance) }
  const key = chance.of(keys)
  if (chance.happens(0.2)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: mutated(value[key] ?? null, chance) }
}

/** The text of a body, spoiled as text: what no JSON library would write. */
export function spoiled(body: string, chance: Chance): string | Uint8Array {
  const at = chance.below(body.length + 1)
  switch (chance.below(14)) {
    case 0:
      return body.slice(0, at)
    case 1:
      return `${body.slice(0, at)}${chance.of(['NaN', 'Infinity', '-', '1e999', '\\u', '"', '{', ']', ',', '\u0000', '//'])}${body.slice(at)}`
    case 2:
      return body.replace(/[{]/, '{"__proto__":{"isAdmin":true},')
    case 3: {
      const pair = /"(?:[^"\\]|\\.)*":/.exec(body)?.[0]
      return pair === undefined ? body : body.replace('{', `{${pair}${JSON.stringify(odd(chance))},`)
    }
    case 4:
      return body.replace(
        /:\s*(?:"[^"]*"|[\d.]+)/,
        () => `:${chance.of(['NaN', '1e999', '-1e999', '01', '.5', '0x1', "'a'", '-0'])}`,
      )
    case 5:
      return chance.of(['[', '{"a":', '[{"items":']).repeat(chance.of([50, 5000, 100_000]))
    case 6: {
      const depth = chance.of([500, 20_000])
      return `${body.slice(0, -1)}${body.length > 2 ? ',' : ''}"x":${'['.repeat(depth)}${']'.repeat(depth)}}`
    }
    case 7:
      return `\ufeff${body}`
    case 8:
      return Buffer.concat([
        Buffer.from(body.slice(0, at)),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
        Buffer.from(body.slice(at)),
      ])
    case 9:
      return chance.of(['', ' ', 'null', '0', '""', '[]', '{}', 'true', '"\\ud800"', '[null]'])
    case 10:
      return `${' '.repeat(chance.of([10, 900_000]))}${body}`
    case 11:
      return body.replaceAll('"', "'")
    case 12:
      return new Uint8Array(Array.from({ length: chance.of([1, 50, 3000]) }, () => chance.below(256)))
    default:
      return `${body}${body}`
  }
}
