import type { Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import type { DomainEvent, Listener } from '../../../db/index.ts'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors } from '../../../kernel/errors.ts'

const PING_MS = 20_000
/** A stream ends after this time and the browser opens it anew: one who was signed out does not listen on. */
const STREAM_MS = 10 * 60_000
const RETRY_MS = 3000
/** Bytes that wait for a page that does not read. */
const WAITING_AT_MOST = 65_536

/** Stations whose wall row changed; "all" when it may be any. */
function touched(event: DomainEvent): readonly number[] | 'all' | null {
  switch (event.type) {
    case 'airings_changed':
      return event.stationIds
    case 'evidence_changed':
      return [event.stationId]
    case 'clearance_changed':
    case 'recording_ready':
    case 'stations_changed':
    case 'closures_changed':
      return 'all'
    default:
      return null
  }
}

/** Tells open pages of the desk, after the commit, which stations' days changed. Nothing is kept: pages ask anew. */
export function listenToWall(ctx: Context): Listener {
  const publish = (stations: readonly number[] | 'all'): void =>
    ctx.hub.publish({ id: 0, stationId: null, kind: 'wall', data: JSON.stringify({ stations }) })
  // What other processes changed; and whatever may have changed while they could not be heard.
  ctx.db.onNews((news) => news.about === 'wall' && publish(news.stationIds ?? 'all'))
  ctx.db.onGap(() => publish('all'))
  return async (tx, event) => {
    const stations = touched(event)
    if (stations === null) return
    tx.afterCommit(() => {
      publish(stations)
      // Reports come by the thousand and nothing is lost with a hint: told beside the transactions.
      ctx.db.hint({ about: 'wall', stationIds: stations === 'all' ? null : stations })
    })
  }
}

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'private, no-cache, no-transform',
  // nginx would otherwise hold events back until its buffer is full.
  'X-Accel-Buffering': 'no',
}
const encoder = new TextEncoder()

/**
 * The live stream of the desk for who is signed in: `wall` {stations: ids or "all"} when days changed, `ping`. It says
 * where to look, never what is there: the page asks with its own rights.
 * @throws DomainError sign_in_required
 */
export function wallStream(ctx: Context, c: HonoContext<AppEnv>): Response {
  if (c.get('actor').kind !== 'account') throw commonErrors.sign_in_required()
  let end = (): void => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        end = run(ctx, controller)
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING_AT_MOST }),
  )
  return c.body(body, 200, HEADERS)
}

function run(ctx: Context, controller: ReadableStreamDefaultController<Uint8Array>): () => void {
  const opened = ctx.clock.now()
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    clearInterval(pings)
    leave()
    try {
      controller.close()
    } catch {
      // The page closed it first.
    }
  }
  const send = (text: string): void => {
    if (ended) return
    controller.enqueue(encoder.encode(text))
    if ((controller.desiredSize ?? 0) <= 0) end()
  }
  const leave = ctx.hub.subscribe(
    null,
    ({ kind, data }) => kind === 'wall' && send(`event: wall\ndata: ${data}\n\n`),
    end,
  )
  const pings = setInterval(() => {
    if (ctx.clock.now() - opened >= STREAM_MS) end()
    else send('event: ping\ndata: {}\n\n')
  }, PING_MS)
  pings.unref()
  send(`retry: ${RETRY_MS}\n\nevent: ping\ndata: {}\n\n`)
  return end
}
