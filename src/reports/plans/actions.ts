import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Reader, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { segmentByCode } from '../../library/index.ts'
import { stationIdByCode } from '../../stations/index.ts'
import { levels } from '../../units/index.ts'
import { reportErrors } from '../errors.ts'
import type { Days } from '../periods.ts'
import { planErrors } from './errors.ts'
import {
  deleteTarget,
  insertTarget,
  type TargetOf,
  type TargetRow,
  targetById,
  targetOf,
  updateTarget,
} from './store.ts'

export type NewTarget = Days & {
  /** Code of a segment, "all", or undefined for the reporting segment. */
  readonly segment?: string | undefined
  readonly level?: string | undefined
  readonly station?: string | undefined
  /** Airings to be reached. */
  readonly target: number
  readonly note?: string | null | undefined
}

async function subjectOf(ctx: Context, { segment, level, station, from, to }: NewTarget): Promise<TargetOf> {
  if ((level === undefined) === (station === undefined)) throw planErrors.plan_needs_one_subject()
  return {
    from_date: from,
    to_date: to,
    segment_id: await segmentIdOf(ctx, ctx.db, segment),
    level_code: level === undefined ? null : await levelOf(ctx.db, level),
    station_id: station === undefined ? null : await stationIdByCode(ctx.db, station),
  }
}

/** @returns null for all segments. @throws DomainError no_such_segment */
async function segmentIdOf({ config }: Context, reader: Reader, segment: string | undefined): Promise<number | null> {
  if (segment === 'all') return null
  const code = segment ?? config.reportingSegment
  const found = await segmentByCode(reader, code)
  if (!found) throw reportErrors.no_such_segment({ code })
  return found.id
}

async function levelOf(reader: Reader, code: string): Promise<string> {
  if (!(await levels(reader)).some((level) => level.code === code)) throw planErrors.no_such_level({ code })
  return code
}

const told = (row: TargetOf & Pick<TargetRow, 'target' | 'note'>) => ({
  from: row.from_date,
  to: row.to_date,
  segment: row.segment_id,
  level: row.level_code,
  station: row.station_id,
  target: row.target,
  note: row.note,
})

/**
 * Enters the target of a level or a station for some days; the one that stood for the same is changed.
 * @returns its id
 * @throws DomainError sign_in_required, forbidden, plan_needs_one_subject, no_such_segment, no_such_level,
 *   station_not_found
 */
export async function saveTarget(ctx: Context, actor: Actor, input: NewTarget): Promise<number> {
  demand(actor, 'plan.manage')
  const of = await subjectOf(ctx, input)
  const at = ctx.clock.now()
  const values = { target: input.target, note: input.note ?? null, changed_at: at, changed_by_name: actor.name }
  return transact(ctx.db, async (tx) => {
    const before = await targetOf(tx, of)
    const after = told({ ...of, ...values })
    if (before) {
      await updateTarget(tx, before.id, values)
      await audit(tx, { at, actor, action: 'plan.change', subject: ['plan', before.id], before: told(before), after })
      return before.id
    }
    const by = { created_at: at, created_by: actor.kind === 'account' ? actor.accountId : null }
    const id = await insertTarget(tx, { ...of, ...values, ...by, created_by_name: actor.name })
    await audit(tx, { at, actor, action: 'plan.create', subject: ['plan', id], after })
    return id
  })
}

/** @throws DomainError sign_in_required, forbidden, no_such_plan */
export async function removeTarget(ctx: Context, actor: Actor, id: number): Promise<void> {
  demand(actor, 'plan.manage')
  await transact(ctx.db, async (tx) => {
    const before = await targetById(tx, id)
    if (!before) throw planErrors.no_such_plan()
    await deleteTarget(tx, id)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'plan.remove', subject: ['plan', id], before: told(before) })
  })
}
