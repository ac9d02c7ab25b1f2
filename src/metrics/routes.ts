import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono, type Context as HonoContext } from 'hono'
import type { Config } from '../config.ts'
import type { AppEnv } from '../http/index.ts'
import { notFound } from '../kernel/errors.ts'
import type { Metrics } from './registry.ts'

const LOOPBACK = /^(::ffff:)?127\.|^::1$/
/** What a proxy adds: then the loopback address is the proxy's, and whoever asks is somewhere else. */
const OF_A_PROXY = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isHere = (c: HonoContext<AppEnv>): boolean =>
  LOOPBACK.test(c.env?.incoming?.socket.remoteAddress ?? '') && !OF_A_PROXY.some((name) => c.req.header(name))

/** Whether who asks may read the metrics. The token is compared in constant time. */
export function mayRead(c: HonoContext<AppEnv>, { metrics, metricsToken }: Config): boolean {
  if (metrics === 'loopback' && isHere(c)) return true
  if (metricsToken === '') return false
  const offered = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(offered), digest(metricsToken))
}

/** GET /metrics for Prometheus. Whoever may not read it is told that there is no such address. */
export const metricsRoutes = (config: Config, metrics: Metrics | undefined): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/metrics', async (c) => {
    if (!metrics || !mayRead(c, config)) throw notFound('address', c.req.path)
    return c.body(await metrics.text(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    })
  })
