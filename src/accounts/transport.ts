import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import type { AppEnv } from '../http/index.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { isHttps } from './request.ts'

/**
 * What is said to browsers that came by TLS: to come by nothing else for HSTS_DAYS, and to send our cookies by it alone.
 * By plain http in an office network nothing of it is said, or nobody would get in.
 */
export const secureTransport =
  (ctx: Context): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const https = isHttps(c, ctx.config)
    const { hstsDays } = ctx.config
    if (https && hstsDays > 0) c.header('Strict-Transport-Security', `max-age=${(hstsDays * DAY_MS) / 1000}`)
    await next()
    const cookies = https ? c.res.headers.getSetCookie() : []
    if (cookies.every((cookie) => /;\s*secure\b/i.test(cookie))) return
    c.res.headers.delete('Set-Cookie')
    for (const cookie of cookies) {
      c.res.headers.append('Set-Cookie', /;\s*secure\b/i.test(cookie) ? cookie : `${cookie}; Secure`)
    }
  }
