import { MINUTE_MS } from '../kernel/dates.ts'

/** What a device last told of itself. Instants in epoch ms, disk in bytes, the offset of its clock in ms. */
export type DeviceHeard = {
  readonly deviceId: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly player: string | null
  readonly version: string | null
  readonly diskFree: number | null
  /** Positive: the device is ahead. */
  readonly clockOffsetMs: number | null
  readonly playing: string | null
  /** Reports that it wrote and that have not come, as it told itself or as their numbers tell. */
  readonly unsent: number
}

/** By what is to be seen to first. */
export const HEALTH = ['silent', 'trouble', 'never', 'fetching', 'good'] as const
export type HealthState = (typeof HEALTH)[number]
export type HealthFault = 'clock' | 'disk' | 'unsent'

/** No word for so long, and the station must be called. */
export const SILENT_AFTER_MS = 6 * 60 * MINUTE_MS
/** A clock is off that moves an airing to another minute. */
export const CLOCK_OFF_MS = 30_000
/** Some two days of audio. Bytes. */
export const DISK_LOW = 500_000_000

export type Health = {
  readonly state: HealthState
  readonly faults: readonly HealthFault[]
  /** When any of its devices or keys was last heard of; null: never. */
  readonly lastWordAt: number | null
  /** The device that was heard last. */
  readonly device: DeviceHeard | null
}

/** What is wrong with a device, as far as it told. */
export const faultsOfDevice = (device: DeviceHeard): HealthFault[] => [
  ...(Math.abs(device.clockOffsetMs ?? 0) > CLOCK_OFF_MS ? (['clock'] as const) : []),
  ...(device.diskFree !== null && device.diskFree < DISK_LOW ? (['disk'] as const) : []),
  ...(device.unsent > 0 ? (['unsent'] as const) : []),
]

/**
 * How a station is.
 * @param devices last heard first
 * @param keyUsedAt when one of its keys was last used: players without a voice of their own only fetch
 */
export function healthOf(devices: readonly DeviceHeard[], keyUsedAt: number | null, now: number): Health {
  const device = devices[0] ?? null
  const lastWordAt = device === null && keyUsedAt === null ? null : Math.max(device?.lastSeenAt ?? 0, keyUsedAt ?? 0)
  if (lastWordAt === null) return { state: 'never', faults: [], lastWordAt, device }
  // A device that was replaced by another says nothing of today.
  const faults = [...new Set(devices.filter((one) => now - one.lastSeenAt < SILENT_AFTER_MS).flatMap(faultsOfDevice))]
  const state = now - lastWordAt >= SILENT_AFTER_MS ? 'silent' : faults.length > 0 ? 'trouble' : 'good'
  return { state: device === null && state === 'good' ? 'fetching' : state, faults, lastWordAt, device }
}
