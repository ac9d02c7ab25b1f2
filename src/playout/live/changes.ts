import type { Context } from '../../context.ts'
import type { DomainEvent, Listener, Tx } from '../../db/index.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { MINUTE_MS } from '../../kernel/dates.ts'
import { isoUtc } from '../../kernel/time.ts'
import { airingId } from '../../protocol/airing-id.ts'
import { airingsBetween } from '../../schedule/index.ts'
import { liveConnections } from './connections.ts'
import { addLiveEvents, emergenciesTold, type NewLiveEvent } from './live-store.ts'
import { OthersEvents } from './others.ts'

/** An emergency item is told to players when it starts within these bounds; a later one they find in their playlist. */
const JUST_STARTED_MS = 5 * MINUTE_MS
const SOON_MS = 10 * MINUTE_MS

/**
 * Writes live events in the transaction of what they tell, and hands them to open connections once it is committed:
 * a new version of a playlist, and an emergency item to be played now. Ends the streams of a revoked key.
 */
export function listenToLive(ctx: Context): Listener {
  const others = new OthersEvents(ctx)
  ctx.db.onNews((news) => news.about === 'live' && others.pass(news))
  ctx.db.onGap(() => others.passMissed())
  return async (tx, event) => {
    if (event.type === 'key_revoked') tx.afterCommit(() => liveConnections(ctx.db).endAll(event.keyHash))
    const told = await eventsOf(ctx, tx, event)
    if (told.length === 0) return
    const written = await addLiveEvents(tx, told, ctx.clock.now())
    const [first, last] = [written[0], written.at(-1)]
    if (first && last) tx.tell({ about: 'live', from: first.id, to: last.id })
    tx.afterCommit(() => {
      for (const live of written) ctx.hub.publish(live)
    })
  }
}

async function eventsOf(ctx: Context, tx: Tx, event: DomainEvent): Promise<NewLiveEvent[]> {
  switch (event.type) {
    case 'playlists_changed':
      return event.versions.map(({ stationId, version }) => ({
        stationId,
        kind: 'playlist',
        data: playlistData(version),
      }))
    case 'airings_changed':
      return emergencies(ctx, tx, event.stationIds)
    default:
      return []
  }
}

/** What a `playlist` event says. */
export const playlistData = (version: number): string => canonicalJson({ version })

async function emergencies(ctx: Context, tx: Tx, stationIds: readonly number[]): Promise<NewLiveEvent[]> {
  const now = ctx.clock.now()
  const near = await airingsBetween(tx, {
    stationIds,
    from: now - JUST_STARTED_MS,
    to: now + SOON_MS,
    states: ['planned'],
  })
  const urgent = near.filter(({ priority }) => priority === 'emergency')
  const told = await emergenciesTold(tx, [...new Set(urgent.map(({ stationId }) => stationId))])
  return urgent
    .map((airing) => ({
      stationId: airing.stationId,
      kind: 'emergency' as const,
      data: canonicalJson({ airing_id: airingId(airing), starts_at: isoUtc(airing.startsAt) }),
    }))
    .filter(({ stationId, data }) => !told.has(`${stationId} ${data}`))
}
