import { demand, demandAccount } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors } from '../kernel/errors.ts'
import { stationFor } from './actions.ts'
import { enteredParts, replaceParts } from './day-part-store.ts'
import { type DayPart, partsFaults, USUAL_PARTS } from './day-parts.ts'
import { stationByCode } from './store.ts'

/** Where sessions come from: the station's own, the installation's, or the program's usual ones. */
export type PartsOrigin = 'station' | 'installation' | 'usual'

/** The sessions of the day that hold on a station (null: for the installation). */
export async function sessionsOfDay(
  reader: Reader,
  stationId: number | null,
): Promise<{ origin: PartsOrigin; parts: readonly DayPart[] }> {
  if (stationId !== null) {
    const own = await enteredParts(reader, stationId)
    if (own.length > 0) return { origin: 'station', parts: own }
  }
  const common = await enteredParts(reader, null)
  return common.length > 0 ? { origin: 'installation', parts: common } : { origin: 'usual', parts: USUAL_PARTS }
}

/** @param code of a station, or null for the installation. @throws DomainError station_not_found, forbidden */
export async function readSessions(ctx: Context, actor: Actor, code: string | null) {
  demandAccount(actor)
  if (code === null) return sessionsOfDay(ctx.db, null)
  return sessionsOfDay(ctx.db, (await stationFor(ctx.db, actor, 'station.read', code)).id)
}

/**
 * Enters the sessions of the day; none: what holds above (installation, usual) holds again.
 * @param code of a station, or null for the installation
 */
export async function putSessions(ctx: Context, actor: Actor, code: string | null, parts: readonly DayPart[]) {
  demand(actor, 'station.manage')
  const faults = partsFaults(parts)
  if (faults.length > 0) throw commonErrors.invalid_input({}, { fields: faults })
  return transact(ctx.db, async (tx) => {
    const stationId = code === null ? null : (await stationByCode(tx, code)).id
    const before = await enteredParts(tx, stationId)
    await replaceParts(tx, stationId, parts)
    const subject = code === null ? (['installation', 'sessions'] as const) : (['station', code] as const)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'sessions.put', subject, before, after: parts })
    return sessionsOfDay(tx, stationId)
  })
}
