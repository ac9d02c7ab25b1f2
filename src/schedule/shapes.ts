import { z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { airingId } from '../protocol/airing-id.ts'
import { type TargetInput, writeTarget } from '../stations/index.ts'
import type { Airing } from './airing.ts'
import type { Conflict } from './conflicts.ts'
import type { DryRun } from './dry-run.ts'
import type { Names } from './names-store.ts'
import type { Rule } from './recurrence.ts'
import type { Slot, SlotChange, SlotVersion } from './slot.ts'

/** Answers of the schedule's routes. Names of stations and segments are codes; `names` has them by id. */
export const airingAnswer = z
  .object({
    airing_id: z.string(),
    station: z.string(),
    slot_id: z.number(),
    on_date: z.string(),
    ordinal: z.number(),
    starts_at: z.string(),
    ends_at: z.string(),
    planned_on: z.string(),
    local_time: z.string(),
    segment: z.string(),
    programme: z.string(),
    premiere: z.boolean(),
    priority: z.string(),
    episode_id: z.number().nullable(),
    fallback: z.boolean(),
    state: z.enum(['planned', 'cancelled', 'superseded']),
    state_reason: z.string().nullable(),
    level: z.string(),
    outcome: z.string().nullable(),
    outcome_reason: z.string().nullable(),
    grade: z.string().nullable(),
    aired_on: z.string().nullable(),
    actual_start: z.string().nullable(),
    played_seconds: z.number().nullable(),
  })
  .openapi('Airing')

export const airingJson = (airing: Airing, names: Names): z.input<typeof airingAnswer> => ({
  airing_id: airingId(airing),
  station: names.stations.get(airing.stationId) ?? '',
  slot_id: airing.slotId,
  on_date: airing.onDate,
  ordinal: airing.ordinal,
  starts_at: isoUtc(airing.startsAt),
  ends_at: isoUtc(airing.endsAt),
  planned_on: airing.plannedOn,
  local_time: names.zone.localTime(airing.startsAt),
  segment: names.segments.get(airing.segmentId) ?? '',
  programme: airing.programme,
  premiere: airing.premiere,
  priority: airing.priority,
  episode_id: airing.episodeId,
  fallback: airing.fallback,
  state: airing.state,
  state_reason: airing.stateReason,
  level: airing.levelCode,
  outcome: airing.outcome,
  outcome_reason: airing.outcomeReason,
  grade: airing.grade,
  aired_on: airing.airedOn,
  actual_start: airing.actualStart === null ? null : isoUtc(airing.actualStart),
  played_seconds: airing.playedSeconds,
})

const conflictAnswer = z
  .object({
    id: z.string(),
    station: z.string(),
    airing: airingAnswer,
    other: airingAnswer,
    choices: z.array(z.enum(['keep', 'replace', 'shift', 'skip'])),
    shift_to: z.string().nullable(),
  })
  .openapi('Conflict')

export const dryRunAnswer = z
  .object({
    hash: z.string(),
    from: z.string(),
    to: z.string(),
    /** How many airings are added, moved, changed, restored, cancelled, superseded, or stay the same. */
    counts: z.record(z.string(), z.number()),
    airings: z.object({
      total: z.number(),
      items: z.array(z.object({ effect: z.string(), airing: airingAnswer, before: airingAnswer.nullable() })),
      next: z.number().nullable(),
    }),
    conflicts: z.object({ total: z.number(), items: z.array(conflictAnswer) }),
    closed: z.array(z.object({ station: z.string(), count: z.number(), reason: z.string().nullable() })),
  })
  .openapi('DryRun')

/** So many conflicts come in one answer; `rest` decides about the others. */
const MAX_CONFLICTS = 2000

const conflictJson = (conflict: Conflict, names: Names): z.input<typeof conflictAnswer> => ({
  id: conflict.id,
  station: names.stations.get(conflict.projected.stationId) ?? '',
  airing: airingJson(conflict.projected, names),
  other: airingJson(conflict.other, names),
  choices: [...conflict.choices],
  shift_to: conflict.shiftTo === null ? null : isoUtc(conflict.shiftTo),
})

export function dryRunJson(
  run: DryRun,
  names: Names,
  { offset, limit }: { offset: number; limit: number },
): z.input<typeof dryRunAnswer> {
  const counts: Record<string, number> = {}
  for (const { effect } of run.steps) counts[effect] = (counts[effect] ?? 0) + 1
  const items = run.steps.slice(offset, offset + limit).map(({ effect, airing, before }) => ({
    effect,
    airing: airingJson(airing, names),
    before: before && airingJson(before, names),
  }))
  return {
    hash: run.hash,
    from: run.from,
    to: run.to,
    counts,
    airings: { total: run.steps.length, items, next: offset + limit < run.steps.length ? offset + limit : null },
    conflicts: {
      total: run.conflicts.length,
      items: run.conflicts.slice(0, MAX_CONFLICTS).map((c) => conflictJson(c, names)),
    },
    closed: run.silences.map(({ stationId, count, reason }) => ({
      station: names.stations.get(stationId) ?? '',
      count,
      reason,
    })),
  }
}

const ruleAnswer = z.object({
  weekdays: z.array(z.number()),
  times: z.array(z.string()),
  every_weeks: z.number(),
  nth: z.array(z.number()).nullable(),
})
const ruleJson = (rule: Rule): z.input<typeof ruleAnswer> => ({
  weekdays: [...rule.weekdays],
  times: [...rule.times],
  every_weeks: rule.everyWeeks,
  nth: rule.nth && [...rule.nth],
})
const targetAnswer = z.custom<TargetInput>().openapi({ type: 'object', description: 'as in the input' })

const versionAnswer = z.object({
  from: z.string(),
  programme: z.string(),
  target: targetAnswer,
  rule: ruleAnswer,
  duration_seconds: z.number(),
  premiere: z.boolean(),
  priority: z.string(),
  episode_id: z.number().nullable(),
})
const versionJson = (version: SlotVersion, names: Names): z.input<typeof versionAnswer> => ({
  from: version.from,
  programme: version.programme,
  target: writeTarget(version.target, names),
  rule: ruleJson(version.rule),
  duration_seconds: version.durationSeconds,
  premiere: version.premiere,
  priority: version.priority,
  episode_id: version.episodeId,
})

const changeAnswer = z.object({
  id: z.number(),
  station: z.string().nullable(),
  on_date: z.string(),
  ordinal: z.number(),
  kind: z.string(),
  starts_at: z.string().nullable(),
  episode_id: z.number().nullable(),
  duration_seconds: z.number().nullable(),
  reason: z.string().nullable(),
  conflict_slot_id: z.number().nullable(),
})
const changeJson = (change: SlotChange, names: Names): z.input<typeof changeAnswer> => ({
  id: change.id,
  station: change.stationId === null ? null : (names.stations.get(change.stationId) ?? ''),
  on_date: change.onDate,
  ordinal: change.ordinal,
  kind: change.kind,
  starts_at: change.newStartsAt === null ? null : isoUtc(change.newStartsAt),
  episode_id: change.newEpisodeId,
  duration_seconds: change.newDurationSeconds,
  reason: change.reason,
  conflict_slot_id: change.conflictSlotId,
})

export const slotAnswer = z
  .object({
    id: z.number(),
    segment: z.string(),
    title: z.string().nullable(),
    origin: z.string(),
    from: z.string(),
    until: z.string().nullable(),
    revision: z.number(),
    planned_to: z.string().nullable(),
    ended: z.boolean(),
    /** What the slot says from each date on; the last is the newest. */
    versions: z.array(versionAnswer),
    changes: z.array(changeAnswer),
  })
  .openapi('Slot')

export const slotJson = (slot: Slot, changes: readonly SlotChange[], names: Names): z.input<typeof slotAnswer> => ({
  id: slot.id,
  segment: names.segments.get(slot.segmentId) ?? '',
  title: slot.title,
  origin: slot.origin,
  from: slot.from,
  until: slot.until,
  revision: slot.revision,
  planned_to: slot.plannedTo,
  ended: slot.endedAt !== null,
  versions: slot.versions.map((version) => versionJson(version, names)),
  changes: changes.filter((change) => change.slotId === slot.id).map((change) => changeJson(change, names)),
})
