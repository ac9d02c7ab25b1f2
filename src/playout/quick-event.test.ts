import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, type Json } from '../kernel/canonical.ts'
import { asRunEvent } from '../protocol/index.ts'
import { entryText, eventText } from './event-text.ts'
import { quickEvent } from './quick-event.ts'

const whole = {
  event_id: 'e-1',
  seq: 7,
  boot_id: 'boot-1',
  kind: 'finished' as const,
  airing_id: '12-7-20261123-1',
  sha256: 'a'.repeat(64),
  at: '2026-11-23T10:15:00.4Z',
  mono_ms: 1234.5,
  played_seconds: 600,
  detail: 'Mất điện',
}
/** Values at the edges of what each member may hold, and past them. */
const odd = fc.oneof(
  fc.constantFrom('', 'a', 'đài', '\u0000', '\ud800', 'a'.repeat(100), 'a'.repeat(101), 'A'.repeat(64), 'b'.repeat(64)),
  fc.constantFrom('2026-02-29T00:00:00Z', '2028-02-29T00:00:00Z', '2026-11-31T00:00:00Z', '2026-11-30T23:59:59Z'),
  fc.constantFrom('2026-11-23T24:00:00Z', '2026-11-23T10:15Z', '2026-11-23T10:15:00+07:00', '2026-11-23', 'started'),
  fc.constantFrom(
    0,
    -0,
    -1,
    0.5,
    86_400,
    86_401,
    1e12,
    1e13,
    Number.POSITIVE_INFINITY,
    2 ** 53 - 1,
    Number.MAX_SAFE_INTEGER + 1,
  ),
  fc.constantFrom(null, true, [], {}, undefined),
  fc.string({ unit: 'binary' }),
)
const names = fc.constantFrom(...Object.keys(whole), 'extra', '__proto__', 'constructor')
const events = fc
  .tuple(fc.array(fc.tuple(names, odd), { maxLength: 3 }), fc.subarray(Object.keys(whole)))
  .map(([changed, left]) => {
    const text = JSON.stringify({ ...Object.fromEntries(left.map((key) => [key, whole[key as keyof typeof whole]])) })
    const raw = JSON.parse(text) as Record<string, unknown>
    // As JSON.parse makes it: a member of its own, whatever its name.
    for (const [key, value] of changed)
      if (value !== undefined) Object.defineProperty(raw, key, { value, enumerable: true, configurable: true })
    return raw
  })

test('what is taken without the schema is what the schema takes, unchanged', () => {
  expect(quickEvent(whole)).toBe(whole)
  let taken = 0
  fc.assert(
    fc.property(events, (raw) => {
      const quick = quickEvent(raw)
      if (!quick) return
      taken++
      expect(asRunEvent.parse(raw)).toEqual(quick)
    }),
    { numRuns: 5000 },
  )
  expect(taken).toBeGreaterThan(50)
})

test('the text of an event and of its row is canonical, whatever is left out', () => {
  const common = { content_hash: 'c', device_id: 'd', journal_id: 'j', sent_at: null, sent_mono_ms: 5, at: null }
  const item = { segment_id: 1, segment: 'Cải cách', episode_id: 2, episode: 'Kỳ "2"', duration_seconds: 9.5 }
  const known = { airing: null, item: { ...item, withdrawn: false }, sent_boot_id: 'boot-1' }
  const judged = { clock: 'unknown' as const, state: 'quarantined' as const, reason: 'clock_unknown' }
  fc.assert(
    fc.property(fc.subarray(Object.keys(whole)), (keys) => {
      const event = Object.fromEntries(Object.entries(whole).filter(([key]) => keys.includes(key))) as typeof whole
      expect(eventText(event)).toBe(canonicalJson(event as Json))
      const body = { event, ...common, ...known, ...judged }
      expect(entryText({ kind: 'event', body })).toBe(canonicalJson(body))
    }),
  )
})
