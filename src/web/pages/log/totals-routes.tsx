import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, parseInput } from '../../../http/index.ts'
import { decideTotal, reportTotal, seenTotals } from '../../../playout/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { logChoices } from './asked.ts'
import { readPosted } from './brought.ts'
import { decisionInput, totalInput } from './input.ts'
import { waitingFor } from './load.ts'
import { TotalsPage } from './totals.tsx'

const PAGE_ROWS = 100
const PATH = '/nhat-ky/tong-so'

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned & { status?: number } = UNTOUCHED,
  failed: string | null = null,
): Promise<Response> {
  const choices = await logChoices(ctx, v)
  const skip = Number(c.req.query('bo-qua') ?? 0)
  const offset = Number.isSafeInteger(skip) && skip > 0 ? skip : 0
  const stationIds = choices.stations.map(({ id }) => id)
  const totals = await seenTotals(ctx, v.actor, { stationIds, offset, limit: PAGE_ROWS })
  const next = totals.length === PAGE_ROWS ? `${PATH}?bo-qua=${offset + PAGE_ROWS}` : null
  const props = { v, choices, totals, next, waiting: await waitingFor(ctx, v), form, failed }
  return send(c, <TotalsPage {...props} />, form.status ?? 200)
}

async function report(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'total.report')
  const { values } = await readPosted(c)
  try {
    await reportTotal(ctx, v.actor, parseInput(totalInput, values))
    return done(c, PATH, 'imports.total_reported')
  } catch (error) {
    return show(ctx, c, v, returned(v, error, values), 'new')
  }
}

async function decide(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'total.report')
  const { values } = await readPosted(c)
  try {
    await decideTotal(ctx, v.actor, parseInput(decisionInput, values))
    return done(c, PATH, 'imports.total_decided')
  } catch (error) {
    return show(ctx, c, v, returned(v, error, values), `${values.station ?? ''} ${values.position ?? ''}`)
  }
}

/** "Tổng số": sums that were reported, and the decision where they meet single airings. */
export function totalsPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      PATH,
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      PATH,
      page(ctx, (c, v) => report(ctx, c, v)),
    )
    .post(
      `${PATH}/quyet-dinh`,
      page(ctx, (c, v) => decide(ctx, c, v)),
    )
}
