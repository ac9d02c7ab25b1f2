/** What JSON can write and no text of ours may hold; worked on as text, so that no depth of nesting matters. */

const SUSPECT = /\\u(?:0000|d[89a-f])/i
/** One escape after the other, so that `\\u0000` (a backslash, then letters) is not taken for NUL. */
const ESCAPE = /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u(d[89a-f][0-9a-f]{2})|\\(u0000)|\\[\s\S]/gi

export type JsonText = {
  readonly text: string
  /** Whether some string of it holds NUL, which Postgres cannot keep and no name has. */
  readonly hasNul: boolean
}

/** Puts U+FFFD for half surrogate pairs, which have no UTF-8, and tells of NUL. */
export function mendJson(text: string): JsonText {
  if (!SUSPECT.test(text)) return { text, hasNul: false }
  let hasNul = false
  const mended = text.replace(ESCAPE, (written, _high, _low, lone: string | undefined, nul: string | undefined) => {
    if (nul !== undefined) hasNul = true
    return lone === undefined ? written : '\\ufffd'
  })
  return { text: mended, hasNul }
}

/** Where the first string with NUL stands in a value of JSON.parse ("plays.1.station"); null when none does. */
export function pathOfNul(value: unknown): string | null {
  // A list instead of recursion: what was sent may be nested without end.
  const rest: { path: string; value: unknown }[] = [{ path: '', value }]
  for (let one = rest.pop(); one; one = rest.pop()) {
    if (typeof one.value === 'string' && one.value.includes('\0')) return one.path
    if (typeof one.value !== 'object' || one.value === null) continue
    for (const [key, member] of Object.entries(one.value).reverse()) {
      if (key.includes('\0')) return one.path
      rest.push({ path: one.path === '' ? key : `${one.path}.${key}`, value: member })
    }
  }
  return null
}
