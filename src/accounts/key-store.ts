import { prepared, type Reader, type Tx } from '../db/index.ts'
import { newUuid } from '../kernel/ids.ts'
import type { Known } from './cache.ts'
import { API_KEY_MAY, can } from './permissions.ts'
import { actorOfAccount } from './store.ts'

const stationKey = prepared((q, a: { hash: string }) =>
  q
    .selectFrom('station_key')
    .innerJoin('station', 'station.id', 'station_key.station_id')
    .select([
      'station_key.id',
      'station_key.name',
      'station_key.last_used_at',
      'station.id as station_id',
      'station.code',
    ])
    .where('station_key.key_hash', '=', a.hash)
    .where('station_key.revoked_at', 'is', null)
    .compile(),
)

/** The valid station key or API key with this hash. */
export async function findKey(reader: Reader, hash: string): Promise<Known | null> {
  const [station] = await stationKey(reader, { hash })
  if (station) {
    const actor = {
      kind: 'station',
      stationId: station.station_id,
      keyId: station.id,
      name: `${station.code} (${station.name})`,
    } as const
    return { actor, row: { table: 'station_key', id: station.id }, usedAt: station.last_used_at ?? 0 }
  }
  const key = await reader.q
    .selectFrom('api_key')
    .select(['id', 'name', 'last_used_at', 'created_by'])
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!key) return null
  // A key may not do what its maker may not: it ends with the account, or when that loses its roles.
  if (!(await makerMay(reader, key.created_by))) return null
  return {
    actor: { kind: 'api_key', keyId: key.id, name: key.name },
    row: { table: 'api_key', id: key.id },
    usedAt: key.last_used_at ?? 0,
  }
}

const EPOCH = 'auth_epoch'

/** A text that changes whenever a key or session stops being valid. */
export async function readEpoch(reader: Reader): Promise<string> {
  const row = await reader.q.selectFrom('setting').select('value').where('key', '=', EPOCH).executeTakeFirst()
  return row?.value ?? ''
}

/** Tells other processes, in the transaction of the revocation, that what they keep in memory is out of date. */
export async function changeEpoch(tx: Tx, at: number): Promise<void> {
  const value = newUuid()
  await tx.q
    .insertInto('setting')
    .values({ key: EPOCH, value, changed_at: at })
    .onConflict((c) => c.column('key').doUpdateSet({ value, changed_at: at }))
    .execute()
}

export type Used = { readonly row: Known['row']; readonly at: number }

/** Writes last-used times; never backwards. */
export async function markUsed(tx: Tx, used: readonly Used[]): Promise<void> {
  for (const { row, at } of used) {
    if (row.table === 'session') {
      const session = tx.q.updateTable('sign_in_session').set({ last_seen_at: at }).where('last_seen_at', '<', at)
      await session.where('token_hash', '=', row.hash).execute()
    } else {
      const key = tx.q.updateTable(row.table).set({ last_used_at: at }).where('id', '=', row.id)
      await key.where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<', at)])).execute()
    }
  }
}

export type ApiKeyRow = {
  readonly id: number
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
  /** False: its maker may no longer do what the key does, so it opens nothing. */
  readonly makerMay: boolean
}

export async function apiKeysAll(reader: Reader): Promise<ApiKeyRow[]> {
  const rows = await reader.q
    .selectFrom('api_key')
    .select(['id', 'name', 'created_at', 'created_by', 'last_used_at', 'revoked_at'])
    .orderBy('id')
    .execute()
  const makers = new Map<number | null, boolean>()
  for (const { created_by: by } of rows) if (!makers.has(by)) makers.set(by, await makerMay(reader, by))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    makerMay: makers.get(row.created_by) === true,
  }))
}

/** Whether who made a key may still do what the key does; the program itself always may. */
async function makerMay(reader: Reader, accountId: number | null): Promise<boolean> {
  if (accountId === null) return true
  const maker = await actorOfAccount(reader, accountId)
  return maker !== null && API_KEY_MAY.every((permission) => can(maker, permission))
}

export async function insertApiKey(
  tx: Tx,
  key: { name: string; keyHash: string; createdAt: number; createdBy: number | null },
): Promise<number> {
  const row = await tx.q
    .insertInto('api_key')
    .values({ name: key.name, key_hash: key.keyHash, created_at: key.createdAt, created_by: key.createdBy })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** @returns the key's hash and name and whether it was valid until now; null when there is no such key */
export async function revokeApiKeyRow(
  tx: Tx,
  id: number,
  at: number,
  by: number | null,
): Promise<{ keyHash: string; name: string; wasValid: boolean } | null> {
  const row = await tx.q.selectFrom('api_key').select(['key_hash', 'name']).where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const done = await tx.q
    .updateTable('api_key')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return { keyHash: row.key_hash, name: row.name, wasValid: Number(done.numUpdatedRows) === 1 }
}
