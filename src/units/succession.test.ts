import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../kernel/dates.ts'
import { heirs, parentOn, type Succession, unitThenToNow } from './succession.ts'

const day = (text: string) => text as LocalDate
const s = (from: number, to: number, on: string, kind: Succession['kind'] = 'merge'): Succession => ({
  from,
  to,
  on: day(on),
  kind,
})

// The communes of 2020 and what became of them on 1 July 2025.
const [TRUNG_HOA, HOA_TINH, MY_TINH_AN, MY_TINH_AN_2025, DISTRICT, TIEN_GIANG, DONG_THAP] = [1, 2, 3, 4, 5, 6, 7]
const reform = [
  s(TRUNG_HOA, MY_TINH_AN_2025, '2025-07-01'),
  s(HOA_TINH, MY_TINH_AN_2025, '2025-07-01'),
  s(MY_TINH_AN, MY_TINH_AN_2025, '2025-07-01'),
  s(TIEN_GIANG, DONG_THAP, '2025-07-01'),
]
const NOW = day('2026-11-23')

describe('the unit that stands today where another stood then (COUNTING 17)', () => {
  it('a merged commune is the commune it was merged into', () => {
    expect(unitThenToNow(reform, TRUNG_HOA, NOW)).toBe(MY_TINH_AN_2025)
    expect(unitThenToNow(reform, MY_TINH_AN, NOW)).toBe(MY_TINH_AN_2025)
  })
  it('the merger holds from its day on, not before', () => {
    expect(unitThenToNow(reform, TRUNG_HOA, day('2025-06-30'))).toBe(TRUNG_HOA)
    expect(unitThenToNow(reform, TRUNG_HOA, day('2025-07-01'))).toBe(MY_TINH_AN_2025)
  })
  it('the district, dissolved without successor, stays itself', () => {
    expect(unitThenToNow(reform, DISTRICT, NOW)).toBe(DISTRICT)
  })
  it('a chain is followed to its end: renamed, then merged', () => {
    const chain = [s(1, 2, '2015-01-01', 'rename'), s(2, 3, '2020-01-01'), s(3, 4, '2025-07-01')]
    expect(unitThenToNow(chain, 1, NOW)).toBe(4)
    expect(unitThenToNow(chain, 1, day('2021-01-01'))).toBe(3)
  })
  it("after a split the station's present unit decides", () => {
    const split = [s(1, 2, '2024-01-01', 'split'), s(1, 3, '2024-01-01', 'split')]
    expect(unitThenToNow(split, 1, NOW, 3)).toBe(3)
    expect(unitThenToNow(split, 1, NOW, 2)).toBe(2)
  })
  it('a split unit stays itself when the present unit is none of its parts', () => {
    const split = [s(1, 2, '2024-01-01', 'split'), s(1, 3, '2024-01-01', 'split')]
    expect(unitThenToNow(split, 1, NOW, 9)).toBe(1)
    expect(unitThenToNow(split, 1, NOW)).toBe(1)
  })
  it('parts that met again are one', () => {
    const diamond = [
      s(1, 2, '2010-01-01', 'split'),
      s(1, 3, '2010-01-01', 'split'),
      s(2, 4, '2025-07-01'),
      s(3, 4, '2025-07-01'),
    ]
    expect(heirs(diamond, 1, NOW)).toEqual([4])
    expect(unitThenToNow(diamond, 1, NOW)).toBe(4)
  })
  it('a name given back is no endless walk', () => {
    const circle = [s(1, 2, '2010-01-01', 'rename'), s(2, 1, '2015-01-01', 'rename')]
    expect(heirs(circle, 1, NOW)).toEqual([1])
    expect(heirs(circle, 2, NOW)).toEqual([1])
    expect(heirs(circle, 1, day('2012-01-01'))).toEqual([2])
    expect(heirs([s(1, 2, '2010-01-01'), s(2, 1, '2010-01-01')], 1, NOW)).toHaveLength(1)
  })
  it('two steps on one day are both taken', () => {
    expect(heirs([s(1, 2, '2025-07-01', 'rename'), s(2, 3, '2025-07-01')], 1, NOW)).toEqual([3])
  })
  it('what happened to a unit before it took the place does not count', () => {
    // 2 became 9 in 2005, and a new unit of the same row took 1's place in 2010: its old end is not followed.
    expect(unitThenToNow([s(2, 9, '2005-01-01'), s(1, 2, '2010-01-01')], 1, NOW)).toBe(2)
  })
})

describe('the parent of a unit on a day', () => {
  const moves = [s(10, DONG_THAP, '2025-07-01', 'parent')]
  it('is the one it was entered with until it was moved', () => {
    expect(parentOn(moves, { id: 10, parentId: TIEN_GIANG }, day('2025-06-30'))).toBe(TIEN_GIANG)
    expect(parentOn(moves, { id: 10, parentId: TIEN_GIANG }, day('2025-07-01'))).toBe(DONG_THAP)
  })
  it('does not make the unit another', () => {
    expect(unitThenToNow(moves, 10, NOW)).toBe(10)
  })
})
