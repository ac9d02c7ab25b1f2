import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, newApi } from '../http/index.ts'
import { sessionRoutes } from './session-routes.ts'

/** Everything about accounts under /api/v1. */
export function accountsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.route('/', sessionRoutes(ctx))
  return api
}
