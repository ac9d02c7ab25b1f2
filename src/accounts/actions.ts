import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor, Role } from '../kernel/actor.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { type Attempt, attemptsOf } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { accountChanged } from './freshness.ts'
import { endLinks } from './link-store.ts'
import { hashPassword } from './password.ts'
import { demand } from './permissions.ts'
import { endSessionsOf, type OpenSession, sessionsOf } from './session-store.ts'
import { demandGoodPassword, foldUsername } from './sign-in.ts'
import {
  type Account,
  accountById,
  accountsAll,
  activeAdministrators,
  insertAccount,
  setRoles,
  setStations,
  stationIdsOf,
  updateAccount,
} from './store.ts'

export async function listAccounts(ctx: Context, actor: Actor): Promise<Account[]> {
  demand(actor, 'account.manage')
  return accountsAll(ctx.db)
}

/** @throws DomainError not_found */
export async function readAccount(ctx: Context, actor: Actor, id: number): Promise<Account> {
  demand(actor, 'account.manage')
  return found(await accountById(ctx.db, id))
}

function found(account: Account | undefined): Account {
  if (!account) throw notFound('account')
  return account
}

/** What the audit trail keeps of an account. */
const told = (account: Account) => ({
  username: account.username,
  name: account.name,
  roles: account.roles,
  stations: account.stations,
  active: account.active,
})

async function bindStations(tx: Tx, accountId: number, codes: readonly string[]): Promise<void> {
  const ids = await stationIdsOf(tx, codes)
  const unknown = codes.filter((code) => !ids.has(code))
  if (unknown.length > 0) {
    const [vi, en] = [`Không có đài mang mã ${unknown.join(', ')}.`, `No station has the code ${unknown.join(', ')}.`]
    throw commonErrors.invalid_input({}, { fields: [{ path: 'stations', vi, en }] })
  }
  await setStations(tx, accountId, [...ids.values()])
}

export type CreateAccount = {
  readonly username: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Codes of stations, for an operator. */
  readonly stations: readonly string[]
  /** Without one the person chooses it through a reset link. */
  readonly password?: string
}

/** @throws DomainError username_taken, invalid_input */
export async function createAccount(ctx: Context, actor: Actor, input: CreateAccount): Promise<Account> {
  demand(actor, 'account.manage')
  if (input.password !== undefined) demandGoodPassword(input.password, input.username)
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const { username, name } = input
    const id = await insertAccount(tx, { username, usernameFolded: foldUsername(username), name, passwordHash, at })
    if (id === null) throw accountErrors.username_taken({ username })
    await setRoles(tx, id, [...new Set(input.roles)])
    await bindStations(tx, id, input.stations)
    // A link of the first start must not make a second administrator.
    await endLinks(tx, 'setup', null)
    const account = found(await accountById(tx, id))
    await audit(tx, { at, actor, action: 'account.create', subject: ['account', id], after: told(account) })
    return account
  })
}

export type ChangeAccount = {
  readonly name?: string
  readonly roles?: readonly Role[]
  readonly stations?: readonly string[]
  readonly active?: boolean
}

/**
 * Changes a person's name, roles, stations, or ends and renews the account. An account that ends loses its sessions
 * and links at once; it is never deleted, since decisions name it.
 * @throws DomainError last_administrator, not_found, invalid_input
 */
export async function changeAccount(ctx: Context, actor: Actor, id: number, change: ChangeAccount): Promise<Account> {
  demand(actor, 'account.manage')
  return transact(ctx.db, async (tx) => {
    const administrators = await activeAdministrators(tx)
    const before = found(await accountById(tx, id))
    const staysOne = (change.active ?? before.active) && (change.roles ?? before.roles).includes('administrator')
    if (!staysOne && administrators.length === 1 && administrators[0] === id) throw accountErrors.last_administrator()
    await updateAccount(tx, id, change)
    if (change.roles) await setRoles(tx, id, [...new Set(change.roles)])
    if (change.stations) await bindStations(tx, id, change.stations)
    if (change.active === false) {
      await endSessionsOf(tx, id)
      await endLinks(tx, 'reset', id)
    }
    await accountChanged(ctx, tx, id)
    const account = found(await accountById(tx, id))
    const facts = { before: told(before), after: told(account) }
    await audit(tx, { at: ctx.clock.now(), actor, action: 'account.change', subject: ['account', id], ...facts })
    return account
  })
}

/** Ends all sessions of an account, for an administrator. @returns how many */
export async function signOutAccount(ctx: Context, actor: Actor, id: number): Promise<number> {
  demand(actor, 'account.manage')
  return transact(ctx.db, async (tx) => {
    found(await accountById(tx, id))
    const ended = await endSessionsOf(tx, id)
    await accountChanged(ctx, tx, id)
    await audit(tx, {
      at: ctx.clock.now(),
      actor,
      action: 'session.close_all',
      subject: ['account', id],
      after: { ended },
    })
    return ended
  })
}

/** Tries to sign in of everybody or of one account, newest first, with the cursor of the next page. */
export async function signInHistory(
  ctx: Context,
  actor: Actor,
  question: { accountId?: number; failed?: boolean; before?: number | undefined },
  limit: number,
): Promise<{ items: Attempt[]; next: number | null }> {
  demand(actor, 'account.manage')
  return attemptsOf(ctx.db, question, limit)
}

/** Where an account is signed in now. */
export async function openSessions(ctx: Context, actor: Actor, id: number): Promise<OpenSession[]> {
  demand(actor, 'account.manage')
  return sessionsOf(ctx.db, id, { now: ctx.clock.now(), idleMs: ctx.config.sessionIdleMs })
}
