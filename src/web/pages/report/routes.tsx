import { Hono } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { page, send } from '../../answer.tsx'
import { readAsked } from './asked.ts'
import { loadReport } from './load.ts'
import { Report } from './page.tsx'
import { planPages } from './plan-routes.tsx'
import { rowsPage } from './rows.tsx'

/** "Báo cáo": the numbers of a period, the rows behind each, and the plan. */
export function reportPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/bao-cao',
      page(ctx, async (c, v) => {
        demand(v.actor, 'report.read')
        const asked = readAsked(new URL(c.req.url).searchParams, v)
        return send(c, <Report v={v} asked={asked} loaded={await loadReport(ctx, v, asked)} />)
      }),
    )
    .get(
      '/bao-cao/luot',
      page(ctx, async (c, v) => send(c, await rowsPage(ctx, v, new URL(c.req.url).searchParams))),
    )
    .route('/', planPages(ctx))
}
