import { type Db, jsonColumn, type Reader, transact } from '../db/index.ts'
import { type BundleSecrets, bundleSecrets, newSecrets } from './keys.ts'

const KEY = 'bundle.secrets'

async function stored(reader: Reader): Promise<BundleSecrets | undefined> {
  const row = await reader.q.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row && jsonColumn(bundleSecrets, row.value)
}

/**
 * The installation's keys, made at the first use. They lie in the database, not in a file, because several servers share
 * them, and because a database restored from a backup must still know the reports of sticks made before.
 */
export async function readSecrets(db: Db, now: number): Promise<BundleSecrets> {
  const known = await stored(db)
  if (known) return known
  return transact(db, async (tx) => {
    await tx.q
      .insertInto('setting')
      .values({ key: KEY, value: JSON.stringify(newSecrets()), changed_at: now })
      // Another server may be first; its keys hold.
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
    const made = await stored(tx)
    if (!made) throw new Error('the keys of bundles were not stored')
    return made
  })
}
