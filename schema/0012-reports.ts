import { statements } from './migration.ts'

/**
 * Long exports: what was asked for, how far it is, and the file once it is there. The work is the row; whoever claims it
 * holds it until `lease_until`, so that a killed server loses nothing.
 */
export const reports = statements(`
create table report_export (
  id :id,
  format text not null,
  question text not null,
  title text not null,
  file_name text not null,
  state text not null,
  rows_done :int not null,
  rows_total :int not null,
  bytes :int,
  error text,
  lease_until :int,
  created_at :int not null,
  created_by :int,
  created_by_name text not null,
  finished_at :int
)
;
create index report_export_state on report_export(state, id)
`)
