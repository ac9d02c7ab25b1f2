import { describe, expect, it } from 'vitest'
import { countWords, notesOf } from '../kernel/script-markup.ts'
import { diffScripts, diffWords } from './script-diff.ts'
import { mergedText, mergeScripts } from './script-merge.ts'

const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'added' ? `{+${text}+}` : kind === 'removed' ? `{-${text}-}` : text))
    .join('')

describe('two revisions compared', () => {
  it('are compared word by word, punctuation by itself', () => {
    expect(shown('Lệ phí là 50.000 đồng.', 'Lệ phí nay là 30.000 đồng,')).toBe(
      'Lệ phí{+ nay+} là{- 50-}{+ 30+}.000 đồng{-.-}{+,+}',
    )
  })
  it('count the words that came and went, and leave out lines far from any change', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `Dòng thứ ${i}`)
    const after = lines.with(20, 'Dòng thứ hai mươi')
    const diff = diffScripts(lines.join('\n'), after.join('\n'))
    expect(diff.lines.map((line) => (line.kind === 'gap' ? line.lines : line.kind))).toEqual([
      18,
      'same',
      'same',
      'changed',
      'same',
      'same',
      17,
    ])
    expect(diff).toMatchObject({ added: 2, removed: 1 })
  })
  it('tell lines with nothing in common as gone and come', () => {
    expect(diffScripts('a b c', 'x y z').lines.map(({ kind }) => kind)).toEqual(['removed', 'added'])
    expect(diffScripts('', 'x').lines.map(({ kind }) => kind)).toEqual(['added'])
    expect(diffScripts('x', 'x').lines).toEqual([{ kind: 'gap', lines: 1 }])
  })
  it('end on two long texts that share nothing', () => {
    const long = (letter: string): string => Array.from({ length: 20_000 }, (_, i) => `${letter}${i}`).join('\n')
    expect(diffScripts(long('a'), long('b'))).toMatchObject({ added: 20_000, removed: 20_000 })
  })
})

describe('two texts that grew from one', () => {
  const base = 'một\nhai\nba\nbốn\nnăm'
  it('are merged by themselves where each changed another place', () => {
    const parts = mergeScripts(base, 'MỘT\nhai\nba\nbốn\nnăm', 'một\nhai\nba\nbốn\nnăm\nsáu')
    expect(parts).toEqual([{ kind: 'settled', lines: ['MỘT', 'hai', 'ba', 'bốn', 'năm', 'sáu'] }])
  })
  it('ask where both changed the same place, and lose nothing without an answer', () => {
    const parts = mergeScripts(base, 'một\nhai của tôi\nba\nbốn', 'một\nhai của Minh\nba\nbốn\nnăm')
    expect(parts).toEqual([
      { kind: 'settled', lines: ['một'] },
      { kind: 'choice', mine: ['hai của tôi'], theirs: ['hai của Minh'] },
      { kind: 'settled', lines: ['ba', 'bốn'] },
    ])
    expect(mergedText(parts, ['mine'])).toBe('một\nhai của tôi\nba\nbốn')
    expect(mergedText(parts, ['theirs'])).toBe('một\nhai của Minh\nba\nbốn')
    expect(mergedText(parts, [])).toBe('một\nhai của Minh\nhai của tôi\nba\nbốn')
  })
  it('that both began from nothing are one choice', () => {
    expect(mergeScripts('', 'a', 'b')).toEqual([{ kind: 'choice', mine: ['a'], theirs: ['b'] }])
    expect(mergeScripts('', 'a', 'a')).toEqual([{ kind: 'settled', lines: ['a'] }])
  })
})

describe('a pronunciation note', () => {
  it('is read in place of the word before it', () => {
    expect(countWords('Kế hoạch 424/KH-UBND [đọc: bốn hai bốn] của huyện')).toBe(2 + 3 + 2)
    expect(countWords('[đọc: chậm rãi] Xin chào')).toBe(4)
    expect(countWords('Một [ghi chú] thường')).toBe(4)
  })
  it('is found where it stands', () => {
    expect(notesOf('UBND [đọc là: Ủy ban] và WTO [đọc: vê kép tê ô]')).toEqual([
      { at: 5, length: 16, spoken: 'Ủy ban' },
      { at: 29, length: 18, spoken: 'vê kép tê ô' },
    ])
  })
})
