import { statements } from './migration.ts'

/**
 * Files of evidence taken in by hand (the as-run file of a USB bundle): the file itself is kept, and of each of its
 * events that it is known. What the events amount to is in the ledger as rows of kind 'import'.
 */
export const imports = statements(`
create table import_file (
  id :id,
  station_id :int not null references station(id),
  source text not null,
  sha256 text not null,
  body text not null,
  received_at :int not null,
  received_by_name text not null
)
;
create unique index import_file_content on import_file(station_id, sha256)
;
create table imported_event (
  station_id :int not null references station(id),
  event_id text not null,
  content_hash text not null,
  airing_id text not null,
  body text not null,
  file_id :int not null references import_file(id),
  primary key (station_id, event_id)
)
;
create index imported_event_airing on imported_event(station_id, airing_id)
`)
