import { statements } from './migration.ts'

const seconds = (played: string, length: string) =>
  `cast(floor(coalesce(${played}, (${length}) / 1000.0) + 0.5) as :int)`
const half = (day: string) => `substr(${day}, 1, 8) || case when substr(${day}, 9, 2) < '15' then '01' else '15' end`

/**
 * Minutes on air beside the counts; a roll-up of the half-months by level, in blocks of 64 neighbouring stations, so that
 * a question by level reads no station and two stations far apart never write the same row; and the plan: how many
 * airings a level or a station is to reach in a stretch of days.
 */
export const plans = statements(`
alter table tally add column seconds :int not null default 0
;
update tally set seconds = coalesce((
  select sum(${seconds('a.played_seconds', 'a.ends_at - a.starts_at')}) from airing a
  where a.station_id = tally.station_id and a.segment_id = tally.segment_id and a.programme = tally.programme
    and a.premiere = tally.premiere and a.level_code = tally.level_code and a.unit_id = tally.unit_id
    and a.outcome = 'aired' and ${half('coalesce(a.aired_on, a.planned_on)')} = tally.bucket
), 0) + coalesce((
  select sum(${seconds('p.played_seconds', 'p.ends_at - p.starts_at')}) from unplanned_play p
  where p.station_id = tally.station_id and coalesce(p.segment_id, 0) = tally.segment_id
    and tally.programme = 'episode' and tally.premiere = 0 and p.level_code = tally.level_code
    and p.unit_id = tally.unit_id and p.complete = 1 and p.accepted_at is not null
    and ${half('p.aired_on')} = tally.bucket
), 0)
;
create table tally_level (
  bucket text not null,
  block :int not null,
  segment_id :int not null,
  programme text not null,
  premiere :int not null,
  level_code text not null,
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
  primary key (bucket, block, segment_id, programme, premiere, level_code)
) :clustered
;
insert into tally_level
select bucket, station_id / 64, segment_id, programme, premiere, level_code, sum(planned), sum(no_word), sum(missed),
  sum(cancelled), sum(partial), sum(player), sum(attested), sum(imported), sum(unplanned), sum(seconds)
from tally group by bucket, station_id / 64, segment_id, programme, premiere, level_code
;
create index unit_parent on unit(parent_id)
;
create index station_assignment_unit on station_assignment(unit_id)
;
create table plan_target (
  id :id,
  from_date text not null,
  to_date text not null,
  segment_id :int references segment(id),
  level_code text references level(code),
  station_id :int references station(id),
  target :int not null,
  note text,
  created_at :int not null,
  created_by :int references account(id),
  created_by_name text not null,
  changed_at :int not null,
  changed_by_name text not null
)
;
create unique index plan_target_of on plan_target(
  from_date, to_date, coalesce(segment_id, 0), coalesce(level_code, ''), coalesce(station_id, 0)
)
`)
