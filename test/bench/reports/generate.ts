/**
 * A country's year in one SQLite file: 11,000 stations of two levels, four airings a day, 16 million in all, written
 * straight into the tables with the roll-ups beside them. `node --import tsx test/bench/reports/generate.ts FILE`
 */
import Sqlite from 'better-sqlite3'
import { migrate, openDb } from '../../../src/db/index.ts'
import { openZone } from '../../../src/kernel/time.ts'
import { foldSpans } from '../../../src/reports/fold.ts'

/** A country. */
export const COUNTRY = { provinces: 34, districts: 660, stations: 11_000 } as const
/** A large province's worth of exports: 4.8 million airings. */
export const EXPORTED = { provinces: 10, districts: 198, stations: 3300 } as const
type Size = { readonly provinces: number; readonly districts: number; readonly stations: number }
const YEAR = 2025
const STATIONS_AT_ONCE = 250

const people = (SIZE: Size) => `
insert into level (code, name, name_en, station_name, station_name_en, rank) values
  ('district', 'huyện', 'district', 'đài huyện', 'district station', 1),
  ('commune', 'xã', 'commune', 'đài xã', 'commune station', 2);
insert into segment (id, code, name, kind, created_at) values
  (1, 'cai-cach-hanh-chinh', 'Cải cách hành chính', 'tiết mục', 0), (2, 'thoi-su', 'Thời sự địa phương', 'tiết mục', 0),
  (3, 'suc-khoe', 'Sức khỏe cộng đồng', 'tiết mục', 0);
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SIZE.provinces})
insert into unit (id, code, name, kind) select i, 'tinh-' || i, 'Tỉnh số ' || i, 'tỉnh' from n;
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SIZE.districts})
insert into unit (id, code, name, kind, parent_id)
  select 100 + i, 'huyen-' || i, 'Huyện số ' || i, 'huyện', 1 + i % ${SIZE.provinces} from n;
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SIZE.stations - SIZE.districts})
insert into unit (id, code, name, kind, parent_id)
  select 1000 + i, 'xa-' || i, 'Xã ' || substr('AnBìnhĐôngHòaLongMỹPhúTânThanhXuân', 1 + i % 30, 4) || ' số ' || i, 'xã',
    101 + (i - 1) * ${SIZE.districts} / ${SIZE.stations - SIZE.districts} from n;
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SIZE.stations})
insert into station (id, code, name, contact_phone, created_at) select i,
    case when i <= ${SIZE.districts} then 'dai-huyen-' || i else 'dai-xa-' || (i - ${SIZE.districts}) end,
    'Đài Truyền thanh ' || u.name, '0273' || (1000000 + i), 0
  from n join unit u on u.id = case when i <= ${SIZE.districts} then 100 + i else 1000 + i - ${SIZE.districts} end;
insert into station_assignment (station_id, from_date, level_code, unit_id) select id, '2000-01-01',
    case when id <= ${SIZE.districts} then 'district' else 'commune' end,
    case when id <= ${SIZE.districts} then 100 + id else 1000 + id - ${SIZE.districts} end from station;
insert into slot (id, segment_id, programme, target, rule, from_date, duration_seconds, premiere, priority,
    episode_mode, origin, created_at)
  select i, case i when 3 then 2 when 4 then 3 else 1 end, 'episode', '{}', '{}', '2020-01-01', 900, 0, 'normal',
    'newest', 'standing', 0 from (select 1 as i union select 2 union select 3 union select 4);
`

/** 5:15, 11:00, 17:00 and 19:30 in Hà Nội. What became of an airing follows from its numbers alone. */
const airings = `
with recursive day(n, on_date) as (
  select 0, '${YEAR}-01-01' union all select n + 1, date(on_date, '+1 day') from day where n < 364
), slot_time(slot_id, minutes) as (values (1, 315), (2, 660), (3, 1020), (4, 1170)),
planned as (
  select s.id as station_id, day.n, day.on_date, t.slot_id, a.level_code, a.unit_id,
    (unixepoch(day.on_date) - 25200 + t.minutes * 60) * 1000 as starts_at,
    (s.id * 7919 + day.n * 104729 + t.slot_id * 1299709) % 100 as luck
  from station s join station_assignment a on a.station_id = s.id cross join day cross join slot_time t
  where s.id > ? and s.id <= ?
)
insert into airing (station_id, starts_at, slot_id, on_date, ordinal, ends_at, planned_on, segment_id, programme,
  premiere, priority, state, level_code, unit_id, outcome, grade, aired_on, actual_start, played_seconds)
select station_id, starts_at, slot_id, on_date, 1, starts_at + 900000, on_date,
  case slot_id when 3 then 2 when 4 then 3 else 1 end, 'episode', case when slot_id = 2 and n % 7 = 0 then 1 else 0 end,
  'normal', 'planned', level_code, unit_id,
  case when luck < 92 then 'aired' when luck < 94 then 'partial' when luck < 96 then 'missed' end,
  case when luck < 70 then 'player' when luck < 85 then 'attested' when luck < 92 then 'imported'
    when luck < 94 then 'player' end,
  case when luck < 94 then on_date end, case when luck < 94 then starts_at end, case when luck < 70 then 899.6 end
from planned order by station_id, starts_at`

const tally = `
insert into tally (bucket, station_id, segment_id, programme, premiere, level_code, unit_id, planned, no_word, missed,
  cancelled, partial, player, attested, imported, unplanned, seconds)
select substr(planned_on, 1, 8) || case when substr(planned_on, 9, 2) < '15' then '01' else '15' end as bucket, station_id,
  segment_id, programme, premiere, level_code, unit_id, count(*), sum(outcome is null), sum(outcome is 'missed'), 0,
  sum(outcome is 'partial'), sum(outcome is 'aired' and grade is 'player'), sum(outcome is 'aired' and grade is 'attested'),
  sum(outcome is 'aired' and grade is 'imported'), 0, sum(case when outcome is 'aired' then 900 else 0 end)
from airing where station_id > ? and station_id <= ? group by 1, 2, 3, 4, 5, 6, 7`

const levels = `
insert into tally_level
select bucket, station_id / 64, segment_id, programme, premiere, level_code, sum(planned), sum(no_word), sum(missed),
  sum(cancelled), sum(partial), sum(player), sum(attested), sum(imported), sum(unplanned), sum(seconds)
from tally group by bucket, station_id / 64, segment_id, programme, premiere, level_code`

/** A year of so many stations, its longer spans made too. @returns seconds that it took */
export async function generate(file: string, size: Size = COUNTRY): Promise<number> {
  const begun = Date.now()
  const db = openDb(`sqlite:${file}`)
  await migrate(db)
  await db.close()
  const sqlite = new Sqlite(file)
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -64000']) sqlite.pragma(pragma)
  sqlite.exec(people(size))
  sqlite.exec('drop index airing_identity')
  const [insert, sum] = [sqlite.prepare(airings), sqlite.prepare(tally)]
  for (let id = 0; id < size.stations; id += STATIONS_AT_ONCE) {
    insert.run(id, id + STATIONS_AT_ONCE)
    sum.run(id, id + STATIONS_AT_ONCE)
  }
  sqlite.exec(levels)
  sqlite.exec('create unique index airing_identity on airing(slot_id, station_id, on_date, ordinal)')
  sqlite.pragma('journal_mode = wal')
  sqlite.close()
  await fold(file)
  return (Date.now() - begun) / 1000
}

/** As the first night after the year would. */
async function fold(file: string): Promise<void> {
  const db = openDb(`sqlite:${file}`)
  const clock = { now: () => Date.parse('2026-02-01T03:00:00+07:00') }
  await foldSpans({ db, clock, zone: openZone('Asia/Ho_Chi_Minh') })
  await db.close()
}

const [, script = '', file, which] = process.argv
if (script.endsWith('generate.ts') && file) {
  process.stdout.write(`${await generate(file, which === 'exported' ? EXPORTED : COUNTRY)} s\n`)
}
