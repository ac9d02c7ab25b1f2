import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import {
  accountsRoutes,
  authenticate,
  crossSiteCheck,
  demandSomebody,
  secureTransport,
  slowStrangers,
} from './accounts/index.ts'
import { bundleRoutes } from './bundles/index.ts'
import type { Context } from './context.ts'
import { exportAllRoutes, publicTotalsRoutes } from './data-out/index.ts'
import { appliedMigrations } from './db/index.ts'
import {
  type AppEnv,
  asDomainError,
  boundedBody,
  cleanAddress,
  docsRoutes,
  methodsAt,
  newApi,
  problem,
} from './http/index.ts'
import { requestContext } from './http/request.ts'
import { commonErrors, notFound } from './kernel/errors.ts'
import { libraryRoutes, recordingRoutes, uploadRoutes } from './library/index.ts'
import { withoutToken } from './log.ts'
import { metricsOf, metricsRoutes } from './metrics/index.ts'
import { noticesRoutes } from './notices/index.ts'
import { audioRoutes, listenToPlaylists, playlistRoutes, playlistVersion } from './playlists/index.ts'
import { listenToAssignments, listenToPlan, logImportRoutes, playoutRoutes } from './playout/index.ts'
import { listenToLive, liveRoutes } from './playout/live/index.ts'
import { closedDays, listenToTallies, reportsRoutes } from './reports/index.ts'
import { listenToSchedule, scheduleRoutes } from './schedule/index.ts'
import { settingsRoutes } from './settings/index.ts'
import { stationsRoutes } from './stations/index.ts'
import { unitsRoutes } from './units/index.ts'
import { errorPage, listenToWall, webRoutes } from './web/index.ts'

/** Joins the slices: who hears which event, in the order in which they must act. Called once for each database. */
export function wire(ctx: Context): void {
  ctx.db.listen(listenToSchedule(ctx))
  // After the schedule, which binds episodes anew.
  ctx.db.listen(listenToPlaylists(ctx))
  ctx.db.listen(listenToLive(ctx))
  // Before the tallies: plays without a name may find another airing.
  ctx.db.listen(listenToPlan(ctx))
  ctx.db.listen(listenToAssignments())
  ctx.db.listen(listenToTallies(ctx))
  // Last: open pages ask for what is then committed.
  ctx.db.listen(listenToWall(ctx))
}

/** The whole HTTP application: JSON API, audio, pages. */
export function createApp(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const metrics = metricsOf(ctx)
  app.use(requestContext(ctx, metrics?.requests))
  // The referrer stays within the site, but is not "no-referrer": browsers then send `Origin: null` with our own forms,
  // and on plain http in an office network that is all the cross-site check has.
  app.use(
    secureTransport(ctx),
    secureHeaders({
      crossOriginResourcePolicy: 'same-origin',
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      // Said by secureTransport, where there is TLS.
      strictTransportSecurity: false,
    }),
  )

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    await appliedMigrations(ctx.db)
    return c.text('ready')
  })

  app.route('/', metricsRoutes(ctx.config, metrics))

  app.use(authenticate(ctx), slowStrangers(ctx), crossSiteCheck(ctx))
  // Who asks is known before an address is judged or a body read.
  app.use('/api/v1/*', demandSomebody())
  app.use(cleanAddress(), boundedBody())

  const api = newApi()
  api.route('/', accountsRoutes(ctx))
  api.route('/', unitsRoutes(ctx))
  api.route('/', stationsRoutes(ctx))
  api.route('/', libraryRoutes(ctx))
  api.route('/', recordingRoutes(ctx))
  api.route('/', uploadRoutes(ctx))
  api.route('/', scheduleRoutes(ctx))
  api.route('/', playlistRoutes(ctx))
  api.route('/', liveRoutes(ctx))
  api.route(
    '/',
    playoutRoutes(ctx, (stationId) => playlistVersion(ctx, stationId)),
  )
  api.route(
    '/',
    logImportRoutes(ctx, () => closedDays(ctx)),
  )
  api.route('/', bundleRoutes(ctx))
  api.route('/', reportsRoutes(ctx))
  api.route('/', settingsRoutes(ctx))
  api.route('/', exportAllRoutes(ctx))
  api.route('/', noticesRoutes(ctx))
  app.route('/api/v1', api)
  app.route('/', publicTotalsRoutes(ctx))
  app.route('/', webRoutes(ctx))
  const audio = audioRoutes(ctx)
  app.route('/', audio)
  app.route(
    '/',
    docsRoutes([
      { prefix: '/api/v1', api },
      { prefix: '', api: audio },
    ]),
  )

  // What programs ask for is answered as a problem document, what people open as a page in words.
  const forPrograms = (path: string): boolean => /^\/(api|audio|assets)\//.test(path)
  app.notFound((c) => {
    const { method, path } = c.req
    const allowed = methodsAt(app, path)
    const elsewhere = allowed.length > 0 && !allowed.includes(method)
    const error = elsewhere
      ? commonErrors.method_not_allowed({ method, allowed: allowed.join(', ') })
      : notFound('address', path)
    return forPrograms(path) ? problem(c, error) : errorPage(ctx, c, error)
  })
  app.onError((error, c) => {
    if (!forPrograms(c.req.path)) return errorPage(ctx, c, error)
    const known = asDomainError(error)
    if (known.status >= 500)
      ctx.log.error({ err: error, requestId: c.get('requestId'), path: withoutToken(c.req.path) }, 'request failed')
    return problem(c, known)
  })
  return app
}
