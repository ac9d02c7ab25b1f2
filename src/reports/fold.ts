import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { bucketIsPast } from './rules.ts'
import { beginSpan, endSpan, madeSpans, sumSpan, tallyExtent } from './span-store.ts'
import { type SpanEnds, spansOfYears } from './spans.ts'
import { eachPage } from './tally.ts'
import { lockStations } from './tally-store.ts'

/**
 * Sums the spans that are wholly past and not kept yet, some stations at a time. From the first word of a span on, who
 * recounts one of its half-months sums it anew: whatever comes between the pages is in it. Safe to end at any moment.
 * @returns the spans that were made
 */
export async function foldSpans(ctx: Pick<Context, 'db' | 'zone' | 'clock'>): Promise<string[]> {
  const extent = await tallyExtent(ctx.db)
  if (!extent) return []
  const today = ctx.zone.localDate(ctx.clock.now())
  const made = await madeSpans(ctx.db)
  // The first and the last year of an installation have months without a word: nothing is nothing there too.
  const due = spansOfYears(extent.first, extent.last)
    .filter((span) => bucketIsPast(span.last, today) && !made.has(span.span))
    .sort((a, b) => (a.last < b.last ? -1 : 1))
  for (const span of due) await foldSpan(ctx, span)
  return due.map(({ span }) => span)
}

async function foldSpan(ctx: Pick<Context, 'db' | 'clock'>, ends: SpanEnds): Promise<void> {
  await transact(ctx.db, (tx) => beginSpan(tx, ends.span))
  await eachPage(ctx, (ids) =>
    transact(ctx.db, async (tx) => {
      await lockStations(tx, ids)
      await sumSpan(tx, ids, ends)
    }),
  )
  await transact(ctx.db, (tx) => endSpan(tx, ends.span, ctx.clock.now()))
}
