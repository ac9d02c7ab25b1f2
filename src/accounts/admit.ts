import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { failuresFromAddress, failuresOfAccount, lockAttempts, noteAttempt } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { tellsPeopleApart } from './request.ts'
import { THROTTLE, waitMs } from './throttle.ts'

/**
 * Notes an attempt, unless there were too many.
 * @returns the attempt's id, to be marked when it succeeds
 * @throws DomainError too_many_attempts with the seconds to wait
 */
export async function admit(ctx: Context, usernameFolded: string, address: string): Promise<number> {
  const now = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    await lockAttempts(tx, usernameFolded, address)
    const ofAccount = await failuresOfAccount(tx, usernameFolded, now)
    const here = ofAccount.filter((failure) => failure.address === address)
    const fromAddress = tellsPeopleApart(address) ? await failuresFromAddress(tx, address, now) : []
    const at = (failures: readonly { at: number }[]) => failures.map((failure) => failure.at)
    const wait = Math.max(
      waitMs(THROTTLE.accountAtAddress, at(here), now),
      waitMs(THROTTLE.account, at(ofAccount), now),
      waitMs(THROTTLE.address, at(fromAddress), now),
    )
    if (wait > 0) throw accountErrors.too_many_attempts({ retry_after: Math.ceil(wait / 1000) })
    return noteAttempt(tx, { usernameFolded, address, at: now })
  })
}
