import { describe, expect, it } from 'vitest'
import { newRecoveryCodes, recoveryCodeOf } from './recovery.ts'
import { codeAt, factorUri, newFactorSecret, stepOfCode, typedSecret } from './totp.ts'

/** RFC 6238, appendix B, SHA-1: "12345678901234567890", the last six of the eight digits. */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('Codes of the telephone', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('at %i s since 1970 the code of the standard is %s', (seconds, code) => {
    expect(codeAt(RFC, seconds * 1000)).toBe(code)
    expect(stepOfCode(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  it('are taken one step early or late, with the step that they belong to, and no further', () => {
    const now = 1_111_111_110_000
    const step = Math.floor(now / 30_000)
    for (const off of [-1, 0, 1]) expect(stepOfCode(RFC, codeAt(RFC, now + off * 30_000), now)).toBe(step + off)
    for (const off of [-2, 2]) expect(stepOfCode(RFC, codeAt(RFC, now + off * 30_000), now)).toBeNull()
  })

  it('come from 160 random bits, told as a QR and in groups to be typed', () => {
    const secret = newFactorSecret()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(newFactorSecret()).not.toBe(secret)
    expect(typedSecret(secret).split(' ')).toHaveLength(8)
    const uri = new URL(factorUri(secret, 'nguyễn.an'))
    expect([uri.protocol, uri.host, uri.searchParams.get('secret')]).toEqual(['otpauth:', 'totp', secret])
    expect(decodeURIComponent(uri.pathname)).toBe('/Sóng Quê:nguyễn.an')
  })
})

describe('Recovery codes', () => {
  it('are ten, each of its own, without letters that look like others', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  })
  it('are read as they were meant', () => {
    expect(recoveryCodeOf(' 7q2m x0gd-4kh1')).toBe('7Q2MX0GD4KH1')
    expect(recoveryCodeOf('7Q2M-XOGD-4KHl')).toBe('7Q2MX0GD4KH1')
    for (const wrong of ['', '123456', '7Q2M-X0GD-4KHU', '7Q2M-X0GD-4KH1-1']) expect(recoveryCodeOf(wrong)).toBeNull()
  })
})
