import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, newApi } from '../http/index.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { factorRoutes } from './factor-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { pinRoutes } from './pin-routes.ts'
import { sessionRoutes } from './session-routes.ts'

/** Everything about accounts under /api/v1: session, accounts, one-time links, API keys, the audit trail. */
export function accountsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  for (const routes of [sessionRoutes, factorRoutes, accountRoutes, pinRoutes, keyRoutes, auditRoutes])
    api.route('/', routes(ctx))
  return api
}
