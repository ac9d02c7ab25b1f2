import { describe, expect, test } from 'vitest'
import {
  compareVietnamese,
  countSyllables,
  fold,
  foldedWords,
  formatNumber,
  normaliseLine,
  normaliseText,
  slug,
} from './text.ts'

describe('folding for search', () => {
  test('"cai cach" meets "Cải cách"', () => expect(fold('Cải cách')).toBe('cai cach'))
  test('Đ meets d', () => expect(fold('Đăng Hưng Phước')).toBe('dang hung phuoc'))
  test('Hoà and Hòa, composed and decomposed, meet', () => {
    expect(new Set(['Hoà', 'Hòa', 'Hoà'.normalize('NFD'), 'Hòa'.normalize('NFD')].map(fold))).toEqual(new Set(['hoa']))
  })
  test('words are letters and digits only', () =>
    expect(foldedWords('Kế hoạch 424/KH-UBND')).toEqual(['ke', 'hoach', '424', 'kh', 'ubnd']))
})

test('syllables are counted as written, decomposed text too', () => {
  expect(countSyllables('Cải cách hành chính, 2020'.normalize('NFD'))).toBe(5)
})
test('text is kept composed, with LF and without control characters', () => {
  expect(normaliseText(`${'Hòa'.normalize('NFD')}\r\n\u0007x\ufeff`)).toBe('Hòa\nx')
})
test('a line has single spaces', () => expect(normaliseLine('  Chợ \n Gạo ')).toBe('Chợ Gạo'))
test('sorting follows the Vietnamese alphabet: d before đ, accents after the plain letter', () => {
  expect(['Đăng', 'Em', 'Dâu', 'Ân', 'An', 'Ăn'].sort(compareVietnamese)).toEqual([
    'An',
    'Ăn',
    'Ân',
    'Dâu',
    'Đăng',
    'Em',
  ])
})
test('three thousand and two is 3.002 in Vietnamese and 3,002 in English', () => {
  expect([formatNumber(3002), formatNumber(3002, 'en'), formatNumber(13.5)]).toEqual(['3.002', '3,002', '13,5'])
})
test('a slug has no marks', () => expect(slug('Cải cách hành chính')).toBe('cai-cach-hanh-chinh'))
