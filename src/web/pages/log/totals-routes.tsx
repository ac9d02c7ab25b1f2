import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, text, z } from '../../../http/index.ts'
import { decideTotal, reportTotal, seenTotals } from '../../../playout/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { formDate, queryDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { logChoices } from './asked.ts'
import { readPosted } from './brought.ts'
import { waitingFor } from './load.ts'
import { TotalsPage } from './totals.tsx'

const PAGE_ROWS = 100
const YEAR_MS = 366 * 86_400_000
const PATH = '/nhat-ky/tong-so'

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned & { status?: number } = UNTOUCHED,
  failed: string | null = null,
): Promise<Response> {
  const choices = await logChoices(ctx, v)
  const before = queryDate(c.req.query('truoc')) ?? null
  const stationIds = choices.stations.map(({ id }) => id)
  const totals = await seenTotals(ctx, v.actor, { stationIds, before, limit: PAGE_ROWS })
  const last = totals.length === PAGE_ROWS ? totals.at(-1) : undefined
  const next = last ? `${PATH}?truoc=${last.from_date}` : null
  const props = { v, choices, totals, next, waiting: await waitingFor(ctx, v), form, failed }
  return send(c, <TotalsPage {...props} />, form.status ?? 200)
}

const BACKWARDS = { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The end must not be before the start.' } as const
const TOO_LONG = { vi: 'Khoảng ngày quá dài (tối đa một năm).', en: 'The range is too long (at most a year).' } as const
const total = z
  .object({
    station: z.string().max(100),
    segment: z.string().max(100),
    from: formDate,
    to: formDate,
    n: z.coerce.number().int().min(0).max(1_000_000),
    note: text(1000).transform((note) => note || null),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], params: BACKWARDS, message: BACKWARDS.en })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= YEAR_MS, {
    path: ['to'],
    params: TOO_LONG,
    message: TOO_LONG.en,
  })

async function report(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { values } = await readPosted(c)
  try {
    await reportTotal(ctx, v.actor, parseInput(total, values))
    return done(c, PATH, 'imports.total_reported')
  } catch (error) {
    return show(ctx, c, v, returned(v, error, values), 'new')
  }
}

const decision = z.object({
  station: z.string().max(100),
  position: z.coerce.number().int().min(1),
  stands: z.enum(['total', 'singles']),
  reason: line(1000),
})

async function decide(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { values } = await readPosted(c)
  try {
    await decideTotal(ctx, v.actor, parseInput(decision, values))
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
