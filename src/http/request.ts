import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { routePath } from 'hono/route'
import type { Context } from '../context.ts'
import { NOBODY } from '../kernel/actor.ts'
import { newUuid } from '../kernel/ids.ts'
import { withoutToken } from '../log.ts'
import type { AppEnv, Lang } from './env.ts'

const LANG_COOKIE = 'sq_lang'

/** The language of an answer: `?lang=`, then the cookie, then Accept-Language; Vietnamese unless English is asked for. */
function chooseLang(query: string | undefined, cookie: string | undefined, header: string | undefined): Lang {
  for (const wish of [query, cookie]) if (wish === 'vi' || wish === 'en') return wish
  const first = (header ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2))
    .find((tag) => tag === 'vi' || tag === 'en')
  return first === 'en' ? 'en' : 'vi'
}

/** Gives each request an id, a language and, until authentication says more, nobody as its actor; logs its end. */
export const requestContext =
  (
    ctx: Context,
    counts?: { add(route: string, method: string, status: number, seconds: number): void },
  ): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const requestId = newUuid()
    c.set('requestId', requestId)
    c.set('actor', NOBODY)
    c.set('proof', 'none')
    c.set('lang', chooseLang(c.req.query('lang'), getCookie(c, LANG_COOKIE), c.req.header('accept-language')))
    const started = performance.now()
    await next()
    const took = performance.now() - started
    if (counts) {
      // A stream is on its way already: what stands in `c.res` is only a sign of that.
      const sent = c.env?.outgoing?.headersSent ? c.env.outgoing.statusCode : c.res.status
      counts.add(routePath(c), c.req.method, sent, took / 1000)
    }
    if (!ctx.log.isLevelEnabled('debug')) return
    ctx.log.debug(
      { requestId, method: c.req.method, url: withoutToken(c.req.url), status: c.res.status, ms: Math.round(took) },
      'request',
    )
  }
