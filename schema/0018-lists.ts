import { statements } from './migration.ts'

/** Lists of tens of thousands of episodes come a page at a time in their order, without sorting all of them. */
export const lists = statements(`
create index episode_by_day on episode((air_date is null), air_date, year, number, id)
;
create index episode_by_number on episode(year, number, id)
;
create index airing_aired_episode on airing(aired_episode_id, outcome) where aired_episode_id is not null
`)
