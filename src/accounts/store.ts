import type { Reader, Tx } from '../db/index.ts'
import { bit } from '../db/index.ts'
import type { Actor, Role } from '../kernel/actor.ts'
import { forgetSteps } from './factor-store.ts'

export type Account = {
  readonly id: number
  readonly username: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Codes of the stations that an operator is bound to. */
  readonly stations: readonly string[]
  readonly active: boolean
  readonly hasPassword: boolean
  readonly createdAt: number
  readonly lastSeenAt: number | null
}

/** Who an active account acts as; null when it does not exist or is not active. */
export async function actorOfAccount(reader: Reader, id: number): Promise<(Actor & { kind: 'account' }) | null> {
  const row = await reader.q
    .selectFrom('account')
    .select('name')
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst()
  if (!row) return null
  const roles = await reader.q
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', id)
    .orderBy('role')
    .execute()
  const bound = await reader.q.selectFrom('account_station').select('station_id').where('account_id', '=', id).execute()
  return {
    kind: 'account',
    accountId: id,
    name: row.name,
    roles: roles.map((r) => r.role),
    stationIds: bound.map((r) => r.station_id),
  }
}

export type Credentials = {
  readonly id: number
  readonly active: boolean
  readonly passwordHash: string | null
  readonly username: string
}

export async function credentialsOf(
  reader: Reader,
  by: { usernameFolded: string } | { id: number },
): Promise<Credentials | null> {
  const query = reader.q.selectFrom('account').select(['id', 'active', 'password_hash', 'username'])
  const row = await ('id' in by
    ? query.where('id', '=', by.id)
    : query.where('username_folded', '=', by.usernameFolded)
  ).executeTakeFirst()
  return row ? { id: row.id, active: row.active === 1, passwordHash: row.password_hash, username: row.username } : null
}

/** All accounts, or only one. */
export async function accountsAll(reader: Reader, only?: number): Promise<Account[]> {
  const people = await reader.q
    .selectFrom('account')
    .selectAll()
    .$if(only !== undefined, (q) => q.where('id', '=', only ?? 0))
    .orderBy('id')
    .execute()
  const ids = people.map((p) => p.id)
  if (ids.length === 0) return []
  const roles = await reader.q
    .selectFrom('account_role')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('role')
    .execute()
  const stations = await reader.q
    .selectFrom('account_station')
    .innerJoin('station', 'station.id', 'account_station.station_id')
    .select(['account_id', 'station.code'])
    .where('account_id', 'in', ids)
    .orderBy('station.code')
    .execute()
  const seen = await reader.q
    .selectFrom('sign_in_session')
    .select(({ fn }) => ['account_id', fn.max('last_seen_at').as('at')])
    .groupBy('account_id')
    .execute()
  const seenAt = new Map(seen.map((r) => [r.account_id, r.at]))
  return people.map((p) => ({
    id: p.id,
    username: p.username,
    name: p.name,
    roles: roles.filter((r) => r.account_id === p.id).map((r) => r.role),
    stations: stations.filter((r) => r.account_id === p.id).map((r) => r.code),
    active: p.active === 1,
    hasPassword: p.password_hash !== null,
    createdAt: p.created_at,
    lastSeenAt: seenAt.get(p.id) ?? null,
  }))
}

export const accountById = async (reader: Reader, id: number): Promise<Account | undefined> =>
  (await accountsAll(reader, id))[0]

export async function anyAccount(reader: Reader): Promise<boolean> {
  return (await reader.q.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

export type NewAccount = {
  readonly username: string
  readonly usernameFolded: string
  readonly name: string
  readonly passwordHash: string | null
  readonly at: number
}

/** @returns the new account's id, or null when the user name is taken */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<number | null> {
  const row = await tx.q
    .insertInto('account')
    .values({
      username: account.username,
      username_folded: account.usernameFolded,
      name: account.name,
      password_hash: account.passwordHash,
      created_at: account.at,
      password_changed_at: account.passwordHash === null ? null : account.at,
    })
    .onConflict((c) => c.column('username_folded').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function setRoles(tx: Tx, id: number, roles: readonly Role[]): Promise<void> {
  await tx.q.deleteFrom('account_role').where('account_id', '=', id).execute()
  if (roles.length > 0)
    await tx.q
      .insertInto('account_role')
      .values(roles.map((role) => ({ account_id: id, role })))
      .execute()
}

export async function setStations(tx: Tx, id: number, stationIds: readonly number[]): Promise<void> {
  await tx.q.deleteFrom('account_station').where('account_id', '=', id).execute()
  if (stationIds.length > 0) {
    await tx.q
      .insertInto('account_station')
      .values(stationIds.map((stationId) => ({ account_id: id, station_id: stationId })))
      .execute()
  }
}

export async function updateAccount(tx: Tx, id: number, change: { name?: string; active?: boolean }): Promise<void> {
  const set = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.active === undefined ? {} : { active: bit(change.active) }),
  }
  if (Object.keys(set).length > 0) await tx.q.updateTable('account').set(set).where('id', '=', id).execute()
}

/** Sign-ins that are between the old password and the code begin anew. */
export async function setPasswordHash(tx: Tx, id: number, hash: string, at: number): Promise<void> {
  await forgetSteps(tx, id)
  await tx.q.updateTable('account').set({ password_hash: hash, password_changed_at: at }).where('id', '=', id).execute()
}

/** Ids of stations by code, in no order. Unknown codes are missing from the map. */
export async function stationIdsOf(reader: Reader, codes: readonly string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('station')
    .select(['id', 'code'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** The active administrators; on Postgres their rows are locked, so that two cannot remove each other at once. */
export async function activeAdministrators(tx: Tx): Promise<number[]> {
  const rows = await tx.q
    .selectFrom('account')
    .innerJoin('account_role', 'account_role.account_id', 'account.id')
    .select('account.id')
    .where('account_role.role', '=', 'administrator')
    .where('account.active', '=', 1)
    .orderBy('account.id')
    .$if(tx.dialect === 'postgres', (q) => q.forUpdate())
    .execute()
  return rows.map((row) => row.id)
}
