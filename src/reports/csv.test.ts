import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('the file begins with a byte order mark and every line ends in CRLF', () => {
  expect(
    toCsv([
      ['Đài', 3002],
      [null, 0],
    ]),
  ).toBe('\ufeff"Đài",3002\r\n"",0\r\n')
})

test('quotes are doubled, commas and line ends stay inside', () => {
  expect(toCsv([['Đài "xã", số 1\r\nhai']])).toBe('\ufeff"Đài ""xã"", số 1\r\nhai"\r\n')
})

test('nothing that a name holds becomes a formula', () => {
  for (const evil of ['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x', '\n=1']) {
    expect(toCsv([[evil]]), JSON.stringify(evil)).toBe(`\ufeff"'${evil}"\r\n`)
  }
  expect(toCsv([['Cải cách = tốt']])).toBe('\ufeff"Cải cách = tốt"\r\n')
})
