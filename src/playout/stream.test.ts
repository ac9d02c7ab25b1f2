import { describe, expect, it } from 'vitest'
import { advance, NEW_STREAM } from './stream.ts'

const none = new Set<number>()

describe('next_seq (rule 6)', () => {
  it('is the first number not known here', () => {
    expect(advance(NEW_STREAM, [1, 2, 3], none).nextSeq).toBe(4)
    expect(advance(NEW_STREAM, [3, 1, 2], none).nextSeq).toBe(4)
  })
  it('also of a journal that counts from nought', () => {
    expect(advance(NEW_STREAM, [0, 1], none).nextSeq).toBe(2)
  })
  it('stays before a gap, so that what the server lost is sent again', () => {
    const gap = advance(NEW_STREAM, [1, 2, 5, 6], none)
    expect(gap).toEqual({ nextSeq: 3, ahead: [[5, 6]] })
    expect(advance(gap, [3, 4], none)).toEqual({ nextSeq: 7, ahead: [] })
  })
  it('passes over a gap once the device sends again what lies behind it and nothing from it', () => {
    const gap = advance(NEW_STREAM, [1, 2, 5, 6], none)
    expect(advance(gap, [5, 6, 7], new Set([5, 6])).nextSeq).toBe(8)
    expect(advance(gap, [7], none).nextSeq).toBe(3)
    expect(advance(gap, [4, 5], new Set([5])).nextSeq).toBe(3)
  })
  it('keeps a bounded number of gaps', () => {
    const even = Array.from({ length: 1000 }, (_, i) => 2 * i + 2)
    const state = advance(NEW_STREAM, even, none)
    expect(state.ahead).toHaveLength(100)
    expect(state.nextSeq).toBe(1801)
  })
})
