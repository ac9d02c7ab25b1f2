import { Hono } from 'hono'
import type { Context } from '../context.ts'
import type { AppEnv } from '../http/index.ts'
import { assetsOnce, page } from './answer.tsx'
import { assetRoutes } from './assets.ts'
import { doorRoutes } from './pages/door.tsx'
import { linkRoutes } from './pages/links.tsx'
import { todayPage } from './pages/today.tsx'

export { errorPage } from './answer.tsx'

/** All pages and their static files. Mounted at the root, after the API; `errorPage` answers what failed before it. */
export function webRoutes(ctx: Context): Hono<AppEnv> {
  const pages = new Hono<AppEnv>()
  pages.get('/', page(ctx, (c, v) => todayPage(ctx, c, v)))
  return new Hono<AppEnv>()
    .route('/', assetRoutes(assetsOnce()))
    .route('/', doorRoutes(ctx))
    .route('/', linkRoutes(ctx))
    .route('/', pages)
}
