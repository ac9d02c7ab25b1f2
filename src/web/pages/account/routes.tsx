import { Hono, type Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  changePassword,
  clientAddress,
  demandAccount,
  factorState,
  hasPin,
  ownSessions,
  SESSION_COOKIE,
  setPin,
  signOutElsewhere,
} from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors, DomainError } from '../../../kernel/errors.ts'
import { listStations } from '../../../stations/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { factorPages } from './factor-routes.tsx'
import { AccountPage, type Back, HERE } from './page.tsx'

const tokenOf = (c: HonoContext<AppEnv>): string => getCookie(c, SESSION_COOKIE) ?? ''

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, back: Back | null = null, status = 200) {
  const { accountId, stationIds } = demandAccount(v.actor)
  const all = stationIds.length === 0 ? [] : await listStations(ctx, v.actor)
  const model = {
    hasPin: await hasPin(ctx, accountId),
    factor: await factorState(ctx, v.actor),
    sessions: await ownSessions(ctx, v.actor, tokenOf(c)),
    stations: all.filter(({ id }) => stationIds.includes(id)),
  }
  return send(c, <AccountPage v={v} model={model} back={back} />, status)
}

/** Does what a form asks; a fault brings the page back with the reason in that form. */
async function attempt(ctx: Context, c: HonoContext<AppEnv>, v: View, at: Back['at'], work: () => Promise<void>) {
  try {
    await work()
    return null
  } catch (error) {
    const form = returned(v, error, {})
    return show(ctx, c, v, { at, form }, form.status)
  }
}

/** The wrong password is said beside its field. */
const beside = (error: unknown): unknown =>
  error instanceof DomainError && error.code === 'current_password_wrong'
    ? commonErrors.invalid_input({}, { fields: [{ path: 'current', vi: error.vi, en: error.en }] })
    : error

/** "Tài khoản": password, second factor, sessions, PIN. */
export function accountPages(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get(
    HERE,
    page(ctx, (c, v) => show(ctx, c, v)),
  )
  app.post(
    `${HERE}/mat-khau`,
    page(ctx, async (c, v) => {
      const { current = '', password = '' } = await formValues(c)
      const input = { current, password, token: tokenOf(c), address: clientAddress(c, ctx.config) }
      const fault = await attempt(ctx, c, v, 'password', () =>
        changePassword(ctx, v.actor, input).catch((error: unknown) => Promise.reject(beside(error))),
      )
      return fault ?? done(c, HERE, 'account.password_done')
    }),
  )
  app.post(
    `${HERE}/phien-khac`,
    page(ctx, async (c, v) => {
      const n = await signOutElsewhere(ctx, v.actor, tokenOf(c))
      return done(c, HERE, 'account.sessions_ended', { n })
    }),
  )
  app.post(
    `${HERE}/pin`,
    page(ctx, async (c, v) => {
      const { accountId } = demandAccount(v.actor)
      const { pin = '' } = await formValues(c)
      const fault = await attempt(ctx, c, v, 'pin', () => setPin(ctx, v.actor, { accountId, pin }))
      return fault ?? done(c, HERE, 'account.pin_done')
    }),
  )
  return app.route('/', factorPages(ctx))
}
