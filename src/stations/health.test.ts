import { describe, expect, it } from 'vitest'
import { type DeviceHeard, healthOf, SILENT_AFTER_MS } from './health.ts'

const NOW = Date.parse('2026-11-23T07:00:00+07:00')
const device = (told: Partial<DeviceHeard> = {}): DeviceHeard => ({
  deviceId: 'pi-1',
  firstSeenAt: 0,
  lastSeenAt: NOW - 60_000,
  player: 'mpv',
  version: '1',
  diskFree: 8_000_000_000,
  clockOffsetMs: 120,
  playing: null,
  unsent: 0,
  ...told,
})

describe('the health of a station', () => {
  it('is good while a device speaks, silent from six hours on', () => {
    expect(healthOf([device()], null, NOW).state).toBe('good')
    expect(healthOf([device({ lastSeenAt: NOW - SILENT_AFTER_MS + 1 })], null, NOW).state).toBe('good')
    expect(healthOf([device({ lastSeenAt: NOW - SILENT_AFTER_MS })], null, NOW)).toMatchObject({
      state: 'silent',
      lastWordAt: NOW - SILENT_AFTER_MS,
    })
  })
  it('tells of a clock that is off either way, a full disk and missing reports', () => {
    const faults = (told: Partial<DeviceHeard>) => healthOf([device(told)], null, NOW).faults
    expect(faults({ clockOffsetMs: -31_000 })).toEqual(['clock'])
    expect(faults({ clockOffsetMs: 30_000 })).toEqual([])
    expect(faults({ diskFree: 1, unsent: 2 })).toEqual(['disk', 'unsent'])
    expect(healthOf([device({ unsent: 1 })], null, NOW).state).toBe('trouble')
  })
  it('does not hold the faults of a device that was replaced against the new one', () => {
    const old = device({ deviceId: 'pi-0', lastSeenAt: NOW - SILENT_AFTER_MS * 9, clockOffsetMs: 9e9 })
    expect(healthOf([device(), old], null, NOW).state).toBe('good')
  })
  it('knows players that only fetch, and stations that never spoke', () => {
    expect(healthOf([], NOW - 5, NOW)).toMatchObject({ state: 'fetching', lastWordAt: NOW - 5 })
    expect(healthOf([], NOW - SILENT_AFTER_MS, NOW).state).toBe('silent')
    expect(healthOf([], null, NOW)).toMatchObject({ state: 'never', lastWordAt: null })
  })
})
