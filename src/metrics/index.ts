import type { Context } from '../context.ts'
import { type Metrics, openMetrics } from './registry.ts'
import type { RequestCounts } from './requests.ts'

export { metricsRoutes } from './routes.ts'
export type { Metrics }

const opened = new WeakMap<Context, Metrics>()

/** The metrics of this server, where somebody may read them; otherwise nothing is counted. */
export function metricsOf(ctx: Context): Metrics | undefined {
  if (ctx.config.metrics === 'off' && ctx.config.metricsToken === '') return undefined
  const known = opened.get(ctx) ?? openMetrics(ctx)
  opened.set(ctx, known)
  return known
}

/** Counts an answer that was given past the application; undefined where nothing is counted. */
export function countQuickly(ctx: Context): RequestCounts['add'] | undefined {
  const metrics = metricsOf(ctx)
  return metrics && ((...answer) => metrics.requests.add(...answer))
}
