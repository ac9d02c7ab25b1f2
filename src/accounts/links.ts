import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { type Actor, system } from '../kernel/actor.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { accountErrors } from './errors.ts'
import { accountChanged } from './freshness.ts'
import { endLinks, type LinkPurpose, makeLink, readLink, useLink } from './link-store.ts'
import { hashPassword } from './password.ts'
import { demand } from './permissions.ts'
import { endSessionsOf, openSession } from './session-store.ts'
import { demandGoodPassword, foldUsername } from './sign-in.ts'
import { type Account, accountById, anyAccount, insertAccount, setPasswordHash, setRoles } from './store.ts'

/** Pages that open one-time links. The parameter is not called `token`: that name is for station keys. */
const PAGES: Record<LinkPurpose, string> = { setup: '/thiet-lap', reset: '/dat-lai-mat-khau' }

const baseOf = (ctx: Context): string => ctx.config.publicUrl ?? `http://${ctx.config.host}:${ctx.config.port}`
const urlOf = (base: string, purpose: LinkPurpose, token: string): string => `${base}${PAGES[purpose]}?link=${token}`

/**
 * Where there is no account yet, makes the one-time link (24 h) that creates the administrator; a link of an earlier
 * start ends.
 * @param base of the URL, when the caller knows better than the configuration (a port chosen by the system)
 * @returns the link for the person at the console, or null when there are accounts
 */
export async function firstStart(ctx: Context, base = baseOf(ctx)): Promise<string | null> {
  return transact(ctx.db, async (tx) => {
    if (await anyAccount(tx)) return null
    const at = ctx.clock.now()
    const { token } = await makeLink(tx, { purpose: 'setup', accountId: null, at })
    await audit(tx, { at, actor: system('start'), action: 'setup_link.create', subject: ['installation', 'setup'] })
    return urlOf(base, 'setup', token)
  })
}

export type Setup = {
  readonly token: string
  readonly username: string
  readonly name: string
  readonly password: string
}

/**
 * Creates the first administrator through the link that the first start printed, and signs this person in.
 * @throws DomainError already_set_up, link_invalid, invalid_input
 */
export async function setUp(ctx: Context, input: Setup): Promise<{ token: string; account: Account }> {
  if (await anyAccount(ctx.db)) throw accountErrors.already_set_up()
  if (!(await readLink(ctx.db, 'setup', input.token, ctx.clock.now()))) throw accountErrors.link_invalid()
  demandGoodPassword(input.password, input.username)
  const passwordHash = await hashPassword(input.password)
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    if (!(await useLink(tx, 'setup', input.token, at))) throw accountErrors.link_invalid()
    if (await anyAccount(tx)) throw accountErrors.already_set_up()
    const { username, name } = input
    const id = await insertAccount(tx, { username, usernameFolded: foldUsername(username), name, passwordHash, at })
    if (id === null) throw accountErrors.already_set_up()
    await setRoles(tx, id, ['administrator'])
    const account = await accountById(tx, id)
    if (!account) throw commonErrors.internal()
    const after = { username, name, roles: ['administrator'] }
    await audit(tx, { at, actor: system('setup'), action: 'account.create', subject: ['account', id], after })
    return { token: await openSession(tx, id, { at, days: ctx.config.sessionDays }), account }
  })
}

/**
 * Makes a one-time link (24 h) by which a person chooses a new password. Shown to the administrator this once.
 * @throws DomainError not_found, account_inactive
 */
export async function makeResetLink(
  ctx: Context,
  actor: Actor,
  input: { accountId: number; base?: string },
): Promise<{ url: string; expiresAt: number }> {
  demand(actor, 'account.manage')
  return transact(ctx.db, async (tx) => {
    const account = await accountById(tx, input.accountId)
    if (!account) throw notFound('account')
    if (!account.active) throw accountErrors.account_inactive()
    const at = ctx.clock.now()
    const { token, expiresAt } = await makeLink(tx, { purpose: 'reset', accountId: account.id, at })
    await audit(tx, { at, actor, action: 'reset_link.create', subject: ['account', account.id] })
    return { url: urlOf(input.base ?? baseOf(ctx), 'reset', token), expiresAt }
  })
}

/**
 * Sets a new password through a one-time link and ends all sessions of the account.
 * @throws DomainError link_invalid, invalid_input
 */
export async function resetPassword(ctx: Context, input: { token: string; password: string }): Promise<void> {
  const link = await readLink(ctx.db, 'reset', input.token, ctx.clock.now())
  const before = typeof link?.accountId === 'number' ? await accountById(ctx.db, link.accountId) : undefined
  if (!before?.active) throw accountErrors.link_invalid()
  demandGoodPassword(input.password, before.username)
  const hash = await hashPassword(input.password)
  await transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const account = await accountById(tx, before.id)
    if (!account?.active || !(await useLink(tx, 'reset', input.token, at))) throw accountErrors.link_invalid()
    await setPasswordHash(tx, account.id, hash, at)
    await endSessionsOf(tx, account.id)
    await endLinks(tx, 'reset', account.id)
    await accountChanged(ctx, tx, account.id)
    const actor: Actor = {
      kind: 'account',
      accountId: account.id,
      name: account.name,
      roles: account.roles,
      stationIds: [],
    }
    await audit(tx, { at, actor, action: 'account.reset_password', subject: ['account', account.id] })
  })
}
