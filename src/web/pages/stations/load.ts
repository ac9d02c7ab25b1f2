import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import { fold } from '../../../kernel/text.ts'
import {
  assignmentOn,
  devicesHeard,
  HEALTH,
  type Health,
  type HealthState,
  healthOf,
  isActiveOn,
  keysUsed,
  listStations,
  type Station,
  type StationGroup,
  stationGroups,
} from '../../../stations/index.ts'
import { type Level, levels, type Unit, units } from '../../../units/index.ts'
import { groupBy } from '../../group.ts'

export type StationRow = {
  readonly station: Station
  readonly unit: Unit | undefined
  readonly health: Health
  readonly active: boolean
}
/** What the address asks for; empty texts ask for nothing. */
export type ListQuestion = {
  readonly q: string
  readonly level: string
  readonly group: string
  readonly state: string
  /** Ended and future ones too. */
  readonly all: boolean
}
export type StationList = {
  readonly levels: readonly Level[]
  readonly groups: readonly StationGroup[]
  readonly rows: readonly { readonly level: Level; readonly rows: readonly StationRow[] }[]
  readonly counts: Readonly<Record<HealthState, number>>
  /** How many there are before the question narrows them. */
  readonly known: number
}

/** @throws DomainError forbidden to those who may see no station at all */
export function demandStations(actor: Actor): void {
  const own = actor.kind === 'account' ? actor.stationIds[0] : undefined
  if (!can(actor, 'station.read', { stationId: own })) demand(actor, 'station.read')
}

/** Every station that this person may see, with how it is, by level and in Vietnamese order of name. */
export async function loadStations(
  ctx: Context,
  actor: Actor,
  question: ListQuestion,
  today: LocalDate,
): Promise<StationList> {
  demandStations(actor)
  const now = ctx.clock.now()
  const [devices, used] = [await devicesHeard(ctx.db), await keysUsed(ctx.db)]
  const byId = new Map((await units(ctx.db)).map((unit) => [unit.id, unit]))
  const all = (await listStations(ctx, actor)).map(
    (station): StationRow => ({
      station,
      unit: byId.get(assignmentOn(station, today).unitId),
      health: healthOf(devices.get(station.id) ?? [], used.get(station.id) ?? null, now),
      active: isActiveOn(station, today),
    }),
  )
  const standing = all.filter((row) => row.active || question.all)
  const found = standing.filter((row) => answers(row, question, today))
  const byLevel = groupBy(found, ({ station }) => assignmentOn(station, today).levelCode)
  const known = await levels(ctx.db)
  const count = (state: HealthState): number => standing.filter(({ health }) => health.state === state).length
  return {
    levels: known,
    groups: await stationGroups(ctx.db),
    rows: known.map((level) => ({ level, rows: byLevel.get(level.code) ?? [] })).filter(({ rows }) => rows.length > 0),
    // One entry for each state, which Object.fromEntries cannot tell.
    counts: Object.fromEntries(HEALTH.map((state) => [state, count(state)])) as Record<HealthState, number>,
    known: standing.length,
  }
}

function answers({ station, unit, health }: StationRow, question: ListQuestion, today: LocalDate): boolean {
  const { q, level, group, state } = question
  if (level && assignmentOn(station, today).levelCode !== level) return false
  if (group && !station.groups.includes(group)) return false
  if (state && health.state !== state) return false
  const text = fold(
    `${station.name} ${station.code} ${unit?.name ?? ''} ${station.contactName ?? ''} ${station.contactPhone ?? ''}`,
  )
  return fold(q)
    .split(/\s+/)
    .every((word) => text.includes(word))
}
