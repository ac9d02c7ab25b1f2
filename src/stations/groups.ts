import { demand, demandAccount } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { stationErrors } from './errors.ts'
import { insertGroup, renameGroup, type StationGroup, setMembers, stationGroups } from './group-store.ts'
import { stationIds } from './store.ts'

/** Groups are named in schedules: every signed-in person may read them. Keys may not. */
export async function listGroups(ctx: Context, actor: Actor): Promise<StationGroup[]> {
  demandAccount(actor)
  return stationGroups(ctx.db)
}

async function groupByCode(tx: Tx, code: string): Promise<StationGroup> {
  const group = (await stationGroups(tx)).find((known) => known.code === code)
  if (!group) throw stationErrors.group_not_found({ code: code.slice(0, 80) })
  return group
}

/** @throws DomainError group_code_taken, station_not_found */
export async function createGroup(
  ctx: Context,
  actor: Actor,
  input: { code: string; name: string; stations: readonly string[] },
): Promise<StationGroup> {
  demand(actor, 'station.manage')
  return transact(ctx.db, async (tx) => {
    const id = await insertGroup(tx, { code: input.code, name: input.name })
    if (id === null) throw stationErrors.group_code_taken({ code: input.code })
    const members = await stationIds(tx, input.stations)
    await setMembers(tx, id, members)
    if (members.length > 0) await tx.emit({ type: 'stations_changed', stationIds: members })
    const group = await groupByCode(tx, input.code)
    const subject = ['station_group', input.code] as const
    await audit(tx, { at: ctx.clock.now(), actor, action: 'station_group.create', subject, after: group })
    return group
  })
}

/** Renames a group or says anew who belongs to it. @throws DomainError group_not_found, station_not_found */
export async function changeGroup(
  ctx: Context,
  actor: Actor,
  code: string,
  change: { name?: string; stations?: readonly string[] },
): Promise<StationGroup> {
  demand(actor, 'station.manage')
  return transact(ctx.db, async (tx) => {
    const before = await groupByCode(tx, code)
    if (change.name !== undefined) await renameGroup(tx, before.id, change.name)
    if (change.stations) {
      const [left, joined] = [await stationIds(tx, before.stations), await stationIds(tx, change.stations)]
      await setMembers(tx, before.id, joined)
      const touched = [...new Set([...left, ...joined])]
      if (touched.length > 0) await tx.emit({ type: 'stations_changed', stationIds: touched })
    }
    const after = await groupByCode(tx, code)
    const subject = ['station_group', code] as const
    await audit(tx, { at: ctx.clock.now(), actor, action: 'station_group.change', subject, before, after })
    return after
  })
}
