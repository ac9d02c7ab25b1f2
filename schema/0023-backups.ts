import { statements } from './migration.ts'

/** Each run of a backup: where it went, what it holds, whether it was restored for a test and what that found. */
export const backups = statements(`
create table backup_run (
  id :id,
  started_at :int not null,
  finished_at :int,
  state text not null,
  target text not null,
  backup_id text,
  lease_until :int not null,
  rows_held :int,
  files_held :int,
  bytes_held :int,
  bytes_added :int,
  tested_at :int,
  test text,
  error text
)
;
create index backup_run_state on backup_run(state, started_at)
`)
