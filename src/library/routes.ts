import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, newApi } from '../http/index.ts'
import { episodeRoutes } from './episode-routes.ts'
import { scriptRoutes } from './script-routes.ts'
import { segmentRoutes } from './segment-routes.ts'

/** Segments, episodes, scripts, decisions, search. Recordings have their own routes. */
export function libraryRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  for (const routes of [segmentRoutes(ctx), episodeRoutes(ctx), scriptRoutes(ctx)]) api.route('/', routes)
  return api
}
