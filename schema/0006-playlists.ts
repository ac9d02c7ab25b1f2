import { statements } from './migration.ts'

/** The version of each station's playlist; a station without a row has version 0. */
export const playlists = statements(`
create table playlist_version (
  station_id :int primary key references station(id),
  version :int not null
)
`)
