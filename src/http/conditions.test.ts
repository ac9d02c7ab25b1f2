import { describe, expect, it } from 'vitest'
import { ifRangeHolds, noneMatchHolds, rangeAsked } from './conditions.ts'

describe('If-None-Match', () => {
  it('holds for the tag itself, weak or in a list, and for *', () => {
    for (const header of ['"a"', 'W/"a"', '"b", "a"', '"b","a" , W/"c"', '*'])
      expect(noneMatchHolds(header, '"a"')).toBe(true)
  })
  it('does not hold for another tag, an unquoted one, or none', () => {
    for (const header of ['"b"', 'a', '', undefined, '"b,a"']) expect(noneMatchHolds(header, '"a"')).toBe(false)
    expect(noneMatchHolds('"b,a"', '"b,a"')).toBe(true)
  })
})

describe('If-Range', () => {
  it('needs the same strong tag; a weak one or a date never matches', () => {
    expect(ifRangeHolds(undefined, '"a"')).toBe(true)
    expect(ifRangeHolds('"a"', '"a"')).toBe(true)
    for (const header of ['W/"a"', '"b"', 'Mon, 23 Nov 2026 10:00:00 GMT'])
      expect(ifRangeHolds(header, '"a"')).toBe(false)
  })
})

describe('Range', () => {
  it('reads first-last, first- and -suffix, and cuts at the end of the file', () => {
    expect(rangeAsked('bytes=0-0', 10)).toEqual({ kind: 'part', start: 0, end: 0 })
    expect(rangeAsked('bytes=3-', 10)).toEqual({ kind: 'part', start: 3, end: 9 })
    expect(rangeAsked('bytes=-3', 10)).toEqual({ kind: 'part', start: 7, end: 9 })
    expect(rangeAsked('bytes=-30', 10)).toEqual({ kind: 'part', start: 0, end: 9 })
    expect(rangeAsked('bytes=9-30', 10)).toEqual({ kind: 'part', start: 9, end: 9 })
  })
  it('cannot be met beyond the end, by an empty suffix, or in an empty file', () => {
    for (const [header, size] of [
      ['bytes=10-', 10],
      ['bytes=-0', 10],
      ['bytes=0-', 0],
      ['bytes=-1', 0],
    ] as const) {
      expect(rangeAsked(header, size)).toEqual({ kind: 'unsatisfiable' })
    }
  })
  it('is passed over when it is none, several, or backwards', () => {
    for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=1-2,4-5', 'bytes=5-2', 'items=1-2']) {
      expect(rangeAsked(header, 10)).toEqual({ kind: 'whole' })
    }
  })
})
