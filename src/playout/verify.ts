import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Reader } from '../db/index.ts'
import { type ChainFault, chainFault, EMPTY_HEAD, type LedgerHead } from './ledger.ts'
import { ledgerHeads, ledgerPage, stationsWithRows } from './ledger-store.ts'

const PAGE = 1000

export type ChainReport = {
  readonly stationId: number
  /** Rows that were read and follow from one another. */
  readonly rows: number
  /** The first row that does not; null when the whole chain holds. */
  readonly fault: ChainFault | null
}

/** Reads the chain of one station page by page, so that a ledger of any length takes little memory and others run in between. */
export async function verifyChain(reader: Reader, stationId: number, kept: LedgerHead): Promise<ChainReport> {
  let head = EMPTY_HEAD
  for (;;) {
    const rows = await ledgerPage(reader, stationId, head.position, PAGE)
    const fault = chainFault(head, stationId, rows)
    if (fault) return { stationId, rows: fault.position - 1, fault }
    const last = rows.at(-1)
    if (!last) break
    head = { position: last.position, hash: last.hash }
    await nextTurn()
  }
  const holds = head.position === kept.position && head.hash === kept.hash
  // Rows cut off at the end leave a chain that holds in itself: only the head tells.
  const fault: ChainFault | null = holds
    ? null
    : { position: Math.min(head.position, kept.position) + 1, fault: 'head' }
  return { stationId, rows: head.position, fault }
}

/**
 * Recomputes the hash chains of all stations, or of one, and names the first broken row of each.
 * `changed`, `gap`, `previous`, `mislabelled`: see chainFault; `head`: the chain ends elsewhere than its head says.
 */
export async function verifyLedger(reader: Reader, stationId?: number): Promise<ChainReport[]> {
  const heads = new Map((await ledgerHeads(reader, stationId)).map((head) => [head.stationId, head]))
  const ids = new Set([...heads.keys(), ...(await stationsWithRows(reader, stationId))])
  const reports: ChainReport[] = []
  for (const id of [...ids].sort((a, b) => a - b))
    reports.push(await verifyChain(reader, id, heads.get(id) ?? EMPTY_HEAD))
  return reports
}
