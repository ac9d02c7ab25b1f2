import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { jsonColumn } from '../db/index.ts'
import type { z } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { stationsAll } from '../stations/index.ts'
import { runBeside } from './beside/index.ts'
import {
  type Closing,
  type ClosingHead,
  closingHead,
  getClosing,
  type Supplement,
  type SupplementHead,
  sealedBy,
  supplementHead,
} from './closings/index.ts'

/** A fault that checking found, in words of the program, with the station's code where it is of one. */
export type Fault = { readonly station: string | null; readonly where: string; readonly what: string }

/** What stands under a hash that a document carries, and whether everything still leads to it. */
export type Verification = {
  readonly closing: Closing
  /** Null: what is stored cannot be read any more, which is then among the faults. */
  readonly head: ClosingHead | null
  /** In order; `head` holds the signed differences. */
  readonly supplements: readonly { readonly row: Supplement; readonly head: SupplementHead | null }[]
  /** The number of the supplement that the hash is of; null: the closing itself. */
  readonly supplement: number | null
  /** Faults of what the hash is of: of a supplement, its own alone. */
  readonly faults: readonly Fault[]
}

/**
 * Looks up the hash of a document and checks again, from what is stored, that the frozen rows are those that were hashed
 * and that the ledgers still lead to them.
 * @param hash 64 hexadecimal digits
 * @returns null when no closing or supplement has this hash
 * @throws DomainError sign_in_required, forbidden
 */
export async function verifyHash(ctx: Context, actor: Actor, hash: string): Promise<Verification | null> {
  demand(actor, 'report.read')
  const sealed = await sealedBy(ctx.db, hash.toLowerCase())
  if (!sealed) return null
  const { closing, supplements } = await getClosing(ctx, actor, sealed.closing)
  const check = await runBeside(ctx, 'checkClosing', [closing.id])
  const found =
    sealed.supplement === null
      ? check.closing
      : (check.supplements.find(({ number }) => number === sealed.supplement)?.differences ?? [])
  const codes = new Map((await stationsAll(ctx.db)).map((station) => [station.id, station.code]))
  return {
    closing,
    head: readable(closingHead, closing.head),
    supplements: supplements.map((row) => ({ row, head: readable(supplementHead, row.head) })),
    supplement: sealed.supplement,
    faults: found.map(({ stationId, where, what }) => ({
      station: stationId === null ? null : (codes.get(stationId) ?? String(stationId)),
      where,
      what,
    })),
  }
}

function readable<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return jsonColumn(schema, text)
  } catch {
    return null
  }
}
