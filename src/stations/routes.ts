import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, newApi } from '../http/index.ts'
import { groupRoutes } from './group-routes.ts'
import { stationKeyRoutes } from './key-routes.ts'
import { pairingRoutes } from './pairing-routes.ts'
import { broadcastSessionRoutes } from './session-routes.ts'
import { stationRoutes } from './station-routes.ts'

/** Stations, their keys, groups and sessions of the day under /api/v1. Closures have routes of their own. */
export function stationsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  for (const routes of [stationRoutes, stationKeyRoutes, pairingRoutes, groupRoutes, broadcastSessionRoutes])
    api.route('/', routes(ctx))
  return api
}
