import { describe, expect, test } from 'vitest'
import type { Airing } from './airing.ts'
import { type Act, difference } from './difference.ts'
import type { Wanted } from './projection.ts'
import { airing, at } from './pure.fixture.ts'

const NOW = at('2026-11-25T05:15')
const bound = { episodeId: 5, fallback: false }
const want = (start: string, over: Partial<Wanted> = {}): Wanted => ({ ...airing(start, 15), create: true, ...over })
const have = (start: string, over: Partial<Airing> = {}): Airing => airing(start, 15, { episodeId: 5, ...over })
const steps = (wanted: Wanted[], existing: Airing[], act: Act = 'plan') =>
  difference({ wanted, existing, now: NOW, act, bind: () => bound }).map((s) => `${s.effect} ${s.airing.state}`)
const closed = { state: 'cancelled', stateReason: 'Tết', closureId: 5, create: false } as const

describe('what becomes of airings', () => {
  test('doing it again changes nothing', () => {
    const [made] = difference({
      wanted: [want('2026-11-26T05:15')],
      existing: [],
      now: NOW,
      act: 'plan',
      bind: () => bound,
    })
    expect(made?.effect).toBe('add')
    expect(steps([want('2026-11-26T05:15')], made ? [made.airing] : [])).toEqual(['same planned'])
  })

  test('what the rule no longer brings is superseded, not deleted, and comes back with it', () => {
    expect(steps([], [have('2026-11-26T05:15')])).toEqual(['supersede superseded'])
    expect(steps([want('2026-11-26T05:15')], [have('2026-11-26T05:15', { state: 'superseded' })])).toEqual([
      'restore planned',
    ])
  })

  test('the past, this very minute included, is not rewritten', () => {
    expect(steps([], [have('2026-11-25T05:15')])).toEqual([])
    const moved = want('2026-11-25T05:15', { startsAt: at('2026-11-26T06:00') })
    expect(steps([moved], [have('2026-11-25T05:15')])).toEqual(['same planned'])
    expect(steps([want('2026-11-25T05:15')], [])).toEqual([])
  })

  test('an airing of which anything is known is not rewritten, even in the future', () => {
    expect(steps([], [have('2026-11-26T05:15', { outcome: 'aired', grade: 'player' })])).toEqual([])
  })

  test('a time that would lie in the past drops the airing', () => {
    expect(steps([want('2026-11-25T17:15', { startsAt: at('2026-11-25T04:00') })], [have('2026-11-25T17:15')])).toEqual(
      ['supersede superseded'],
    )
  })

  test('a backfill makes what is missing and takes back what was superseded; it moves nothing', () => {
    expect(steps([want('2026-11-20T05:15')], [], 'backfill')).toEqual(['add planned'])
    expect(steps([want('2026-11-20T05:15')], [have('2026-11-20T05:15', { state: 'superseded' })], 'backfill')).toEqual([
      'restore planned',
    ])
    expect(
      steps([want('2026-11-20T05:15', { startsAt: at('2026-11-20T06:00') })], [have('2026-11-20T05:15')], 'backfill'),
    ).toEqual(['same planned'])
  })

  test('a closed day makes no airing; one that exists is cancelled', () => {
    expect(steps([want('2026-11-26T05:15', closed)], [])).toEqual([])
    expect(steps([want('2026-11-26T05:15', closed)], [have('2026-11-26T05:15')])).toEqual(['cancel cancelled'])
  })

  test('a closure entered later cancels past airings without evidence, and only as such an act', () => {
    const past = want('2026-11-20T05:15', closed)
    expect(steps([past], [have('2026-11-20T05:15')], 'closure')).toEqual(['cancel cancelled'])
    expect(steps([past], [have('2026-11-20T05:15', { outcome: 'missed' })], 'closure')).toEqual(['same planned'])
    expect(steps([past], [have('2026-11-20T05:15')], 'plan')).toEqual(['same planned'])
  })

  test('a closure taken back plans again what it cancelled, not what a person cancelled', () => {
    const past = want('2026-11-20T05:15')
    expect(steps([past], [have('2026-11-20T05:15', { state: 'cancelled', closureId: 5 })], 'closure')).toEqual([
      'restore planned',
    ])
    expect(steps([past], [have('2026-11-20T05:15', { state: 'cancelled' })], 'closure')).toEqual(['same cancelled'])
  })
})
