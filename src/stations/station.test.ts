import { describe, expect, it } from 'vitest'
import type { LocalDate, LocalTime } from '../kernel/dates.ts'
import { type DayPart, partsFaults, USUAL_PARTS } from './day-parts.ts'
import { type Assignment, assignmentOn, isActiveOn } from './station.ts'

const day = (text: string) => text as LocalDate
const since = (from: string, levelCode: string): Assignment => ({
  from: day(from),
  levelCode,
  unitId: 1,
  unitCode: 'x',
})

describe('level and unit of a station on a day', () => {
  const station = { assignments: [since('2020-01-01', 'commune'), since('2025-07-01', 'ward')] as const }
  it('hold from their day on until the next', () => {
    expect(assignmentOn(station, day('2020-01-01')).levelCode).toBe('commune')
    expect(assignmentOn(station, day('2025-06-30')).levelCode).toBe('commune')
    expect(assignmentOn(station, day('2025-07-01')).levelCode).toBe('ward')
    expect(assignmentOn(station, day('2199-12-31')).levelCode).toBe('ward')
  })
  it('before the first, the first is told', () => {
    expect(assignmentOn(station, day('2019-12-31')).levelCode).toBe('commune')
  })
})

describe('a station broadcasts', () => {
  it('from its first to its last day, both included; an open end is open', () => {
    const station = { activeFrom: day('2020-02-29'), activeTo: day('2025-06-30') }
    const days = ['2020-02-28', '2020-02-29', '2025-06-30', '2025-07-01'].map((text) => isActiveOn(station, day(text)))
    expect(days).toEqual([false, true, true, false])
    expect(isActiveOn({ activeFrom: null, activeTo: null }, day('1900-01-01'))).toBe(true)
  })
})

describe('sessions of the day', () => {
  const part = (name: DayPart['part'], starts: string, ends: string): DayPart => ({
    part: name,
    starts: starts as LocalTime,
    ends: ends as LocalTime,
  })
  const paths = (...parts: DayPart[]) => partsFaults(parts).map((fault) => fault.path)
  it('the usual ones are in order', () => {
    expect(partsFaults(USUAL_PARTS)).toEqual([])
  })
  it('end after they start, do not overlap, and come once each; touching is allowed', () => {
    expect(paths(part('morning', '05:00', '05:00'))).toEqual(['items.0.ends'])
    expect(paths(part('morning', '07:00', '05:00'))).toEqual(['items.0.ends'])
    expect(paths(part('morning', '05:00', '07:00'), part('noon', '06:59', '12:00'))).toEqual(['items.1.starts'])
    expect(paths(part('morning', '05:00', '07:00'), part('noon', '07:00', '12:00'))).toEqual([])
    expect(paths(part('noon', '05:00', '07:00'), part('noon', '11:00', '12:00'))).toEqual(['items.1.part'])
  })
})
