import { z } from 'zod'
import { jsonColumn } from '../../db/index.ts'
import { eventsPlayed } from '../../playout/index.ts'
import { airingIdOf } from '../behind-row.ts'
import { type Named, namedEvidence, positionsOfPlay, refText } from '../listing-store.ts'
import { positionsOfEvents } from './closings-store.ts'
import type { CurrentRow, LedgerSource, Reading } from './current-rows.ts'
import type { FrozenRow } from './frozen-row.ts'

type AiringSource = Extract<LedgerSource, { what: 'airing' }>
const keyOf = ({ ref }: AiringSource): string => refText(ref.slotId, ref.stationId, ref.onDate, ref.ordinal)
const isAiring = (source: LedgerSource): source is AiringSource => source?.what === 'airing'

/** The rows with the positions of their evidence in the stations' ledgers, in the same order. */
export async function withPositions(reading: Reading, rows: readonly CurrentRow[]): Promise<FrozenRow[]> {
  const airings = rows.map(({ source }) => source).filter(isAiring)
  const named = await namedEvidence(
    reading.reader,
    airings.map(({ ref }) => ref),
  )
  const matched = await matchedPositions(reading, airings, named)
  const out: FrozenRow[] = []
  for (const { row, source } of rows) {
    if (source === null) out.push(row)
    else if (source.what === 'airing') {
      const positions = [...(named.get(keyOf(source))?.positions ?? []), ...(matched.get(row.airing_id ?? '') ?? [])]
      out.push({ ...row, ledger: [...new Set(positions)].sort((a, b) => a - b) })
    } else {
      const ids = jsonColumn(z.array(z.string()), source.play.event_ids)
      out.push({ ...row, ledger: await positionsOfPlay(reading.reader, source.play, ids) })
    }
  }
  return out
}

/** A device's play that did not name its airing was matched to it by time (COUNTING.md 8). By airing_id. */
async function matchedPositions(
  { reader, zone }: Reading,
  airings: readonly AiringSource[],
  named: ReadonlyMap<string, Named>,
): Promise<Map<string, number[]>> {
  const unnamed = airings.filter((source) => source.airing.grade === 'player' && !named.get(keyOf(source))?.byDevice)
  const found = new Map<string, number[]>()
  for (const stationId of new Set(unnamed.map(({ ref }) => ref.stationId))) {
    const own = unnamed.filter(({ ref }) => ref.stationId === stationId)
    const asked = own.map(({ airing }) => ({ airingId: airingIdOf(airing), startsAt: airing.starts_at }))
    const played = await eventsPlayed(reader, zone, stationId, asked)
    const ids = asked.flatMap(({ airingId }) => played.get(airingId) ?? [])
    const positions = await positionsOfEvents(reader, stationId, ids)
    for (const { airingId } of asked) {
      found.set(
        airingId,
        (played.get(airingId) ?? []).flatMap((id) => positions.get(id) ?? []),
      )
    }
  }
  return found
}
