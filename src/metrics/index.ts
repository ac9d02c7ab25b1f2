import type { Context } from '../context.ts'
import { type Metrics, openMetrics } from './registry.ts'

export { metricsRoutes } from './routes.ts'
export type { Metrics }

/** The metrics where somebody may read them; otherwise nothing is counted. */
export const metricsOf = (ctx: Context): Metrics | undefined =>
  ctx.config.metrics === 'off' && ctx.config.metricsToken === '' ? undefined : openMetrics(ctx)
