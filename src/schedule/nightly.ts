import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { allSegments } from '../library/index.ts'
import { carryOut } from './carry-out.ts'
import { choicesBetweenSlots } from './change-store.ts'
import { changesFor } from './choices.ts'
import type { Choice, Conflict } from './conflicts.ts'
import { assess } from './dry-run.ts'
import { horizonOf, materialise, rebindAirings, type Today, todayOf } from './materialise.ts'
import type { Slot } from './slot.ts'
import { slotsAll } from './slot-store.ts'

/**
 * Nightly: makes the airings of the days that came within the horizon since each slot was last planned, and binds every
 * segment anew. A transaction for each slot, so that nobody waits long.
 */
export async function extendHorizon(ctx: Context): Promise<number> {
  const today = todayOf(ctx)
  const [now, horizon] = [today.zone.localDate(today.now), horizonOf(today)]
  let made = 0
  for (const slot of await slotsAll(ctx.db)) {
    const next = slot.plannedTo === null ? now : addDays(slot.plannedTo, 1)
    const from = next < now ? now : next
    if (from > horizon || (slot.until !== null && slot.until < from)) continue
    made += await transact(ctx.db, (tx) => extendSlot(tx, today, slot, from, horizon))
  }
  for (const segment of await allSegments(ctx.db)) await transact(ctx.db, (tx) => rebindAirings(tx, today, segment.id))
  return made
}

/** The slice's periodic work; the cron pattern is in the installation's zone. */
export const scheduleJobs = [
  {
    name: 'extend-horizon',
    schedule: '10 1 * * *',
    // A server that was off at night makes up for it.
    atStart: true,
    run: async (ctx: Context): Promise<void> => {
      const made = await extendHorizon(ctx)
      ctx.log.info({ made }, 'the horizon of the schedule was extended')
    },
  },
]

/** Makes a slot's airings of further days; where it meets another slot, what was last chosen between the two holds on. */
async function extendSlot(tx: Tx, today: Today, slot: Slot, from: LocalDate, to: LocalDate): Promise<number> {
  const precedents = await choicesBetweenSlots(tx, slot.id)
  if (precedents.length === 0) return materialise(tx, today, { from, to, act: 'plan', slotIds: [slot.id] })
  const draft = { asked: null, slots: [slot], change: null, closure: null, act: 'plan', from, to } as const
  const { conflicts } = await assess(tx, today, draft)
  const choice = ({ other, choices }: Conflict): Choice => {
    const last = precedents.find((p) => p.otherSlotId === other.slotId)?.choice ?? 'keep'
    return choices.includes(last) ? last : 'keep'
  }
  const each = conflicts.map((conflict) => ({ conflict: conflict.id, choice: choice(conflict) }))
  const choices = changesFor(conflicts, { each, rest: 'keep' })
  return (await carryOut(tx, today, null, slot.id, draft, choices)).written
}
