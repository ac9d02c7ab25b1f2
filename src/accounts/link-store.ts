import type { Reader, Tx } from '../db/index.ts'
import { sha256 } from '../kernel/canonical.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { newSecret } from '../kernel/ids.ts'

export type LinkPurpose = 'setup' | 'reset'
export const LINK_MS = DAY_MS

/** Makes a link's secret, valid for 24 hours and one use; an older unused link for the same ends. */
export async function makeLink(
  tx: Tx,
  link: { purpose: LinkPurpose; accountId: number | null; at: number },
): Promise<{ token: string; expiresAt: number }> {
  const token = newSecret()
  const expiresAt = link.at + LINK_MS
  await endLinks(tx, link.purpose, link.accountId)
  await tx.q
    .insertInto('one_time_link')
    .values({
      token_hash: sha256(token),
      purpose: link.purpose,
      account_id: link.accountId,
      created_at: link.at,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  return { token, expiresAt }
}

/** Unused links of a purpose and account open nothing any more. */
export async function endLinks(tx: Tx, purpose: LinkPurpose, accountId: number | null): Promise<void> {
  await tx.q
    .deleteFrom('one_time_link')
    .where('purpose', '=', purpose)
    .where('account_id', accountId === null ? 'is' : '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}

/** The account a valid link is for (null for setup), or undefined when the link opens nothing. */
export async function readLink(
  reader: Reader,
  purpose: LinkPurpose,
  token: string,
  now: number,
): Promise<{ accountId: number | null } | undefined> {
  const row = await reader.q
    .selectFrom('one_time_link')
    .select('account_id as accountId')
    .where('token_hash', '=', sha256(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row
}

/** Uses a link up. @returns false when another request did so first, or it has expired */
export async function useLink(tx: Tx, purpose: LinkPurpose, token: string, now: number): Promise<boolean> {
  const done = await tx.q
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', sha256(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

export async function forgetLinks(tx: Tx, before: number): Promise<void> {
  await tx.q.deleteFrom('one_time_link').where('expires_at', '<', before).execute()
}
