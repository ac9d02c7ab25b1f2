import type { Tx } from '../db/index.ts'

/** After a restore: sessions and one-time links that ended since the backup must not live again. */
export async function endSignIns(tx: Tx): Promise<void> {
  await tx.q.deleteFrom('sign_in_session').execute()
  await tx.q.deleteFrom('one_time_link').execute()
  await tx.q.updateTable('pairing').set({ expires_at: 0 }).where('used_at', 'is', null).execute()
}
