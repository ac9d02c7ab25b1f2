import { statements } from './migration.ts'

/**
 * What each saving did to the schedule, so that the last one can be taken back whole; and the length of an occurrence
 * that lasts longer or shorter than its slot says.
 */
export const scheduleActs = statements(`
alter table slot_change add column new_duration_seconds :int
;
create table schedule_act (
  id :id,
  at :int not null,
  account_id :int references account(id),
  kind text not null,
  slots text not null,
  changes text not null,
  closure_id :int references closure(id),
  from_date text not null,
  to_date text not null,
  first_start :int,
  undone_at :int,
  undone_by :int references account(id)
)
`)
