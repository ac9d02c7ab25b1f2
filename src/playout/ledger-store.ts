import { lockRow, prepared, type Reader, type Tx } from '../db/index.ts'
import { insertMany } from './bulk-store.ts'
import { entryText } from './event-text.ts'
import { type EvidenceRow, evidenceOf } from './evidence.ts'
import { insertEvidence } from './evidence-store.ts'
import { chainRows, EMPTY_HEAD, type LedgerHead, type LedgerRow, type LedgerStation } from './ledger.ts'
import type { LedgerEntry } from './ledger-body.ts'

const head = prepared((q, a: { stationId: number }, dialect) =>
  q
    .selectFrom('ledger_head')
    .select(['position', 'hash'])
    .where('station_id', '=', a.stationId)
    .modifyEnd(lockRow({ dialect }))
    .compile(),
)
const moveHead = prepared((q, a: { stationId: number; position: number; hash: string }) =>
  q
    .insertInto('ledger_head')
    .values({ station_id: a.stationId, position: a.position, hash: a.hash })
    .onConflict((conflict) => conflict.column('station_id').doUpdateSet({ position: a.position, hash: a.hash }))
    .compile(),
)

/** The last row of a station's chain, locked until the transaction ends: writers of one station queue here. */
export async function lockHead(tx: Tx, stationId: number): Promise<LedgerHead> {
  if (tx.dialect === 'postgres') {
    // The row must be there to be locked, also by two first writers at once.
    const first = { station_id: stationId, position: 0, hash: EMPTY_HEAD.hash }
    await tx.q
      .insertInto('ledger_head')
      .values(first)
      .onConflict((c) => c.doNothing())
      .execute()
  }
  const [row] = await head(tx, { stationId })
  return row ?? EMPTY_HEAD
}

const COLUMNS = ['station_id', 'position', 'previous_hash', 'hash', 'kind', 'text'] as const

/**
 * Appends rows to a station's chain, and what they say to the log of evidence. `head` comes from lockHead.
 * @param receivedAt epoch ms
 * @returns the evidence rows, in the order of the entries (epochs give none)
 */
export async function appendEntries(
  tx: Tx,
  station: LedgerStation,
  head: LedgerHead,
  receivedAt: number,
  entries: readonly LedgerEntry[],
): Promise<EvidenceRow[]> {
  if (entries.length === 0) return []
  const drafts = entries.map((entry) => ({ ...entry, text: entryText(entry) }))
  const chained = chainRows(head, station, receivedAt, drafts)
  const rows = chained.rows.map((row) => [station.id, row.position, row.previousHash, row.hash, row.kind, row.text])
  await insertMany(tx, 'ledger_row', COLUMNS, rows)
  await moveHead(tx, { stationId: station.id, ...chained.head })
  const evidence = entries.flatMap((entry, index) => evidenceOf(head.position + 1 + index, receivedAt, entry) ?? [])
  await insertEvidence(tx, station.id, evidence)
  return evidence
}

/** Rows of a chain after a position, at most `limit`, in order. */
export async function ledgerPage(
  reader: Reader,
  stationId: number,
  after: number,
  limit: number,
): Promise<LedgerRow[]> {
  const rows = await reader.q
    .selectFrom('ledger_row')
    .select(['position', 'previous_hash', 'hash', 'kind', 'text'])
    .where('station_id', '=', stationId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    position: row.position,
    previousHash: row.previous_hash,
    hash: row.hash,
    kind: row.kind,
    text: row.text,
  }))
}

export async function ledgerHeads(
  reader: Reader,
  stationId?: number,
): Promise<(LedgerHead & { readonly stationId: number })[]> {
  let query = reader.q.selectFrom('ledger_head').selectAll().orderBy('station_id')
  if (stationId !== undefined) query = query.where('station_id', '=', stationId)
  return (await query.execute()).map((row) => ({ stationId: row.station_id, position: row.position, hash: row.hash }))
}

/** Stations that have rows at all: a chain whose head row was taken away is found by these. */
export async function stationsWithRows(reader: Reader, stationId?: number): Promise<number[]> {
  if (stationId !== undefined) return [stationId]
  const ids = await reader.q
    .selectFrom('station')
    .select('id')
    .where((where) =>
      where.exists(
        where.selectFrom('ledger_row').select('position').whereRef('ledger_row.station_id', '=', 'station.id').limit(1),
      ),
    )
    .orderBy('id')
    .execute()
  return ids.map((row) => row.id)
}
