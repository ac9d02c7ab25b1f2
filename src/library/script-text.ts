import { sha256 } from '../kernel/canonical.ts'
import { normaliseText } from '../kernel/text.ts'

/** A script is at most this many bytes of UTF-8: some 200.000 syllables, many hours of reading. */
export const SCRIPT_MAX_BYTES = 1_048_576

/** A script as it is kept and hashed: NFC, LF, no control characters, no blank lines at either end. */
export const normaliseScript = (text: string): string =>
  normaliseText(text.toWellFormed())
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()

/** SHA-256 over the UTF-8 bytes of the kept text: what an approval binds to. */
export const scriptHash = (body: string): string => sha256(body)
