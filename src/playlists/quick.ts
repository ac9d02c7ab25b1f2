import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { knownAtOnce } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { baseUrlOf, noneMatchHolds } from '../http/index.ts'
import type { KeptPlaylist } from './cache.ts'
import { playlistAtOnce } from './playlist.ts'

/** Path of a plain poll: a station, a format, and at most a key. Nothing in it is percent-encoded. */
const POLL = /^\/api\/v1\/stations\/([\w-]+)\/playlist\.(\w+)(?:\?token=([\w-]+))?$/
/** Hosts that need no parsing to be an origin. */
const PLAIN_HOST = /^[a-z0-9.-]+(?::\d{1,5})?$/

type Env = HttpBindings | Http2Bindings
type Fetch = (request: Request, env: Env) => Response | Promise<Response>
type Headers304And200 = { unchanged?: Record<string, string>; whole?: Record<string, string> }
/** What each kept playlist was answered with by the application, headers in all, as they are to be said again. */
const said = new WeakMap<KeptPlaylist, Headers304And200>()
/** Said anew with each answer by the server itself, or meant for one request alone. */
const NOT_AGAIN = new Set(['date', 'connection', 'keep-alive', 'x-request-id', 'set-cookie'])

/** Told of each answer that was given past the application: for metrics. @param seconds until the answer began */
export type QuickAnswer = (route: string, method: string, status: number, seconds: number) => void
export const QUICK_ROUTE = '/api/v1/stations/:code/:playlist{playlist\\.[^/]+}'

/**
 * An application in front of which unchanged playlists are answered from memory: three of four requests of a national
 * installation are polls that change nothing. Who asks is proved as always (`knownAtOnce`); the headers are those with
 * which the application itself answered first. Whatever is not plainly known goes to the application.
 */
export function quickly(ctx: Context, fetch: Fetch, answered?: QuickAnswer): Fetch {
  return (request, env) => {
    const { incoming } = env
    const match = incoming.method === 'GET' ? POLL.exec(incoming.url ?? '') : null
    if (!match || ctx.log.isLevelEnabled('debug')) return fetch(request, env)
    const started = answered ? performance.now() : 0
    const kept = keptFor(ctx, env, match)
    const unchanged = kept !== undefined && noneMatchHolds(incoming.headers['if-none-match'], kept.etag)
    const headers = kept && said.get(kept)?.[unchanged ? 'unchanged' : 'whole']
    if (!kept || !headers) return learnt(ctx, fetch(request, env), env, match)
    const status = unchanged ? 304 : 200
    answered?.(QUICK_ROUTE, 'GET', status, (performance.now() - started) / 1000)
    return new Response(unchanged ? null : kept.body, { status, headers })
  }
}

function keptFor(
  ctx: Context,
  { incoming }: Env,
  [, code = '', format = '', token]: RegExpExecArray,
): KeptPlaylist | undefined {
  const { headers } = incoming
  const host = headers.host ?? ''
  if (!PLAIN_HOST.test(host)) return undefined
  const known = knownAtOnce(ctx, headers.authorization, token)
  if (!known) return undefined
  const header = (name: string): string | undefined => {
    const value = headers[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }
  const base = baseUrlOf(ctx.config, `http://${host}/`, header)
  return playlistAtOnce(ctx, known.actor, { code, format, token: known.proof === 'token' ? known.key : null, base })
}

/** Notes with which headers the application answered, for the next poll of the same. */
async function learnt(
  ctx: Context,
  answering: Response | Promise<Response>,
  env: Env,
  match: RegExpExecArray,
): Promise<Response> {
  const answer = await answering
  const which = answer.status === 304 ? 'unchanged' : answer.status === 200 ? 'whole' : null
  const kept = which && keptFor(ctx, env, match)
  if (!which || !kept || answer.headers.get('etag') !== kept.etag || answer.headers.has('content-encoding'))
    return answer
  const again = Object.fromEntries([...answer.headers].filter(([name]) => !NOT_AGAIN.has(name)))
  said.set(kept, { ...said.get(kept), [which]: again })
  return answer
}
