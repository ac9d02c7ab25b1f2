import { describe, expect, it } from 'vitest'
import { mendJson, pathOfNul } from './json-text.ts'

describe('JSON text', () => {
  it.each([
    ['"\\ud800"', '"\\ufffd"', 'the first half alone'],
    ['"\\uDC00x"', '"\\ufffdx"', 'the second half alone'],
    ['"\\ud800\\ud83d\\ude00"', '"\\ufffd\\ud83d\\ude00"', 'half a pair before a pair'],
    ['"\\ud83d\\ude00"', '"\\ud83d\\ude00"', 'a pair'],
    ['"\\\\ud800"', '"\\\\ud800"', 'a backslash and letters'],
    ['"\\\\\\ud800"', '"\\\\\\ufffd"', 'a backslash and half a pair'],
    ['{"\\udfff":1}', '{"\\ufffd":1}', 'a key'],
  ])('%s becomes %s: %s', (sent, kept) => expect(mendJson(sent)).toEqual({ text: kept, hasNul: false }))

  it('with NUL is told, but not for a backslash and letters', () => {
    expect(mendJson('{"a":"\\u0000"}').hasNul).toBe(true)
    expect(mendJson('{"a":"\\\\u0000"}').hasNul).toBe(false)
    expect(mendJson('{"a":"\\\\\\u0000"}').hasNul).toBe(true)
  })

  it('says where NUL stands, first one first, however deep', () => {
    expect(pathOfNul({ a: ['x', { b: '\0' }], c: '\0' })).toBe('a.1.b')
    expect(pathOfNul({ a: { 'k\0': 1 } })).toBe('a')
    expect(pathOfNul('\0')).toBe('')
    expect(pathOfNul({ a: ['x'] })).toBeNull()
    let deep: unknown = '\0'
    for (let i = 0; i < 50_000; i += 1) deep = [deep]
    expect(pathOfNul(deep)).toMatch(/^0(\.0)+$/)
  })
})
