import { RRuleTemporal } from 'rrule-temporal'
import { dayOf, type LocalDate, type LocalTime } from '../../src/kernel/dates.ts'
import { type BoundRule, occurrenceDays } from '../../src/schedule/recurrence.ts'
import type { BenchRow } from './row.ts'

const SLOT_YEARS = 10_000
const FROM = dayOf('2026-01-01' as LocalDate)
const TO = dayOf('2026-12-31' as LocalDate)

/** Monday to Saturday, 05:15 and 17:15, for a year: 626 airings. */
const rule: BoundRule = {
  weekdays: [1, 2, 3, 4, 5, 6],
  times: ['05:15', '17:15'] as LocalTime[],
  everyWeeks: 1,
  nth: null,
  anchor: FROM,
  from: FROM,
  until: null,
}
const MINUTES = [315, 1035] as const

/** Our expansion, up to the minutes of every airing since 1970. */
function ours(into: Float64Array): number {
  let n = 0
  for (const day of occurrenceDays(rule, FROM, TO)) {
    for (const minutes of MINUTES) into[n++] = day * 1440 + minutes
  }
  return n
}

/** The same by the plainest loop there is: every day of the year, one look into a table of weekdays. */
function plainLoop(into: Float64Array): number {
  const on = Uint8Array.of(0, 1, 1, 1, 1, 1, 1)
  let n = 0
  for (let day = FROM; day <= TO; day++) {
    if (on[(day + 4) % 7] === 1) for (const minutes of MINUTES) into[n++] = day * 1440 + minutes
  }
  return n
}

/** The oracle of the property tests; far slower, so it does one slot-year. */
function rruleTemporal(): number {
  const text =
    'DTSTART;TZID=UTC:20260101T000000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=5,17;BYMINUTE=15;UNTIL=20261231T235959Z'
  return new RRuleTemporal({ rruleString: text }).all().length
}

function timeOf(work: () => number, times: number): { ms: number; airings: number } {
  let airings = 0
  const start = performance.now()
  for (let i = 0; i < times; i++) airings = work()
  return { ms: performance.now() - start, airings }
}

const best = (work: () => number, times: number) =>
  [1, 2, 3].map(() => timeOf(work, times)).reduce((a, b) => (a.ms < b.ms ? a : b))

/**
 * Expansion of 10.000 slot-years against a plain loop into a typed array, and against rrule-temporal.
 * @throws Error when the three do not agree on the number of airings
 */
export function expansionRows(): BenchRow[] {
  const into = new Float64Array(1000)
  timeOf(() => ours(into), 500)
  timeOf(() => plainLoop(into), 500)
  const own = best(() => ours(into), SLOT_YEARS)
  const plain = best(() => plainLoop(into), SLOT_YEARS)
  const oracle = best(rruleTemporal, 3)
  if (own.airings !== plain.airings || own.airings !== oracle.airings) {
    throw new Error(`expansions differ: ${own.airings}, ${plain.airings}, ${oracle.airings}`)
  }
  const year = { own: own.ms / SLOT_YEARS, oracle: oracle.ms / 3 }
  return [
    {
      what: 'expansion of 10.000 slot-years against a plain loop into a typed array, ms',
      figure: own.ms,
      limit: plain.ms,
      ratio: own.ms / plain.ms,
      aim: 3,
      sense: 'at most',
    },
    {
      what: 'expansion of one slot-year against rrule-temporal, ms',
      figure: year.own,
      limit: year.oracle,
      ratio: year.oracle / year.own,
      aim: 20,
    },
  ]
}
