import { expect, test } from 'vitest'
import { balanced, capital, plain } from './plain-text.ts'

test('nothing that breaks the XML of a document, or turns its writing round, comes through', () => {
  expect(plain('Đài\u0000 \u0001xã\u000b\ufffe\uffff \ud800A\udc00\u202e!')).toBe('Đài xã A!')
  expect(plain('hai\r\n\tdòng')).toBe('hai dòng')
  expect(plain('Đài 📻 < & > "ấ"')).toBe('Đài 📻 < & > "ấ"')
})

test('the first letter of a line is a capital, also of Đ', () => {
  expect(capital('đài huyện')).toBe('Đài huyện')
  expect(capital('')).toBe('')
})

test('a long name of an agency is cut before the unit, else into lines of about the same length', () => {
  expect(balanced('PHÒNG NỘI VỤ', 24)).toEqual(['PHÒNG NỘI VỤ'])
  expect(balanced('ỦY BAN NHÂN DÂN HUYỆN CHỢ GẠO', 24)).toEqual(['ỦY BAN NHÂN DÂN', 'HUYỆN CHỢ GẠO'])
  const lines = balanced('TRUNG TÂM VĂN HÓA - THỂ THAO VÀ TRUYỀN THANH HUYỆN CHỢ GẠO', 24)
  expect(lines.join(' ')).toBe('TRUNG TÂM VĂN HÓA - THỂ THAO VÀ TRUYỀN THANH HUYỆN CHỢ GẠO')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(24)
  expect(balanced('X'.repeat(60), 24)).toEqual(['X'.repeat(60)])
})
