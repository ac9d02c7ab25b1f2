import type { Reader, Tx } from '../db/index.ts'

export type Pairing = {
  readonly stationId: number
  readonly stationCode: string
  readonly stationName: string
  readonly createdBy: number
}

export async function insertPairing(
  tx: Tx,
  pairing: { codeHash: string; stationId: number; createdBy: number; at: number; expiresAt: number },
): Promise<void> {
  await tx.q
    .insertInto('pairing')
    .values({
      code_hash: pairing.codeHash,
      station_id: pairing.stationId,
      created_at: pairing.at,
      created_by: pairing.createdBy,
      expires_at: pairing.expiresAt,
      used_at: null,
      station_key_id: null,
    })
    .execute()
}

/** What a code opens now; undefined when it was used, has expired or never was. */
export function openPairing(reader: Reader, codeHash: string, now: number): Promise<Pairing | undefined> {
  return reader.q
    .selectFrom('pairing')
    .innerJoin('station', 'station.id', 'pairing.station_id')
    .select([
      'pairing.station_id as stationId',
      'station.code as stationCode',
      'station.name as stationName',
      'pairing.created_by as createdBy',
    ])
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a code up. @returns false when another device did so first, or it has expired */
export async function usePairing(tx: Tx, codeHash: string, now: number): Promise<boolean> {
  const done = await tx.q
    .updateTable('pairing')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

export async function notePairedKey(tx: Tx, codeHash: string, keyId: number): Promise<void> {
  await tx.q.updateTable('pairing').set({ station_key_id: keyId }).where('code_hash', '=', codeHash).execute()
}

/** Ended codes older than this go; the audit trail and the key keep what must be known. */
export async function forgetPairings(tx: Tx, before: number): Promise<void> {
  await tx.q.deleteFrom('pairing').where('expires_at', '<', before).execute()
}
