import { statements } from './migration.ts'

/**
 * Roll-ups of longer spans that are wholly past, summed from those of the half-months: with them a year of thousands of
 * stations is two rows of each instead of twenty-four. `tally_span_state` names the spans that are kept, and when one was
 * whole (null: it is being made).
 */
export const tallySpans = statements(`
create table tally_span_state (
  span text primary key,
  made_at :int
)
;
create table tally_span (
  span text not null,
  station_id :int not null references station(id),
  segment_id :int not null,
  programme text not null,
  level_code text not null,
  premiere :int not null,
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
  seconds :int not null,
  primary key (span, station_id, segment_id, programme, level_code, premiere, unit_id)
) :clustered
`)
