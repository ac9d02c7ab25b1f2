import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { FieldFault } from '../kernel/errors.ts'
import { fold } from '../kernel/text.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import { accountErrors } from './errors.ts'

/** 2^15 × 8 × 128 bytes = 32 MB and some 0.1 s for each guess; the parameters stand in the stored text. */
const LOG_N = 15
const BLOCK = 8
const PARALLEL = 1
const HASH_BYTES = 32
const MAX_LOG_N = 20

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200

/** Passwords are compared in composed form: keyboards differ in how they send "ế". */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8')

// Each derivation takes 32 MB and a thread of the pool that files also need: at most two at once, the others wait.
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []
/** More than so many would wait longer than a person does: a flood of guesses must not queue without end. */
const QUEUE = 60

async function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  if (running >= AT_ONCE && waiting.length >= QUEUE) throw accountErrors.sign_in_busy({ retry_after: 5 })
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      scrypt(bytesOf(password), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key))),
    )
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

const optionsFor = (logN: number, r: number, p: number): ScryptOptions => ({
  N: 2 ** logN,
  r,
  p,
  maxmem: 2 ** logN * r * 128 + 1_048_576,
})

/** @returns "$scrypt$ln=15,r=8,p=1$SALT$HASH" with a fresh salt, base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, HASH_BYTES, optionsFor(LOG_N, BLOCK, PARALLEL))
  return `$scrypt$ln=${LOG_N},r=${BLOCK},p=${PARALLEL}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/** 60 random bits need no such weight as what people choose. */
const CODE_LOG_N = 12

/** A hash of a random code with a salt of the caller's, so that the code can be looked up by it. */
export const hashCode = async (code: string, salt: string): Promise<string> =>
  (await derive(code, Buffer.from(salt, 'base64url'), HASH_BYTES, optionsFor(CODE_LOG_N, BLOCK, PARALLEL))).toString(
    'base64url',
  )

/** A salt that no account has: who does not exist costs the same work as who does. */
const strangersSalt = randomBytes(16)

/**
 * Compares a password with a stored hash in constant time. Without a stored hash the same work is done and the
 * answer is no, so that the time tells nobody which user names exist.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = stored?.match(/^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/)
  const [, logN, r, p, salt, hash] = parts ?? []
  if (!salt || !hash || Number(logN) > MAX_LOG_N) {
    await derive(password, strangersSalt, HASH_BYTES, optionsFor(LOG_N, BLOCK, PARALLEL))
    return false
  }
  const expected = Buffer.from(hash, 'base64url')
  const options = optionsFor(Number(logN), Number(r), Number(p))
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), expected.length, options), expected)
}

/** Whether a stored hash was made with other parameters than today's and should be made anew at the next sign-in. */
export const isOutdated = (stored: string): boolean =>
  !stored.startsWith(`$scrypt$ln=${LOG_N},r=${BLOCK},p=${PARALLEL}$`)

/**
 * The rule for new passwords (after NIST SP 800-63B: length and a list of common ones, no composition rules).
 * @returns what is wrong, in both languages, or null
 */
export function passwordFault(password: string, username: string): FieldFault | null {
  const fault = (vi: string, en: string): FieldFault => ({ path: 'password', vi, en })
  const length = [...password.normalize('NFC')].length
  if (length < PASSWORD_MIN) {
    return fault(`Mật khẩu cần ít nhất ${PASSWORD_MIN} ký tự.`, `A password needs at least ${PASSWORD_MIN} characters.`)
  }
  if (length > PASSWORD_MAX) {
    return fault(`Mật khẩu dài nhất ${PASSWORD_MAX} ký tự.`, `A password has at most ${PASSWORD_MAX} characters.`)
  }
  const folded = fold(password).replace(/\s+/g, '')
  const name = fold(username)
  if (folded === name || (name.length >= 4 && folded.replace(/[^a-z]/g, '') === name.replace(/[^a-z]/g, ''))) {
    return fault('Mật khẩu không được giống tên đăng nhập.', 'The password must not be the user name.')
  }
  if (COMMON_PASSWORDS.has(folded) || /^(.)\1+$/u.test(folded)) {
    return fault('Mật khẩu này quá dễ đoán.', 'This password is too easy to guess.')
  }
  return null
}
