import { describe, expect, it } from 'vitest'
import { icsLine, icsText } from './ics-text.ts'

describe('An iCalendar text', () => {
  it('escapes backslash, semicolon, comma and line ends, and leaves colons and quotes alone', () => {
    expect(icsText('a\\b;c,d:"e"\r\nf\ng\rh')).toBe('a\\\\b\\;c\\,d:"e"\\nf\\ng\\nh')
  })
  it('holds no control character', () => {
    expect(icsText('a\0b\u001bc\td\u0085e')).toBe('a b c d\\ne')
  })
})

describe('An iCalendar line', () => {
  it('of 75 octets stays whole; the 76th goes to the next line after a space', () => {
    expect(icsLine('x'.repeat(75))).toBe(`${'x'.repeat(75)}\r\n`)
    expect(icsLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x\r\n`)
    expect(icsLine('x'.repeat(75 + 74 + 1))).toBe(`${'x'.repeat(75)}\r\n ${'x'.repeat(74)}\r\n x\r\n`)
  })
  it('is never folded inside a character', () => {
    // "ế" has three octets, the radio four: neither fits where 74 are taken.
    expect(icsLine(`${'x'.repeat(74)}ế`)).toBe(`${'x'.repeat(74)}\r\n ế\r\n`)
    expect(icsLine(`${'x'.repeat(74)}\u{1f4fb}`)).toBe(`${'x'.repeat(74)}\r\n \u{1f4fb}\r\n`)
  })
})
