import { describe, expect, it } from 'vitest'
import { snippet } from './snippet.ts'

const shown = (parts: ReturnType<typeof snippet>): string =>
  parts.map((part) => (part.hit ? `[${part.text}]` : part.text)).join('')

describe('a snippet', () => {
  it('marks the words in the original spelling', () => {
    expect(shown(snippet('Thủ tục Đất đai ở Hoà Định', { whole: ['dat'], prefix: 'hoa' }))).toBe(
      'Thủ tục [Đất] đai ở [Hoà] Định',
    )
    expect(shown(snippet('Đất đai'.normalize('NFD'), { whole: [], prefix: 'da' })).normalize('NFC')).toBe('[Đất] [đai]')
  })
  it('shows the stretch with most of the words, not the first of them', () => {
    const text = `Đất một chỗ. ${'nói thêm vài lời '.repeat(30)}Đất đai cùng một nơi. ${'rồi thôi '.repeat(50)}`
    const found = shown(snippet(text, { whole: ['dat'], prefix: 'dai' }))
    expect(found).toContain('[Đất] [đai] cùng một nơi')
    expect(found).toMatch(/^… .* …$/)
  })
  it('is nothing where no word is found', () => {
    expect(snippet('Một cửa', { whole: [], prefix: 'x' })).toEqual([])
    expect(snippet('', { whole: [], prefix: 'x' })).toEqual([])
  })
  it('looks no further than an hour of reading', () => {
    expect(snippet(`${'lời '.repeat(14_000)}Đất`, { whole: [], prefix: 'dat' })).not.toEqual([])
    expect(snippet(`${'lời '.repeat(15_000)}Đất`, { whole: [], prefix: 'dat' })).toEqual([])
  })
  it('hands HTML on as text', () => {
    expect(snippet('<b>Đất</b>', { whole: [], prefix: 'dat' })).toEqual([
      { text: 'b>', hit: false },
      { text: 'Đất', hit: true },
      { text: '</b', hit: false },
    ])
  })
})
