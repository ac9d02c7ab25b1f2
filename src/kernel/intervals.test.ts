import { expect, test } from 'vitest'
import { overlaps, union, unionLength } from './intervals.ts'

test('stretches that touch do not overlap, but join', () => {
  expect(overlaps({ start: 0, end: 5 }, { start: 5, end: 9 })).toBe(false)
  expect(
    union([
      { start: 5, end: 9 },
      { start: 0, end: 5 },
    ]),
  ).toEqual([{ start: 0, end: 9 }])
})
test('what is covered twice counts once', () => {
  expect(
    unionLength([
      { start: 0, end: 10 },
      { start: 2, end: 4 },
      { start: 20, end: 25 },
      { start: 9, end: 12 },
    ]),
  ).toBe(17)
})
test('an empty stretch is nothing', () =>
  expect(
    union([
      { start: 3, end: 3 },
      { start: 9, end: 1 },
    ]),
  ).toEqual([]))
