export type PlaylistVersionTable = {
  station_id: number
  version: number
}

export type PlaylistsTables = {
  playlist_version: PlaylistVersionTable
}
