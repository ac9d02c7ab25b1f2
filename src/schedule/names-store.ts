import type { Reader } from '../db/index.ts'
import type { Zone } from '../kernel/time.ts'
import { allSegments } from '../library/index.ts'
import { stationsInTime, targetNames } from '../stations/index.ts'

/** Codes by id, for answers. */
export type Names = {
  readonly zone: Zone
  readonly stations: ReadonlyMap<number, string>
  readonly groups: ReadonlyMap<number, string>
  readonly segments: ReadonlyMap<number, string>
}

export async function namesFor(reader: Reader, zone: Zone): Promise<Names> {
  const codes = (list: readonly { id: number; code: string }[]) => new Map(list.map(({ id, code }) => [id, code]))
  const { groups } = await targetNames(reader)
  return {
    zone,
    stations: codes(await stationsInTime(reader)),
    groups: codes(groups),
    segments: codes(await allSegments(reader)),
  }
}
