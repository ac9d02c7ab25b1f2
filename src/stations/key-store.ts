import type { Reader, Tx } from '../db/index.ts'

export type StationKey = {
  readonly id: number
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
  /** A device took it by a pairing code, rather than a person by hand. */
  readonly paired: boolean
}

/** A station's keys, revoked ones too, oldest first. */
export async function keysOf(reader: Reader, stationId: number): Promise<StationKey[]> {
  const rows = await reader.q
    .selectFrom('station_key')
    .select([
      'id',
      'name',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
      'revoked_at as revokedAt',
      'paired',
    ])
    .where('station_id', '=', stationId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, paired: row.paired === 1 }))
}

export async function insertKey(
  tx: Tx,
  key: {
    stationId: number
    name: string
    keyHash: string
    createdAt: number
    createdBy: number | null
    paired?: boolean
  },
): Promise<number> {
  const row = await tx.q
    .insertInto('station_key')
    .values({
      station_id: key.stationId,
      name: key.name,
      key_hash: key.keyHash,
      created_at: key.createdAt,
      created_by: key.createdBy,
      paired: key.paired ? 1 : 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type KeyRow = {
  readonly stationId: number
  readonly stationCode: string
  readonly name: string
  readonly keyHash: string
}

export function keyById(reader: Reader, id: number): Promise<KeyRow | undefined> {
  return reader.q
    .selectFrom('station_key')
    .innerJoin('station', 'station.id', 'station_key.station_id')
    .select(['station_id as stationId', 'station.code as stationCode', 'station_key.name', 'key_hash as keyHash'])
    .where('station_key.id', '=', id)
    .executeTakeFirst()
}

/** @returns false when it was revoked before */
export async function markRevoked(tx: Tx, id: number, at: number, by: number | null): Promise<boolean> {
  const done = await tx.q
    .updateTable('station_key')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}
