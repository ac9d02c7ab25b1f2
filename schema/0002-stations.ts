import { statements } from './migration.ts'

/** Administrative units with dates, levels as data, stations and what belongs to them. */
export const stations = statements(`
create table level (
  code text primary key,
  name text not null,
  name_en text not null,
  station_name text not null,
  station_name_en text not null,
  rank :int not null
)
;
create table unit (
  id :id,
  code text not null unique,
  name text not null,
  kind text not null,
  parent_id :int references unit(id),
  valid_from text,
  valid_to text,
  legal_basis text
)
;
create table unit_succession (
  from_unit_id :int not null references unit(id),
  to_unit_id :int not null references unit(id),
  on_date text not null,
  kind text not null,
  legal_basis text,
  primary key (from_unit_id, to_unit_id, on_date)
)
;
create table station (
  id :id,
  code text not null unique,
  name text not null,
  frequency text,
  contact_name text,
  contact_phone text,
  active_from text,
  active_to text,
  created_at :int not null
)
;
create table station_assignment (
  station_id :int not null references station(id),
  from_date text not null,
  level_code text not null references level(code),
  unit_id :int not null references unit(id),
  primary key (station_id, from_date)
)
;
create table station_group (
  id :id,
  code text not null unique,
  name text not null
)
;
create table station_group_member (
  group_id :int not null references station_group(id),
  station_id :int not null references station(id),
  primary key (group_id, station_id)
)
;
create table broadcast_session (
  id :id,
  station_id :int references station(id),
  part text not null,
  starts text not null,
  ends text not null
)
;
create table closure (
  id :id,
  from_date text not null,
  to_date text not null,
  target text not null,
  reason text not null,
  created_at :int not null,
  created_by :int,
  withdrawn_at :int,
  withdrawn_by :int
)
;
create table station_key (
  id :id,
  station_id :int not null references station(id),
  name text not null,
  key_hash text not null unique,
  created_at :int not null,
  created_by :int,
  last_used_at :int,
  revoked_at :int,
  revoked_by :int
)
;
create index station_key_station on station_key(station_id)
;
create table device (
  station_id :int not null references station(id),
  device_id text not null,
  first_seen_at :int not null,
  last_seen_at :int not null,
  player text,
  version text,
  disk_free :int,
  clock_offset_ms :int,
  playing text,
  primary key (station_id, device_id)
)
`)
