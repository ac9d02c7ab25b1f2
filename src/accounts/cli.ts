import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { parseInput } from '../http/index.ts'
import { ROLES, system } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { usernameInput } from './account-routes.ts'
import { changeAccount, createAccount, signOutAccount } from './actions.ts'
import { resetFactor } from './factor.ts'
import { makeResetLink } from './links.ts'
import { foldUsername } from './sign-in.ts'
import { type Account, accountsAll } from './store.ts'

export const ACCOUNT_USAGE = `account list
account create USERNAME --name "FULL NAME" --role ROLE [--role ROLE …] [--station CODE …]
account reset-link USERNAME      a one-time link (24 h) by which the person chooses a password
account deactivate USERNAME
account reset-factor USERNAME    takes the second factor away from somebody who lost telephone and codes
account sign-out USERNAME        ends all sessions of the account
Roles: ${ROLES.join(', ')}`

const actor = system('command line')

async function named(ctx: Context, username: string | undefined): Promise<Account> {
  const folded = foldUsername(username ?? '')
  const account = (await accountsAll(ctx.db)).find((a) => foldUsername(a.username) === folded)
  if (!account) throw notFound('account', username)
  return account
}

const line = (a: Account): string =>
  [a.id, a.username, a.name, a.roles.join(','), a.stations.join(',') || '-', a.active ? 'active' : 'inactive'].join(
    '\t',
  )

async function create(ctx: Context, argv: readonly string[]): Promise<string[]> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      station: { type: 'string', multiple: true },
    },
  })
  const input = parseInput(
    z.object({
      username: usernameInput,
      name: z.string().min(1).max(200),
      roles: z.array(z.enum(ROLES)).min(1),
      stations: z.array(z.string()),
    }),
    {
      username: positionals[0],
      name: values.name ?? positionals[0],
      roles: values.role ?? [],
      stations: values.station ?? [],
    },
  )
  const account = await createAccount(ctx, actor, input)
  const { url } = await makeResetLink(ctx, actor, { accountId: account.id })
  return [line(account), url]
}

/**
 * The `account` command. A password is never taken from the command line: a link is printed instead.
 * @param argv what follows `account`
 * @returns lines to print; null when the words are not understood (print ACCOUNT_USAGE)
 * @throws DomainError as the actions do
 */
export async function accountCommand(ctx: Context, argv: readonly string[]): Promise<string[] | null> {
  const [verb, ...rest] = argv
  switch (verb) {
    case 'list':
      return (await accountsAll(ctx.db)).map(line)
    case 'create':
      return create(ctx, rest)
    case 'reset-link':
      return [(await makeResetLink(ctx, actor, { accountId: (await named(ctx, rest[0])).id })).url]
    case 'deactivate':
      return [line(await changeAccount(ctx, actor, (await named(ctx, rest[0])).id, { active: false }))]
    case 'reset-factor':
      await resetFactor(ctx, actor, (await named(ctx, rest[0])).id)
      return ['the second factor is gone; all sessions ended']
    case 'sign-out':
      return [`${await signOutAccount(ctx, actor, (await named(ctx, rest[0])).id)} sessions ended`]
    default:
      return null
  }
}
