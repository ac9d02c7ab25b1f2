import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocalDate } from '../kernel/dates.ts'
import { bind, bindingSteps, bindingsOf, type Cleared, newestAt } from './binding.ts'
import { at, date, zone } from './pure.fixture.ts'

const midnight = (day: LocalDate): number => zone.toInstant(day, 0)
const episode = (number: number, airDate: string | null): Cleared => ({
  episodeId: 100 + number,
  year: 2026,
  number,
  airDate: airDate === null ? null : date(airDate),
})
const premieres = new Map([[date('2026-11-25'), at('2026-11-25T17:00')]])
const weeks = [episode(46, '2026-11-18'), episode(47, '2026-11-25')]
const plan = (start: string, over = {}) => ({
  programme: 'episode' as const,
  fixedEpisodeId: null,
  startsAt: at(start),
  ...over,
})

describe('the episode of "newest cleared" (COUNTING.md 4)', () => {
  const bindings = bindingsOf(weeks, premieres, midnight, null)

  test('last week runs until the premiere, this week from its very start on', () => {
    expect(bind(plan('2026-11-25T05:15'), bindings).episodeId).toBe(146)
    expect(bind(plan('2026-11-25T16:59'), bindings).episodeId).toBe(146)
    expect(bind(plan('2026-11-25T17:00'), bindings).episodeId).toBe(147)
    expect(bind(plan('2026-11-30T05:15'), bindings).episodeId).toBe(147)
  })

  test('without a planned premiere an episode is new from midnight of its air date', () => {
    expect(bind(plan('2026-11-17T23:59'), bindings)).toEqual({ episodeId: null, fallback: false })
    expect(bind(plan('2026-11-18T00:00'), bindings).episodeId).toBe(146)
  })

  test('of two on one date the higher number wins', () => {
    const two = bindingsOf([episode(48, '2026-11-25'), episode(47, '2026-11-25')], premieres, midnight, null)
    expect(bind(plan('2026-11-26T05:15'), two).episodeId).toBe(148)
  })

  test('a new one that is late, so not cleared, leaves last week on the air', () => {
    expect(
      bind(plan('2026-11-26T05:15'), bindingsOf([episode(46, '2026-11-18')], premieres, midnight, null)).episodeId,
    ).toBe(146)
  })

  test('nothing cleared: the fallback, and it says so; no fallback: none', () => {
    const standing = bindingsOf([episode(1, null)], premieres, midnight, 101)
    expect(bind(plan('2026-11-26T05:15'), standing)).toEqual({ episodeId: 101, fallback: true })
    expect(bind(plan('2026-11-26T05:15'), bindingsOf([], premieres, midnight, 101))).toEqual({
      episodeId: null,
      fallback: false,
    })
  })

  test('an episode without air date is never the newest', () => {
    expect(
      bind(plan('2026-11-26T05:15'), bindingsOf([episode(99, null)], premieres, midnight, null)).episodeId,
    ).toBeNull()
  })

  test('a fixed episode is used when cleared, else the fallback', () => {
    const fixed = { fixedEpisodeId: 146 }
    expect(bind(plan('2026-11-30T05:15', fixed), bindings).episodeId).toBe(146)
    expect(bind(plan('2026-11-30T05:15', { fixedEpisodeId: 999 }), bindings).episodeId).toBeNull()
  })

  test('relay and live carry none', () => {
    expect(bind(plan('2026-11-30T05:15', { programme: 'relay' }), bindings)).toEqual({
      episodeId: null,
      fallback: false,
    })
    expect(bind(plan('2026-11-30T05:15', { programme: 'live' }), bindings)).toEqual({
      episodeId: null,
      fallback: false,
    })
  })

  test('the stretches of time say the same as each single start', () => {
    const day = fc
      .integer({ min: 0, max: 60 })
      .map((n) => date(new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10)))
    fc.assert(
      fc.property(fc.array(day, { maxLength: 8 }), fc.integer({ min: 0, max: 80 * 1440 }), (days, minute) => {
        const many = bindingsOf(
          days.map((d, i) => ({ ...episode(i + 1, null), airDate: d })),
          new Map(),
          midnight,
          null,
        )
        const now = at('2026-11-01T07:00')
        const instant = now + minute * 60_000
        const step = bindingSteps(many, now).find((s) => s.from <= instant && instant < s.until)
        expect(step?.episodeId).toBe(newestAt(instant, many).episodeId)
      }),
    )
  })
})
