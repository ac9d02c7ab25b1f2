import { describe, expect, it } from 'vitest'
import { bootBase, type Neighbours, type Sending, timeOfCall, timeOfEvent } from './clock.ts'

const utc = (text: string): number => Date.parse(`2026-11-23T${text}Z`)
const AIRING = { startsAt: utc('10:15:00'), endsAt: utc('10:25:00') }
const ALONE = (): Neighbours => ({ before: null, after: null })
const sending = (more: Partial<Sending> = {}): Sending => ({
  receivedAt: utc('12:00:00'),
  bootId: 'now',
  sentMonoMs: 10_000_000,
  bootBases: new Map(),
  ...more,
})
const event = (more: Partial<Parameters<typeof timeOfEvent>[0]> = {}) => ({
  bootId: 'now',
  monoMs: undefined,
  toldAt: utc('10:15:00'),
  airing: null,
  ...more,
})

describe('the time of an event (rule 7)', () => {
  it('in the boot of the sending is received − (sent_mono − mono), whatever the device says the time is', () => {
    const told = event({ monoMs: 9_000_000, toldAt: 0 })
    expect(timeOfEvent(told, sending(), ALONE)).toEqual({ at: utc('12:00:00') - 1_000_000, source: 'measured' })
  })
  it('in another boot is by the last offset measured in that boot', () => {
    const bootBases = new Map([['before', utc('08:00:00')]])
    const told = event({ bootId: 'before', monoMs: 3_600_000, toldAt: 0 })
    expect(timeOfEvent(told, sending({ bootBases }), ALONE)).toEqual({ at: utc('09:00:00'), source: 'boot' })
  })
  it('the offset of a boot is wall time minus monotonic time at the sending', () => {
    expect(bootBase(sending())).toBe(utc('12:00:00') - 10_000_000)
  })
  it('never measured is as told within 30 minutes of the named airing’s start, to the millisecond', () => {
    const near = event({ bootId: 'before', monoMs: 5, airing: AIRING, toldAt: utc('10:45:00') })
    expect(timeOfEvent(near, sending(), ALONE)).toEqual({ at: utc('10:45:00'), source: 'told' })
    const far = { ...near, toldAt: utc('10:45:00') + 1 }
    expect(timeOfEvent(far, sending(), ALONE)).toEqual({ at: null, source: 'unknown' })
  })
  it('further away counts as told only when it fits the order of its stream', () => {
    const late = event({ airing: AIRING, toldAt: utc('11:20:00') })
    const between = (before: string, after: string) => () => ({ before: utc(before), after: utc(after) })
    expect(timeOfEvent(late, sending(), between('11:00:00', '11:30:00'))).toEqual({
      at: utc('11:20:00'),
      source: 'order',
    })
    expect(timeOfEvent(late, sending(), between('11:25:00', '11:30:00')).at).toBeNull()
    expect(timeOfEvent(late, sending(), between('11:00:00', '11:10:00')).at).toBeNull()
    expect(timeOfEvent(late, sending(), ALONE).at).toBeNull()
  })
  it('in 1970, before its airing or in the future is unknown, in whatever order', () => {
    const anyOrder = () => ({ before: null, after: utc('23:59:00') })
    for (const toldAt of [0, utc('09:00:00'), utc('12:31:00'), Date.parse('2099-01-01T00:00:00Z')]) {
      expect(timeOfEvent(event({ airing: AIRING, toldAt }), sending(), anyOrder).at).toBeNull()
    }
  })
  it('has not happened yet when it is told for more than two minutes after its receipt', () => {
    const airing = { startsAt: utc('12:10:00'), endsAt: utc('12:20:00') }
    const told = (at: string) => event({ bootId: 'before', airing, toldAt: utc(at) })
    expect(timeOfEvent(told('12:02:00'), sending(), ALONE)).toEqual({ at: utc('12:00:00'), source: 'told' })
    for (const at of ['12:02:01', '12:10:00', '12:25:00']) {
      expect(timeOfEvent(told(at), sending(), ALONE).at).toBeNull()
    }
  })
  it('without a named airing and never measured is unknown', () => {
    expect(timeOfEvent(event({ toldAt: utc('11:59:00') }), sending(), ALONE).at).toBeNull()
  })
  it('later than its own sending is not believed', () => {
    expect(timeOfEvent(event({ monoMs: 10_000_001 }), sending(), ALONE).at).toBeNull()
  })
  it('age alone never quarantines: measured a hundred days late it stands', () => {
    const old = sending({
      receivedAt: utc('12:00:00') + 100 * 86_400_000,
      bootBases: new Map([['before', utc('08:00:00')]]),
    })
    expect(timeOfEvent(event({ bootId: 'before', monoMs: 0 }), old, ALONE)).toEqual({
      at: utc('08:00:00'),
      source: 'boot',
    })
  })
  it('of a script that calls as it plays is that of the call', () => {
    const received = utc('12:00:00')
    expect(timeOfCall(utc('11:55:00'), received)).toEqual({ at: utc('11:55:00'), source: 'measured' })
    expect(timeOfCall(utc('12:02:00'), received)).toEqual({ at: received, source: 'measured' })
    expect(timeOfCall(utc('12:02:01'), received)).toBeNull()
    expect(timeOfCall(utc('11:54:59'), received)).toBeNull()
    expect(timeOfCall(0, received)).toBeNull()
  })
})
