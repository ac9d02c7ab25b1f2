import { Hono, type Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  beginFactor,
  clientAddress,
  confirmFactor,
  factorState,
  removeFactor,
  renewRecoveryCodes,
  SESSION_COOKIE,
} from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors, DomainError } from '../../../kernel/errors.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { done } from '../../flash.ts'
import { safePath, type View } from '../../view.ts'
import { CodesPage, type FactorBack, FactorPage } from './factor.tsx'
import { FACTOR, HERE } from './page.tsx'

type Shown = { readonly back?: FactorBack; readonly next?: string | undefined; readonly status?: number }

/** Whoever comes here from signing in goes on to where they wanted to go. */
const onTo = (next: string | undefined): string => (next === undefined || next === '' ? HERE : safePath(next))

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, { back, next, status = 200 }: Shown) {
  const factor = await factorState(ctx, v.actor)
  const answer = send(c, <FactorPage v={v} factor={factor} next={onTo(next)} back={back ?? null} />, status)
  // The secret is on it until it is confirmed.
  if (factor.pending) answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/** The codes are shown in the answer to the form itself: nothing keeps them to show them again. */
function codesOnce(c: HonoContext<AppEnv>, v: View, codes: readonly string[], fresh: boolean, next: string): Response {
  const answer = send(c, <CodesPage v={v} codes={codes} fresh={fresh} next={next} />)
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/** A code of the present factor that was wrong is said beside its field. */
const beside = (error: unknown): unknown =>
  error instanceof DomainError && error.code === 'wrong_code'
    ? commonErrors.invalid_input({}, { fields: [{ path: 'proof', vi: error.vi, en: error.en }] })
    : error

/** The page of one's own second factor. */
export function factorPages(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** A form that proves itself by a code of the present factor. */
  const byCode = (
    work: (c: HonoContext<AppEnv>, v: View, proof: { code: string; address: string }) => Promise<Response>,
  ) =>
    page(ctx, async (c, v) => {
      const { proof = '' } = await formValues(c)
      try {
        return await work(c, v, { code: proof, address: clientAddress(c, ctx.config) })
      } catch (error) {
        const form = returned(v, beside(error), {})
        return show(ctx, c, v, { back: { at: 'change', form }, status: form.status })
      }
    })
  app.get(
    FACTOR,
    page(ctx, (c, v) => show(ctx, c, v, { next: c.req.query('next') })),
  )
  app.post(
    FACTOR,
    page(ctx, async (c, v) => {
      const { code = '', password = '', next } = await formValues(c)
      const token = getCookie(c, SESSION_COOKIE) ?? ''
      try {
        const input = { code, password, token, address: clientAddress(c, ctx.config) }
        return codesOnce(c, v, await confirmFactor(ctx, v.actor, input), true, onTo(next))
      } catch (error) {
        const form = returned(v, error, {})
        return show(ctx, c, v, { back: { at: 'confirm', form }, next, status: form.status })
      }
    }),
  )
  app.post(
    `${FACTOR}/bat-dau`,
    byCode(async (c, v, proof) => {
      await beginFactor(ctx, v.actor, proof)
      return c.redirect(FACTOR, 303)
    }),
  )
  app.post(
    `${FACTOR}/ma-du-phong`,
    byCode(async (c, v, proof) => codesOnce(c, v, await renewRecoveryCodes(ctx, v.actor, proof), false, HERE)),
  )
  app.post(
    `${FACTOR}/tat`,
    byCode(async (c, v, proof) => {
      await removeFactor(ctx, v.actor, proof)
      return done(c, HERE, 'factor.removed')
    }),
  )
  return app
}
