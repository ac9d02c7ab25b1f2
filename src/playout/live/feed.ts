import type { Context } from '../../context.ts'
import type { LiveEvent } from '../../kernel/hub.ts'
import { isoUtc } from '../../kernel/time.ts'
import { playlistData } from './changes.ts'
import { liveConnections } from './connections.ts'
import { eventsAfter, keptIds, newestOf, storedPlaylistVersion } from './live-store.ts'

export const PING_MS = 20_000
/** A stream opened with a session ends after this time, so that one who was signed out does not listen on. */
export const SESSION_STREAM_MS = 10 * 60_000
const RETRY_MS = 5000
/** Bytes that wait for a listener who does not read; then the line is ended and he resumes when he can. */
const WAITING_AT_MOST = 65_536

export type Listening = {
  readonly stationId: number
  /** Last-Event-ID as it came. */
  readonly lastEventId: string | undefined
  /** Hash of the key that opened the stream; null for a session. */
  readonly keyHash: string | null
}

const encoder = new TextEncoder()
const written = (event: string, data: string, id: number): string => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`

/** The live events of one station as a stream of bytes in the text/event-stream form. */
export function openFeed(ctx: Context, listening: Listening): ReadableStream<Uint8Array> {
  let end = (): void => {}
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        end = runFeed(ctx, listening, controller)
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING_AT_MOST }),
  )
}

/** @returns the function that ends the feed and frees what it holds; harmless when called again */
function runFeed(
  ctx: Context,
  { stationId, lastEventId, keyHash }: Listening,
  controller: ReadableStreamDefaultController<Uint8Array>,
): () => void {
  // Events that come while the missed ones are still being read wait here, so that all go out in order.
  let waiting: LiveEvent[] | null = []
  let last = 0
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    clearInterval(pings)
    leaveHub()
    leaveList?.()
    try {
      controller.close()
    } catch {
      // The listener closed it first.
    }
  }
  const send = (text: string): void => {
    if (ended) return
    controller.enqueue(encoder.encode(text))
    if ((controller.desiredSize ?? 0) <= 0) end()
  }
  const tell = (event: LiveEvent): void => {
    if (event.kind === 'wall' || event.id <= last) return
    if (waiting) waiting.push(event)
    else {
      last = event.id
      send(written(event.kind, event.data, event.id))
    }
  }
  const opened = ctx.clock.now()
  const ping = (): void => {
    const now = ctx.clock.now()
    if (keyHash === null && now - opened >= SESSION_STREAM_MS) end()
    else send(written('ping', `{"at":"${isoUtc(now)}"}`, last))
  }
  const leaveHub = ctx.hub.subscribe(stationId, tell, end)
  const leaveList = keyHash === null ? undefined : liveConnections(ctx.db).add(keyHash, end)
  const pings = setInterval(ping, PING_MS)
  pings.unref()

  const begin = async (): Promise<void> => {
    const { missed, current, from } = await missedBy(ctx, stationId, lastEventId)
    last = from
    send(`retry: ${RETRY_MS}\n\n`)
    if (current !== null) send(written('playlist', playlistData(current), from))
    const arrived = waiting ?? []
    waiting = null
    for (const event of [...missed, ...arrived]) tell(event)
    ping()
  }
  begin().catch((error: unknown) => {
    ctx.log.error({ err: error, stationId }, 'a live stream could not begin')
    end()
  })
  return end
}

/**
 * What a listener missed. One who is new, or was away for longer than events are kept, is told the playlist's present
 * version (`current`), from which everything follows.
 */
async function missedBy(
  ctx: Context,
  stationId: number,
  lastEventId: string | undefined,
): Promise<{ missed: LiveEvent[]; current: number | null; from: number }> {
  const { oldest, newest } = await keptIds(ctx.db)
  const known = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : null
  // Ids above the newest come from a database that has since been restored.
  if (known === null || known > newest || known + 1 < oldest) {
    // From this station's own newest on: another's may have a higher number and yet be committed earlier.
    const from = await newestOf(ctx.db, stationId)
    return { missed: [], current: await storedPlaylistVersion(ctx.db, stationId), from }
  }
  return { missed: await eventsAfter(ctx.db, stationId, known), current: null, from: known }
}
