import { describe, expect, test } from 'vitest'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { openZone } from '../kernel/time.ts'
import { backupsToKeep } from './retention.ts'
import { isDue } from './state.ts'

const zone = openZone('Asia/Ho_Chi_Minh')
const day = (text: string): LocalDate => text as LocalDate
const daily = (newest: string, n: number, proven = (_: number) => true) =>
  Array.from({ length: n }, (_, i) => ({
    id: addDays(day(newest), -i) as string,
    day: addDays(day(newest), -i),
    proven: proven(i),
  }))

describe('What is kept of the backups', () => {
  test('the newest of each of the last days, weeks and months that have one', () => {
    const kept = backupsToKeep(daily('2026-11-24', 400), { days: 3, weeks: 3, months: 4 })
    expect([...kept].sort()).toEqual([
      '2026-08-31',
      '2026-09-30',
      '2026-10-31',
      '2026-11-15',
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
    ])
  })
  test('of one day the newest', () => {
    const two = [
      { id: 'chieu', day: day('2026-11-24'), proven: true },
      { id: 'sang', day: day('2026-11-24'), proven: true },
    ]
    expect([...backupsToKeep(two, { days: 7, weeks: 1, months: 1 })]).toEqual(['chieu'])
  })
  test('one that did not prove itself displaces none, and does not pile up', () => {
    const kept = backupsToKeep(
      daily('2026-11-24', 10, (i) => i > 4),
      { days: 2, weeks: 0, months: 0 },
    )
    expect([...kept].sort()).toEqual(['2026-11-18', '2026-11-19', '2026-11-23', '2026-11-24'])
  })
  test('the last proven one stays, however little is asked for', () => {
    expect([...backupsToKeep(daily('2020-01-01', 1), { days: 0, weeks: 0, months: 0 })]).toEqual(['2020-01-01'])
  })
})

describe('The daily backup is due', () => {
  const at = '02:15'
  const t = (text: string): number => Date.parse(`${text}+07:00`)
  const good = (text: string) => ({ started_at: t(text), state: 'good' as const })
  const due = (runs: Parameters<typeof isDue>[0], now: string) => isDue(runs, { at, now: t(now), zone })
  test('once its time of day has passed, and then not again that day', () => {
    expect(due([good('2026-11-23T02:20')], '2026-11-24T02:10')).toBe(false)
    expect(due([good('2026-11-23T02:20')], '2026-11-24T02:20')).toBe(true)
    expect(due([good('2026-11-24T02:20')], '2026-11-24T23:50')).toBe(false)
  })
  test('as soon as the server is on again, when it was off then; at once where there never was one', () => {
    expect(due([good('2026-11-20T02:20')], '2026-11-24T10:00')).toBe(true)
    expect(due([good('2026-11-22T02:20')], '2026-11-24T01:00')).toBe(true)
    expect(due([], '2026-11-24T01:00')).toBe(true)
  })
  test('not while one is under way, and an hour after one that failed', () => {
    const before = [good('2026-11-23T02:20')]
    const run = (state: 'running' | 'failed', text: string) => [{ started_at: t(text), state }, ...before]
    expect(due(run('running', '2026-11-24T02:20'), '2026-11-24T02:40')).toBe(false)
    expect(due(run('failed', '2026-11-24T02:20'), '2026-11-24T02:40')).toBe(false)
    expect(due(run('failed', '2026-11-24T02:20'), '2026-11-24T03:30')).toBe(true)
  })
  test('by the time of day that was set, also when a backup was made by hand before it', () =>
    expect(due([good('2026-11-24T01:00')], '2026-11-24T02:20')).toBe(true))
})
