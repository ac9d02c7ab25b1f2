import { demand, demandAccount } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { commonErrors } from '../kernel/errors.ts'
import { unitErrors } from './errors.ts'
import {
  insertSuccession,
  insertUnit,
  type SuccessionRow,
  successions,
  type Unit,
  unitByCode,
  units,
  updateUnit,
} from './store.ts'
import type { SuccessionKind } from './succession.ts'

/** Fields of a unit as people enter them; the parent by its code. */
export type UnitInput = {
  readonly name: string
  readonly kind: string
  readonly parent: string | null
  readonly validFrom: LocalDate | null
  readonly validTo: LocalDate | null
  readonly legalBasis: string | null
}

/** @throws DomainError unit_not_found */
export async function demandUnit(reader: Parameters<typeof unitByCode>[0], code: string): Promise<Unit> {
  const unit = await unitByCode(reader, code)
  if (!unit) throw unitErrors.unit_not_found({ code: code.slice(0, 80) })
  return unit
}

async function rowOf(tx: Tx, code: string, input: UnitInput): Promise<Omit<Unit, 'id'>> {
  const { parent, ...rest } = input
  if (rest.validFrom !== null && rest.validTo !== null && rest.validTo < rest.validFrom) {
    const fault = {
      path: 'valid_to',
      vi: 'Ngày cuối phải từ ngày đầu trở đi.',
      en: 'The end must not be before the start.',
    }
    throw commonErrors.invalid_input({}, { fields: [fault] })
  }
  const parentId = parent === null ? null : (await demandUnit(tx, parent)).id
  return { code, ...rest, parentId }
}

/** @throws DomainError unit_code_taken, unit_not_found (the parent), invalid_input */
export async function createUnit(ctx: Context, actor: Actor, input: UnitInput & { code: string }): Promise<Unit> {
  demand(actor, 'unit.manage')
  return transact(ctx.db, async (tx) => {
    const { code, ...rest } = input
    const row = await rowOf(tx, code, rest)
    const id = await insertUnit(tx, row)
    if (id === null) throw unitErrors.unit_code_taken({ code })
    await audit(tx, { at: ctx.clock.now(), actor, action: 'unit.create', subject: ['unit', code], after: row })
    return { id, ...row }
  })
}

/**
 * Corrects what is known of a unit. What became of it later is told by a succession, not here.
 * @throws DomainError unit_not_found, unit_cycle, invalid_input
 */
export async function changeUnit(ctx: Context, actor: Actor, code: string, change: Partial<UnitInput>): Promise<Unit> {
  demand(actor, 'unit.manage')
  return transact(ctx.db, async (tx) => {
    const before = await demandUnit(tx, code)
    const all = new Map((await units(tx)).map((unit) => [unit.id, unit]))
    const parent = before.parentId === null ? null : (all.get(before.parentId)?.code ?? null)
    const { id, code: _, parentId: __, ...known } = before
    const after: Unit = { id, ...(await rowOf(tx, code, { ...known, parent, ...change })) }
    for (let above = after.parentId; above !== null; above = all.get(above)?.parentId ?? null) {
      if (above === id) throw unitErrors.unit_cycle()
    }
    await updateUnit(tx, after)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'unit.change', subject: ['unit', code], before, after })
    return after
  })
}

export type SuccessionInput = {
  readonly kind: SuccessionKind
  /** The first day of the new order. */
  readonly on: LocalDate
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly legalBasis: string | null
}

/**
 * Records that units took the place of others. Units that end get their last day, new ones their first, where these
 * are not entered yet.
 * @throws DomainError unit_not_found, succession_known, invalid_input
 */
export async function recordSuccession(ctx: Context, actor: Actor, input: SuccessionInput): Promise<void> {
  demand(actor, 'unit.manage')
  await transact(ctx.db, async (tx) => {
    for (const fromCode of input.from) {
      const from = await demandUnit(tx, fromCode)
      for (const toCode of input.to) {
        const to = await demandUnit(tx, toCode)
        if (to.id === from.id) throw unitErrors.unit_cycle()
        const row = { from: from.id, to: to.id, on: input.on, kind: input.kind, legalBasis: input.legalBasis }
        if (!(await insertSuccession(tx, row))) {
          throw unitErrors.succession_known({ from: fromCode, to: toCode, on: input.on })
        }
        if (input.kind !== 'parent' && to.validFrom === null) await updateUnit(tx, { ...to, validFrom: input.on })
      }
      if (input.kind !== 'parent' && from.validTo === null) {
        await updateUnit(tx, { ...from, validTo: addDays(input.on, -1) })
      }
    }
    const after = { ...input }
    const subject = ['unit', input.from.join(',')] as const
    await audit(tx, { at: ctx.clock.now(), actor, action: 'unit_succession.create', subject, after })
  })
}

/** All units and what became of them. */
export async function listUnits(ctx: Context, actor: Actor): Promise<{ units: Unit[]; successions: SuccessionRow[] }> {
  demandReader(actor)
  return { units: await units(ctx.db), successions: await successions(ctx.db) }
}

/**
 * Units and levels are no secret within the house: every signed-in person may read them. Keys may not: a player needs
 * none, and reports carry the names.
 */
export const demandReader = demandAccount
