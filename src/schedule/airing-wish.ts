import type { z } from 'zod'
import { parseInput } from '../http/index.ts'
import { addDays, type LocalDate, type LocalTime, weekdayOf } from '../kernel/dates.ts'
import type { TargetInput } from '../stations/index.ts'
import type { Airing } from './airing.ts'
import { scheduleErrors } from './errors.ts'
import { dryRunInput, type Proposal } from './input.ts'
import { type Slot, type SlotVersion, versionOn } from './slot.ts'

/**
 * How far a wish about one airing goes. here: this airing alone; day: the same turn on every station of the slot; later:
 * the slot from that day on; all: the slot from today on.
 */
export const SCOPES = ['here', 'day', 'later', 'all'] as const
export type Scope = (typeof SCOPES)[number]

/** What a person wants of one airing. Seconds; `durationSeconds` null: as long as before. */
export type AiringWish =
  | {
      readonly act: 'move'
      readonly date: LocalDate
      readonly time: LocalTime
      readonly durationSeconds: number | null
    }
  | { readonly act: 'cancel'; readonly reason: string }
  | { readonly act: 'replace'; readonly episodeId: number; readonly reason: string | null }

type Where = { readonly slot: Slot; readonly airing: Airing; readonly today: LocalDate }

/** The scopes that a wish can have, the smallest first. A slot of one station has no other stations to mean. */
export function scopesFor({ slot, airing, today }: Where, wish: AiringWish): Scope[] {
  const version = versionOn(slot, airing.onDate)
  const single = version.target.kind === 'stations' && version.target.ids.length === 1
  const scopes: Scope[] = single ? ['here'] : ['here', 'day']
  if (wish.act === 'replace' || slot.origin === 'single' || !ruleCanFollow(version, airing, wish)) return scopes
  const repeats = slot.until === null || slot.until > airing.onDate
  if (repeats) scopes.push('later')
  const whole = airing.onDate > today && slot.from < airing.onDate && versionOn(slot, today) === version
  return whole ? [...scopes, 'all'] : scopes
}

/** A rule takes a new time; another day only within the week, and only with one time a day on plain weekdays. */
function ruleCanFollow({ rule }: SlotVersion, airing: Airing, wish: AiringWish): boolean {
  if (airing.ordinal > rule.times.length) return false
  if (wish.act !== 'move' || wish.date === airing.onDate) return true
  return rule.times.length === 1 && rule.nth === null && mondayOf(wish.date) === mondayOf(airing.onDate)
}
const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date))

/** Codes, as inputs name stations and targets. */
export type Codes = { readonly station: string; readonly target: (version: SlotVersion) => TargetInput }

/** A wish about one airing as a proposal for the dry run. @throws DomainError invalid_input, scope_not_possible */
export function proposalFor(where: Where, codes: Codes, wish: AiringWish, scope: Scope): Proposal {
  if (!scopesFor(where, wish).includes(scope)) throw scheduleErrors.scope_not_possible()
  const { slot, airing } = where
  if (scope === 'here' || scope === 'day') {
    const change = changeOf(airing, scope === 'here' ? codes.station : null, wish)
    return parseInput(dryRunInput, { kind: 'change', slot_id: slot.id, change })
  }
  return parseInput(dryRunInput, ruleProposal(where, codes, wish, scope))
}

type ChangeAsked = Extract<z.input<typeof dryRunInput>, { kind: 'change' }>['change']
function changeOf(airing: Airing, station: string | null, wish: AiringWish): ChangeAsked {
  const occurrence = { on_date: airing.onDate, ordinal: airing.ordinal, station }
  switch (wish.act) {
    case 'move': {
      const { date: to_date, time: to_time, durationSeconds: duration_seconds } = wish
      return { kind: 'move', ...occurrence, to_date, to_time, duration_seconds }
    }
    case 'cancel':
      return { kind: 'cancel', ...occurrence, reason: wish.reason }
    case 'replace':
      return { kind: 'replace', ...occurrence, episode_id: wish.episodeId, reason: wish.reason }
  }
}

function ruleProposal(where: Where, codes: Codes, wish: AiringWish, scope: Scope): z.input<typeof dryRunInput> {
  const { slot, airing, today } = where
  const version = versionOn(slot, airing.onDate)
  const { rule } = version
  const first = wish.act === 'move' && wish.date < airing.onDate ? wish.date : airing.onDate
  const from = scope === 'all' || first < today ? today : first
  const others = rule.times.filter((_, i) => i !== airing.ordinal - 1)
  // Nothing is left of a slot whose only time goes.
  if (wish.act === 'cancel' && others.length === 0) {
    return { kind: 'end', slot_id: slot.id, last_day: addDays(from, -1) }
  }
  const moved = wish.act === 'move'
  const days =
    moved && wish.date !== airing.onDate
      ? [...rule.weekdays.filter((day) => day !== weekdayOf(airing.onDate)), weekdayOf(wish.date)]
      : rule.weekdays
  const next = {
    title: slot.title,
    programme: version.programme,
    target: codes.target(version),
    rule: {
      weekdays: [...new Set(days)],
      times: moved ? [...others, wish.time] : others,
      every_weeks: rule.everyWeeks,
      nth: rule.nth && [...rule.nth],
    },
    duration_seconds: (moved ? wish.durationSeconds : null) ?? version.durationSeconds,
    premiere: version.premiere,
    priority: version.priority,
    episode_id: version.episodeId,
    from,
    until: slot.until,
  }
  return { kind: 'edit', slot_id: slot.id, slot: next }
}
