import { statements } from './migration.ts'

/** People, their roles and sign-ins; keys; the audit trail; settings of the installation. */
export const accounts = statements(`
create table account (
  id :id,
  username text not null,
  username_folded text not null unique,
  name text not null,
  password_hash text,
  active :int not null default 1,
  created_at :int not null,
  password_changed_at :int
)
;
create table account_role (
  account_id :int not null references account(id),
  role text not null,
  primary key (account_id, role)
)
;
create table account_station (
  account_id :int not null references account(id),
  station_id :int not null,
  primary key (account_id, station_id)
)
;
create table sign_in_session (
  token_hash text primary key,
  account_id :int not null references account(id),
  created_at :int not null,
  rotated_at :int not null,
  last_seen_at :int not null,
  expires_at :int not null,
  previous_hash text,
  user_agent text not null,
  address text not null
)
;
create index sign_in_session_account on sign_in_session(account_id)
;
create index sign_in_session_previous on sign_in_session(previous_hash)
;
create table sign_in_attempt (
  id :id,
  username_folded text not null,
  address text not null,
  at :int not null,
  succeeded :int not null
)
;
create index sign_in_attempt_name on sign_in_attempt(username_folded, at)
;
create index sign_in_attempt_address on sign_in_attempt(address, at)
;
create table one_time_link (
  token_hash text primary key,
  purpose text not null,
  account_id :int references account(id),
  created_at :int not null,
  expires_at :int not null,
  used_at :int
)
;
create table api_key (
  id :id,
  name text not null,
  key_hash text not null unique,
  created_at :int not null,
  created_by :int,
  last_used_at :int,
  revoked_at :int,
  revoked_by :int
)
;
create table audit_entry (
  id :id,
  at :int not null,
  actor_kind text not null,
  actor_id :int,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before text,
  after text
)
;
create index audit_entry_subject on audit_entry(subject_kind, subject_id, id)
;
create table setting (
  key text primary key,
  value text not null,
  changed_at :int not null
)
;
create table live_event (
  id :id,
  at :int not null,
  station_id :int,
  kind text not null,
  data text not null
)
;
create index live_event_station on live_event(station_id, id)
`)
