import { hash } from 'node:crypto'

/** Values that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON text by RFC 8785 (JCS): keys ordered by UTF-16 code units, ECMAScript number form, no white space.
 * Members that are undefined are left out.
 * @throws TypeError on NaN, infinities and lone surrogates, which have no canonical form
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number without canonical form')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) members.push(`${keyText(key)}:${canonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}
/**
 * The same text as canonicalJson's for objects that hold no other keys than these, without asking each object for its
 * keys and their order.
 */
export function canonicalWriter<K extends string>(
  keys: readonly K[],
): (value: { readonly [key in K]?: Json }) => string {
  const named = [...keys].sort().map((key) => ({ key, name: `${canonicalJson(key)}:` }))
  return (value) => {
    let text = ''
    for (const { key, name } of named) {
      const member = value[key]
      if (member !== undefined) text += `${text === '' ? '' : ','}${name}${canonicalJson(member)}`
    }
    return `{${text}}`
  }
}

/** The same few dozen names stand in every row of a ledger: their text is made once. */
const keyTexts = new Map<string, string>()
function keyText(key: string): string {
  const known = keyTexts.get(key)
  if (known !== undefined) return known
  const text = canonicalJson(key)
  if (keyTexts.size < 1000 && key.length < 100) keyTexts.set(key, text)
  return text
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** SHA-256 in lower-case hex of UTF-8 text or bytes. */
// One call of the library: an object for each hash costs as much again as hashing a kilobyte.
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex')
