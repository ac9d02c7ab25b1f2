import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { DAY_MS } from '../../../kernel/dates.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { listSegments, urgentDrafts } from '../../../library/index.ts'
import {
  cancelEmergency,
  dryRunEmergency,
  listEmergencies,
  orderableEpisodes,
  orderEmergency,
  readEmergency,
  StaleEmergency,
} from '../../../schedule/index.ts'
import { isActiveOn, stationGroups, stationsAll } from '../../../stations/index.ts'
import { levels } from '../../../units/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { type EmergencyForm, readForm, wishOf } from './form.ts'
import { type Choices, Emergencies, type PrepareProps, Preview } from './order.tsx'
import { preparePages } from './prepare-routes.tsx'
import { EmergencyProgress } from './progress.tsx'

/** While an order runs, its page is fetched anew by the browser itself, this often. */
const REFRESH_SECONDS = 15
/** What was recorded earlier and never cleared is no emergency any more. */
const DRAFTS_MS = 3 * DAY_MS
/** What was just recorded is heard from memory, before it is sent. */
const MORE_ALLOWED = { 'media-src': "'self' blob:" }

async function choicesOf(ctx: Context, v: View): Promise<Choices> {
  const stations = (await stationsAll(ctx.db)).filter((station) => isActiveOn(station, v.today))
  return {
    episodes: await orderableEpisodes(ctx, v.actor),
    levels: await levels(ctx.db),
    groups: await stationGroups(ctx.db),
    stations: stations.sort((a, b) => compareVietnamese(a.name, b.name)),
  }
}

async function first(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  ticked: readonly string[] = [],
  status = 200,
  prepareForm: Returned = UNTOUCHED,
): Promise<Response> {
  const orders = await listEmergencies(ctx, v.actor)
  const chosen = c.req.query('ky')
  const order = can(v.actor, 'emergency.order')
    ? { v, choices: await choicesOf(ctx, v), form: chosen && form === UNTOUCHED ? choosing(chosen) : form, ticked }
    : null
  const prepare = await preparing(ctx, v, prepareForm)
  return send(c, <Emergencies v={v} orders={orders} order={order} prepare={prepare} />, status, MORE_ALLOWED)
}

/** The form as it opens with an item chosen. */
const choosing = (episode: string): Returned => ({ ...UNTOUCHED, values: { episode_id: episode } })

/** What is on its way to being cleared, and whether this person may record. */
async function preparing(ctx: Context, v: View, form: Returned): Promise<PrepareProps | null> {
  const records = can(v.actor, 'emergency.prepare') && can(v.actor, 'recording.upload')
  if (!records && !can(v.actor, 'emergency.order') && !can(v.actor, 'air.clear')) return null
  const segments = records ? await listSegments(ctx, v.actor, false) : null
  return { drafts: await urgentDrafts(ctx.db, v.now - DRAFTS_MS), segments, form }
}

async function preview(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'emergency.order')
  const given = await readForm(c)
  try {
    const result = await dryRunEmergency(ctx, v.actor, wishOf(given).wish)
    return send(c, <Preview v={v} result={result} given={given} form={UNTOUCHED} stale={false} />)
  } catch (error) {
    const form = returned(v, error, { ...given.values })
    return first(ctx, c, v, form, given.stations, form.status)
  }
}

async function order(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'emergency.order')
  const given = await readForm(c)
  try {
    const { wish, note } = wishOf(given)
    const { dry_run = '', confirmation = '' } = given.values
    const id = await orderEmergency(ctx, v.actor, { ...wish, note, dry_run, confirmation })
    return c.redirect(`/khan-cap/${id}`, 303)
  } catch (error) {
    if (error instanceof StaleEmergency) {
      return send(c, <Preview v={v} result={error.result} given={given} form={UNTOUCHED} stale={true} />, 409)
    }
    if (asDomainError(error).code !== 'emergency_not_confirmed') {
      const form = returned(v, error, { ...given.values })
      return first(ctx, c, v, form, given.stations, form.status)
    }
    return again(ctx, c, v, given, error)
  }
}

/** The confirmation was not what it must be: the same preview once more, with the reason. */
async function again(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  given: EmergencyForm,
  error: unknown,
): Promise<Response> {
  const form = returned(v, error, {})
  const result = await dryRunEmergency(ctx, v.actor, wishOf(given).wish)
  return send(c, <Preview v={v} result={result} given={given} form={form} stale={false} />, form.status)
}

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const read = await readEmergency(ctx, v.actor, parseInput(idParam, c.req.param('id')))
  if (read.state === 'running') c.header('Refresh', String(REFRESH_SECONDS))
  return send(c, <EmergencyProgress v={v} read={read} />)
}

async function cancel(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const id = parseInput(idParam, c.req.param('id'))
  const { reason = '' } = await formValues(c)
  const said = parseInput(z.union([z.literal('').transform(() => null), line(300)]), reason.trim())
  await cancelEmergency(ctx, v.actor, id, said)
  return c.redirect(`/khan-cap/${id}`, 303)
}

/** "Khẩn cấp": ordering an emergency in two steps, and the list of who has played it. */
export function emergencyPages(ctx: Context): Hono<AppEnv> {
  const recording = preparePages(ctx, (c, v, back) => first(ctx, c, v, UNTOUCHED, [], back.status, back.form))
  return new Hono<AppEnv>()
    .route('/', recording)
    .get(
      '/khan-cap',
      page(ctx, (c, v) => first(ctx, c, v)),
    )
    .post(
      '/khan-cap/xem-truoc',
      page(ctx, (c, v) => preview(ctx, c, v)),
    )
    .post(
      '/khan-cap',
      page(ctx, (c, v) => order(ctx, c, v)),
    )
    .get(
      '/khan-cap/:id{[0-9]+}',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/khan-cap/:id{[0-9]+}/huy',
      page(ctx, (c, v) => cancel(ctx, c, v)),
    )
}
