import { Hono } from 'hono'
import type { Context } from '../context.ts'
import type { AppEnv } from '../http/index.ts'
import { assetsOnce } from './answer.tsx'
import { assetRoutes } from './assets.ts'
import { FROM_SOURCE } from './islands.ts'
import { accountPages } from './pages/account/routes.tsx'
import { noticePages } from './pages/admin/notices.tsx'
import { adminPages } from './pages/admin/routes.tsx'
import { exportPages } from './pages/closing/exports.tsx'
import { closingPages } from './pages/closing/section.tsx'
import { doorRoutes } from './pages/door.tsx'
import { emergencyPages } from './pages/emergency/routes.tsx'
import { episodeRoutes } from './pages/episode/routes.tsx'
import { findPages } from './pages/find/routes.tsx'
import { kitchenPages } from './pages/kitchen.tsx'
import { libraryPages } from './pages/library/index.ts'
import { linkRoutes } from './pages/links.tsx'
import { logPages } from './pages/log/routes.tsx'
import { newEpisodeRoutes } from './pages/new-episode.tsx'
import { reportPages } from './pages/report/routes.tsx'
import { schedulePages } from './pages/schedule/index.ts'
import { settingsPages } from './pages/settings/routes.tsx'
import { stationPages } from './pages/stations/index.ts'
import { todayPages } from './pages/today/routes.tsx'
import { tramRoutes } from './pages/tram.tsx'
import { verifyPages } from './pages/verify-closing/page.tsx'

export { errorPage } from './answer.tsx'
export { listenToWall } from './pages/today/live.ts'

/** All pages and their static files. Mounted at the root, after the API; `errorPage` answers what failed before it. */
export function webRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', assetRoutes(assetsOnce()))
    .route('/', doorRoutes(ctx))
    .route('/', linkRoutes(ctx))
    .route('/', tramRoutes(ctx))
    .route('/', accountPages(ctx))
    .route('/', stationPages(ctx))
    .route('/', adminPages(ctx))
    .route('/', noticePages(ctx))
    .route('/', todayPages(ctx))
    .route('/', libraryPages(ctx))
    .route('/', FROM_SOURCE ? kitchenPages(ctx) : new Hono<AppEnv>())
    .route('/', findPages(ctx))
    .route('/', reportPages(ctx))
    .route('/', schedulePages(ctx))
    .route('/', logPages(ctx))
    .route('/', closingPages(ctx))
    .route('/', exportPages(ctx))
    .route('/', verifyPages(ctx))
    .route('/', settingsPages(ctx))
    .route('/', newEpisodeRoutes(ctx))
    .route('/', emergencyPages(ctx))
    .route('/', episodeRoutes(ctx))
}
