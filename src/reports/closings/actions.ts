import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { jsonColumn, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { type Page, type PageQuery, pageOf } from '../../kernel/paging.ts'
import { stationIdByCode } from '../../stations/index.ts'
import { actorId, rowTexts } from './close.ts'
import {
  type Closing,
  type ClosingBrief,
  closingRowsPage,
  closingsPage,
  lockClosings,
  markReopened,
  type Supplement,
  type SupplementBrief,
  supplementBriefs,
  supplementRows,
  supplementsOf,
} from './closings-store.ts'
import type { Change } from './difference.ts'
import { closingErrors } from './errors.ts'
import { type FrozenRow, frozenRow } from './frozen-row.ts'
import { snapshotText } from './snapshot.ts'
import { change } from './supplement-head.ts'
import { changeTexts, demandClosing } from './supplements.ts'

export type ListedClosing = { readonly closing: ClosingBrief; readonly supplements: readonly SupplementBrief[] }

/** Closings, newest first. @throws DomainError sign_in_required, forbidden */
export async function listClosings(ctx: Context, actor: Actor, query: PageQuery): Promise<Page<ListedClosing>> {
  demand(actor, 'report.read')
  const { items, next } = pageOf(await closingsPage(ctx.db, query), query)
  const supplements = await supplementBriefs(
    ctx.db,
    items.map((closing) => closing.id),
  )
  const of = (id: number) => supplements.filter((supplement) => supplement.closing_id === id)
  return { items: items.map((closing) => ({ closing, supplements: of(closing.id) })), next }
}

/** @throws DomainError sign_in_required, forbidden, not_found */
export async function getClosing(
  ctx: Context,
  actor: Actor,
  id: number,
): Promise<{ readonly closing: Closing; readonly supplements: readonly Supplement[] }> {
  demand(actor, 'report.read')
  return { closing: await demandClosing(ctx.db, id), supplements: await supplementsOf(ctx.db, id) }
}

/** @throws DomainError sign_in_required, forbidden, not_found (closing, station) */
export async function closedRows(
  ctx: Context,
  actor: Actor,
  id: number,
  { level, station, ...query }: PageQuery & { readonly level?: string; readonly station?: string },
): Promise<Page<FrozenRow>> {
  demand(actor, 'report.read')
  await demandClosing(ctx.db, id)
  const stationId = station === undefined ? undefined : await stationIdByCode(ctx.db, station)
  const { items, next } = pageOf(await closingRowsPage(ctx.db, id, { level, stationId }, query), query)
  return { items: items.map((text) => jsonColumn(frozenRow, text)), next }
}

async function demandSupplement({ db }: Context, id: number, number: number): Promise<Supplement> {
  const found = (await supplementsOf(db, id)).find((supplement) => supplement.number === number)
  if (!found) throw notFound('supplement', number)
  return found
}

/** A supplement with one page of its rows. @throws DomainError sign_in_required, forbidden, not_found */
export async function getSupplement(
  ctx: Context,
  actor: Actor,
  id: number,
  number: number,
  query: PageQuery,
): Promise<{ readonly supplement: Supplement; readonly rows: Page<Change> }> {
  demand(actor, 'report.read')
  const supplement = await demandSupplement(ctx, id, number)
  // Rows are numbered from 1 without gaps.
  const rows = await supplementRows(ctx.db, supplement, query.offset, query.limit + 1)
  const { items, next } = pageOf(rows, query)
  return { supplement, rows: { items: items.map(({ text }) => jsonColumn(change, text)), next } }
}

type Head = Parameters<typeof snapshotText>[0]
const headOf = (text: string): Head => JSON.parse(text) as Head

/**
 * The very bytes that were hashed, piece by piece: whoever keeps them can prove the hash with any tool.
 * @param number of a supplement; without it the closing itself
 * @throws DomainError sign_in_required, forbidden, not_found
 */
export async function snapshotBytes(
  ctx: Context,
  actor: Actor,
  id: number,
  number?: number,
): Promise<AsyncIterable<string>> {
  demand(actor, 'report.read')
  if (number === undefined) {
    const closing = await demandClosing(ctx.db, id)
    return snapshotText(headOf(closing.head), rowTexts(ctx.db, id))
  }
  const supplement = await demandSupplement(ctx, id, number)
  return snapshotText(headOf(supplement.head), changeTexts(ctx.db, supplement))
}

/**
 * Puts a closing out of force, so that the period can be closed anew. The closing, its rows and its supplements stay as
 * they are.
 * @throws DomainError forbidden, not_found, closing_reopened
 */
export async function reopenClosing(ctx: Context, actor: Actor, id: number, reason: string): Promise<Closing> {
  demand(actor, 'period.reopen')
  return transact(ctx.db, async (tx) => {
    await lockClosings(tx)
    const closing = await demandClosing(tx, id)
    if (closing.reopened_at !== null) throw closingErrors.closing_reopened()
    const at = ctx.clock.now()
    const reopening = {
      reopened_at: at,
      reopened_by: actorId(actor),
      reopened_by_name: actor.name,
      reopen_reason: reason,
    }
    await markReopened(tx, id, reopening)
    const facts = { before: { hash: closing.hash }, after: { reason } }
    await audit(tx, { at, actor, action: 'period.reopen', subject: ['closing', id], ...facts })
    return { ...closing, ...reopening }
  })
}
