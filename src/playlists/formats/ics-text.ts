const encoder = new TextEncoder()
/** Octets of a content line without its line end (RFC 5545, 3.1). */
const MOST = 75

/**
 * A TEXT value (RFC 5545, 3.3.11): backslash, semicolon and comma escaped, line ends as \n, and no other control
 * character, none of which a value may hold.
 */
export const icsText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keeping them out is the point
    .replace(/[\x00-\x1f\x7f-\x9f]/g, ' ')

/** A content line, folded after at most 75 octets and never inside a character, with its CRLF. */
export function icsLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > MOST) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return `${folded}\r\n`
}
