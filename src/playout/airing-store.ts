import type { Reader } from '../db/index.ts'
import { parseAiringId } from '../protocol/index.ts'
import { type Airing, airingsOfStation } from '../schedule/index.ts'
import { airingsNamed } from './item-store.ts'

/** Airings of a station in several stretches of time, in every state. */
export async function airingsInWindows(
  reader: Reader,
  stationId: number,
  windows: readonly (readonly [from: number, to: number])[],
): Promise<Airing[]> {
  const found: Airing[] = []
  // Windows are disjoint and few: what lies within a day of each other was joined.
  for (const [from, to] of windows) found.push(...(await airingsOfStation(reader, stationId, from, to)))
  return found
}

/** Planned starts (epoch ms) of airings by airing_id; what does not exist falls out. */
export async function startsOfAirings(reader: Reader, ids: readonly string[]): Promise<number[]> {
  const keys = ids.flatMap((id) => parseAiringId(id) ?? [])
  return [...(await airingsNamed(reader, keys)).values()].map((airing) => airing.startsAt)
}
