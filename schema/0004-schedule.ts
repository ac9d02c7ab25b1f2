import { statements } from './migration.ts'

/**
 * Slots, changes to single occurrences, and the airings they expand to. The table of airings is clustered by
 * (station, start) and has one further index, by identity: (slot, station, original date, ordinal), COUNTING.md 1,
 * and a partial one over the few premieres, from which the binding of episodes is told.
 *
 * `slot` holds a slot as it is now; `slot_version` what it said from each date on, which is what airings come from.
 */
export const schedule = statements(`
create table slot (
  id :id,
  segment_id :int not null references segment(id),
  programme text not null,
  title text,
  target text not null,
  rule text not null,
  from_date text not null,
  until_date text,
  duration_seconds :int not null,
  premiere :int not null,
  priority text not null,
  episode_mode text not null,
  episode_id :int references episode(id),
  origin text not null,
  revision :int not null default 1,
  planned_to text,
  created_at :int not null,
  created_by :int,
  ended_at :int
)
;
create table slot_version (
  slot_id :int not null references slot(id),
  from_date text not null,
  anchor_date text not null,
  programme text not null,
  target text not null,
  rule text not null,
  duration_seconds :int not null,
  premiere :int not null,
  priority text not null,
  episode_id :int references episode(id),
  primary key (slot_id, from_date)
)
;
create table slot_change (
  id :id,
  slot_id :int not null references slot(id),
  station_id :int references station(id),
  on_date text not null,
  ordinal :int not null,
  kind text not null,
  new_starts_at :int,
  new_episode_id :int references episode(id),
  reason text,
  conflict_slot_id :int references slot(id),
  created_at :int not null,
  created_by :int,
  withdrawn_at :int
)
;
create index slot_change_slot on slot_change(slot_id, on_date)
;
create table airing (
  station_id :int not null references station(id),
  starts_at :int not null,
  slot_id :int not null references slot(id),
  on_date text not null,
  ordinal :int not null,
  ends_at :int not null,
  planned_on text not null,
  segment_id :int not null,
  programme text not null,
  premiere :int not null,
  priority text not null,
  episode_id :int,
  fixed_episode_id :int,
  fallback :int not null default 0,
  state text not null,
  state_reason text,
  closure_id :int,
  level_code text not null,
  unit_id :int not null,
  outcome text,
  outcome_reason text,
  grade text,
  flags text,
  aired_on text,
  actual_start :int,
  played_seconds :real,
  aired_episode_id :int,
  primary key (station_id, starts_at, slot_id, on_date, ordinal)
) :clustered
;
create unique index airing_identity on airing(slot_id, station_id, on_date, ordinal)
;
create index airing_premiere on airing(segment_id, planned_on, starts_at) where premiere = 1
`)
