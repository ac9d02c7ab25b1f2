import { Hono, type Context as HonoContext } from 'hono'
import {
  type Account,
  type Attempt,
  changeAccount,
  clearPin,
  factorSince,
  hasPin,
  makeResetLink,
  type OpenSession,
  openSessions,
  readAccount,
  resetFactor,
  setPin,
  signInHistory,
  signOutAccount,
} from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, baseUrl, line, parseInput, z } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { listStations, type Station } from '../../../stations/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import { once } from '../../once.ts'
import type { View } from '../../view.ts'
import { AccountForms } from './account-forms.tsx'
import { accountHref, rolesInput, stationsInput } from './accounts.tsx'
import { forAdmin } from './frame.tsx'

const change = z.object({ name: line(200), roles: rolesInput, stations: stationsInput })
const RECENT = 10

export type AccountModel = {
  readonly account: Account
  readonly stations: readonly Station[]
  readonly hasPin: boolean
  /** Since when there is a second factor; null when there is none. */
  readonly factorSince: number | null
  readonly sessions: readonly OpenSession[]
  readonly attempts: readonly Attempt[]
  /** The link that was just made, shown this once. */
  readonly link: { readonly url: string; readonly expiresAt: number } | null
}
/** Which of the page's forms came back. */
export type AccountReturned = { readonly at: 'facts' | 'pin'; readonly form: Returned }

const idOf = (c: HonoContext<AppEnv>): number => {
  const text = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(text)) throw notFound('account')
  return Number(text)
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { back?: AccountReturned; link?: AccountModel['link']; status?: number } = {},
): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const account = await readAccount(ctx, v.actor, idOf(c))
  const { back = { at: 'facts', form: UNTOUCHED }, link = null, status } = more
  const model: AccountModel = {
    account,
    stations: await listStations(ctx, v.actor),
    hasPin: await hasPin(ctx, account.id),
    factorSince: await factorSince(ctx, v.actor, account.id),
    sessions: await openSessions(ctx, v.actor, account.id),
    attempts: (await signInHistory(ctx, v.actor, { accountId: account.id }, RECENT)).items,
    link,
  }
  const answer = send(c, <AccountForms v={v} model={model} back={back} />, status)
  if (link) answer.headers.set('Cache-Control', 'no-store')
  return answer
}

async function save(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const id = idOf(c)
  const values = await formValues(c)
  try {
    const lists = { roles: await formList(c, 'roles'), stations: await formList(c, 'stations') }
    await changeAccount(ctx, v.actor, id, parseInput(change, { ...values, ...lists }))
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, { back: { at: 'facts', form }, status: form.status })
  }
  return done(c, accountHref(id), 'stations.saved')
}

async function switchOn(ctx: Context, c: HonoContext<AppEnv>, v: View, active: boolean): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const id = idOf(c)
  try {
    await changeAccount(ctx, v.actor, id, { active })
  } catch (error) {
    const form = returned(v, error, {})
    return show(ctx, c, v, { back: { at: 'facts', form }, status: form.status })
  }
  return done(c, accountHref(id), active ? 'admin.was_renewed' : 'admin.was_ended')
}

async function link(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const accountId = idOf(c)
  const { ticket } = await formValues(c)
  try {
    const make = () => makeResetLink(ctx, v.actor, { accountId, base: baseUrl(ctx.config, c) })
    const made = await once(ticket, v.now, make, () => null)
    return made === null ? done(c, accountHref(accountId), 'admin.link_spent') : show(ctx, c, v, { link: made })
  } catch (error) {
    const form = returned(v, error, {})
    return show(ctx, c, v, { back: { at: 'facts', form }, status: form.status })
  }
}

async function signOutEverywhere(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const id = idOf(c)
  const n = await signOutAccount(ctx, v.actor, id)
  return done(c, accountHref(id), 'admin.was_signed_out', { n })
}

async function pin(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const accountId = idOf(c)
  const { pin: given = '' } = await formValues(c)
  try {
    await setPin(ctx, v.actor, { accountId, pin: given })
  } catch (error) {
    const form = returned(v, error, {})
    return show(ctx, c, v, { back: { at: 'pin', form }, status: form.status })
  }
  return done(c, accountHref(accountId), 'account.pin_done')
}

async function removePin(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  await clearPin(ctx, v.actor, idOf(c))
  return done(c, accountHref(idOf(c)), 'admin.pin_removed')
}

async function dropFactor(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  await resetFactor(ctx, v.actor, idOf(c))
  return done(c, accountHref(idOf(c)), 'factor.was_reset')
}

/** One account: who it is, what it may do, where it is signed in, and how it comes back in. */
export function accountPage(ctx: Context): Hono<AppEnv> {
  const at = '/quan-tri/tai-khoan/:id'
  const on = (work: (ctx: Context, c: HonoContext<AppEnv>, v: View) => Promise<Response>) =>
    page(ctx, (c, v) => work(ctx, c, v))
  return new Hono<AppEnv>()
    .get(at, on(show))
    .post(at, on(save))
    .post(
      `${at}/ngung`,
      page(ctx, (c, v) => switchOn(ctx, c, v, false)),
    )
    .post(
      `${at}/mo-lai`,
      page(ctx, (c, v) => switchOn(ctx, c, v, true)),
    )
    .post(`${at}/dat-lai`, on(link))
    .post(`${at}/dang-xuat`, on(signOutEverywhere))
    .post(`${at}/pin`, on(pin))
    .post(`${at}/bo-pin`, on(removePin))
    .post(`${at}/dat-lai-hai-buoc`, on(dropFactor))
}
