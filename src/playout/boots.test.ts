import { describe, expect, it } from 'vitest'
import { impossibleTimes, type Numbered, runsOf } from './boots.ts'
import type { Neighbours } from './clock.ts'

const at = (text: string): number => Date.parse(`2020-07-${text.replace(' ', 'T')}:00Z`)
const DAY = 86_400_000
const NOTHING = (): Neighbours => ({ before: null, after: null })
const event = (seq: number, boot: string, began: string, told: string, measured: string | null): Numbered => ({
  seq,
  bootId: boot,
  // Its own time since the boot: of what was measured the true one, else by the clock that it told by.
  monoMs: at(measured ?? told) - at(began),
  toldAt: at(told),
  at: measured === null ? null : at(measured),
})
const times = (events: readonly Numbered[], sendingBegan: string, kept = NOTHING) =>
  [...impossibleTimes(runsOf(events), kept, at(sendingBegan))]
    .map(([{ seq }, time]): [number, number | null] => [seq, time])
    .sort(([a], [b]) => a - b)

// Off on the 14th; the clock was put a day ahead; boot 4 plays the next day's items and is cut off on the 16th.
const before = event(46, 'b3', '10 00:00', '14 05:15', '14 05:15')
const ahead = [event(47, 'b4', '15 10:22', '15 17:15', null), event(55, 'b4', '15 10:22', '17 17:15', null)]
const next = (told: string) => event(56, 'b5', '16 17:19', told, '17 05:15')

describe('Times of boots that nobody measured (rule 7)', () => {
  it('are as told where they lie between what was measured', () => {
    expect(times([before, ...ahead, event(56, 'b5', '17 18:00', '18 05:15', '18 05:15')], '17 18:00')).toEqual([])
  })
  it('after the start of a later boot are impossible, the whole run of them: less the error measured there, if that fits', () => {
    expect(times([before, ...ahead, next('18 05:15')], '16 17:19')).toEqual([
      [47, at('14 17:15')],
      [55, at('16 17:15')],
    ])
  })
  it('are unknown where the next boot’s clock was right, or its error does not fit either', () => {
    for (const told of ['17 05:15', '17 05:17', '20 05:15', '16 05:15']) {
      expect(times([before, ...ahead, next(told)], '16 17:19')).toEqual([
        [47, null],
        [55, null],
      ])
    }
  })
  it('are impossible by the start of the boot that sends them alone, and by what was received before', () => {
    const both = [
      [47, null],
      [55, null],
    ]
    expect(times(ahead, '16 17:19')).toEqual(both)
    expect(times(ahead, '18 00:00', () => ({ before: at('15 18:00'), after: null }))).toEqual(both)
    expect(times(ahead, '18 00:00', () => ({ before: null, after: at('17 17:15') }))).toEqual(both)
    expect(times(ahead, '18 00:00', () => ({ before: at('15 10:00'), after: at('17 17:16') }))).toEqual([])
  })
  it('the error is not carried back over a boot whose clock was right: it was set in between', () => {
    const right = event(56, 'b4a', '16 17:16', '16 17:17', null)
    expect(times([before, ...ahead, right, { ...next('18 05:15'), seq: 57 }], '16 17:19')).toEqual([
      [47, null],
      [55, null],
      [56, null],
    ])
  })
  it('a boot of known length pushes the one before it back: seen only when both are judged together', () => {
    // b4 is off at the latest when b5 begins; b5 ran 17 hours before b6, so b4 was over 17 hours before that.
    const last = (told: string) => event(57, 'b6', '17 05:20', told, '17 17:15')
    const long = event(56, 'b5', '16 12:20', '17 05:15', null)
    const told = [before, ...ahead.map((one) => ({ ...one, toldAt: one.toldAt - DAY }))]
    expect(times([...told, long, last('17 17:15')], '17 05:20')).toEqual([
      [47, null],
      [55, null],
      [56, null],
    ])
    const short = event(56, 'b5', '17 05:00', '17 05:15', null)
    expect(times([...told, short, last('17 17:15')], '17 05:20')).toEqual([])
    const later = event(56, 'b5', '16 17:19', '17 05:15', null)
    const wrong = { ...later, toldAt: later.toldAt + DAY }
    expect(times([before, ...ahead, wrong, last('18 17:15')], '17 05:20')).toEqual([
      [47, at('14 17:15')],
      [55, at('16 17:15')],
      [56, at('17 05:15')],
    ])
  })
  it('beside a boot whose clock was wrong are unknown too, up to what was measured: nobody knows when it was put right', () => {
    // A day behind: b4 ran 17 hours after the 14th 05:15 and tells the 14th; what b5 tells is possible.
    const behind = event(47, 'b4', '13 23:00', '14 05:20', null)
    const b5 = event(56, 'b5', '15 13:00', '15 17:15', null)
    const measured = event(57, 'b6', '16 05:00', '16 05:15', '16 05:15')
    const b7 = event(58, 'b7', '16 12:00', '16 17:15', null)
    expect(times([before, behind, b5, measured, b7], '18 00:00')).toEqual([
      [47, null],
      [56, null],
    ])
  })
  it('that contradict each other are both unknown: more passed between them than they tell', () => {
    // By its monotonic clock b4 went on for two days after 47; b5 tells times of the first of them.
    const first = event(47, 'b4', '14 06:00', '14 17:15', null)
    const end = { ...event(48, 'b4', '14 06:00', '16 17:15', null), toldAt: at('15 17:15') }
    const b5 = event(56, 'b5', '15 10:00', '15 17:15', null)
    const last = event(60, 'b6', '19 05:00', '19 05:15', '19 05:15')
    expect(times([first, b5, last], '19 05:00')).toEqual([])
    expect(times([first, end, b5, last], '19 05:00')).toEqual([
      [47, null],
      [48, null],
      [56, null],
    ])
  })
  it('a boot that ran for hours after what was measured before it tells no time earlier than that', () => {
    const early = event(47, 'b4', '13 23:00', '14 05:20', null)
    expect(times([before, early], '16 17:19')).toEqual([[47, null]])
    expect(times([before, event(47, 'b4', '14 05:15', '14 05:20', null)], '16 17:19')).toEqual([])
  })
  it('a clock that drifted by two minutes is no contradiction', () => {
    const slow = event(47, 'b4', '15 10:22', '16 17:21', null)
    expect(times([before, slow], '16 17:19')).toEqual([])
    expect(times([before, { ...slow, toldAt: slow.toldAt + 1 }], '16 17:19')).toEqual([[47, null]])
  })
  it('an error of a day is carried to the millisecond', () => {
    const [first] = ahead
    if (!first) throw new Error('none')
    expect(times([first, { ...next('18 05:15'), toldAt: at('17 05:15') + DAY + 7 }], '15 10:00')).toEqual([
      [47, at('15 17:15') - DAY - 7],
    ])
  })
})
