import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVietnamese } from '../kernel/text.ts'
import { vietnameseSortKey } from './sort-key.ts'

const byKey = (a: string, b: string): number => {
  const [x, y] = [vietnameseSortKey(a), vietnameseSortKey(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

describe('the sort key of titles', () => {
  it('orders by the Vietnamese alphabet, tones last, numbers by value', () => {
    const ordered = [
      'Kỳ 2',
      'Kỳ 10',
      'an',
      'ăn',
      'ân',
      'ba',
      'bà',
      'bả',
      'bã',
      'bá',
      'bạ',
      'dân',
      'đất',
      'em',
      'êm',
      'ông',
      'ơn',
      'un',
      'ưng',
    ]
    expect([...ordered].reverse().sort(byKey)).toEqual([...ordered].sort(compareVietnamese))
    expect(byKey('bá a', 'ba b'), 'tones only where the letters are the same').toBe(-1)
  })
  it('holds only characters that every collation orders alike', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^[0-9a-z]*$/.test(vietnameseSortKey(text))))
  })
  it('agrees with the collator on Vietnamese words', () => {
    const syllable = fc
      .tuple(
        fc.constantFrom('', 'b', 'c', 'd', 'đ', 'g', 'h', 'k', 'x'),
        fc.constantFrom(...'aăâeêioôơuưy'),
        fc.constantFrom('', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'),
        fc.constantFrom('', 'n', 'c', 'ng'),
      )
      .map(([head, vowel, tone, tail]) => `${head}${vowel}${tone}${tail}`.normalize('NFC'))
    const words = fc
      .array(fc.oneof(syllable, fc.nat(9999).map(String)), { minLength: 1, maxLength: 4 })
      .map((list) => list.join(' '))
    fc.assert(
      fc.property(words, words, (a, b) => byKey(a, b) === Math.sign(compareVietnamese(a, b))),
      { numRuns: 2000 },
    )
  })
})
