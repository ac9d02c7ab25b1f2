import { createHash } from 'node:crypto'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type Reader, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, daysBetween, type LocalDate, type LocalTime, type Weekday, weekdayOf } from '../kernel/dates.ts'
import { allSegments } from '../library/index.ts'
import { readTarget, stationsInTime } from '../stations/index.ts'
import type { Saved } from './actions.ts'
import { recordAct } from './acts.ts'
import type { Airing } from './airing.ts'
import { airingsBetween } from './airing-store.ts'
import type { Choice } from './conflicts.ts'
import type { DryRun } from './dry-run.ts'
import { scheduleErrors } from './errors.ts'
import type { SlotInput } from './input.ts'
import { lockSchedule } from './lock-store.ts'
import { todayOf } from './materialise.ts'
import { saveIn, type Trace } from './saving.ts'
import { runOn } from './settle.ts'
import { slotsAll } from './slot-store.ts'

/** Any day of the week to copy, any day of the week to fill; one station by code, or all. */
export type WeekCopy = { readonly from: LocalDate; readonly to: LocalDate; readonly station: string | null }
export type WeekCopyRun = {
  readonly slots: readonly SlotInput[]
  readonly runs: readonly DryRun[]
  /** Over the hashes of all runs: what saving must name. */
  readonly hash: string
}

export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date))

/** What copying a week would add; writes nothing. @throws DomainError forbidden, same_week, nothing_to_copy */
export async function dryRunWeekCopy(ctx: Context, actor: Actor, copy: WeekCopy): Promise<WeekCopyRun> {
  demand(actor, 'schedule.plan')
  return assessCopy(ctx.db, ctx, actor, copy)
}

/**
 * Copies what a week has and the other has not, as slots of that one week, in one act.
 * @param choice for every conflict; null where there is none
 * @throws DomainError as dryRunWeekCopy, stale_dry_run, choice_missing, choice_not_legal
 */
export async function copyWeek(
  ctx: Context,
  actor: Actor,
  copy: WeekCopy,
  { dry_run, rest }: { dry_run: string; rest: Choice | null },
): Promise<Pick<Saved, 'actId'>> {
  demand(actor, 'schedule.plan')
  return transact(ctx.db, async (tx) => {
    await lockSchedule(tx)
    const { slots, hash } = await assessCopy(tx, ctx, actor, copy)
    if (hash !== dry_run) throw scheduleErrors.stale_dry_run()
    const traces: Trace[] = []
    for (const slot of slots) {
      const proposal = { kind: 'create', slot } as const
      // Anew each time: what was just written counts as planned.
      const { result } = await runOn(tx, todayOf(ctx), actor, proposal)
      traces.push(await saveIn(tx, ctx, actor, proposal, { dry_run: result.hash, choices: [], rest }))
    }
    return { actId: await recordAct(tx, ctx, actor, traces, 'week.copy') }
  })
}

async function assessCopy(reader: Reader, ctx: Context, actor: Actor, copy: WeekCopy): Promise<WeekCopyRun> {
  const [source, target] = [mondayOf(copy.from), mondayOf(copy.to)]
  if (source === target) throw scheduleErrors.same_week()
  const slots = await slotsToAdd(reader, ctx, source, target, copy.station)
  if (slots.length === 0) throw scheduleErrors.nothing_to_copy()
  const runs: DryRun[] = []
  for (const slot of slots) runs.push((await runOn(reader, todayOf(ctx), actor, { kind: 'create', slot })).result)
  const hash = createHash('sha256')
  for (const run of runs) hash.update(run.hash)
  return { slots, runs, hash: hash.digest('hex') }
}

async function slotsToAdd(
  reader: Reader,
  ctx: Context,
  source: LocalDate,
  target: LocalDate,
  station: string | null,
): Promise<SlotInput[]> {
  const stations = await stationsInTime(reader)
  const named = station === null ? null : await readTarget(reader, { kind: 'stations', stations: [station] }, stations)
  const week = (monday: LocalDate): Promise<Airing[]> =>
    airingsBetween(reader, {
      stationIds: named?.kind === 'stations' ? named.ids : stations.map(({ id }) => id),
      from: ctx.zone.toInstant(monday, 0),
      to: ctx.zone.toInstant(addDays(monday, 7), 0),
      states: ['planned'],
    })
  const shift = daysBetween(source, target)
  const turn = (airing: Airing, days: number): string =>
    [airing.stationId, airing.segmentId, addDays(airing.plannedOn, days), ctx.zone.localTime(airing.startsAt)].join()
  const there = new Set((await week(target)).map((airing) => turn(airing, 0)))
  const urgent = new Set((await slotsAll(reader)).filter((s) => s.origin === 'emergency').map((s) => s.id))
  const now = ctx.clock.now()
  const missing = (await week(source)).filter(
    (airing) =>
      !urgent.has(airing.slotId) &&
      !there.has(turn(airing, shift)) &&
      ctx.zone.toInstant(addDays(airing.plannedOn, shift), ctx.zone.localMinutes(airing.startsAt)) > now,
  )
  const segments = new Map((await allSegments(reader)).map(({ id, code }) => [id, code]))
  const codes = new Map(stations.map(({ id, code }) => [id, code]))
  return groupTurns(missing, ctx.zone.localTime).map(({ model, weekdays, times, stationIds }) => ({
    segment: segments.get(model.segmentId) ?? '',
    title: null,
    programme: model.programme,
    target: { kind: 'stations', stations: stationIds.flatMap((id) => codes.get(id) ?? []) },
    rule: { weekdays, times, everyWeeks: 1, nth: null },
    duration_seconds: Math.round((model.endsAt - model.startsAt) / 1000),
    premiere: model.premiere,
    priority: model.priority,
    episode_id: null,
    from: target,
    until: addDays(target, 6),
    origin: 'campaign',
  }))
}

type Turns = { model: Airing; weekdays: Weekday[]; times: LocalTime[]; stationIds: number[] }

/** Airings as few rules: alike ones that share weekdays, times and stations are one. */
export function groupTurns(airings: readonly Airing[], timeOf: (instant: number) => string): Turns[] {
  const alike = ({ segmentId, programme, startsAt, endsAt, premiere, priority }: Airing): string =>
    [segmentId, programme, endsAt - startsAt, premiere, priority].join()
  let turns: Turns[] = airings.map((model) => ({
    model,
    weekdays: [weekdayOf(model.plannedOn)],
    times: [timeOf(model.startsAt) as LocalTime],
    stationIds: [model.stationId],
  }))
  for (const field of ['weekdays', 'stationIds', 'times'] as const) turns = merged(turns, field, alike)
  return turns
}

function merged(turns: readonly Turns[], field: 'weekdays' | 'stationIds' | 'times', alike: (a: Airing) => string) {
  const groups = new Map<string, Turns>()
  for (const turn of turns) {
    const { model, ...lists } = turn
    const key = JSON.stringify([alike(model), { ...lists, [field]: null }])
    const known = groups.get(key)
    if (!known) groups.set(key, { ...turn })
    else groups.set(key, { ...known, [field]: [...new Set([...known[field], ...turn[field]])].sort() } as Turns)
  }
  return [...groups.values()]
}
