import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Reader, type Tx, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { notFound } from '../../kernel/errors.ts'
import type { PageQuery } from '../../kernel/paging.ts'
import { isoUtc } from '../../kernel/time.ts'
import { atOneMoment } from '../tally-store.ts'
import { actorId, stationHeads } from './close.ts'
import {
  type Closing,
  closingById,
  insertSupplement,
  insertSupplementRows,
  lockClosings,
  type Supplement,
  sealSupplement,
  supplementRows,
  supplementsOf,
} from './closings-store.ts'
import type { Reading } from './current-rows.ts'
import { type Change, SignedSums } from './difference.ts'
import { closingErrors } from './errors.ts'
import { differencesOf, pendingChanges, readingOf, stationOf } from './pending.ts'
import { SNAPSHOT_VERSION, snapshotHash } from './snapshot.ts'
import type { Differences, SupplementHead } from './supplement-head.ts'
import { ListHash } from './tally-rows.ts'

export type Pending = {
  readonly asOf: number
  readonly differences: Differences
  readonly count: number
  readonly items: readonly Change[]
  readonly next: number | null
}

/** @throws DomainError not_found */
export async function demandClosing(reader: Reader, id: number): Promise<Closing> {
  const closing = await closingById(reader, id)
  if (!closing) throw notFound('closing', id)
  return closing
}

/** What would stand in the next supplement of a closing, with one page of its rows. @throws DomainError forbidden, not_found */
export async function pendingSupplement(ctx: Context, actor: Actor, id: number, page: PageQuery): Promise<Pending> {
  demand(actor, 'report.read')
  const now = ctx.clock.now()
  return atOneMoment(ctx.db, async (reader) => {
    const closing = await demandClosing(reader, id)
    const sums = new SignedSums()
    const items: Change[] = []
    let count = 0
    for await (const changes of pendingChanges(await readingOf(reader, ctx.zone, closing, now), id)) {
      for (const change of changes) {
        sums.add(change)
        if (count >= page.offset && items.length < page.limit) items.push(change)
        count += 1
      }
    }
    const next = page.offset + items.length < count ? page.offset + items.length : null
    return { asOf: now, differences: differencesOf(sums), count, items, next }
  })
}

/**
 * Issues what changed since the closing and its supplements as the next supplement: numbered, hashed, frozen like the
 * closing itself (COUNTING.md 20).
 * @throws DomainError forbidden, not_found, closing_reopened, nothing_to_supplement
 */
export async function issueSupplement(
  ctx: Context,
  actor: Actor,
  id: number,
  note: string | null,
): Promise<Supplement> {
  demand(actor, 'period.close')
  return transact(ctx.db, async (tx) => {
    await lockClosings(tx)
    const now = ctx.clock.now()
    const closing = await demandClosing(tx, id)
    if (closing.reopened_at !== null) throw closingErrors.closing_reopened()
    const last = (await supplementsOf(tx, id)).at(-1)
    const number = (last?.number ?? 0) + 1
    const key = { closing_id: id, number }
    const issuer = { issued_at: now, issued_by: actorId(actor), issued_by_name: actor.name, note }
    await insertSupplement(tx, { ...key, ...issuer })
    const reading = await readingOf(tx, ctx.zone, closing, now)
    const { sums, hashes, rows } = await freezeChanges(tx, reading, key)
    if (rows === 0) throw closingErrors.nothing_to_supplement()
    const head: SupplementHead = {
      version: SNAPSHOT_VERSION,
      closing: { id, hash: closing.hash },
      number,
      previous_hash: last?.hash ?? closing.hash,
      issued_at: isoUtc(now),
      issued_by: { id: actorId(actor), name: actor.name },
      note,
      differences: differencesOf(sums),
      stations: await stationHeads(tx, reading.names, hashes),
      row_count: rows,
    }
    const hash = await snapshotHash(head, changeTexts(tx, key))
    await sealSupplement(tx, key, { head: canonicalJson(head), hash, row_count: rows })
    const after = { number, hash, rows, note }
    await audit(tx, { at: now, actor, action: 'period.supplement', subject: ['closing', id], after })
    return { ...key, ...issuer, head: canonicalJson(head), hash, row_count: rows }
  })
}

async function freezeChanges(tx: Tx, reading: Reading, key: Pick<Supplement, 'closing_id' | 'number'>) {
  const sums = new SignedSums()
  const hashes = new Map<number, ListHash>()
  let rows = 0
  for await (const changes of pendingChanges(reading, key.closing_id)) {
    const written = changes.map((change) => {
      sums.add(change)
      const text = canonicalJson(change)
      const stationId = stationOf(change)
      const hash = hashes.get(stationId) ?? new ListHash()
      hashes.set(stationId, hash)
      hash.add(text)
      rows += 1
      return {
        closing_id: key.closing_id,
        supplement_number: key.number,
        number: rows,
        station_id: stationId,
        text,
      }
    })
    await insertSupplementRows(tx, written)
  }
  return { sums, hashes, rows }
}

const ROWS_AT_ONCE = 1000
/** The texts of a supplement's rows in pages, in order. */
export async function* changeTexts(
  reader: Reader,
  key: Pick<Supplement, 'closing_id' | 'number'>,
): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const rows = await supplementRows(reader, key, after, ROWS_AT_ONCE)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => row.text)
    after = last.number
  }
}
