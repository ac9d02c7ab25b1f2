/** The wall shows the day from 04:00 to 22:00 in columns of five minutes. */
const FIRST_MINUTE = 4 * 60
const LAST_MINUTE = 22 * 60
const STEP = 5
export const WALL_COLUMNS = (LAST_MINUTE - FIRST_MINUTE) / STEP
export const WALL_HOURS: readonly number[] = Array.from({ length: 9 }, (_, i) => 4 + i * 2)

/** The column (0 to 215) of a minute of the day; what lies outside the wall stands at its edge. */
export function wallColumn(minutes: number): number {
  const column = Math.floor((minutes - FIRST_MINUTE) / STEP)
  return Math.min(Math.max(column, 0), WALL_COLUMNS - 1)
}
/** The column of an hour on the axis. */
export const hourColumn = (hour: number): number => (hour * 60 - FIRST_MINUTE) / STEP
export const onWall = (minutes: number): boolean => minutes >= FIRST_MINUTE && minutes < LAST_MINUTE
