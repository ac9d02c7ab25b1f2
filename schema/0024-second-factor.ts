import { statements } from './migration.ts'

/**
 * A second factor of signing in: the secret shared with a person's telephone, the newest time step whose code was used,
 * recovery codes, and sign-ins whose password was right and whose code is still to come.
 */
export const secondFactor = statements(`
create table second_factor (
  account_id :int primary key references account(id),
  secret text,
  confirmed_at :int,
  last_step :int not null default 0,
  recovery_salt text,
  pending_secret text,
  pending_at :int
)
;
create table recovery_code (
  account_id :int not null references account(id),
  code_hash text not null,
  used_at :int,
  primary key (account_id, code_hash)
)
;
create table second_step (
  token_hash text primary key,
  account_id :int not null references account(id),
  created_at :int not null,
  expires_at :int not null
)
;
create index second_step_account on second_step(account_id)
`)
