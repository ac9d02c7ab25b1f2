import { MINUTE_MS } from '../kernel/dates.ts'
import type { View } from './view.ts'

/** "12 phút trước"; from two days on the day itself. */
export function ago(v: View, at: number): string {
  const minutes = Math.max(0, Math.floor((v.now - at) / MINUTE_MS))
  if (minutes < 1) return v.t('stations.ago_now')
  if (minutes < 60) return v.t('stations.ago_minutes', { n: minutes })
  if (minutes < 48 * 60) return v.t('stations.ago_hours', { n: Math.floor(minutes / 60) })
  return v.fmt.moment(at)
}

/** "+0,4 s" of a device's clock; what rounds to nothing has no sign. */
export function clockOffset(v: View, ms: number | null): string {
  if (ms === null) return '–'
  // −0 becomes 0: nobody reads "−0,0 s".
  const tenths = Math.round(ms / 100) || 0
  return `${tenths > 0 ? '+' : ''}${v.fmt.number(tenths / 10, 1)} s`
}

/** "7,9 GB" */
export function bytes(v: View, size: number | null): string {
  if (size === null) return '–'
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  let [n, at] = [size, 0]
  while (n >= 1000 && at < units.length - 1) {
    n /= 1000
    at += 1
  }
  return `${v.fmt.number(n, at < 2 ? 0 : 1)} ${units[at] ?? ''}`
}
