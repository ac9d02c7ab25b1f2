import { describe, expect, it } from 'vitest'
import { deepText, isDeep } from './deep-json.ts'
import { judgeEvents, rawText } from './judge.ts'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

describe('deeply nested JSON', () => {
  it('is what holds more than a hundred levels in itself', () => {
    expect([nested(100), nested(101), { a: { b: [1, 'x', null] } }, 'text', null].map(isDeep)).toEqual(
      Array(5).fill(false),
    )
    expect(isDeep(nested(102))).toBe(true)
  })
  it('has the text that JSON.stringify would give it', () => {
    const value = { a: [1, { 'b"': null }, [], {}, 'x\n'], c: true, d: [[2], 3] }
    expect(deepText(value)).toBe(JSON.stringify(value))
    expect(deepText('y')).toBe('"y"')
    expect(deepText(nested(30_000))).toBe('['.repeat(30_000) + ']'.repeat(30_000))
  })
  it('is refused for itself, with the beginning of its text, whether or not the rest of it is an event', () => {
    const event = { event_id: 'e1', seq: 7, kind: 'finished', airing_id: '1-1-20261123-1', at: '2026-11-23T10:00:00Z' }
    const judged = judgeEvents([nested(20_000), { ...event, more: nested(20_000) }, event])
    expect(judged.map((one) => one.event?.event_id ?? null)).toEqual([null, null, 'e1'])
    expect(judged[1]).toMatchObject({ eventId: 'e1', seq: 7 })
    expect(rawText(judged[1]?.raw)).toMatchObject({ raw_bytes: deepText(judged[1]?.raw).length })
    expect(rawText(judged[0]?.raw).raw).toBe('['.repeat(16_384))
  })
})
