import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../../../kernel/dates.ts'
import { FINDINGS } from './findings.ts'
import { judgeRows, type Plan, type PlannedRow } from './judge.ts'
import type { AiringRow } from './rows.ts'

const day = (n: number): LocalDate => `2026-11-${String(n).padStart(2, '0')}` as LocalDate
const instant = (date: LocalDate, minutes: number): number => Date.parse(`${date}T00:00:00Z`) + minutes * 60_000
const NOW = instant(day(20), 0)

const outcomes = ['aired', 'partial', 'missed', 'open', null] as const
const grades = ['player', 'attested', 'imported'] as const
const airing = fc.record({
  station: fc.integer({ min: 1, max: 2 }),
  on: fc.integer({ min: 1, max: 3 }),
  minutes: fc.constantFrom(0, 10, 300, 315, 330, 345, 1035, 1430),
  cancelled: fc.boolean(),
  outcome: fc.constantFrom(...outcomes),
  grade: fc.constantFrom(...grades),
  corrected: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})
const paper = fc.record({
  station: fc.integer({ min: 1, max: 2 }),
  on: fc.integer({ min: 1, max: 3 }),
  time: fc.option(fc.constantFrom(5, 300, 307, 322, 323, 340, 700, 1035, 1439)),
  session: fc.option(fc.constantFrom([0, 600] as const, [810, 1140] as const)),
  minutes: fc.option(fc.constantFrom(3, 10)),
  outcome: fc.constantFrom('aired' as const, 'missed' as const, 'partial' as const),
})

const planned = fc.array(airing, { maxLength: 14 }).map((all) => {
  const rows = new Map<string, PlannedRow>()
  for (const one of all) {
    const airingId = `${one.station}-${one.on}-${one.minutes}`
    rows.set(airingId, {
      airingId,
      stationId: one.station,
      plannedOn: day(one.on),
      minutes: one.minutes,
      startsAt: instant(day(one.on), one.minutes),
      seconds: 600,
      cancelled: one.cancelled,
      outcome: one.outcome,
      grade: one.outcome === null ? null : one.grade,
      corrected: one.corrected,
      imported: one.outcome !== null && one.grade === 'imported',
    })
  }
  return [...rows.values()]
})
const typed = fc.array(paper, { maxLength: 20 }).map((all) =>
  all.map(
    (one, index): AiringRow => ({
      kind: 'airings',
      sheet: 0,
      line: index + 2,
      stationId: one.station,
      findings: [],
      ok: true,
      columns: { date: 0, time: 1 },
      note: null,
      date: day(one.on),
      time: one.time,
      session: one.session,
      minutes: one.minutes,
      outcome: one.outcome,
    }),
  ),
)
const planOf = (airings: readonly PlannedRow[]): Plan => ({
  airings,
  closed: [],
  now: NOW,
  today: day(20),
  instant,
  from: null,
  to: null,
})

describe('a log against schedule and ledger', () => {
  it('each row is either taken or told why not; no airing is taken twice; what is taken is new', () => {
    fc.assert(
      fc.property(planned, typed, (airings, rows) => {
        const { good, findings } = judgeRows(rows, planOf(airings))
        const told = new Set(findings.filter(({ code }) => FINDINGS[code].weight !== 'note').map(({ line }) => line))
        const taken = new Set(good.map(({ line }) => line))
        expect(rows.map(({ line }) => Number(told.has(line)) + Number(taken.has(line)))).toEqual(rows.map(() => 1))
        expect(new Set(good.map(({ airingId }) => airingId)).size).toBe(good.length)
        for (const row of good) {
          const of = airings.find(({ airingId }) => airingId === row.airingId)
          expect([of?.stationId, of?.cancelled, of?.corrected]).toEqual([row.stationId, false, false])
          expect(of?.outcome === 'aired' || of?.outcome === 'partial').toBe(false)
          // COUNTING.md 8: half an hour at most from the planned start.
          if (row.at !== null) expect(Math.abs(row.at - row.startsAt)).toBeLessThanOrEqual(30 * 60_000)
        }
      }),
    )
  })

  it('the second time nothing of it is new', () => {
    fc.assert(
      fc.property(planned, typed, (airings, rows) => {
        const { good } = judgeRows(rows, planOf(airings))
        const said = new Map(good.map((row) => [row.airingId, row.outcome]))
        const after = airings.map((one): PlannedRow => {
          const outcome = said.get(one.airingId)
          return outcome === undefined ? one : { ...one, outcome, grade: 'imported', imported: true }
        })
        expect(judgeRows(rows, planOf(after)).good).toEqual([])
      }),
    )
  })
})
