import { canonicalJson, type Json, sha256 } from '../kernel/canonical.ts'
import type { LedgerKind } from '../kernel/terms.ts'

/** The hash before the first row of every station's chain: 64 zeros. */
export const GENESIS_HASH = '0'.repeat(64)

/** Whose chain it is, as the row says it: the log stands alone when the station is long gone. */
export type LedgerStation = { readonly id: number; readonly code: string; readonly name: string }
/** The last row of a chain. Position 0 and the genesis hash: no row yet. */
export type LedgerHead = { readonly position: number; readonly hash: string }
/** `text` is the canonical text of `body`, where it is known already. */
export type LedgerDraft = { readonly kind: LedgerKind; readonly body: Json; readonly text?: string }
export type LedgerRow = {
  readonly position: number
  readonly previousHash: string
  readonly hash: string
  readonly kind: LedgerKind
  readonly text: string
}

export const EMPTY_HEAD: LedgerHead = { position: 0, hash: GENESIS_HASH }

/** SHA-256 over the previous hash and the row's text (COUNTING.md 5). */
export const chainHash = (previousHash: string, text: string): string => sha256(previousHash + text)

/**
 * Chains rows to a head. A row's text is the RFC 8785 form of its body, kind, position, time of receipt and station.
 * @param receivedAt epoch milliseconds
 */
export function chainRows(
  head: LedgerHead,
  station: LedgerStation,
  receivedAt: number,
  drafts: readonly LedgerDraft[],
): { readonly rows: LedgerRow[]; readonly head: LedgerHead } {
  const received = new Date(receivedAt).toISOString()
  // In the order of RFC 8785: body, kind, position, and what all rows have in common.
  const { id, code, name } = station
  const tail = canonicalJson({ received_at: received, station: { id, code, name } }).slice(1)
  let { position, hash } = head
  const rows = drafts.map(({ kind, body, text: known }) => {
    const previousHash = hash
    position += 1
    const text = `{"body":${known ?? canonicalJson(body)},"kind":"${kind}","position":${position},${tail}`
    hash = chainHash(previousHash, text)
    return { position, previousHash, hash, kind, text }
  })
  return { rows, head: { position, hash } }
}

/** What is wrong with the first broken row of a chain. */
export type ChainFault = {
  readonly position: number
  readonly fault: 'changed' | 'gap' | 'previous' | 'mislabelled' | 'head'
}

/**
 * The first row of a page that does not follow from the head before it; null when all do.
 * `gap`: a row is missing or out of order; `previous`: it names another row before it; `changed`: its text is not what
 * was hashed; `mislabelled`: the text says another kind, position or station than the row it stands in.
 */
export function chainFault(before: LedgerHead, stationId: number, rows: readonly LedgerRow[]): ChainFault | null {
  let head = before
  for (const row of rows) {
    const expected = head.position + 1
    if (row.position !== expected) return { position: expected, fault: 'gap' }
    if (row.previousHash !== head.hash) return { position: row.position, fault: 'previous' }
    if (chainHash(row.previousHash, row.text) !== row.hash) return { position: row.position, fault: 'changed' }
    // In the canonical order these stand last, so that no word of the body can pass for them.
    const label =
      /,"kind":"(\w+)","position":(\d+),"received_at":"[^"]*","station":\{"code":"(?:[^"\\]|\\.)*","id":(\d+),[^{}]*\}\}$/.exec(
        row.text,
      )
    if (label?.[1] !== row.kind || Number(label[2]) !== row.position || Number(label[3]) !== stationId) {
      return { position: row.position, fault: 'mislabelled' }
    }
    head = { position: row.position, hash: row.hash }
  }
  return null
}
