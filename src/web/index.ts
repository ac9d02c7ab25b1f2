import { Hono } from 'hono'
import type { Context } from '../context.ts'
import type { AppEnv } from '../http/index.ts'
import { assetsOnce } from './answer.tsx'
import { assetRoutes } from './assets.ts'
import { doorRoutes } from './pages/door.tsx'

export { errorPage } from './answer.tsx'

/** All pages and their static files. Mounted at the root, after the API; `errorPage` answers what failed before it. */
export function webRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>().route('/', assetRoutes(assetsOnce())).route('/', doorRoutes(ctx))
}
