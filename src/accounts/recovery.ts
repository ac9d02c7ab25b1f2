import { randomBytes } from 'node:crypto'

/** Crockford's letters: none that a hand writes like another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
export const RECOVERY_CODES = 10

/** Ten codes of 60 random bits each: "7Q2M-X0GD-4KHT". */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(LENGTH)]
      .map((byte) => LETTERS[byte & 31] ?? '')
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )
}

export const newSalt = (): string => randomBytes(16).toString('base64url')

/** A code as it was meant: capitals, without dashes and spaces, O read as 0, I and L as 1; null when it is none. */
export function recoveryCodeOf(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return plain.length === LENGTH && [...plain].every((letter) => LETTERS.includes(letter)) ? plain : null
}
