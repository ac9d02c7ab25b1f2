import { MINUTE_MS } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'

const DAY_MINUTES = 24 * 60

/** Whether a number stands in a part of a cron pattern: `*`, a step (every fifth) or a list of numbers. */
function matches(part: string, value: number): boolean {
  if (part === '*') return true
  if (part.startsWith('*/')) return value % Number(part.slice(2)) === 0
  return part.split(',').some((one) => Number(one) === value)
}

/**
 * The last minute, not after `now`, at which a pattern of five or six parts was due, by minute and hour; days and months are
 * not looked at, as no job of ours uses them.
 * @returns epoch ms of that minute's beginning
 */
export function lastDue(schedule: string, zone: Pick<Zone, 'localTime'>, now: number): number {
  const [minutes = '*', hours = '*'] = schedule.split(' ').slice(-5)
  const from = now - (now % MINUTE_MS)
  for (let back = 0; back <= DAY_MINUTES; back += 1) {
    const at = from - back * MINUTE_MS
    const [hour = 0, minute = 0] = zone.localTime(at).split(':').map(Number)
    if (matches(minutes, minute) && matches(hours, hour)) return at
  }
  throw new Error(`a job is never due: ${schedule}`)
}
