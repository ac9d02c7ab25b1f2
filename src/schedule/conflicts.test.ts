import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesFor, NO_CHOICES } from './choices.ts'
import { findConflicts, nextGap } from './conflicts.ts'
import { airing, at } from './pure.fixture.ts'

const NOW = at('2026-11-23T07:00')
const endOfDay = (): number => at('2026-11-26T00:00')
const find = (fresh: ReturnType<typeof airing>[], known: ReturnType<typeof airing>[]) =>
  findConflicts(fresh, known, NOW, endOfDay)
const other = (start: string, minutes: number, over = {}) => airing(start, minutes, { slotId: 3, ...over })

describe('overlap on a station', () => {
  test('airings that only touch do not meet', () => {
    expect(
      find([airing('2026-11-25T05:15', 15)], [other('2026-11-25T05:30', 15), other('2026-11-25T05:00', 15)]),
    ).toEqual([])
  })

  test('one minute in common is a conflict', () => {
    expect(find([airing('2026-11-25T05:15', 16)], [other('2026-11-25T05:30', 15)])).toHaveLength(1)
  })

  test('another station is another matter', () => {
    expect(find([airing('2026-11-25T05:15', 15)], [other('2026-11-25T05:15', 15, { stationId: 8 })])).toEqual([])
  })

  test('what reaches past midnight meets what begins after it', () => {
    const found = find([airing('2026-11-25T00:05', 15)], [other('2026-11-24T23:50', 20)])
    expect(found.map((c) => c.id)).toEqual(['12-7-2026-11-25-1~3-7-2026-11-24-1'])
  })

  test('two projected ones meet once; the later gives way', () => {
    const found = find([airing('2026-11-25T05:15', 15), airing('2026-11-25T05:20', 15, { ordinal: 2 })], [])
    expect(found.map((c) => [c.projected.ordinal, c.other.ordinal])).toEqual([[2, 1]])
  })

  test('a long one over two short ones is two conflicts', () => {
    expect(
      find([airing('2026-11-25T05:00', 60)], [other('2026-11-25T05:10', 5), other('2026-11-25T05:40', 5)]),
    ).toHaveLength(2)
  })

  test('against a comparison of every pair, in any crowd', () => {
    const any = fc.record({
      start: fc.nat(600),
      minutes: fc.integer({ min: 1, max: 90 }),
      station: fc.constantFrom(7, 8),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.array(any, { maxLength: 12 }), (a, b) => {
        const make = (list: typeof a, slotId: number) =>
          list.map((x, i) => {
            const startsAt = at('2026-11-25T05:00') + x.start * 60_000
            return airing('2026-11-25T05:00', 1, {
              slotId,
              stationId: x.station,
              ordinal: i + 1,
              startsAt,
              endsAt: startsAt + x.minutes * 60_000,
            })
          })
        const [fresh, known] = [make(a, 12), make(b, 3)]
        const all = [...fresh, ...known]
        const meets = (p: (typeof all)[number], q: (typeof all)[number]) =>
          p.stationId === q.stationId && p.startsAt < q.endsAt && q.startsAt < p.endsAt
        let pairs = 0
        for (let i = 0; i < fresh.length; i++)
          for (let j = i + 1; j < all.length; j++) if (meets(all[i] as never, all[j] as never)) pairs++
        expect(find(fresh, known)).toHaveLength(pairs)
      }),
    )
  })
})

describe('legal choices', () => {
  test('shift goes to the next gap that is long enough, and no two meet there', () => {
    const busy = [other('2026-11-25T05:00', 30), other('2026-11-25T05:40', 20)]
    const found = find([airing('2026-11-25T05:05', 15), airing('2026-11-25T05:10', 15, { slotId: 13 })], busy)
    const shifted = new Map(found.map((c) => [c.projected.slotId, c.shiftTo]))
    expect([...shifted.values()]).toEqual([at('2026-11-25T06:00'), at('2026-11-25T06:15')])
  })

  test('a day without a gap has no shift', () => {
    const [conflict] = find([airing('2026-11-25T23:00', 30)], [other('2026-11-25T22:00', 110)])
    expect(conflict).toMatchObject({ choices: ['keep', 'replace', 'skip'], shiftTo: null })
  })

  test('a shift may end at midnight, not after it', () => {
    const busy = [{ start: 0, end: 60 }]
    expect(nextGap(busy, 10, 40, 100)).toBe(60)
    expect(nextGap(busy, 10, 41, 100)).toBeNull()
  })

  test('what has begun, has evidence, or ranks higher is not replaced', () => {
    const meets = (over: object) =>
      find([airing('2026-11-25T05:15', 15)], [other('2026-11-25T05:15', 15, over)])[0]?.choices
    expect(meets({})).toContain('replace')
    expect(meets({ priority: 'emergency' })).not.toContain('replace')
    expect(meets({ outcome: 'aired', grade: 'player' })).not.toContain('replace')
    expect(
      findConflicts(
        [airing('2026-11-25T05:15', 15)],
        [other('2026-11-25T05:10', 15)],
        at('2026-11-25T05:12'),
        endOfDay,
      )[0]?.choices,
    ).not.toContain('replace')
  })
})

describe('choices become changes', () => {
  const two = () =>
    find([airing('2026-11-25T05:00', 60)], [other('2026-11-25T05:10', 5), other('2026-11-25T05:40', 5, { slotId: 4 })])

  test('each conflict needs one', () => {
    const [first] = two()
    expect(() => changesFor(two(), NO_CHOICES)).toThrow(
      expect.objectContaining({ code: 'choice_missing', params: { count: 2 } }),
    )
    const one = { each: [{ conflict: first?.id ?? '', choice: 'keep' as const }], rest: null }
    expect(() => changesFor(two(), one)).toThrow(
      expect.objectContaining({ code: 'choice_missing', params: { count: 1 } }),
    )
  })

  test('keep changes nothing, replace cancels the others, skip the new one once', () => {
    expect(changesFor(two(), { each: [], rest: 'keep' })).toEqual([])
    expect(changesFor(two(), { each: [], rest: 'replace' }).map((c) => [c.slotId, c.kind])).toEqual([
      [3, 'cancel'],
      [4, 'cancel'],
    ])
    expect(changesFor(two(), { each: [], rest: 'skip' }).map((c) => [c.slotId, c.kind])).toEqual([[12, 'cancel']])
  })

  test('an airing that is shifted away replaces nothing', () => {
    const [first] = two()
    const mixed = { each: [{ conflict: first?.id ?? '', choice: 'shift' as const }], rest: 'replace' as const }
    expect(changesFor(two(), mixed).map((c) => [c.slotId, c.kind, c.newStartsAt])).toEqual([
      [12, 'move', at('2026-11-25T05:45')],
    ])
  })
})
