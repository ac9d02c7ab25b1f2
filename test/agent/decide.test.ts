import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src/agent/backoff.ts'
import { needed, planCache } from '../../src/agent/cache-plan.ts'
import { guess, NO_MEMORY, TrueClock } from '../../src/agent/clock.ts'
import { decide, type Facts } from '../../src/agent/decide.ts'
import { eventReader } from '../../src/agent/listen.ts'
import type { Airing } from '../../src/agent/programme.ts'
import { moment } from './rig.ts'

const T = moment('2026-11-23 17:15')
const MINUTE = 60_000
const DAY = 86_400_000
const hash = (letter: string): string => letter.repeat(64)
const airing = (id: string, more: Partial<Airing> = {}): Airing => {
  const start = more.start ?? T
  const sha256 = hash(id.slice(0, 1))
  const audio = { url: 'http://x/a.mp3', bytes: 100, seconds: 600, sha256, gainDb: 0, extension: 'mp3' }
  const rest = {
    start,
    end: start + 15 * MINUTE,
    priority: 'normal' as const,
    title: id,
    audio,
    problem: null,
    seenAt: 0,
  }
  return { id, ...rest, ...more }
}
const facts = (airings: readonly Airing[], more: Partial<Facts> = {}): Facts => ({
  now: T,
  sure: true,
  since: 0,
  airings,
  told: new Set(),
  playing: null,
  resume: null,
  ready: new Set(airings.flatMap(({ audio }) => audio?.sha256 ?? [])),
  withdrawn: new Set(),
  lateMs: 10 * MINUTE,
  ...more,
})
const started = (f: Facts): string | null => decide(f).start?.airing.id ?? null

describe('What is played', () => {
  it('starts at its second, not a minute before, and not once the journal speaks of it', () => {
    expect(started(facts([airing('a')], { now: T - MINUTE }))).toBeNull()
    expect(decide(facts([airing('a')], { now: T - MINUTE })).wakeAt).toBe(T - 6000)
    expect(started(facts([airing('a')]))).toBe('a')
    expect(started(facts([airing('a')], { told: new Set(['a']) }))).toBeNull()
  })
  it('starts late up to ten minutes, then is told as not played', () => {
    expect(started(facts([airing('a')], { now: T + 10 * MINUTE }))).toBe('a')
    const late = decide(facts([airing('a')], { now: T + 11 * MINUTE }))
    expect(late.start).toBeNull()
    expect(late.skip).toMatchObject([{ kind: 'skipped', detail: 'player_busy' }])
  })
  it('is the more urgent one of two that are due; the other waits for its turn', () => {
    const both = [airing('a'), airing('b', { priority: 'priority' })]
    expect(started(facts(both))).toBe('b')
    expect(started(facts(both, { playing: both[1], told: new Set(['b']) }))).toBeNull()
    expect(started(facts(both, { told: new Set(['b']), now: T + 5 * MINUTE }))).toBe('a')
  })
  it('falls silent for an emergency, and for nothing less', () => {
    const playing = airing('a')
    const urgent = airing('e', { priority: 'emergency', start: T + MINUTE })
    const at = { now: T + MINUTE, playing, told: new Set(['a']) }
    expect(decide(facts([playing, urgent], at))).toMatchObject({ stop: 'emergency', start: { airing: { id: 'e' } } })
    const priority = { ...urgent, priority: 'priority' as const }
    expect(decide(facts([playing, priority], at))).toMatchObject({ stop: null, start: null })
    expect(decide(facts([urgent, airing('f', { priority: 'emergency' })], { ...at, playing: urgent })).stop).toBeNull()
  })
  it('goes on after the emergency where it was cut, unless it was withdrawn meanwhile', () => {
    const cut = airing('a')
    const resume = { airing: cut, fromSeconds: 60, until: T + 20 * MINUTE }
    const after = { now: T + 3 * MINUTE, told: new Set(['a']), resume }
    expect(decide(facts([cut], after)).start).toMatchObject({ airing: { id: 'a' }, fromSeconds: 60 })
    expect(started(facts([{ ...cut, audio: null, problem: 'withdrawn' }], after))).toBeNull()
    expect(started(facts([cut], { ...after, now: T + 21 * MINUTE }))).toBeNull()
  })
  it('is never what was withdrawn; and that falls silent when it is playing', () => {
    const playing = airing('a')
    const withdrawn = { ...playing, audio: null, problem: 'withdrawn' }
    expect(decide(facts([withdrawn], { playing, told: new Set(['a']) })).stop).toBe('withdrawn')
    expect(started(facts([airing('a')], { withdrawn: new Set([hash('a')]) }))).toBeNull()
  })
  it('goes on to its end when its airing moves or leaves the playlist', () => {
    const playing = airing('a')
    const at = { playing, told: new Set(['a']), now: T + MINUTE }
    expect(decide(facts([], at))).toMatchObject({ stop: null, start: null, skip: [] })
    expect(decide(facts([airing('a', { start: T + 2 * MINUTE })], { ...at, now: T + 2 * MINUTE }))).toMatchObject({
      stop: null,
      start: null,
    })
  })
})

describe('What was not played', () => {
  const after = { now: T + 20 * MINUTE }
  it('is told with its reason', () => {
    const reasonOf = (one: Airing, more: Partial<Facts>): string | undefined =>
      decide(facts([one], { ...after, ...more })).skip[0]?.detail
    expect(reasonOf(airing('a'), { since: T + 15 * MINUTE })).toBe('device_off')
    expect(reasonOf(airing('a'), { ready: new Set() })).toBe('audio_not_here')
    expect(reasonOf(airing('a', { audio: null, problem: 'not_cleared' }), {})).toBe('not_cleared')
  })
  it('is not told of relayed programmes, of what was learned too late, and while the time is not sure', () => {
    const none = (one: Airing, more: Partial<Facts> = {}): unknown => decide(facts([one], { ...after, ...more })).skip
    expect(none(airing('a', { audio: null, problem: null }))).toEqual([])
    expect(none(airing('a', { seenAt: T + 15 * MINUTE }))).toEqual([])
    expect(none(airing('a'), { sure: false })).toEqual([])
  })
})

describe('The time', () => {
  it('is the server’s, reckoned on by the monotonic clock, whatever the machine’s clock does', () => {
    let [wall, mono] = [T + 400 * DAY, 1000]
    const clock = new TrueClock({ wall: () => wall, mono: () => mono, bootId: 'b' }, NO_MEMORY)
    clock.heard(T, 990, 1010)
    expect(clock.now()).toEqual({ at: T, sure: true })
    expect(clock.wallError()).toBe(400 * DAY)
    ;[wall, mono] = [0, 1000 + DAY]
    expect(clock.now()).toEqual({ at: T + DAY, sure: true })
  })
  it('holds over a restart of the program, but a restart of the machine must be measured anew', () => {
    const at = { wall: () => T + DAY, mono: () => 5000 }
    const clock = new TrueClock({ ...at, bootId: 'b' }, NO_MEMORY)
    clock.heard(T, 5000, 5000)
    expect(new TrueClock({ ...at, bootId: 'b' }, clock.memory()).now()).toEqual({ at: T, sure: true })
    expect(new TrueClock({ ...at, bootId: 'c' }, clock.memory()).now()).toMatchObject({ sure: false })
  })
  it('without the server is the clock’s that makes the outage shortest, never before what was confirmed', () => {
    const hour = 60 * MINUTE
    // The clock is a day ahead as before; it was a day ahead and someone set it right; a day behind.
    expect(guess(T + DAY + hour, T, DAY)).toBe(T + hour)
    expect(guess(T + hour, T, DAY)).toBe(T + hour)
    expect(guess(T - DAY + hour, T, -DAY)).toBe(T + hour)
    // No battery: 1970, and nothing known of it.
    expect(guess(0, T, 0)).toBeNull()
  })
  it('follows a server whose clock was set', () => {
    let mono = 0
    const clock = new TrueClock({ wall: () => T, mono: () => mono, bootId: 'b' }, NO_MEMORY)
    clock.heard(T, 0, 2)
    mono = MINUTE
    clock.heard(T + 3 * MINUTE, MINUTE, MINUTE + 400)
    expect(clock.now()?.at).toBe(T + 3 * MINUTE - 200)
  })
})

describe('The cache', () => {
  const held = (letter: string, changedAt: number, bytes = 100) => ({
    sha256: hash(letter),
    bytes,
    changedAt,
    path: `audio/${letter}`,
  })
  const audio = (letter: string) => ({ ...(airing(letter).audio ?? never()), sha256: hash(letter) })
  const never = (): never => {
    throw new Error('no audio')
  }
  it('removes the longest unused, only as much as must be, and never what is still to play', () => {
    const plan = planCache([audio('a'), audio('n')], [held('a', 1), held('x', 3), held('y', 2)], 300)
    expect(plan.evict.map(({ path }) => path)).toEqual(['audio/y'])
    expect(plan.fetch.map(({ sha256 }) => sha256)).toEqual([hash('n')])
    const tight = planCache([audio('a'), audio('n')], [held('a', 1)], 150)
    expect(tight).toMatchObject({ evict: [], fetch: [], noRoom: [{ sha256: hash('n') }] })
  })
  it('fetches the soonest needed first, an emergency before all, each file once', () => {
    const coming = [
      airing('b', { start: T + DAY }),
      airing('a'),
      airing('a2'),
      airing('e', { start: T + 2 * DAY, priority: 'emergency' }),
    ]
    expect(needed(coming, new Set(), T, 0).map(({ sha256 }) => sha256)).toEqual([hash('e'), hash('a'), hash('b')])
    expect(needed(coming, new Set(['a', 'a2', 'e']), T, 0).map(({ sha256 }) => sha256)).toEqual([hash('b')])
  })
})

it('Waiting doubles from five seconds to ten minutes, half of it by chance', () => {
  expect([1, 2, 3, 8, 100].map((n) => backoffMs(n, 0.999999))).toEqual([5000, 10_000, 20_000, 600_000, 600_000])
  expect(backoffMs(1, 0)).toBe(2500)
})

it('Live events are read however their bytes are cut', () => {
  const text = 'retry: 5000\n\nid: 7\nevent: playlist\ndata: {"version":3}\n\nid: 7\nevent: ping\ndata: {}\n\n'
  for (let cut = 0; cut < text.length; cut += 1) {
    const read = eventReader()
    expect([...read(text.slice(0, cut)), ...read(text.slice(cut))]).toEqual([
      { id: '7', event: 'playlist', data: '{"version":3}' },
      { id: '7', event: 'ping', data: '{}' },
    ])
  }
})
