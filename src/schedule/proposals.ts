import { demand } from '../accounts/index.ts'
import type { Reader } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Json } from '../kernel/canonical.ts'
import { addDays, dayOf, type LocalDate, minutesOf } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { episodeById, segmentByCode } from '../library/index.ts'
import { readTarget, stationsInTime } from '../stations/index.ts'
import { MOVED_DAYS } from './calendar-store.ts'
import type { Draft } from './dry-run.ts'
import { emergencyErrors } from './emergencies/errors.ts'
import { scheduleErrors } from './errors.ts'
import type { ChangeInput, EditInput, Proposal, SlotInput } from './input.ts'
import { horizonOf, type Today } from './materialise.ts'
import { countTurns } from './projection.ts'
import { MAX_DAYS } from './recurrence.ts'
import { type Slot, type SlotChange, type SlotVersion, versionOn, withVersion } from './slot.ts'
import { slotById, slotsTouching } from './slot-store.ts'

/** Every day, for slots whose one date is their rule. */
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const

/**
 * A proposal as a draft of the schedule: names read, dates checked, the days to look at chosen. Reads only.
 * @throws DomainError for everything that cannot be saved whatever the conflicts
 */
export async function draftOf(reader: Reader, today: Today, actor: Actor, proposal: Proposal): Promise<Draft> {
  demand(actor, proposal.kind === 'closure' ? 'closure.manage' : 'schedule.plan')
  const draft = await draftParts(reader, today, proposal)
  return { asked: asJson(proposal), change: null, closure: null, act: 'plan', ...draft }
}
/** A parsed proposal holds nothing but JSON. */
const asJson = (proposal: Proposal): Json => JSON.parse(JSON.stringify(proposal)) as Json

type Parts = Pick<Draft, 'slots' | 'from' | 'to'> & Partial<Pick<Draft, 'change' | 'closure' | 'act'>>

async function draftParts(reader: Reader, today: Today, proposal: Proposal): Promise<Parts> {
  switch (proposal.kind) {
    case 'create': {
      const slot = await newSlot(reader, proposal.slot)
      return { slots: [slot], ...extentOf(today, slot, slot.from) }
    }
    case 'edit': {
      const slot = await editedSlot(reader, today, proposal.slot_id, proposal.slot)
      return { slots: [slot], ...extentOf(today, slot, proposal.slot.from) }
    }
    case 'end': {
      const slot = endedSlot(today, await liveSlot(reader, proposal.slot_id), proposal.last_day)
      return { slots: [slot], ...extentOf(today, { ...slot, until: null }, proposal.last_day) }
    }
    case 'change':
      return changeDraft(reader, today, await liveSlot(reader, proposal.slot_id), proposal.change)
    case 'closure': {
      const { from, to, target, reason } = proposal.closure
      const closure = {
        from: dayOf(from),
        to: dayOf(to),
        reason,
        target: await readTarget(reader, target, await stationsInTime(reader)),
      }
      const last = [to, horizonOf(today)].sort()[0] ?? to
      const slots = last < from ? [] : await slotsTouching(reader, from, last)
      return { slots, closure, act: 'closure', from, to: last < from ? from : last }
    }
  }
}

/** The days that a dry run of a slot looks at: from the edit (not the past) to the horizon, or as long after a later start. */
function extentOf(today: Today, slot: Slot, since: LocalDate): { from: LocalDate; to: LocalDate } {
  const now = today.zone.localDate(today.now)
  const from = since < now ? now : since
  const planned = slot.plannedTo !== null && slot.plannedTo > horizonOf(today) ? slot.plannedTo : horizonOf(today)
  const usual = from > planned ? addDays(from, Math.min(today.horizonDays, MAX_DAYS - 2)) : planned
  const last = addDays(from, MAX_DAYS - 1)
  const to = [usual, last, ...(slot.until !== null && slot.plannedTo === null ? [slot.until] : [])].sort()[0] ?? usual
  return { from, to: to < from ? from : to }
}

export async function liveSlot(reader: Reader, id: number): Promise<Slot> {
  const slot = await slotById(reader, id)
  if (slot?.origin === 'emergency') throw emergencyErrors.emergency_slot()
  if (!slot) throw notFound('slot', id)
  if (slot.endedAt !== null) throw scheduleErrors.slot_ended()
  return slot
}

async function newSlot(reader: Reader, input: SlotInput): Promise<Slot> {
  if (input.origin !== 'standing' && input.until === null) throw scheduleErrors.unbounded_rule()
  const segment = await segmentByCode(reader, input.segment)
  if (!segment || segment.withdrawn) throw scheduleErrors.unknown_segment()
  const version = await versionOf(reader, segment.id, input, input.from)
  return {
    id: 0,
    segmentId: segment.id,
    title: input.title,
    origin: input.origin,
    from: input.from,
    until: input.until,
    revision: 1,
    plannedTo: null,
    createdAt: 0,
    endedAt: null,
    versions: [version],
  }
}

async function versionOf(
  reader: Reader,
  segmentId: number,
  input: EditInput | SlotInput,
  anchor: LocalDate,
): Promise<SlotVersion> {
  if (input.episode_id !== null) await demandEpisode(reader, segmentId, input.episode_id)
  return {
    from: input.from,
    anchor,
    programme: input.programme,
    target: await readTarget(reader, input.target, await stationsInTime(reader)),
    rule: input.rule,
    durationSeconds: input.duration_seconds,
    premiere: input.premiere,
    priority: input.priority,
    episodeId: input.episode_id,
  }
}

async function demandEpisode(reader: Reader, segmentId: number, id: number): Promise<void> {
  const episode = await episodeById(reader, id)
  if (!episode || episode.withdrawn || episode.segmentId !== segmentId) throw scheduleErrors.unknown_episode()
}

async function editedSlot(reader: Reader, today: Today, id: number, input: EditInput): Promise<Slot> {
  const slot = await liveSlot(reader, id)
  const now = today.zone.localDate(today.now)
  if (input.from < now) throw scheduleErrors.edit_in_past({ today: now })
  const before = versionOn(slot, input.from)
  // The count of weeks goes on, unless the edit is about it.
  const anchor = before.rule.everyWeeks === input.rule.everyWeeks ? before.anchor : input.from
  // An edit from before the slot's beginning replaces it whole: it then begins on the new day.
  const from = input.from < slot.from ? input.from : slot.from
  const version = await versionOf(reader, slot.segmentId, input, anchor)
  return { ...withVersion(slot, version), from, title: input.title, until: input.until }
}

function endedSlot(today: Today, slot: Slot, lastDay: LocalDate): Slot {
  const yesterday = addDays(today.zone.localDate(today.now), -1)
  if (lastDay < yesterday) throw scheduleErrors.edit_in_past({ today: addDays(yesterday, 1) })
  return { ...slot, until: slot.until !== null && slot.until < lastDay ? slot.until : lastDay, endedAt: today.now }
}

async function changeDraft(reader: Reader, today: Today, slot: Slot, input: ChangeInput): Promise<Parts> {
  const { on_date: from } = input
  if (input.kind === 'add') return { slots: [await singleSlot(reader, slot, input)], from, to: from }
  const version = versionOn(slot, from)
  const known = countTurns(slot, today.zone, from, from)
  if (input.ordinal > known) throw scheduleErrors.no_such_occurrence({ ordinal: input.ordinal, date: from })
  if (input.kind === 'replace') await demandEpisode(reader, slot.segmentId, input.episode_id)
  const time = version.rule.times[input.ordinal - 1]
  const startsAt = time ? today.zone.toInstant(from, minutesOf(time)) : 0
  const newStartsAt = input.kind === 'move' ? today.zone.toInstant(input.to_date, minutesOf(input.to_time)) : null
  if (newStartsAt !== null && newStartsAt <= today.now) throw scheduleErrors.past_occurrence()
  if (newStartsAt !== null && Math.abs(newStartsAt - startsAt) > MOVED_DAYS * 86_400_000) {
    throw scheduleErrors.moved_too_far({ days: MOVED_DAYS })
  }
  const change: Omit<SlotChange, 'id'> = {
    slotId: slot.id,
    stationId: input.station === null ? null : await stationId(reader, input.station),
    onDate: from,
    ordinal: input.ordinal,
    kind: input.kind,
    newStartsAt,
    newEpisodeId: input.kind === 'replace' ? input.episode_id : null,
    newDurationSeconds: input.kind === 'move' ? input.duration_seconds : null,
    reason: input.reason,
    conflictSlotId: null,
  }
  return { slots: [slot], change, from, to: from }
}

async function stationId(reader: Reader, code: string): Promise<number | null> {
  const target = await readTarget(reader, { kind: 'stations', stations: [code] }, await stationsInTime(reader))
  return target.kind === 'stations' ? (target.ids[0] ?? null) : null
}

async function singleSlot(reader: Reader, slot: Slot, input: Extract<ChangeInput, { kind: 'add' }>): Promise<Slot> {
  const model = versionOn(slot, input.on_date)
  if (input.episode_id !== null) await demandEpisode(reader, slot.segmentId, input.episode_id)
  const target = input.target ? await readTarget(reader, input.target, await stationsInTime(reader)) : model.target
  const version: SlotVersion = {
    ...model,
    from: input.on_date,
    anchor: input.on_date,
    target,
    rule: { weekdays: EVERY_DAY, times: [input.time], everyWeeks: 1, nth: null },
    durationSeconds: input.duration_seconds ?? model.durationSeconds,
    // A further airing repeats; it must not become what dates the episode.
    premiere: false,
    episodeId: model.programme === 'episode' ? (input.episode_id ?? model.episodeId) : null,
  }
  const dates = { from: input.on_date, until: input.on_date, plannedTo: null, endedAt: null }
  return { ...slot, ...dates, id: 0, origin: 'single', revision: 1, versions: [version] }
}
