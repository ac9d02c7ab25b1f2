import { can, demand, demandAccount, type Permission, unknownStation } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { commonErrors, DomainError } from '../kernel/errors.ts'
import { demandLevel, demandUnit } from '../units/index.ts'
import { stationErrors } from './errors.ts'
import { setGroupsOf } from './group-store.ts'
import type { Station } from './station.ts'
import {
  deleteAssignment,
  insertStation,
  putAssignment,
  type StationFields,
  stationByCode,
  stationsAll,
  updateStation,
} from './store.ts'

/** The stations that a person may see: staff all, an operator the bound ones. Keys have no list. */
export async function listStations(ctx: Context, actor: Actor): Promise<Station[]> {
  demandAccount(actor)
  return (await stationsAll(ctx.db)).filter((station) => can(actor, 'station.read', { stationId: station.id }))
}

/** @throws DomainError station_not_found; forbidden for a foreign or unknown one where the actor may not see all */
export async function stationFor(reader: Reader, actor: Actor, permission: Permission, code: string): Promise<Station> {
  const station = await stationByCode(reader, code).catch((error: unknown) => {
    throw error instanceof DomainError ? unknownStation(actor, error) : error
  })
  demand(actor, permission, { stationId: station.id })
  return station
}

/** @throws DomainError station_not_found, forbidden */
export async function readStation(ctx: Context, actor: Actor, code: string): Promise<Station> {
  if (actor.kind === 'nobody') throw commonErrors.sign_in_required()
  return stationFor(ctx.db, actor, 'station.read', code)
}

function demandOrder(fields: Pick<StationFields, 'activeFrom' | 'activeTo'>): void {
  if (fields.activeFrom === null || fields.activeTo === null || fields.activeFrom <= fields.activeTo) return
  const fault = {
    path: 'active_to',
    vi: 'Ngày cuối phải từ ngày đầu trở đi.',
    en: 'The end must not be before the start.',
  }
  throw commonErrors.invalid_input({}, { fields: [fault] })
}

/** What the audit trail keeps of a station. */
const told = ({ id: _, groupIds: __, ...station }: Station) => ({
  ...station,
  assignments: station.assignments.map((a) => ({ from: a.from, level: a.levelCode, unit: a.unitCode })),
})

/** From this day on a station without a first day has its first level: before every date that is reported. */
const EVER = '1900-01-01' as LocalDate

export type AssignmentInput = { readonly from: LocalDate; readonly level: string; readonly unit: string }
export type CreateStation = StationFields & {
  readonly code: string
  readonly level: string
  readonly unit: string
  /** The day from which level and unit hold; undefined: from its first day, or from ever. */
  readonly assignedFrom?: LocalDate | undefined
  readonly groups: readonly string[]
}

async function assign(tx: Tx, stationId: number, input: AssignmentInput): Promise<void> {
  const level = await demandLevel(tx, input.level)
  const unit = await demandUnit(tx, input.unit)
  await putAssignment(tx, stationId, { from: input.from, levelCode: level.code, unitId: unit.id })
}

/** @throws DomainError station_code_taken, level_not_found, unit_not_found, group_not_found, invalid_input */
export async function createStation(ctx: Context, actor: Actor, input: CreateStation): Promise<Station> {
  demand(actor, 'station.manage')
  demandOrder(input)
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const id = await insertStation(tx, { ...input, at })
    if (id === null) throw stationErrors.station_code_taken({ code: input.code })
    await assign(tx, id, { from: input.assignedFrom ?? input.activeFrom ?? EVER, level: input.level, unit: input.unit })
    await setGroupsOf(tx, id, input.groups)
    const station = await stationByCode(tx, input.code)
    await tx.emit({ type: 'stations_changed', stationIds: [id] })
    await audit(tx, { at, actor, action: 'station.create', subject: ['station', input.code], after: told(station) })
    return station
  })
}

/** Does `work` on a station, tells the slices above and writes the audit row with the station before and after. */
async function changing(
  ctx: Context,
  actor: Actor,
  code: string,
  action: string,
  work: (tx: Tx, before: Station) => Promise<void>,
): Promise<Station> {
  demand(actor, 'station.manage')
  return transact(ctx.db, async (tx) => {
    const before = await stationByCode(tx, code)
    await work(tx, before)
    const after = await stationByCode(tx, code)
    await tx.emit({ type: 'stations_changed', stationIds: [before.id] })
    const facts = { before: told(before), after: told(after) }
    await audit(tx, { at: ctx.clock.now(), actor, action, subject: ['station', code], ...facts })
    return after
  })
}

export type ChangeStation = Partial<StationFields> & { readonly groups?: readonly string[] }

/** Changes a station; it ends by its last active day and is never deleted. @throws DomainError as createStation */
export const changeStation = (ctx: Context, actor: Actor, code: string, change: ChangeStation): Promise<Station> =>
  changing(ctx, actor, code, 'station.change', async (tx, before) => {
    const { groups, ...fields } = change
    const after = { ...before, ...fields }
    demandOrder(after)
    await updateStation(tx, before.id, after)
    if (groups) await setGroupsOf(tx, before.id, groups)
  })

/** Enters or replaces level and unit from a day on. @throws DomainError level_not_found, unit_not_found */
export const assignStation = (ctx: Context, actor: Actor, code: string, input: AssignmentInput): Promise<Station> =>
  changing(ctx, actor, code, 'station.assign', (tx, before) => assign(tx, before.id, input))

/** Takes an assignment back that was entered by mistake. @throws DomainError assignment_not_found, last_assignment */
export const unassignStation = (ctx: Context, actor: Actor, code: string, from: LocalDate): Promise<Station> =>
  changing(ctx, actor, code, 'station.unassign', async (tx, before) => {
    if (!before.assignments.some((a) => a.from === from)) throw stationErrors.assignment_not_found({ from })
    if (before.assignments.length === 1) throw stationErrors.last_assignment()
    await deleteAssignment(tx, before.id, from)
  })
