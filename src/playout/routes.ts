import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, newApi } from '../http/index.ts'
import { airingRoutes } from './airing-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import type { PlaylistVersion } from './heartbeat.ts'
import { pinAttestationRoutes } from './pin-routes.ts'

/** Everything that reports, states or asks what was put on air. `playlistVersion` is told to players by their heartbeat. */
export function playoutRoutes(ctx: Context, playlistVersion: PlaylistVersion): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.route('/', deviceRoutes(ctx, playlistVersion))
  api.route('/', airingRoutes(ctx))
  api.route('/', deskRoutes(ctx))
  api.route('/', pinAttestationRoutes(ctx))
  return api
}
