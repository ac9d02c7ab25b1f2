CREATE TABLE account (
  id integer primary key autoincrement,
  username text not null,
  username_folded text not null unique,
  name text not null,
  password_hash text,
  active integer not null default 1,
  created_at integer not null,
  password_changed_at integer
);

CREATE TABLE account_pin (
  account_id integer primary key references account(id),
  pin_hash text not null,
  set_at integer not null
);

CREATE TABLE account_role (
  account_id integer not null references account(id),
  role text not null,
  primary key (account_id, role)
);

CREATE TABLE account_station (
  account_id integer not null references account(id),
  station_id integer not null,
  primary key (account_id, station_id)
);

CREATE TABLE airing (
  station_id integer not null references station(id),
  starts_at integer not null,
  slot_id integer not null references slot(id),
  on_date text not null,
  ordinal integer not null,
  ends_at integer not null,
  planned_on text not null,
  segment_id integer not null,
  programme text not null,
  premiere integer not null,
  priority text not null,
  episode_id integer,
  fixed_episode_id integer,
  fallback integer not null default 0,
  state text not null,
  state_reason text,
  closure_id integer,
  level_code text not null,
  unit_id integer not null,
  outcome text,
  outcome_reason text,
  grade text,
  flags text,
  aired_on text,
  actual_start integer,
  played_seconds real,
  aired_episode_id integer,
  primary key (station_id, starts_at, slot_id, on_date, ordinal)
) without rowid
;

CREATE INDEX airing_aired_episode on airing(aired_episode_id, outcome) where aired_episode_id is not null
;

CREATE UNIQUE INDEX airing_identity on airing(slot_id, station_id, on_date, ordinal)
;

CREATE INDEX airing_premiere on airing(segment_id, planned_on, starts_at) where premiere = 1
;

CREATE INDEX airing_stray on airing(station_id, aired_on) where aired_on <> planned_on
;

CREATE TABLE api_key (
  id integer primary key autoincrement,
  name text not null,
  key_hash text not null unique,
  created_at integer not null,
  created_by integer,
  last_used_at integer,
  revoked_at integer,
  revoked_by integer
);

CREATE TABLE audit_entry (
  id integer primary key autoincrement,
  at integer not null,
  actor_kind text not null,
  actor_id integer,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before text,
  after text
);

CREATE INDEX audit_entry_actor on audit_entry(actor_name, id)
;

CREATE INDEX audit_entry_subject on audit_entry(subject_kind, subject_id, id)
;

CREATE TABLE backup_run (
  id integer primary key autoincrement,
  started_at integer not null,
  finished_at integer,
  state text not null,
  target text not null,
  backup_id text,
  lease_until integer not null,
  rows_held integer,
  files_held integer,
  bytes_held integer,
  bytes_added integer,
  tested_at integer,
  test text,
  error text
);

CREATE INDEX backup_run_state on backup_run(state, started_at)
;

CREATE TABLE boot_offset (
  station_id integer not null references station(id),
  device_id text not null,
  boot_id text not null,
  base_ms integer not null,
  measured_at integer not null,
  primary key (station_id, device_id, boot_id)
);

CREATE TABLE broadcast_session (
  id integer primary key autoincrement,
  station_id integer references station(id),
  part text not null,
  starts text not null,
  ends text not null
);

CREATE TABLE closing (
  id integer primary key autoincrement,
  period_key text not null,
  from_date text not null,
  to_date text not null,
  segment_code text not null,
  segment_id integer,
  kind text not null,
  rules integer not null,
  closed_at integer not null,
  closed_by integer,
  closed_by_name text not null,
  row_count integer not null,
  head text not null,
  hash text not null,
  reopened_at integer,
  reopened_by integer,
  reopened_by_name text,
  reopen_reason text
);

CREATE UNIQUE INDEX closing_in_force on closing(from_date, to_date, segment_code, kind) where reopened_at is null
;

CREATE TABLE closing_row (
  closing_id integer not null references closing(id),
  number integer not null,
  station_id integer not null,
  level_code text not null,
  text text not null,
  primary key (closing_id, number)
);

CREATE INDEX closing_row_station on closing_row(closing_id, station_id, number)
;

CREATE TABLE closure (
  id integer primary key autoincrement,
  from_date text not null,
  to_date text not null,
  target text not null,
  reason text not null,
  created_at integer not null,
  created_by integer,
  withdrawn_at integer,
  withdrawn_by integer
);

CREATE TABLE decision (
  id integer primary key autoincrement,
  episode_id integer not null references episode(id),
  kind text not null,
  script_revision_id integer,
  script_hash text,
  recording_id integer,
  audio_hash text,
  comment text,
  actor_id integer,
  actor_name text not null,
  at integer not null
);

CREATE INDEX decision_episode on decision(episode_id, id)
;

CREATE TABLE device (
  station_id integer not null references station(id),
  device_id text not null,
  first_seen_at integer not null,
  last_seen_at integer not null,
  player text,
  version text,
  disk_free integer,
  clock_offset_ms integer,
  playing text, waiting integer,
  primary key (station_id, device_id)
);

CREATE TABLE emergency (
  id integer primary key autoincrement,
  slot_id integer not null unique references slot(id),
  episode_id integer not null references episode(id),
  note text,
  times integer not null,
  gap_seconds integer not null,
  station_count integer not null,
  first_starts_at integer not null,
  last_ends_at integer not null,
  ordered_at integer not null,
  ordered_by integer,
  ordered_by_name text not null,
  cancelled_at integer,
  cancelled_by_name text,
  cancel_reason text
);

CREATE INDEX emergency_running on emergency(last_ends_at)
;

CREATE TABLE episode (
  id integer primary key autoincrement,
  segment_id integer not null references segment(id),
  number integer not null,
  year integer not null,
  title text not null,
  title_sort text not null,
  field text,
  air_date text,
  priority text not null,
  tags text not null,
  legal_references text not null,
  created_at integer not null,
  created_by integer,
  withdrawn_at integer,
  withdrawn_reason text,
  script_revision_id integer,
  recording_id integer,
  script_state text not null,
  cleared_decision_id integer,
  cleared_at integer,
  unique (segment_id, year, number)
);

CREATE INDEX episode_air_date on episode(segment_id, air_date)
;

CREATE INDEX episode_by_day on episode((air_date is null), air_date, year, number, id)
;

CREATE INDEX episode_by_number on episode(year, number, id)
;

CREATE INDEX episode_title_sort on episode(title_sort)
;

CREATE VIRTUAL TABLE episode_search using fts5(
      title, legal_references, tags, script, content='', contentless_delete=1, tokenize='unicode61'
    );

CREATE TABLE evidence (
  station_id integer not null references station(id),
  position integer not null,
  kind text not null,
  event_id text,
  content_hash text,
  device_id text,
  journal_id text,
  boot_id text,
  seq integer,
  slot_id integer,
  on_date text,
  ordinal integer,
  sha256 text,
  segment_id integer,
  episode_id integer,
  duration_seconds real,
  withdrawn integer not null default 0,
  at integer,
  played_seconds real,
  outcome text,
  received_at integer not null,
  state text not null,
  reason text,
  actor_id integer,
  actor_name text,
  detail text,
  primary key (station_id, position)
) without rowid
;

CREATE INDEX evidence_airing on evidence(slot_id, station_id, on_date, ordinal)
;

CREATE INDEX evidence_at on evidence(station_id, at)
;

CREATE UNIQUE INDEX evidence_event on evidence(station_id, event_id)
;

CREATE INDEX evidence_quarantined on evidence(station_id, received_at) where state = 'quarantined'
;

CREATE INDEX evidence_rejected on evidence(station_id, content_hash) where state = 'rejected'
;

CREATE INDEX evidence_stream on evidence(station_id, device_id, journal_id, seq) where state = 'counted' and seq is not null
;

CREATE TABLE import_file (
  id integer primary key autoincrement,
  station_id integer not null references station(id),
  source text not null,
  sha256 text not null,
  body text not null,
  received_at integer not null,
  received_by_name text not null
);

CREATE UNIQUE INDEX import_file_content on import_file(station_id, sha256)
;

CREATE TABLE imported_event (
  station_id integer not null references station(id),
  event_id text not null,
  content_hash text not null,
  airing_id text not null,
  body text not null,
  file_id integer not null references import_file(id),
  primary key (station_id, event_id)
);

CREATE INDEX imported_event_airing on imported_event(station_id, airing_id)
;

CREATE TABLE job_run (
  name text primary key,
  started_at integer not null,
  finished_at integer,
  error text
, succeeded_at integer);

CREATE TABLE ledger_head (
  station_id integer primary key references station(id),
  position integer not null,
  hash text not null
);

CREATE TABLE ledger_row (
  station_id integer not null references station(id),
  position integer not null,
  previous_hash text not null,
  hash text not null,
  kind text not null,
  text text not null,
  primary key (station_id, position)
);

CREATE TABLE level (
  code text primary key,
  name text not null,
  name_en text not null,
  station_name text not null,
  station_name_en text not null,
  rank integer not null
);

CREATE TABLE live_event (
  id integer primary key autoincrement,
  at integer not null,
  station_id integer,
  kind text not null,
  data text not null
);

CREATE INDEX live_event_station on live_event(station_id, id)
;

CREATE TABLE log_columns (
  owner text primary key,
  mapping text not null,
  updated_at integer not null
);

CREATE TABLE log_import (
  id integer primary key autoincrement,
  kind text not null,
  station_id integer references station(id),
  segment_id integer not null references segment(id),
  sha256 text not null,
  extension text not null,
  file_name text not null,
  bytes integer not null,
  mapping text not null,
  state text not null,
  imported integer not null default 0,
  duplicates integer not null default 0,
  bad integer not null default 0,
  findings text,
  created_at integer not null,
  created_by integer,
  created_by_name text not null,
  decided_at integer,
  decided_by_name text
);

CREATE INDEX log_import_content on log_import(sha256)
;

CREATE TABLE log_import_row (
  import_id integer not null references log_import(id),
  sheet integer not null,
  line integer not null,
  station_id integer not null references station(id),
  airing_id text not null,
  primary key (import_id, sheet, line)
);

CREATE INDEX log_import_row_airing on log_import_row(airing_id)
;

CREATE TABLE log_photo (
  id integer primary key autoincrement,
  station_id integer not null references station(id),
  sha256 text not null,
  original_sha256 text not null,
  extension text not null,
  type text not null,
  bytes integer not null,
  file_name text not null,
  place text not null,
  created_at integer not null,
  created_by integer,
  created_by_name text not null
, removed_at integer, removed_reason text, erased_at integer);

CREATE UNIQUE INDEX log_photo_content on log_photo(station_id, sha256)
;

CREATE TABLE log_photo_airing (
  airing_id text not null,
  photo_id integer not null references log_photo(id),
  primary key (airing_id, photo_id)
);

CREATE INDEX log_photo_airing_photo on log_photo_airing(photo_id)
;

CREATE TABLE media_file (
  sha256 text primary key,
  md5 text not null,
  bytes integer not null,
  extension text not null,
  type text not null,
  created_at integer not null,
  removed_at integer,
  removed_reason text
, erased_at integer);

CREATE TABLE notice (
  id integer primary key autoincrement,
  kind text not null,
  key text not null unique,
  data text not null,
  created_at integer not null
);

CREATE INDEX notice_created on notice(created_at)
;

CREATE TABLE notice_delivery (
  id integer primary key autoincrement,
  notice_id integer not null references notice(id),
  channel text not null,
  target text not null,
  state text not null,
  tries integer not null,
  next_at integer not null,
  claimed_until integer,
  sent_at integer,
  last_error text
);

CREATE INDEX notice_delivery_notice on notice_delivery(notice_id)
;

CREATE INDEX notice_delivery_waiting on notice_delivery(next_at) where state = 'waiting'
;

CREATE TABLE one_time_link (
  token_hash text primary key,
  purpose text not null,
  account_id integer references account(id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer
);

CREATE TABLE pairing (
  code_hash text primary key,
  station_id integer not null references station(id),
  created_at integer not null,
  created_by integer not null references account(id),
  expires_at integer not null,
  used_at integer,
  station_key_id integer references station_key(id)
);

CREATE INDEX pairing_expires on pairing(expires_at)
;

CREATE TABLE plan_target (
  id integer primary key autoincrement,
  from_date text not null,
  to_date text not null,
  segment_id integer references segment(id),
  level_code text references level(code),
  station_id integer references station(id),
  target integer not null,
  note text,
  created_at integer not null,
  created_by integer references account(id),
  created_by_name text not null,
  changed_at integer not null,
  changed_by_name text not null
);

CREATE UNIQUE INDEX plan_target_of on plan_target(
  from_date, to_date, coalesce(segment_id, 0), coalesce(level_code, ''), coalesce(station_id, 0)
)
;

CREATE TABLE playlist_version (
  station_id integer primary key references station(id),
  version integer not null
);

CREATE TABLE recording (
  id integer primary key autoincrement,
  episode_id integer not null references episode(id),
  upload_id text unique,
  file_name text not null,
  original_sha256 text references media_file(sha256),
  bytes integer not null,
  state text not null,
  step text,
  progress real not null default 0,
  attempts integer not null default 0,
  lease_owner text,
  lease_until integer,
  cancel_requested integer not null default 0,
  error_code text,
  error_detail text,
  duration_seconds real,
  analysis text,
  findings text,
  peaks_sha256 text,
  created_at integer not null,
  created_by integer,
  finished_at integer
, trim_from real, trim_to real);

CREATE INDEX recording_episode on recording(episode_id, id)
;

CREATE INDEX recording_work on recording(state, lease_until)
;

CREATE TABLE recovery_code (
  account_id integer not null references account(id),
  code_hash text not null,
  used_at integer,
  primary key (account_id, code_hash)
);

CREATE TABLE rendition (
  id integer primary key autoincrement,
  recording_id integer not null references recording(id),
  format text not null,
  sha256 text not null references media_file(sha256),
  bytes integer not null,
  duration_seconds real not null,
  integrated_lufs real not null,
  true_peak_dbtp real not null,
  loudness_range_lu real not null,
  gain_db real not null,
  limited integer not null,
  bitrate_kbps integer not null,
  unique (recording_id, format)
);

CREATE INDEX rendition_sha256 on rendition(sha256)
;

CREATE TABLE report_export (
  id integer primary key autoincrement,
  format text not null,
  question text not null,
  title text not null,
  file_name text not null,
  state text not null,
  rows_done integer not null,
  rows_total integer not null,
  bytes integer,
  error text,
  lease_until integer,
  created_at integer not null,
  created_by integer,
  created_by_name text not null,
  finished_at integer
);

CREATE INDEX report_export_state on report_export(state, id)
;

CREATE TABLE report_stream (
  station_id integer not null references station(id),
  device_id text not null,
  journal_id text not null,
  next_seq integer not null,
  ahead text not null,
  last_sent_at integer not null,
  primary key (station_id, device_id, journal_id)
);

CREATE TABLE reported_total (
  station_id integer not null references station(id),
  position integer not null,
  segment_id integer not null,
  from_date text not null,
  to_date text not null,
  n integer not null,
  state text not null,
  primary key (station_id, position)
);

CREATE TABLE schedule_act (
  id integer primary key autoincrement,
  at integer not null,
  account_id integer references account(id),
  kind text not null,
  slots text not null,
  changes text not null,
  closure_id integer references closure(id),
  from_date text not null,
  to_date text not null,
  first_start integer,
  undone_at integer,
  undone_by integer references account(id)
);

CREATE TABLE script_revision (
  id integer primary key autoincrement,
  episode_id integer not null references episode(id),
  revision integer not null,
  body text not null,
  hash text not null,
  words integer not null,
  source text not null,
  created_at integer not null,
  created_by integer,
  unique (episode_id, revision)
);

CREATE TABLE second_factor (
  account_id integer primary key references account(id),
  secret text,
  confirmed_at integer,
  last_step integer not null default 0,
  recovery_salt text,
  pending_secret text,
  pending_at integer
);

CREATE TABLE second_step (
  token_hash text primary key,
  account_id integer not null references account(id),
  created_at integer not null,
  expires_at integer not null
);

CREATE INDEX second_step_account on second_step(account_id)
;

CREATE TABLE segment (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  kind text not null,
  min_seconds integer,
  max_seconds integer,
  speech integer not null default 1,
  fallback_episode_id integer,
  created_at integer not null,
  withdrawn_at integer
);

CREATE TABLE setting (
  key text primary key,
  value text not null,
  changed_at integer not null
);

CREATE TABLE sign_in_attempt (
  id integer primary key autoincrement,
  username_folded text not null,
  address text not null,
  at integer not null,
  succeeded integer not null
);

CREATE INDEX sign_in_attempt_address on sign_in_attempt(address, at)
;

CREATE INDEX sign_in_attempt_name on sign_in_attempt(username_folded, at)
;

CREATE TABLE sign_in_session (
  token_hash text primary key,
  account_id integer not null references account(id),
  created_at integer not null,
  rotated_at integer not null,
  last_seen_at integer not null,
  expires_at integer not null,
  previous_hash text,
  user_agent text not null,
  address text not null
);

CREATE INDEX sign_in_session_account on sign_in_session(account_id)
;

CREATE INDEX sign_in_session_previous on sign_in_session(previous_hash)
;

CREATE TABLE slot (
  id integer primary key autoincrement,
  segment_id integer not null references segment(id),
  programme text not null,
  title text,
  target text not null,
  rule text not null,
  from_date text not null,
  until_date text,
  duration_seconds integer not null,
  premiere integer not null,
  priority text not null,
  episode_mode text not null,
  episode_id integer references episode(id),
  origin text not null,
  revision integer not null default 1,
  planned_to text,
  created_at integer not null,
  created_by integer,
  ended_at integer
);

CREATE TABLE slot_change (
  id integer primary key autoincrement,
  slot_id integer not null references slot(id),
  station_id integer references station(id),
  on_date text not null,
  ordinal integer not null,
  kind text not null,
  new_starts_at integer,
  new_episode_id integer references episode(id),
  reason text,
  conflict_slot_id integer references slot(id),
  created_at integer not null,
  created_by integer,
  withdrawn_at integer
, new_duration_seconds integer);

CREATE INDEX slot_change_slot on slot_change(slot_id, on_date)
;

CREATE TABLE slot_version (
  slot_id integer not null references slot(id),
  from_date text not null,
  anchor_date text not null,
  programme text not null,
  target text not null,
  rule text not null,
  duration_seconds integer not null,
  premiere integer not null,
  priority text not null,
  episode_id integer references episode(id),
  primary key (slot_id, from_date)
);

CREATE TABLE station (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  frequency text,
  contact_name text,
  contact_phone text,
  active_from text,
  active_to text,
  created_at integer not null
);

CREATE TABLE station_assignment (
  station_id integer not null references station(id),
  from_date text not null,
  level_code text not null references level(code),
  unit_id integer not null references unit(id),
  primary key (station_id, from_date)
);

CREATE INDEX station_assignment_unit on station_assignment(unit_id)
;

CREATE TABLE station_group (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null
);

CREATE TABLE station_group_member (
  group_id integer not null references station_group(id),
  station_id integer not null references station(id),
  primary key (group_id, station_id)
);

CREATE TABLE station_key (
  id integer primary key autoincrement,
  station_id integer not null references station(id),
  name text not null,
  key_hash text not null unique,
  created_at integer not null,
  created_by integer,
  last_used_at integer,
  revoked_at integer,
  revoked_by integer
, paired integer not null default 0);

CREATE INDEX station_key_station on station_key(station_id)
;

CREATE TABLE supplement (
  closing_id integer not null references closing(id),
  number integer not null,
  issued_at integer not null,
  issued_by integer,
  issued_by_name text not null,
  note text,
  row_count integer not null,
  head text not null,
  hash text not null,
  primary key (closing_id, number)
);

CREATE TABLE supplement_row (
  closing_id integer not null,
  supplement_number integer not null,
  number integer not null,
  station_id integer not null,
  text text not null,
  primary key (closing_id, supplement_number, number),
  foreign key (closing_id, supplement_number) references supplement(closing_id, number)
);

CREATE INDEX supplement_row_station on supplement_row(closing_id, station_id, supplement_number, number)
;

CREATE TABLE tally (
  bucket text not null,
  station_id integer not null references station(id),
  segment_id integer not null,
  programme text not null,
  premiere integer not null,
  level_code text not null,
  unit_id integer not null,
  planned integer not null,
  no_word integer not null,
  missed integer not null,
  cancelled integer not null,
  partial integer not null,
  player integer not null,
  attested integer not null,
  imported integer not null,
  unplanned integer not null, seconds integer not null default 0,
  primary key (bucket, station_id, segment_id, programme, premiere, level_code, unit_id)
) without rowid
;

CREATE INDEX tally_station on tally(station_id, bucket)
;

CREATE TABLE tally_level (
  bucket text not null,
  block integer not null,
  segment_id integer not null,
  programme text not null,
  premiere integer not null,
  level_code text not null,
  planned integer not null,
  no_word integer not null,
  missed integer not null,
  cancelled integer not null,
  partial integer not null,
  player integer not null,
  attested integer not null,
  imported integer not null,
  unplanned integer not null,
  seconds integer not null,
  primary key (bucket, block, segment_id, programme, premiere, level_code)
) without rowid
;

CREATE TABLE tally_span (
  span text not null,
  station_id integer not null references station(id),
  segment_id integer not null,
  programme text not null,
  level_code text not null,
  premiere integer not null,
  unit_id integer not null,
  planned integer not null,
  no_word integer not null,
  missed integer not null,
  cancelled integer not null,
  partial integer not null,
  player integer not null,
  attested integer not null,
  imported integer not null,
  unplanned integer not null,
  seconds integer not null,
  primary key (span, station_id, segment_id, programme, level_code, premiere, unit_id)
) without rowid
;

CREATE TABLE tally_span_state (
  span text primary key,
  made_at integer
);

CREATE TABLE total_decision (
  id integer primary key autoincrement,
  station_id integer not null references station(id),
  position integer not null,
  stands text not null,
  airings integer not null,
  reason text not null,
  decided_at integer not null,
  decided_by integer,
  decided_by_name text not null
);

CREATE INDEX total_decision_total on total_decision(station_id, position)
;

CREATE TABLE unit (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  kind text not null,
  parent_id integer references unit(id),
  valid_from text,
  valid_to text,
  legal_basis text
);

CREATE INDEX unit_parent on unit(parent_id)
;

CREATE TABLE unit_succession (
  from_unit_id integer not null references unit(id),
  to_unit_id integer not null references unit(id),
  on_date text not null,
  kind text not null,
  legal_basis text,
  primary key (from_unit_id, to_unit_id, on_date)
);

CREATE TABLE unplanned_play (
  station_id integer not null references station(id),
  play_key text not null,
  starts_at integer not null,
  ends_at integer not null,
  aired_on text not null,
  segment_id integer,
  episode_id integer,
  sha256 text,
  complete integer not null,
  played_seconds real not null,
  grade text not null,
  flags text,
  event_ids text not null,
  level_code text not null,
  unit_id integer not null,
  accepted_at integer,
  accepted_by text,
  primary key (station_id, play_key)
);

CREATE INDEX unplanned_play_day on unplanned_play(station_id, aired_on)
;
