// Not allowed in XML 1.0, and halves of characters: names come from people and from imports.
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufeff\ufffe\uffff]/gu
// What would turn the writing round for the rest of the line.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g

/** A text as it may stand in an office document: one line, nothing that breaks its XML or the direction of writing. */
export const plain = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(BIDI, '').replace(/\s+/g, ' ').trim()

/** "đài huyện" → "Đài huyện" */
export const capital = (text: string): string => {
  const [first = '', ...rest] = [...text]
  return first.toLocaleUpperCase('vi') + rest.join('')
}
export const upper = (text: string): string => text.toLocaleUpperCase('vi')

/**
 * A heading cut into as few lines as it needs of about the same length, before the name of a unit where that is near:
 * "ỦY BAN NHÂN DÂN / HUYỆN CHỢ GẠO". @param max characters of a line; a longer word stands in a line of its own
 */
export function balanced(text: string, max: number): string[] {
  const words = plain(text).split(' ')
  const length = words.join(' ').length
  if (length <= max) return [words.join(' ')]
  const count = Math.ceil(length / max)
  const unit = words.findIndex((word, i) => i > 0 && UNITS.test(word) && i < words.length - 1)
  const [before, after] = [words.slice(0, unit).join(' '), words.slice(unit).join(' ')]
  if (unit > 0 && count === 2 && before.length <= max && after.length <= max) return [before, after]
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (
      last !== undefined &&
      `${last} ${word}`.length <= Math.max(length / count + 2, 1) &&
      `${last} ${word}`.length <= max
    )
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
const UNITS = /^(huyện|xã|tỉnh|phường|thị|quận|thành)$/iu
