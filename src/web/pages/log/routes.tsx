import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, parseInput, text } from '../../../http/index.ts'
import { addDays, isLocalTime, minutesOf } from '../../../kernel/dates.ts'
import {
  acceptPlays,
  attestAirings,
  loggedStations,
  playoutErrors,
  settleEvents,
  unplannedPlays,
} from '../../../playout/index.ts'
import { stationsAll } from '../../../stations/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { queryDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import { safePath, type View } from '../../view.ts'
import { airingPages } from './airing-routes.tsx'
import { readPosted } from './brought.ts'
import { logCsv } from './csv.ts'
import { importPages } from './imports/routes.tsx'
import { readAttestations, settlementInput } from './input.ts'
import { LogList } from './list.tsx'
import { loadList, loadWaiting, waitingFor } from './load.ts'
import { totalsPages } from './totals-routes.tsx'
import { UnplannedPage } from './unplanned.tsx'
import { WaitingPage } from './waiting.tsx'

const MOST_AT_ONCE = 500
const PAGE_ROWS = 100
const UNPLANNED_DAYS = 30

/** Where a form came from: a page of the log, with its filters. */
const backOf = (values: Readonly<Record<string, string>>): string => {
  const path = safePath(values.back)
  return path.startsWith('/nhat-ky') ? path : '/nhat-ky'
}
const queryOf = (path: string): URLSearchParams => new URL(path, 'http://own.invalid').searchParams

async function attest(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'airing.attest', { stationId: v.actor.kind === 'account' ? v.actor.stationIds[0] : undefined })
  const posted = await readPosted(c)
  const { one } = posted.values
  // The button of a row is about that row, whatever is ticked.
  const ids = [...new Set(one ? [one] : posted.list('ids'))].slice(0, MOST_AT_ONCE)
  const back = backOf(posted.values)
  try {
    if (ids.length === 0) throw playoutErrors.nothing_chosen()
    const told = one ? readAttestations({}) : readAttestations(posted.values)
    const sayings = ids.map((airingId) => ({ ...told, airingId }))
    await attestAirings(ctx, v.actor, sayings, one ? null : await posted.file('photo'))
    return done(c, back, 'log.attested_n', { n: ids.length })
  } catch (error) {
    const form = returned(v, error, { ...posted.values })
    return send(c, <LogList {...(await loadList(ctx, v, queryOf(back), form, ids))} />, form.status)
  }
}

async function unplanned(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  query: URLSearchParams,
  form: Returned = UNTOUCHED,
): Promise<Response> {
  const to = queryDate(query.get('den') ?? undefined) ?? v.today
  const from = queryDate(query.get('tu') ?? undefined) ?? addDays(to, -UNPLANNED_DAYS)
  const told = query.get('nhan')
  const accepted = told === 'yes' || told === 'no' ? told : ''
  const skip = Number(query.get('bo-qua') ?? 0)
  const offset = Number.isSafeInteger(skip) && skip > 0 ? skip : 0
  const stations = await loggedStations(ctx, v.actor)
  const own = can(v.actor, 'as_run.read') ? {} : { stationId: stations[0]?.id ?? -1 }
  const wish = accepted === '' ? {} : { accepted: accepted === 'yes' }
  const plays = await unplannedPlays(ctx.db, { ...own, ...wish, from, to, offset, limit: PAGE_ROWS })
  const link = (at: number): string =>
    `/nhat-ky/ngoai-lich?${new URLSearchParams({ tu: from, den: to, nhan: accepted, 'bo-qua': String(at) })}`
  const props = {
    v,
    asked: { from, to, accepted },
    plays: plays.slice(0, PAGE_ROWS),
    names: new Map((await stationsAll(ctx.db)).map((station) => [station.code, station.name])),
    prev: offset > 0 ? link(Math.max(0, offset - PAGE_ROWS)) : null,
    next: plays.length > PAGE_ROWS ? link(offset + PAGE_ROWS) : null,
    waiting: await waitingFor(ctx, v),
    form,
  } as const
  return send(c, <UnplannedPage {...props} />, form.message === null ? 200 : 400)
}

async function accept(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'play.accept')
  const posted = await readPosted(c)
  const back = backOf(posted.values)
  try {
    const plays = posted
      .list('ids')
      .slice(0, MOST_AT_ONCE)
      .map((id) => {
        const [station = '', playKey = ''] = id.split(' ')
        return { station, playKey }
      })
    if (plays.length === 0) throw playoutErrors.nothing_chosen()
    const note = parseInput(text(1000), posted.values.note ?? '')
    await acceptPlays(ctx, v.actor, plays, note || null)
    return done(c, back, 'log.accepted_n', { n: plays.length })
  } catch (error) {
    return unplanned(ctx, c, v, queryOf(back), returned(v, error, { ...posted.values }))
  }
}

async function settle(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'event.settle')
  const { values } = await readPosted(c)
  try {
    const given = parseInput(settlementInput, values)
    const at =
      given.time !== undefined && isLocalTime(given.time)
        ? ctx.zone.toInstant(given.date ?? v.today, minutesOf(given.time))
        : null
    const { station, event_id, decision, airing_id, reason } = given
    const one = { station, eventId: event_id, decision, at, airingId: airing_id || null, note: reason }
    await settleEvents(ctx, v.actor, [one])
    return done(c, '/nhat-ky/cho-xu-ly', decision === 'accept' ? 'log.settled_accept' : 'log.settled_discard')
  } catch (error) {
    const form = returned(v, error, values)
    const failed = values.event_id ?? null
    return send(c, <WaitingPage v={v} {...(await loadWaiting(ctx, v))} failed={failed} form={form} />, form.status)
  }
}

/** "Nhật ký": the list, what is stated of airings, unplanned plays, events that wait. */
export function logPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/nhat-ky',
      page(ctx, async (c, v) => send(c, <LogList {...(await loadList(ctx, v, new URL(c.req.url).searchParams))} />)),
    )
    .get(
      '/nhat-ky/tai-ve.csv',
      page(ctx, (c, v) => logCsv(ctx, c, v)),
    )
    .post(
      '/nhat-ky/xac-nhan',
      page(ctx, (c, v) => attest(ctx, c, v)),
    )
    .get(
      '/nhat-ky/ngoai-lich',
      page(ctx, (c, v) => unplanned(ctx, c, v, new URL(c.req.url).searchParams)),
    )
    .post(
      '/nhat-ky/ngoai-lich',
      page(ctx, (c, v) => accept(ctx, c, v)),
    )
    .get(
      '/nhat-ky/cho-xu-ly',
      page(ctx, async (c, v) =>
        send(c, <WaitingPage v={v} {...(await loadWaiting(ctx, v))} failed={null} form={UNTOUCHED} />),
      ),
    )
    .post(
      '/nhat-ky/cho-xu-ly',
      page(ctx, (c, v) => settle(ctx, c, v)),
    )
    .route('/', importPages(ctx))
    .route('/', totalsPages(ctx))
    .route('/', airingPages(ctx))
}
