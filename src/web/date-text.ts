/**
 * Dates as people type them. Shared by the server (forms work without JavaScript) and by the date field in the browser,
 * so it imports nothing.
 */

const real = (year: number, month: number, day: number): string | null => {
  if (year < 1900 || year > 2199) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

/** The year that brings a day and month nearest to today. */
function nearest(month: number, day: number, today: string): string | null {
  const present = Number(today.slice(0, 4))
  const away = (iso: string): number => Math.abs(Date.parse(iso) - Date.parse(today))
  return [present - 1, present, present + 1].reduce<string | null>((best, year) => {
    const date = real(year, month, day)
    return date !== null && (best === null || away(date) < away(best)) ? date : best
  }, null)
}

/**
 * Reads "25/11/2026", "5-3-2026", "25.11.26", "25112026", "2026-11-25" and, where today is known, "25/11".
 * @param today "YYYY-MM-DD": days without a year are taken in the year that brings them nearest
 * @returns "YYYY-MM-DD"; null when it is no real day of 1900 to 2199
 */
export function readDateText(text: string, today?: string): string | null {
  const given = text.trim().replace(/\s*([/.-])\s*/g, '$1')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(given)
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const parts = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(given) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(given)
  if (!parts) return null
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), parts[3]]
  if (year !== undefined) return real(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
  return today === undefined ? null : nearest(month, day, today)
}

/** "2026-11-25" as "25/11/2026". */
export const dateText = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`
