import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { accountsRoutes, authenticate, crossSiteCheck } from './accounts/index.ts'
import type { Context } from './context.ts'
import { appliedMigrations } from './db/index.ts'
import { type AppEnv, asDomainError, newApi, problem } from './http/index.ts'
import { requestContext } from './http/request.ts'
import { commonErrors } from './kernel/errors.ts'

/** Joins the slices: who hears which event, in the order in which they must act. Called once for each database. */
export function wire(_ctx: Context): void {
  // each slice adds its line: ctx.db.listen(listenToSchedule(ctx))
}

/** The whole HTTP application: JSON API, audio, pages. */
export function createApp(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(requestContext(ctx))
  app.use(secureHeaders({ crossOriginResourcePolicy: 'same-origin', xFrameOptions: 'DENY' }))

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    await appliedMigrations(ctx.db)
    return c.text('ready')
  })

  app.use(authenticate(ctx), crossSiteCheck(ctx))

  const api = newApi()
  api.route('/', accountsRoutes(ctx))
  // each slice adds its line: api.route('/', libraryRoutes(ctx))
  app.route('/api/v1', api)

  app.notFound((c) => problem(c, commonErrors.not_found({ what: c.req.path })))
  app.onError((error, c) => {
    const known = asDomainError(error)
    if (known.status >= 500) ctx.log.error({ err: error, requestId: c.get('requestId'), path: c.req.path }, 'request failed')
    return problem(c, known)
  })
  return app
}
