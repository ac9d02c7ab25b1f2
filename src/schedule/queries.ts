import { can, demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { type Page, pageOf } from '../kernel/paging.ts'
import type { Outcome } from '../kernel/terms.ts'
import { segmentByCode } from '../library/index.ts'
import { readTarget, stationsInTime } from '../stations/index.ts'
import type { Airing, AiringState } from './airing.ts'
import { airingsBetween } from './airing-store.ts'
import { changesBetween } from './change-store.ts'
import { scheduleErrors } from './errors.ts'
import type { Slot, SlotChange } from './slot.ts'
import { slotById, slotsAll } from './slot-store.ts'

const ALWAYS = { from: '1900-01-01' as LocalDate, to: '2199-12-31' as LocalDate }

/** All slots, with the changes of the last month and of the future. */
export async function listSlots(ctx: Context, actor: Actor): Promise<{ slots: Slot[]; changes: SlotChange[] }> {
  demand(actor, 'schedule.read')
  const slots = await slotsAll(ctx.db)
  const since = addDays(ctx.zone.localDate(ctx.clock.now()), -31)
  return {
    slots,
    changes: await changesBetween(
      ctx.db,
      slots.map((slot) => slot.id),
      since,
      ALWAYS.to,
    ),
  }
}

/** @throws DomainError not_found */
export async function readSlot(ctx: Context, actor: Actor, id: number): Promise<{ slot: Slot; changes: SlotChange[] }> {
  demand(actor, 'schedule.read')
  const slot = await slotById(ctx.db, id)
  if (!slot) throw notFound('slot', id)
  return { slot, changes: await changesBetween(ctx.db, [id], ALWAYS.from, ALWAYS.to) }
}

export type AiringsAsked = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly stations?: readonly string[] | undefined
  readonly segment?: string | undefined
  readonly slotId?: number | undefined
  readonly state?: AiringState | undefined
  readonly outcome?: Outcome | 'none' | undefined
  readonly offset: number
  readonly limit: number
}

/**
 * Airings by local dates of start, page by page. A station operator sees the stations of the account.
 * @throws DomainError unknown_station, unknown_segment, forbidden
 */
export async function listAirings(ctx: Context, actor: Actor, asked: AiringsAsked): Promise<Page<Airing>> {
  const stationIds = await stationsAsked(ctx, actor, asked.stations)
  const segment = asked.segment === undefined ? undefined : await segmentByCode(ctx.db, asked.segment)
  if (asked.segment !== undefined && !segment) throw scheduleErrors.unknown_segment()
  const rows = await airingsBetween(ctx.db, {
    ...(stationIds ? { stationIds } : {}),
    from: ctx.zone.toInstant(asked.from, 0),
    to: ctx.zone.toInstant(addDays(asked.to, 1), 0),
    ...(segment ? { segmentId: segment.id } : {}),
    ...(asked.slotId !== undefined ? { slotId: asked.slotId } : {}),
    ...(asked.state ? { states: [asked.state] } : {}),
    ...(asked.outcome ? { outcome: asked.outcome } : {}),
    offset: asked.offset,
    limit: asked.limit + 1,
  })
  return pageOf(rows, asked)
}

async function stationsAsked(
  ctx: Context,
  actor: Actor,
  codes: readonly string[] | undefined,
): Promise<readonly number[] | undefined> {
  if (!codes) {
    if (can(actor, 'schedule.read') || actor.kind !== 'account' || actor.stationIds.length === 0)
      demand(actor, 'schedule.read')
    else return actor.stationIds
    return undefined
  }
  const target = await readTarget(ctx.db, { kind: 'stations', stations: [...codes] }, await stationsInTime(ctx.db))
  const ids = target.kind === 'stations' ? target.ids : []
  for (const stationId of ids) demand(actor, 'schedule.read', { stationId })
  return ids
}
