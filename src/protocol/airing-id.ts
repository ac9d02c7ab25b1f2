import { isLocalDate, type LocalDate } from '../kernel/dates.ts'

/**
 * An airing's identity (COUNTING.md 1): slot, station, the local date on which the rule put it, and its ordinal among
 * the slot's times of that day, from 1. Moving the airing changes none of them.
 */
export type AiringKey = {
  readonly slotId: number
  readonly stationId: number
  readonly onDate: LocalDate
  readonly ordinal: number
}

/** The identity as the protocol's `airing_id`, safe as a file name: "12-7-20201130-1". */
export const airingId = (key: AiringKey): string =>
  `${key.slotId}-${key.stationId}-${key.onDate.replaceAll('-', '')}-${key.ordinal}`

/** Reads an `airing_id`; null when it is none. */
export function parseAiringId(text: string): AiringKey | null {
  const parts = /^([1-9]\d{0,14})-([1-9]\d{0,14})-(\d{4})(\d{2})(\d{2})-([1-9]\d{0,3})$/.exec(text)
  if (!parts) return null
  const onDate = `${parts[3]}-${parts[4]}-${parts[5]}`
  if (!isLocalDate(onDate)) return null
  return { slotId: Number(parts[1]), stationId: Number(parts[2]), onDate, ordinal: Number(parts[6]) }
}
