import type { Generated } from 'kysely'
import type { Role } from '../../kernel/actor.ts'

export type AccountTable = {
  id: Generated<number>
  username: string
  username_folded: string
  name: string
  password_hash: string | null
  active: Generated<number>
  created_at: number
  password_changed_at: number | null
}

export type AccountRoleTable = {
  account_id: number
  role: Role
}

export type AccountStationTable = {
  account_id: number
  station_id: number
}

export type SignInSessionTable = {
  token_hash: string
  account_id: number
  created_at: number
  rotated_at: number
  last_seen_at: number
  expires_at: number
  previous_hash: string | null
  user_agent: string
  address: string
}

export type SignInAttemptTable = {
  id: Generated<number>
  username_folded: string
  address: string
  at: number
  /** 0: refused. 1: signed in. 2: the password was right, the second factor is still to come. */
  succeeded: number
}

/** A second factor; without `secret` it was begun but never confirmed. */
export type SecondFactorTable = {
  account_id: number
  /** Base32, as authenticator programs take it. */
  secret: string | null
  confirmed_at: number | null
  /** The newest step (30 s each, since 1970) whose code opened a door: none up to it does so again. */
  last_step: Generated<number>
  recovery_salt: string | null
  /** A secret that was shown and waits for its first code. */
  pending_secret: string | null
  pending_at: number | null
}

export type RecoveryCodeTable = {
  account_id: number
  code_hash: string
  used_at: number | null
}

/** A sign-in whose password was right and whose code is still to come. */
export type SecondStepTable = {
  token_hash: string
  account_id: number
  created_at: number
  expires_at: number
}

export type OneTimeLinkTable = {
  token_hash: string
  purpose: 'setup' | 'reset'
  account_id: number | null
  created_at: number
  expires_at: number
  used_at: number | null
}

export type ApiKeyTable = {
  id: Generated<number>
  name: string
  key_hash: string
  created_at: number
  created_by: number | null
  last_used_at: number | null
  revoked_at: number | null
  revoked_by: number | null
}

export type AuditEntryTable = {
  id: Generated<number>
  at: number
  actor_kind: string
  actor_id: number | null
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string
  before: string | null
  after: string | null
}

export type SettingTable = {
  key: string
  value: string
  changed_at: number
}

/** The last run of each periodic job. */
export type JobRunTable = {
  name: string
  started_at: number
  /** Null while it runs, or when the server stopped meanwhile. */
  finished_at: number | null
  error: string | null
  /** When it last ended well. */
  succeeded_at: number | null
}

export type LiveEventTable = {
  id: Generated<number>
  at: number
  station_id: number | null
  kind: 'playlist' | 'emergency'
  data: string
}

export type AccountsTables = {
  account: AccountTable
  account_role: AccountRoleTable
  account_station: AccountStationTable
  sign_in_session: SignInSessionTable
  sign_in_attempt: SignInAttemptTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  second_step: SecondStepTable
  one_time_link: OneTimeLinkTable
  api_key: ApiKeyTable
  audit_entry: AuditEntryTable
  setting: SettingTable
  live_event: LiveEventTable
  job_run: JobRunTable
}
