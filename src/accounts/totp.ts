import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator program does it: SHA-1, six digits, steps of 30 s; 160 random bits as the secret. */
const STEP_SECONDS = 30
const SECRET_BYTES = 20
/** A clock may be one step off either way. */
const DRIFT_STEPS = 1

export const newFactorSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Sóng Quê', label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_SECONDS })

/** What the QR says: "otpauth://totp/…". @param username as the program on the telephone shows it */
export const factorUri = (secret: string, username: string): string => totpOf(secret, username).toString()

/** The secret in groups of four, as a person types it. */
export const typedSecret = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/**
 * The time step that a code belongs to, compared in constant time.
 * @param now epoch ms
 * @returns the number of the step (30 s each since 1970), or null when the code is of none near now
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: DRIFT_STEPS })
  return delta === null ? null : TOTP.counter({ period: STEP_SECONDS, timestamp: now }) + delta
}

/** The code of a moment; for tests and for whoever has the secret. */
export const codeAt = (secret: string, now: number): string => totpOf(secret).generate({ timestamp: now })
