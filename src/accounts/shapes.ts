import { z } from '../http/index.ts'
import { ROLES } from '../kernel/actor.ts'
import { isoUtc } from '../kernel/time.ts'
import type { Account } from './store.ts'

/** An account as the API tells it. Never with anything of the password. */
export const accountJson = z
  .object({
    id: z.number().int(),
    username: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    stations: z.array(z.string()).openapi({ description: 'Codes of the stations an operator is bound to' }),
    active: z.boolean(),
    has_password: z.boolean(),
    created_at: z.string(),
    last_seen_at: z.string().nullable(),
  })
  .openapi('Account')

export const accountOf = (account: Account): z.output<typeof accountJson> => ({
  id: account.id,
  username: account.username,
  name: account.name,
  roles: [...account.roles],
  stations: [...account.stations],
  active: account.active,
  has_password: account.hasPassword,
  created_at: isoUtc(account.createdAt),
  last_seen_at: account.lastSeenAt === null ? null : isoUtc(account.lastSeenAt),
})
