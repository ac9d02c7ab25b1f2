import { expect, it } from 'vitest'
import { openZone } from '../kernel/time.ts'
import { lastDue } from './due.ts'
import { jobs } from './list.ts'

const zone = openZone('Asia/Ho_Chi_Minh')
const due = (schedule: string, now: string): string => new Date(lastDue(schedule, zone, Date.parse(now))).toISOString()

it('looks back over midnight to when a nightly job was due last, in local time', () => {
  expect(due('10 1 * * *', '2026-11-24T01:10:00+07:00')).toBe('2026-11-23T18:10:00.000Z')
  expect(due('10 1 * * *', '2026-11-24T01:09:59+07:00')).toBe('2026-11-22T18:10:00.000Z')
})

it('knows every minute, some minutes of each hour, and every so many', () => {
  expect(due('* * * * *', '2026-11-24T08:00:59Z')).toBe('2026-11-24T08:00:00.000Z')
  expect(due('12 * * * *', '2026-11-24T08:00:59Z')).toBe('2026-11-24T07:12:00.000Z')
  expect(due('*/5 * * * *', '2026-11-24T08:09:00Z')).toBe('2026-11-24T08:05:00.000Z')
})

it('finds a time for every job of the program', () => {
  for (const { schedule } of jobs) expect(due(schedule, '2026-11-24T08:00:00Z')).toMatch(/^2026-11-2[34]/)
})
