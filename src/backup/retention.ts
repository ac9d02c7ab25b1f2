import { isoWeekOf, type LocalDate } from '../kernel/dates.ts'

/** For how many of the last days, weeks and months with a backup the newest of each is kept. */
export type Keeping = { readonly days: number; readonly weeks: number; readonly months: number }
export type Aged = { readonly id: string; readonly day: LocalDate; readonly proven: boolean }

const HOLD_UNPROVEN = 2

/**
 * Which backups are kept: the newest proven one of each of the last days, weeks and months that have one; the newest proven one
 * always. One that did not prove itself never displaces another, and stays while two newer ones are not proven.
 * @param backups newest first
 */
export function backupsToKeep(backups: readonly Aged[], { days, weeks, months }: Keeping): Set<string> {
  const proven = backups.filter((one) => one.proven)
  const kept = new Set<string>(proven.slice(0, 1).map(({ id }) => id))
  const newestOf = (bucket: (day: LocalDate) => string, most: number): void => {
    const seen = new Set<string>()
    for (const { id, day } of proven) {
      const key = bucket(day)
      if (seen.has(key)) continue
      if (seen.size === most) return
      seen.add(key)
      kept.add(id)
    }
  }
  newestOf((day) => day, days)
  newestOf((day) => `${isoWeekOf(day).year} ${isoWeekOf(day).week}`, weeks)
  newestOf((day) => day.slice(0, 7), months)
  for (const { id } of backups.filter((one) => !one.proven).slice(0, HOLD_UNPROVEN)) kept.add(id)
  return kept
}
