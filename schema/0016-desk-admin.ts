import { statements } from './migration.ts'

/**
 * What the pages of administration show: when each periodic job last ran and how it ended, which keys a device got by
 * pairing, and the audit trail by who acted.
 */
export const deskAdmin = statements(`
create table job_run (
  name text primary key,
  started_at :int not null,
  finished_at :int,
  error text
)
;
alter table station_key add column paired :int not null default 0
;
create index audit_entry_actor on audit_entry(actor_name, id)
`)
