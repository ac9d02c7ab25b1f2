import type { Reader, Tx } from '../db/index.ts'

export async function pinHashOf(reader: Reader, accountId: number): Promise<string | null> {
  const row = await reader.q
    .selectFrom('account_pin')
    .select('pin_hash')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.pin_hash ?? null
}

export async function putPin(tx: Tx, accountId: number, hash: string, at: number): Promise<void> {
  const set = { pin_hash: hash, set_at: at }
  await tx.q
    .insertInto('account_pin')
    .values({ account_id: accountId, ...set })
    .onConflict((c) => c.column('account_id').doUpdateSet(set))
    .execute()
}

/** @returns false when there was none */
export async function removePin(tx: Tx, accountId: number): Promise<boolean> {
  const done = await tx.q.deleteFrom('account_pin').where('account_id', '=', accountId).executeTakeFirst()
  return Number(done.numDeletedRows) > 0
}

export type Operator = { readonly accountId: number; readonly name: string; readonly hasPin: boolean }

/** The active operators bound to a station, in order of their accounts. */
export async function operatorsBound(reader: Reader, stationId: number): Promise<Operator[]> {
  const rows = await reader.q
    .selectFrom('account_station')
    .innerJoin('account', 'account.id', 'account_station.account_id')
    .innerJoin('account_role', 'account_role.account_id', 'account.id')
    .leftJoin('account_pin', 'account_pin.account_id', 'account.id')
    .select(['account.id as accountId', 'account.name', 'account_pin.set_at as setAt'])
    .where('account_station.station_id', '=', stationId)
    .where('account_role.role', '=', 'station_operator')
    .where('account.active', '=', 1)
    .orderBy('account.id')
    .execute()
  return rows.map(({ accountId, name, setAt }) => ({ accountId, name, hasPin: setAt !== null }))
}
