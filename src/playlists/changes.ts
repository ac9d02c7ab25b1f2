import type { Context } from '../context.ts'
import type { DomainEvent, Listener, Tx } from '../db/index.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { playlistState } from './state.ts'
import { bumpVersions, stationsPlaying } from './store.ts'

/** Playlists and audio of the whole of yesterday may still be asked for by a player that is late. */
const BACK_MS = 2 * DAY_MS

/**
 * Gives a new version to the playlists that an event touches, in its transaction, and forgets what was rendered of them
 * once it is committed. Must hear events after the schedule, which binds episodes anew.
 */
export function listenToPlaylists(ctx: Context): Listener {
  const bumped = new WeakMap<Tx, Set<number>>()
  return async (tx, event) => {
    const done = bumped.get(tx) ?? new Set<number>()
    bumped.set(tx, done)
    if (event.type === 'stations_changed') {
      tx.tell({ about: 'stations' })
      tx.afterCommit(() => playlistState(ctx).stations.clear())
    }
    // One new version is enough for one transaction, however often it touches a station.
    const stationIds = (await touched(ctx, tx, event)).filter((id) => !done.has(id))
    if (stationIds.length === 0) return
    for (const id of stationIds) done.add(id)
    const versions = await bumpVersions(tx, stationIds, ctx.clock.now())
    tx.tell({ about: 'playlists', stationIds })
    tx.afterCommit(() => {
      for (const { stationId, version } of versions) playlistState(ctx).cache.forget(stationId, version)
    })
    await tx.emit({ type: 'playlists_changed', versions })
  }
}

async function touched(ctx: Context, tx: Tx, event: DomainEvent): Promise<readonly number[]> {
  switch (event.type) {
    case 'airings_changed':
    case 'stations_changed':
      return event.stationIds
    case 'clearance_changed':
      return stationsPlaying(tx, event.episodeId, ctx.clock.now() - BACK_MS)
    default:
      return []
  }
}
