import { jsonColumn, type Reader } from '../../db/index.ts'
import { notFound } from '../../kernel/errors.ts'
import { type ClosingHead, closingHead } from './closing-head.ts'
import { type Closing, type Supplement, supplementsOf } from './closings-store.ts'
import type { Change } from './difference.ts'
import { change, type SupplementHead, supplementHead } from './supplement-head.ts'
import { changeTexts, demandClosing } from './supplements.ts'

/** A supplement with its closing, all supplements' heads, and every row that it changed. */
export type ReadSupplement = {
  readonly closing: Closing
  readonly head: ClosingHead
  readonly supplement: Supplement
  readonly supplements: readonly { readonly number: number; readonly head: SupplementHead }[]
  readonly changes: readonly Change[]
}

/** @throws DomainError not_found (closing, supplement) */
export async function readSupplement(reader: Reader, closingId: number, number: number): Promise<ReadSupplement> {
  const closing = await demandClosing(reader, closingId)
  const all = await supplementsOf(reader, closingId)
  const supplement = all.find((one) => one.number === number)
  if (!supplement) throw notFound('supplement', number)
  const changes: Change[] = []
  for await (const texts of changeTexts(reader, supplement)) {
    for (const text of texts) changes.push(jsonColumn(change, text))
  }
  return {
    closing,
    head: jsonColumn(closingHead, closing.head),
    supplement,
    supplements: all.map((one) => ({ number: one.number, head: jsonColumn(supplementHead, one.head) })),
    changes,
  }
}
