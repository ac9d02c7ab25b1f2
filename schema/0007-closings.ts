import { statements } from './migration.ts'

/**
 * Periods whose figures were frozen, the rows that were counted, and what came later. A row's `text` is its RFC 8785
 * form: the hash of a snapshot is taken over these texts. Nothing here is ever changed but the word of a reopening.
 */
export const closings = statements(`
create table closing (
  id :id,
  period_key text not null,
  from_date text not null,
  to_date text not null,
  segment_code text not null,
  segment_id :int,
  kind text not null,
  rules :int not null,
  closed_at :int not null,
  closed_by :int,
  closed_by_name text not null,
  row_count :int not null,
  head text not null,
  hash text not null,
  reopened_at :int,
  reopened_by :int,
  reopened_by_name text,
  reopen_reason text
)
;
create unique index closing_in_force on closing(from_date, to_date, segment_code, kind) where reopened_at is null
;
create table closing_row (
  closing_id :int not null references closing(id),
  number :int not null,
  station_id :int not null,
  level_code text not null,
  text text not null,
  primary key (closing_id, number)
)
;
create index closing_row_station on closing_row(closing_id, station_id, number)
;
create table supplement (
  closing_id :int not null references closing(id),
  number :int not null,
  issued_at :int not null,
  issued_by :int,
  issued_by_name text not null,
  note text,
  row_count :int not null,
  head text not null,
  hash text not null,
  primary key (closing_id, number)
)
;
create table supplement_row (
  closing_id :int not null,
  supplement_number :int not null,
  number :int not null,
  station_id :int not null,
  text text not null,
  primary key (closing_id, supplement_number, number),
  foreign key (closing_id, supplement_number) references supplement(closing_id, number)
)
;
create index supplement_row_station on supplement_row(closing_id, station_id, supplement_number, number)
`)
