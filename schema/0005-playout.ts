import { statements } from './migration.ts'

/**
 * The as-run ledger (append-only, one hash chain per station) and what is derived from it: the indexed log of
 * evidence, unplanned plays, and the roll-ups by half-month. The ledger itself is not clustered: SQLite gives a row of
 * more than a quarter page a page of its own in a table without rowid, four times what it holds.
 */
export const playout = statements(`
create table ledger_head (
  station_id :int primary key references station(id),
  position :int not null,
  hash text not null
)
;
create table ledger_row (
  station_id :int not null references station(id),
  position :int not null,
  previous_hash text not null,
  hash text not null,
  kind text not null,
  text text not null,
  primary key (station_id, position)
)
;
create table report_stream (
  station_id :int not null references station(id),
  device_id text not null,
  journal_id text not null,
  next_seq :int not null,
  ahead text not null,
  last_sent_at :int not null,
  primary key (station_id, device_id, journal_id)
)
;
create table boot_offset (
  station_id :int not null references station(id),
  device_id text not null,
  boot_id text not null,
  base_ms :int not null,
  measured_at :int not null,
  primary key (station_id, device_id, boot_id)
)
;
create table evidence (
  station_id :int not null references station(id),
  position :int not null,
  kind text not null,
  event_id text,
  content_hash text,
  device_id text,
  journal_id text,
  boot_id text,
  seq :int,
  slot_id :int,
  on_date text,
  ordinal :int,
  sha256 text,
  segment_id :int,
  episode_id :int,
  duration_seconds :real,
  withdrawn :int not null default 0,
  at :int,
  played_seconds :real,
  outcome text,
  received_at :int not null,
  state text not null,
  reason text,
  actor_id :int,
  actor_name text,
  detail text,
  primary key (station_id, position)
) :clustered
;
create unique index evidence_event on evidence(station_id, event_id)
;
create index evidence_airing on evidence(slot_id, station_id, on_date, ordinal)
;
create index evidence_at on evidence(station_id, at)
;
create index evidence_stream on evidence(station_id, device_id, journal_id, seq) where state = 'counted' and seq is not null
;
create index evidence_rejected on evidence(station_id, content_hash) where state = 'rejected'
;
create table unplanned_play (
  station_id :int not null references station(id),
  play_key text not null,
  starts_at :int not null,
  ends_at :int not null,
  aired_on text not null,
  segment_id :int,
  episode_id :int,
  sha256 text,
  complete :int not null,
  played_seconds :real not null,
  grade text not null,
  flags text,
  event_ids text not null,
  level_code text not null,
  unit_id :int not null,
  accepted_at :int,
  accepted_by text,
  primary key (station_id, play_key)
)
;
create index unplanned_play_day on unplanned_play(station_id, aired_on)
;
create table reported_total (
  station_id :int not null references station(id),
  position :int not null,
  segment_id :int not null,
  from_date text not null,
  to_date text not null,
  n :int not null,
  state text not null,
  primary key (station_id, position)
)
;
create table tally (
  bucket text not null,
  station_id :int not null references station(id),
  segment_id :int not null,
  programme text not null,
  premiere :int not null,
  level_code text not null,
  unit_id :int not null,
  planned :int not null,
  no_word :int not null,
  missed :int not null,
  cancelled :int not null,
  partial :int not null,
  player :int not null,
  attested :int not null,
  imported :int not null,
  unplanned :int not null,
  primary key (bucket, station_id, segment_id, programme, premiere, level_code, unit_id)
) :clustered
;
create index tally_station on tally(station_id, bucket)
;
create index airing_stray on airing(station_id, aired_on) where aired_on <> planned_on
;
create index evidence_quarantined on evidence(station_id, received_at) where state = 'quarantined'
`)
