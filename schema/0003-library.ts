import { sql } from 'kysely'
import { type Migration, statements } from './migration.ts'

const tables = statements(`
create table segment (
  id :id,
  code text not null unique,
  name text not null,
  kind text not null,
  min_seconds :int,
  max_seconds :int,
  speech :int not null default 1,
  fallback_episode_id :int,
  created_at :int not null,
  withdrawn_at :int
)
;
create table episode (
  id :id,
  segment_id :int not null references segment(id),
  number :int not null,
  year :int not null,
  title text not null,
  title_sort text not null,
  field text,
  air_date text,
  priority text not null,
  tags text not null,
  legal_references text not null,
  created_at :int not null,
  created_by :int,
  withdrawn_at :int,
  withdrawn_reason text,
  script_revision_id :int,
  recording_id :int,
  script_state text not null,
  cleared_decision_id :int,
  cleared_at :int,
  unique (segment_id, year, number)
)
;
create index episode_air_date on episode(segment_id, air_date)
;
create index episode_title_sort on episode(title_sort)
;
create table script_revision (
  id :id,
  episode_id :int not null references episode(id),
  revision :int not null,
  body text not null,
  hash text not null,
  words :int not null,
  source text not null,
  created_at :int not null,
  created_by :int,
  unique (episode_id, revision)
)
;
create table decision (
  id :id,
  episode_id :int not null references episode(id),
  kind text not null,
  script_revision_id :int,
  script_hash text,
  recording_id :int,
  audio_hash text,
  comment text,
  actor_id :int,
  actor_name text not null,
  at :int not null
)
;
create index decision_episode on decision(episode_id, id)
;
create table media_file (
  sha256 text primary key,
  md5 text not null,
  bytes :int not null,
  extension text not null,
  type text not null,
  created_at :int not null,
  removed_at :int,
  removed_reason text
)
;
create table recording (
  id :id,
  episode_id :int not null references episode(id),
  upload_id text unique,
  file_name text not null,
  original_sha256 text references media_file(sha256),
  bytes :int not null,
  state text not null,
  step text,
  progress :real not null default 0,
  attempts :int not null default 0,
  lease_owner text,
  lease_until :int,
  cancel_requested :int not null default 0,
  error_code text,
  error_detail text,
  duration_seconds :real,
  analysis text,
  findings text,
  peaks_sha256 text,
  created_at :int not null,
  created_by :int,
  finished_at :int
)
;
create index recording_episode on recording(episode_id, id)
;
create index recording_work on recording(state, lease_until)
;
create table rendition (
  id :id,
  recording_id :int not null references recording(id),
  format text not null,
  sha256 text not null references media_file(sha256),
  bytes :int not null,
  duration_seconds :real not null,
  integrated_lufs :real not null,
  true_peak_dbtp :real not null,
  loudness_range_lu :real not null,
  gain_db :real not null,
  limited :int not null,
  bitrate_kbps :int not null,
  unique (recording_id, format)
)
;
create index rendition_sha256 on rendition(sha256)
`)

/**
 * Full-text index, one row an episode, filled with folded words (SQLite's own folding leaves đ alone). Only the index
 * is kept; the words themselves stay in episode and script_revision.
 */
const searchIndex = {
  sqlite: [
    `create virtual table episode_search using fts5(
      title, legal_references, tags, script, content='', contentless_delete=1, tokenize='unicode61'
    )`,
  ],
  postgres: [
    'create table episode_search (episode_id bigint primary key references episode(id), words tsvector not null)',
    'create index episode_search_words on episode_search using gin(words)',
  ],
}

/** Segments, episodes, scripts, decisions, recordings, the files of audio, and the full-text index. */
export const library: Migration = {
  up: async (db, dialect) => {
    await tables.up(db, dialect)
    for (const statement of searchIndex[dialect]) await sql.raw(statement).execute(db)
  },
}
