import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../kernel/dates.ts'
import { MINUTE_MS } from '../kernel/dates.ts'
import { openZone } from '../kernel/time.ts'
import { rangeOf, trueUntil } from './range.ts'

const zone = openZone('Asia/Ho_Chi_Minh')
const at = (text: string): number => Date.parse(`${text}+07:00`)
const house = (now: number, horizonDays: number | null = null) => ({ now, zone, horizonDays })
const date = (text: string) => text as LocalDate

describe('The range of a playlist', () => {
  it('is today unless a date is given, and so many days', () => {
    const range = rangeOf({}, house(at('2026-11-23T07:00')))
    expect(range).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-23',
      start: at('2026-11-23T00:00'),
      end: at('2026-11-24T00:00'),
    })
    expect(rangeOf({ date: date('2028-02-28'), days: 3 }, house(0))).toMatchObject({
      from: '2028-02-28',
      to: '2028-03-01',
    })
  })
  it('is the horizon for calendars and podcasts unless a date or days are given', () => {
    expect(rangeOf({}, house(at('2026-12-31T07:00'), 60))).toMatchObject({ from: '2026-12-31', to: '2027-02-28' })
    expect(rangeOf({ days: 1 }, house(at('2026-12-31T07:00'), 60))).toMatchObject({ to: '2026-12-31' })
  })
  it('follows a window over midnight, at both ends', () => {
    expect(rangeOf({ window: 10 }, house(at('2026-12-31T23:55')))).toMatchObject({
      from: '2026-12-31',
      to: '2027-01-01',
    })
    expect(rangeOf({ window: 10 }, house(at('2027-01-01T00:04')))).toMatchObject({
      from: '2026-12-31',
      to: '2027-01-01',
    })
    expect(rangeOf({ window: 10 }, house(at('2027-01-01T00:05')))).toMatchObject({ from: '2027-01-01' })
  })
})

describe('A kept playlist is true', () => {
  it('until local midnight', () => {
    const now = at('2026-11-23T07:00')
    expect(trueUntil(rangeOf({}, house(now)), [now + 1], now, zone)).toBe(at('2026-11-24T00:00'))
  })
  it('until an airing enters its window', () => {
    const now = at('2026-11-23T17:00')
    const range = rangeOf({ window: 10 }, house(now))
    expect(trueUntil(range, [at('2026-11-23T17:15')], now, zone)).toBe(at('2026-11-23T17:05'))
  })
  it('until an airing has left it: more than five minutes after its start', () => {
    const now = at('2026-11-23T17:16')
    const range = rangeOf({ window: 10 }, house(now))
    expect(trueUntil(range, [at('2026-11-23T17:15')], now, zone)).toBe(at('2026-11-23T17:20') + 1)
  })
  it('until either end of its window passes midnight', () => {
    const evening = at('2026-11-23T23:30')
    expect(trueUntil(rangeOf({ window: 10 }, house(evening)), [], evening, zone)).toBe(at('2026-11-23T23:50'))
    const night = at('2026-11-24T00:02')
    expect(trueUntil(rangeOf({ window: 10 }, house(night)), [], night, zone)).toBe(at('2026-11-24T00:05'))
  })
  it('is never true for longer than anything that could change it (each minute of a day against a fresh look)', () => {
    const start = at('2026-11-23T17:15')
    for (let minute = 0; minute < 1440; minute++) {
      const now = at('2026-11-23T00:00') + minute * MINUTE_MS
      const range = rangeOf({ window: 30 }, house(now))
      const until = trueUntil(range, [start], now, zone)
      const shown = (r: typeof range) => [
        r.from,
        r.to,
        r.window && start >= r.window.earliest && start <= r.window.latest,
      ]
      const last = rangeOf({ window: 30 }, house(until - 1))
      expect(shown(last)).toEqual(shown(range))
    }
  })
})
