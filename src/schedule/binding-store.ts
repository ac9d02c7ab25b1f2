import { sql } from 'kysely'
import { bit, type Reader, type Tx } from '../db/index.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { clearedCandidates, segmentById } from '../library/index.ts'
import { type Bindings, type Bound, bindingSteps, bindingsOf, standIn } from './binding.ts'

/**
 * What the episodes of a segment's airings depend on, for airings from `since` on.
 */
export async function loadBindings(reader: Reader, zone: Zone, segmentId: number, since: LocalDate): Promise<Bindings> {
  const segment = await segmentById(reader, segmentId)
  const cleared = await clearedCandidates(reader, segmentId)
  // Only the newest episode before `since`, and what comes after it, can win: premieres further back need no look.
  const dates = cleared.flatMap((e) => (e.airDate === null ? [] : [e.airDate]))
  const first = dates.filter((date) => date < addDays(since, -1)).reduce((max, date) => (date > max ? date : max), '')
  const rows = await reader.q
    .selectFrom('airing')
    .select(['planned_on', (eb) => eb.fn.min('starts_at').as('starts_at')])
    .where('segment_id', '=', segmentId)
    // As a literal: the partial index over the premieres is not found for a parameter.
    .where(sql<boolean>`premiere = 1`)
    .where('planned_on', '>=', (first || '0000-00-00') as LocalDate)
    .where('state', '=', 'planned')
    .groupBy('planned_on')
    .execute()
  const earliest = new Map(rows.map((row) => [row.planned_on, Number(row.starts_at)]))
  return bindingsOf(cleared, earliest, (date) => zone.toInstant(date, 0), segment?.fallbackEpisodeId ?? null)
}

type Touched = { readonly station_id: number; readonly planned_on: LocalDate }

/**
 * Gives every airing of a segment that has not begun the episode it is bound to now (COUNTING.md 4): a statement for
 * each stretch of time with the same newest episode, not one for each airing.
 * @returns the airings whose episode changed
 */
export async function rebindSegment(tx: Tx, segmentId: number, bindings: Bindings, now: number): Promise<Touched[]> {
  const touched: Touched[] = []
  for (const step of bindingSteps(bindings, now)) {
    // The first step begins with now itself, at which nothing is bound any more.
    const from = step.from === now ? now + 1 : step.from
    touched.push(...(await rebind(tx, segmentId, { ...step, from }, null)))
  }
  const all = { from: now + 1, until: Number.MAX_SAFE_INTEGER }
  for (const fixed of await fixedEpisodes(tx, segmentId, now)) {
    const bound = bindings.cleared.has(fixed) ? { episodeId: fixed, fallback: false } : standIn(bindings)
    touched.push(...(await rebind(tx, segmentId, { ...all, ...bound }, fixed)))
  }
  return touched
}

async function fixedEpisodes(tx: Tx, segmentId: number, now: number): Promise<number[]> {
  const rows = await tx.q
    .selectFrom('airing')
    .select('fixed_episode_id')
    .distinct()
    .where('station_id', 'in', (all) => all.selectFrom('station').select('id'))
    .where('starts_at', '>', now)
    .where('segment_id', '=', segmentId)
    .where('fixed_episode_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => (row.fixed_episode_id === null ? [] : [row.fixed_episode_id]))
}

function rebind(
  tx: Tx,
  segmentId: number,
  to: Bound & { from: number; until: number },
  fixed: number | null,
): Promise<Touched[]> {
  return tx.q
    .updateTable('airing')
    .set({ episode_id: to.episodeId, fallback: bit(to.fallback) })
    .where('station_id', 'in', (all) => all.selectFrom('station').select('id'))
    .where('starts_at', '>=', to.from)
    .where('starts_at', '<', to.until)
    .where('segment_id', '=', segmentId)
    .where('programme', '=', 'episode')
    .where('state', '=', 'planned')
    .where('fixed_episode_id', fixed === null ? 'is' : '=', fixed)
    .where((w) =>
      w.or([
        w('fallback', '<>', bit(to.fallback)),
        to.episodeId === null ? w('episode_id', 'is not', null) : w('episode_id', '<>', to.episodeId),
        ...(to.episodeId === null ? [] : [w('episode_id', 'is', null)]),
      ]),
    )
    .returning(['station_id', 'planned_on'])
    .execute()
}
