import { statements } from './migration.ts'

/**
 * Logs on paper and in Excel: files brought in with what became of them, which of their rows are in the ledger,
 * the columns as each station names them, photographs of log pages, and what people decided where a reported total and
 * single airings meet. The files themselves are kept with the media, under their hash.
 */
export const logs = statements(`
create table log_import (
  id :id,
  kind text not null,
  station_id :int references station(id),
  segment_id :int not null references segment(id),
  sha256 text not null,
  extension text not null,
  file_name text not null,
  bytes :int not null,
  mapping text not null,
  state text not null,
  imported :int not null default 0,
  duplicates :int not null default 0,
  bad :int not null default 0,
  findings text,
  created_at :int not null,
  created_by :int,
  created_by_name text not null,
  decided_at :int,
  decided_by_name text
)
;
create index log_import_content on log_import(sha256)
;
create table log_import_row (
  import_id :int not null references log_import(id),
  sheet :int not null,
  line :int not null,
  station_id :int not null references station(id),
  airing_id text not null,
  primary key (import_id, sheet, line)
)
;
create index log_import_row_airing on log_import_row(airing_id)
;
create table log_columns (
  owner text primary key,
  mapping text not null,
  updated_at :int not null
)
;
create table log_photo (
  id :id,
  station_id :int not null references station(id),
  sha256 text not null,
  original_sha256 text not null,
  extension text not null,
  type text not null,
  bytes :int not null,
  file_name text not null,
  place text not null,
  created_at :int not null,
  created_by :int,
  created_by_name text not null
)
;
create unique index log_photo_content on log_photo(station_id, sha256)
;
create table log_photo_airing (
  airing_id text not null,
  photo_id :int not null references log_photo(id),
  primary key (airing_id, photo_id)
)
;
create index log_photo_airing_photo on log_photo_airing(photo_id)
;
create table total_decision (
  id :id,
  station_id :int not null references station(id),
  position :int not null,
  stands text not null,
  airings :int not null,
  reason text not null,
  decided_at :int not null,
  decided_by :int,
  decided_by_name text not null
)
;
create index total_decision_total on total_decision(station_id, position)
`)
