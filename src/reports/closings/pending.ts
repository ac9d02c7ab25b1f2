import { jsonColumn, type Reader } from '../../db/index.ts'
import type { Zone } from '../../kernel/time.ts'
import { figuresOf } from '../figures.ts'
import { readNames } from '../names.ts'
import { figuresJson } from '../present.ts'
import { stationIdsAfter } from '../tally-store.ts'
import { STATIONS_AT_ONCE } from './close.ts'
import { type ClosingBrief, closedTexts } from './closings-store.ts'
import { currentRows, type Reading } from './current-rows.ts'
import { type Change, changesBetween, overlay, type SignedSums } from './difference.ts'
import { bySubject, frozenRow } from './frozen-row.ts'
import { withPositions } from './positions.ts'
import { change, type Differences } from './supplement-head.ts'

const PREMIERE = { premiere: 1, repeat: 0, all: undefined } as const

/** How the rows of a closed period are read as they stand at `now`. */
export const readingOf = async (reader: Reader, zone: Zone, closing: ClosingBrief, now: number): Promise<Reading> => ({
  reader,
  zone,
  now,
  names: await readNames(reader),
  scope: {
    from: closing.from_date,
    to: closing.to_date,
    ...(closing.segment_id === null ? {} : { segmentId: closing.segment_id }),
    premiere: PREMIERE[closing.kind],
  },
})

/**
 * What changed since a closing and its supplements, some stations at a time: rows as they stand now against rows as
 * they were frozen. By station, then by subject.
 */
export async function* pendingChanges(reading: Reading, closingId: number): AsyncGenerator<Change[]> {
  const { reader } = reading
  for (let ids: readonly number[] = await stationIdsAfter(reader, 0, STATIONS_AT_ONCE); ids.length > 0; ) {
    const texts = await closedTexts(reader, closingId, ids)
    const frozen = overlay(
      texts.rows.map((text) => jsonColumn(frozenRow, text)),
      texts.changes.map((text) => jsonColumn(change, text)),
    )
    const { rows } = await currentRows(reading, ids)
    const changes = changesBetween(
      frozen,
      rows.map(({ row }) => row),
    )
    const changed = new Set(changes.map(({ subject }) => subject))
    const told = await withPositions(
      reading,
      rows.filter(({ row }) => changed.has(row.subject)),
    )
    const bySubjectName = new Map(told.map((row) => [row.subject, row]))
    yield changes
      .map(({ subject, before, after }) => ({
        subject,
        before,
        after: after && (bySubjectName.get(subject) ?? after),
      }))
      .sort((a, b) => stationOf(a) - stationOf(b) || bySubject(a, b))
    ids = await stationIdsAfter(reader, ids.at(-1) ?? 0, STATIONS_AT_ONCE)
  }
}

export const stationOf = ({ before, after }: Change): number => (after ?? before)?.ids.station ?? 0

export function differencesOf(sums: SignedSums): Differences {
  const levels = (counts: SignedSums['byLevel'] | undefined) =>
    Object.fromEntries([...(counts ?? [])].map(([level, sum]) => [level, figuresJson(figuresOf(sum))]))
  return {
    totals: levels(sums.byLevel),
    apart: { relay: levels(sums.apart.get('relay')), live: levels(sums.apart.get('live')) },
    stations: [...sums.byStation.values()].map(({ station, level, counts }) => ({
      station,
      level,
      figures: figuresJson(figuresOf(counts)),
    })),
  }
}
