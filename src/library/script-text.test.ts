import { describe, expect, it } from 'vitest'
import { countWords, inlinesOf, parseScript, readingSeconds } from '../kernel/script-markup.ts'
import { normaliseScript, scriptHash } from './script-text.ts'

describe('a script as it is kept', () => {
  it('is NFC with LF, without blank lines at its ends, and so has one hash', () => {
    const typed = `\uFEFF\r\n\r\n${'Quơn Long'.normalize('NFD')}\r\nXã\r \u0000\n\n`
    expect(normaliseScript(typed)).toBe('Quơn Long\nXã')
    expect(scriptHash(normaliseScript(typed))).toBe(scriptHash('Quơn Long\nXã'))
    expect(scriptHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
  it('keeps indentation of its first line, markup, SQL and HTML as they are', () => {
    for (const text of ['  - một', '<b>x</b>', "'; DROP TABLE x; --", '# a\n\n\n# b', 'a\tb'])
      expect(normaliseScript(text)).toBe(text)
  })
  it('mends half a surrogate pair, which no database could keep', () => {
    expect(normaliseScript('a\uD83D')).toBe('a\uFFFD')
  })
})

describe('words and reading time', () => {
  it('counts syllables, each written apart, and figures', () => {
    expect(countWords('Kính chào bà con, hôm nay ngày 25/11.')).toBe(9)
    expect(countWords('Đăng Hưng Phước'.normalize('NFD'))).toBe(3)
    expect(countWords('')).toBe(0)
  })
  it('does not count who speaks, which nobody reads aloud', () => {
    expect(countWords('PTV 1: Xin chào\n**Nữ:** Chào anh\nNhạc hiệu:')).toBe(4)
    expect(countWords('Giờ làm việc: sáng và chiều')).toBe(6)
  })
  it('reads 210 syllables in a minute, rounded up to whole seconds', () => {
    expect(readingSeconds(210, 210)).toBe(60)
    expect(readingSeconds(1, 210)).toBe(1)
    expect(readingSeconds(0, 210)).toBe(0)
    expect(readingSeconds(1000, 180)).toBe(334)
  })
})

describe('a script for display', () => {
  it('has headings, lists, voices and paragraphs', () => {
    const blocks = parseScript(
      '# Một cửa\nPTV 1: Kính **chào** bà con\nxã nhà.\nPTV 2: Vâng.\n- một\n- hai\nHết.\n\n## Phần hai',
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, inlines: [{ text: 'Một cửa', bold: false }] },
      {
        kind: 'paragraph',
        voice: 'PTV 1',
        lines: [
          [
            { text: 'Kính ', bold: false },
            { text: 'chào', bold: true },
            { text: ' bà con', bold: false },
          ],
          [{ text: 'xã nhà.', bold: false }],
        ],
      },
      { kind: 'paragraph', voice: 'PTV 2', lines: [[{ text: 'Vâng.', bold: false }]] },
      { kind: 'list', items: [[{ text: 'một', bold: false }], [{ text: 'hai', bold: false }]] },
      { kind: 'paragraph', voice: null, lines: [[{ text: 'Hết.', bold: false }]] },
      { kind: 'heading', level: 2, inlines: [{ text: 'Phần hai', bold: false }] },
    ])
  })
  it('leaves stars alone that mark nothing', () => {
    expect(inlinesOf('2 ** 3 ** 4 và **')).toEqual([{ text: '2 ** 3 ** 4 và **', bold: false }])
  })
  it('finds several bold stretches, and stars within one', () => {
    expect(
      inlinesOf('**a** b **c ** d** e')
        .map(({ text, bold }) => (bold ? `<${text}>` : text))
        .join('|'),
    ).toBe('<a>| b |<c ** d>| e')
  })
  it('ends on a hostile megabyte, which takes hours where time grows with the square', () => {
    const lone = '**a '.repeat(250_000)
    expect(inlinesOf(lone)).toEqual([{ text: lone, bold: false }])
    expect(parseScript('*'.repeat(1_000_000))).toHaveLength(1)
  })
})
