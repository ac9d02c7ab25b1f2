import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'
import { ROLES, type Role } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'

/** Who must have a second factor, and how long they may do without at first. */
export type FactorRule = {
  /** Since when (epoch ms) each role needs one. */
  readonly since: Readonly<Partial<Record<Role, number>>>
  readonly graceDays: number
}

const KEY = 'second_factor.rule'
const shape = z.object({ since: z.partialRecord(z.enum(ROLES), z.number()), graceDays: z.number() })
export const GRACE_DAYS = 14
const UNSET: FactorRule = { since: {}, graceDays: GRACE_DAYS }

/** The rule now; nobody must until somebody says so. */
export async function factorRule(reader: Reader): Promise<FactorRule> {
  const row = await reader.q.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? jsonColumn(shape, row.value) : UNSET
}

export async function putFactorRule(tx: Tx, rule: FactorRule, at: number): Promise<void> {
  const set = { value: JSON.stringify(rule), changed_at: at }
  await tx.q
    .insertInto('setting')
    .values({ key: KEY, ...set })
    .onConflict((c) => c.column('key').doUpdateSet(set))
    .execute()
}

/**
 * Until when (epoch ms) an account with these roles may do without a second factor; null when it need not have one. The
 * time runs from when the role came to need one, or from when the account was made.
 */
export function graceEnd(rule: FactorRule, roles: readonly Role[], createdAt: number): number | null {
  const ends = roles.flatMap((role) => {
    const since = rule.since[role]
    return since === undefined ? [] : [Math.max(since, createdAt) + rule.graceDays * DAY_MS]
  })
  return ends.length === 0 ? null : Math.min(...ends)
}

/** As `graceEnd`, of an account that has no second factor yet; null for one that has. */
export async function enrolBy(reader: Reader, accountId: number, roles: readonly Role[]): Promise<number | null> {
  const rule = await factorRule(reader)
  if (!roles.some((role) => rule.since[role] !== undefined)) return null
  const row = await reader.q
    .selectFrom('account')
    .leftJoin('second_factor', 'second_factor.account_id', 'account.id')
    .select(['account.created_at', 'second_factor.confirmed_at'])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return !row || row.confirmed_at !== null ? null : graceEnd(rule, roles, row.created_at)
}
