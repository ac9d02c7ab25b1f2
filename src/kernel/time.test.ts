import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { LocalDate } from './dates.ts'
import { isoUtc, openZone } from './time.ts'

const date = (text: string): LocalDate => text as LocalDate
const at = (iso: string): number => Date.parse(iso)

describe('Asia/Ho_Chi_Minh', () => {
  const zone = openZone('Asia/Ho_Chi_Minh')
  test('five fifteen in the morning is 22:15 UTC of the day before', () => {
    expect(isoUtc(zone.toInstant(date('2020-07-01'), 315))).toBe('2020-06-30T22:15:00Z')
  })
  test('the local day begins at 17:00 UTC', () => {
    expect(zone.localDate(at('2020-06-30T16:59:59Z'))).toBe('2020-06-30')
    expect(zone.localDate(at('2020-06-30T17:00:00Z'))).toBe('2020-07-01')
  })
  test('an instant written as local time', () => {
    expect(zone.isoLocal(at('2026-11-25T10:00:00Z'))).toBe('2026-11-25T17:00:00+07:00')
  })
})

describe('a zone with summer time', () => {
  const zone = openZone('Europe/Berlin')
  test('a time that the clock jumps over goes forward by the jump', () => {
    expect(isoUtc(zone.toInstant(date('2026-03-29'), 150))).toBe('2026-03-29T01:30:00Z')
  })
  test('a time that comes twice is the first one', () => {
    expect(isoUtc(zone.toInstant(date('2026-10-25'), 150))).toBe('2026-10-25T00:30:00Z')
  })
})

test.each(['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC'])(
  'conversion in %s agrees with Temporal at any instant',
  (name) => {
    const zone = openZone(name)
    fc.assert(
      fc.property(
        fc.integer({ min: at('1990-01-01T00:00:00Z') / 1000, max: at('2060-01-01T00:00:00Z') / 1000 }),
        (seconds) => {
          const oracle = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(name)
          expect(zone.localDate(seconds * 1000)).toBe(oracle.toPlainDate().toString())
          expect(zone.localMinutes(seconds * 1000)).toBe(oracle.hour * 60 + oracle.minute)
          const back = oracle
            .toPlainDate()
            .toZonedDateTime({ timeZone: name, plainTime: { hour: oracle.hour, minute: oracle.minute } })
          expect(zone.toInstant(date(oracle.toPlainDate().toString()), oracle.hour * 60 + oracle.minute)).toBe(
            back.epochMilliseconds,
          )
        },
      ),
      { numRuns: 300 },
    )
  },
)
