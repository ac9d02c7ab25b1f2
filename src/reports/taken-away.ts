import { addCounts, COUNTED, type Counts } from './figures.ts'
import type { FactRow } from './figures-store.ts'

const keyOf = ({ programme, levelCode, stationId, unitId, segmentId }: FactRow): string =>
  `${programme}|${levelCode}|${stationId}|${unitId}|${segmentId}`

/**
 * The rows of a whole without those of a part of it. What is nothing then is no row: nothing was counted there.
 * @param part not by episode, as roll-ups are not
 */
export function takenAway(whole: readonly FactRow[], part: readonly FactRow[]): FactRow[] {
  const left = new Map<string, FactRow>()
  const add = (row: FactRow, counts: Counts): void => {
    const known = left.get(keyOf(row))
    if (known) addCounts(known.counts, counts)
    else left.set(keyOf(row), { ...row, counts: { ...counts } })
  }
  for (const row of whole) add(row, row.counts)
  for (const row of part) add(row, negated(row.counts))
  return [...left.values()].filter(({ counts }) => COUNTED.some((name) => counts[name] !== 0))
}

function negated(counts: Counts): Counts {
  const out = { ...counts }
  for (const name of COUNTED) out[name] = -out[name]
  return out
}
