import type { Context } from '../context.ts'
import type { Reader, Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { stationsInTime } from '../stations/index.ts'
import type { NewChange } from './change-store.ts'
import { changesFor } from './choices.ts'
import { isFrozen, type Step } from './difference.ts'
import { assess, type Draft, type DryRun } from './dry-run.ts'
import { scheduleErrors } from './errors.ts'
import type { Decision, Proposal } from './input.ts'
import { lockSchedule } from './lock-store.ts'
import { type Today, todayOf } from './materialise.ts'
import { draftOf } from './proposals.ts'

/**
 * What a proposal would do: every projected airing, every conflict with its legal choices, and the hash that saving it
 * needs. Writes nothing.
 * @throws DomainError for what cannot be saved at all: station_closed, unknown_station, unbounded_rule, …
 */
export async function dryRun(ctx: Context, actor: Actor, proposal: Proposal): Promise<DryRun> {
  return (await runOn(ctx.db, todayOf(ctx), actor, proposal)).result
}

/** As dryRun, on any reader: inside the transaction that saves, too. */
export async function runOn(
  reader: Reader,
  today: Today,
  actor: Actor,
  proposal: Proposal,
): Promise<{ draft: Draft; result: DryRun }> {
  const draft = await draftOf(reader, today, actor, proposal)
  const result = await assess(reader, today, draft)
  const silent = draft.closure ? [] : result.silences.filter((silence) => silence.wholly)
  if (silent.length > 0 && (proposal.kind === 'create' || proposal.kind === 'edit')) {
    const names = new Map((await stationsInTime(reader)).map((station) => [station.id, station.name]))
    throw scheduleErrors.station_closed({
      stations: silent
        .slice(0, 10)
        .map((s) => names.get(s.stationId) ?? '')
        .join(', '),
    })
  }
  if (proposal.kind === 'change') demandOpen(result.steps, draft.change, today.now)
  return { draft, result }
}

/** What has begun is past: a change to it would have no effect, and is refused rather than kept in silence. */
function demandOpen(steps: readonly Step[], change: Draft['change'], now: number): void {
  const meant = steps.filter(
    ({ airing }) =>
      change === null ||
      (airing.ordinal === change.ordinal && (change.stationId === null || airing.stationId === change.stationId)),
  )
  if (meant.some(({ before, effect }) => (before ? !isFrozen(before, now) : effect !== 'same'))) return
  if (change === null || meant.length > 0) throw scheduleErrors.past_occurrence()
  throw scheduleErrors.no_such_occurrence({ ordinal: change.ordinal, date: change.onDate })
}

/**
 * Runs the proposal anew inside the transaction that saves it, and holds it to what the person saw.
 * @throws DomainError stale_dry_run with the new dry run in `extra`, choice_missing, choice_not_legal
 */
export async function settle(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  proposal: Proposal,
  decision: Decision,
): Promise<{ draft: Draft; result: DryRun; choices: NewChange[] }> {
  await lockSchedule(tx)
  const { draft, result } = await runOn(tx, todayOf(ctx), actor, proposal)
  if (result.hash !== decision.dry_run) throw new StaleDryRun(result)
  return { draft, result, choices: changesFor(result.conflicts, { each: decision.choices, rest: decision.rest }) }
}

/** Carries the new dry run to the edge, where it becomes part of the problem document. */
export class StaleDryRun extends Error {
  readonly result: DryRun
  constructor(result: DryRun) {
    super('the dry run is stale')
    this.result = result
  }
}
