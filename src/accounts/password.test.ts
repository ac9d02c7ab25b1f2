import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, passwordFault, verifyPassword } from './password.ts'

describe('a stored password', () => {
  it('opens for the same password only, also when the keyboard sends it decomposed', async () => {
    const stored = await hashPassword('đường làng ngõ xóm')
    expect(await verifyPassword('đường làng ngõ xóm', stored)).toBe(true)
    expect(await verifyPassword('đường làng ngõ xóm'.normalize('NFD'), stored)).toBe(true)
    expect(await verifyPassword('duong lang ngo xom', stored)).toBe(false)
  })
  it('holds its parameters and a salt of its own, and nothing of the password', async () => {
    const [one, two] = [await hashPassword('đường làng ngõ xóm'), await hashPassword('đường làng ngõ xóm')]
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(two)
    expect(isOutdated(one)).toBe(false)
  })
  it('made with older parameters still opens and is told to be outdated', async () => {
    // scrypt of "mật khẩu cũ xưa" with N=2^14, computed with node:crypto.
    const { scryptSync } = await import('node:crypto')
    const salt = Buffer.alloc(16, 7)
    const hash = scryptSync('mật khẩu cũ xưa'.normalize('NFC'), salt, 32, { N: 2 ** 14, r: 8, p: 1 })
    const stored = `$scrypt$ln=14,r=8,p=1$${salt.toString('base64url')}$${hash.toString('base64url')}`
    expect(await verifyPassword('mật khẩu cũ xưa', stored)).toBe(true)
    expect(isOutdated(stored)).toBe(true)
  })
  it('that is missing or unreadable opens for nothing', async () => {
    for (const stored of [null, '', 'plain', '$scrypt$ln=30,r=8,p=1$AAAA$AAAA']) {
      expect(await verifyPassword('bất kỳ điều gì', stored)).toBe(false)
    }
  })
})

it('a flood of guesses does not queue without end', async () => {
  const flood = await Promise.allSettled(
    Array.from({ length: 70 }, () => verifyPassword('x', '$scrypt$ln=4,r=8,p=1$AAAA$AAAA')),
  )
  const refused = flood.filter((guess) => guess.status === 'rejected')
  expect(refused).toHaveLength(8)
  expect(refused[0]).toMatchObject({ reason: { code: 'sign_in_busy', status: 503 } })
  expect(await verifyPassword('x', '$scrypt$ln=4,r=8,p=1$AAAA$AAAA')).toBe(false)
})

describe('a new password', () => {
  const wrong = (password: string, username = 'lan.nguyen') => passwordFault(password, username)?.en
  it('needs ten characters, counted as people see them', () => {
    expect(wrong('ngắn quá')).toMatch(/at least 10/)
    expect(wrong('đường làng'.normalize('NFD'))).toBeUndefined()
    expect(wrong('🙂🙂🙂🙂🙂')).toMatch(/at least 10/)
  })
  it('may not be endless', () => {
    expect(wrong('a b'.repeat(100))).toMatch(/at most 200/)
  })
  it('may not be the user name, whatever its marks, case and digits', () => {
    expect(wrong('Lan.Nguyễn')).toMatch(/user name/)
    expect(wrong('lannguyen2026')).toMatch(/user name/)
  })
  it('may not be a common one, with or without marks', () => {
    for (const common of ['1234567890', 'matkhau123', 'Mật khẩu 123', 'QWERTYUIOP', 'Truyền thanh', 'aaaaaaaaaaaa']) {
      expect(wrong(common)).toMatch(/easy to guess/)
    }
  })
  it('is told in Vietnamese too', () => {
    expect(passwordFault('ngắn', 'lan')).toMatchObject({ path: 'password', vi: 'Mật khẩu cần ít nhất 10 ký tự.' })
  })
})
