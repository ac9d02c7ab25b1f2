import type { Context } from '../context.ts'
import type { Db } from '../db/index.ts'
import { PlaylistCache } from './cache.ts'
import { readVersion, type StationBrief, stationByCode } from './store.ts'

/** What this process keeps in memory for a database: rendered playlists and the stations by code. */
export type PlaylistState = { readonly cache: PlaylistCache; readonly stations: Map<string, StationBrief> }

const states = new WeakMap<Db, PlaylistState>()

/** What other processes change is forgotten as they tell it; while their news cannot be heard, nothing kept is used. */
function openState(db: Db): PlaylistState {
  const cache = new PlaylistCache({ trusted: () => !db.deaf })
  const stations = new Map<string, StationBrief>()
  db.onNews((news) => {
    if (news.about === 'stations') stations.clear()
    if (news.about !== 'playlists') return
    if (news.stationIds === null) cache.forgetAll()
    else for (const id of news.stationIds) cache.forget(id)
  })
  db.onGap(() => {
    stations.clear()
    cache.forgetAll()
  })
  return { cache, stations }
}

export function playlistState(ctx: Context): PlaylistState {
  let state = states.get(ctx.db)
  if (!state) {
    state = openState(ctx.db)
    states.set(ctx.db, state)
  }
  return state
}

/** Only stations that exist are kept, so there are never more than stations. */
export async function findStation(ctx: Context, code: string): Promise<StationBrief | undefined> {
  const { stations } = playlistState(ctx)
  const kept = stations.get(code)
  if (kept) return kept
  const found = await stationByCode(ctx.db, code)
  if (found) stations.set(code, found)
  return found
}

/**
 * The version of a station's playlists: grows with every change that its players should fetch. The answer to a heartbeat
 * carries it, and so does the JSON playlist. From memory after the first time.
 */
export async function playlistVersion(ctx: Context, stationId: number): Promise<number> {
  if (ctx.db.deaf) return readVersion(ctx.db, stationId)
  const shelf = playlistState(ctx).cache.shelf(stationId)
  // A shelf that a change replaced meanwhile takes the old number with it.
  shelf.version ??= await readVersion(ctx.db, stationId)
  return shelf.version
}
