import { statements } from './migration.ts'

/**
 * Orders of emergency airings: who, what, how often. Their airings come from a slot of origin 'emergency' like all
 * others, so that their identity, their evidence and their counting need nothing of their own.
 */
export const emergencies = statements(`
create table emergency (
  id :id,
  slot_id :int not null unique references slot(id),
  episode_id :int not null references episode(id),
  note text,
  times :int not null,
  gap_seconds :int not null,
  station_count :int not null,
  first_starts_at :int not null,
  last_ends_at :int not null,
  ordered_at :int not null,
  ordered_by :int,
  ordered_by_name text not null,
  cancelled_at :int,
  cancelled_by_name text,
  cancel_reason text
)
;
create index emergency_running on emergency(last_ends_at)
`)
