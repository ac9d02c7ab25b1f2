import { MINUTE_MS } from '../kernel/dates.ts'

/** `ok`: heard from just now; `late`: missed some calls; `silent`: no word for an hour. `clock_off`: more than a minute. */
export type DeviceHealth = {
  readonly state: 'ok' | 'late' | 'silent'
  readonly clock_off: boolean
  readonly disk_low: boolean
}

const DISK_LOW_BYTES = 500 * 1024 * 1024

/** How a device is, from its last word. Times in epoch ms, disk in bytes. */
export function deviceHealth(
  device: { readonly last_seen_at: number; readonly clock_offset_ms: number | null; readonly disk_free: number | null },
  now: number,
): DeviceHealth {
  const quiet = now - device.last_seen_at
  return {
    state: quiet <= 5 * MINUTE_MS ? 'ok' : quiet <= 60 * MINUTE_MS ? 'late' : 'silent',
    clock_off: device.clock_offset_ms !== null && Math.abs(device.clock_offset_ms) > MINUTE_MS,
    disk_low: device.disk_free !== null && device.disk_free < DISK_LOW_BYTES,
  }
}
