import { Hono, type Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import {
  beginSignIn,
  clientAddress,
  factorDue,
  finishSignIn,
  giveCookie,
  SESSION_COOKIE,
  type SignedIn,
  STEP_MS,
  signOut,
} from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { DomainError } from '../../kernel/errors.ts'
import { errorPage, formValues, returned, send, viewFor } from '../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../components/form.tsx'
import { Door } from '../components/page.tsx'
import { LANGUAGE_COOKIE, safePath, type View } from '../view.ts'

const YEAR_SECONDS = 31_536_000

type SignInProps = { v: View; form: Returned; next: string; done: boolean }
const SignIn = ({ v, form, next, done }: SignInProps) => (
  <Door v={v} title={v.t('door.title')}>
    <p class="quiet">{v.t('door.lead')}</p>
    {done && <p class="notice">{v.t('door.done')}</p>}
    <FormFaults v={v} form={form} fields={['username', 'password']} />
    <form method="post" action="/dang-nhap">
      <input type="hidden" name="next" value={next} />
      <Field
        v={v}
        name="username"
        label={v.t('door.username')}
        form={form}
        autocomplete="username"
        required
        autofocus
        maxlength={200}
      />
      <Field
        v={v}
        name="password"
        label={v.t('door.password')}
        type="password"
        form={form}
        autocomplete="current-password"
        required
        maxlength={400}
      />
      <button class="button main wide" type="submit">
        {v.t('door.enter')}
      </button>
    </form>
    <p class="quiet small after">{v.t('door.forgot')}</p>
  </Door>
)

/** Signing in and out, and the choice of language: the pages of those who are not inside. */
export function doorRoutes(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/dang-nhap', (c) => {
    const v = viewFor(ctx, c)
    const next = safePath(c.req.query('next'))
    if (v.actor.kind === 'account') return c.redirect(next, 303)
    return send(c, <SignIn v={v} form={UNTOUCHED} next={next} done={c.req.query('xong') !== undefined} />)
  })
  app.post('/dang-nhap', (c) => enter(ctx, c))
  app.get(STEP_PATH, (c) => {
    const v = viewFor(ctx, c)
    const next = safePath(c.req.query('next'))
    if (v.actor.kind === 'account') return c.redirect(next, 303)
    if (getCookie(c, STEP_COOKIE) === undefined) return c.redirect('/dang-nhap', 303)
    return send(c, <SecondStep v={v} form={UNTOUCHED} next={next} />)
  })
  app.post(STEP_PATH, (c) => finish(ctx, c))
  app.post('/dang-xuat', async (c) => {
    const token = getCookie(c, SESSION_COOKIE)
    const actor = c.get('actor')
    if (token !== undefined && actor.kind === 'account') await signOut(ctx, actor, token)
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.redirect('/dang-nhap', 303)
  })
  app.get('/ngon-ngu', (c) => {
    const lang = c.req.query('lang') === 'en' ? 'en' : 'vi'
    setCookie(c, LANGUAGE_COOKIE, lang, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'Lax', httpOnly: true })
    return c.redirect(safePath(c.req.query('next')), 303)
  })
  return app
}

/** The second step waits in a cookie of its own, for as long as the server keeps it. */
const STEP_COOKIE = 'sq_step'
const STEP_PATH = '/dang-nhap/ma'

/** Lets the person in; who must have a second factor and has none is led to its page first. */
async function letIn(ctx: Context, c: HonoContext<AppEnv>, { token, account }: SignedIn, next: string) {
  giveCookie(ctx, c, token)
  const due = await factorDue(ctx, account)
  return c.redirect(due ? `/tai-khoan/xac-thuc?next=${encodeURIComponent(next)}` : next, 303)
}

async function enter(ctx: Context, c: HonoContext<AppEnv>): Promise<Response> {
  const v = viewFor(ctx, c)
  try {
    const values = await formValues(c)
    const next = safePath(values.next)
    try {
      const begun = await beginSignIn(ctx, {
        username: values.username ?? '',
        password: values.password ?? '',
        ...from(ctx, c),
      })
      if ('token' in begun) return await letIn(ctx, c, begun, next)
      setCookie(c, STEP_COOKIE, begun.step, {
        path: STEP_PATH,
        maxAge: STEP_MS / 1000,
        sameSite: 'Strict',
        httpOnly: true,
      })
      return c.redirect(next === '/' ? STEP_PATH : `${STEP_PATH}?next=${encodeURIComponent(next)}`, 303)
    } catch (error) {
      const form = returned(v, error, { username: values.username ?? '' })
      return send(c, <SignIn v={v} form={form} next={next} done={false} />, form.status)
    }
  } catch (error) {
    return errorPage(ctx, c, error)
  }
}

const from = (ctx: Context, c: HonoContext<AppEnv>) => ({
  userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
  address: clientAddress(c, ctx.config),
})

const SecondStep = ({ v, form, next }: { v: View; form: Returned; next: string }) => (
  <Door v={v} title={v.t('factor.step_title')}>
    <p class="quiet">{v.t('factor.step_lead')}</p>
    <FormFaults v={v} form={form} fields={['code']} />
    <form method="post" action={STEP_PATH} data-keep="off">
      <input type="hidden" name="next" value={next} />
      <Field
        v={v}
        name="code"
        label={v.t('factor.code')}
        hint={v.t('factor.step_hint')}
        form={form}
        autocomplete="one-time-code"
        class="code-input"
        required
        autofocus
        maxlength={20}
      />
      <button class="button main wide" type="submit">
        {v.t('door.enter')}
      </button>
    </form>
    <p class="quiet small after">
      {v.t('factor.step_none')} <a href="/dang-nhap">{v.t('factor.step_back')}</a>
    </p>
  </Door>
)

async function finish(ctx: Context, c: HonoContext<AppEnv>): Promise<Response> {
  const v = viewFor(ctx, c)
  try {
    const { code = '', next: wanted } = await formValues(c)
    const next = safePath(wanted)
    try {
      const step = getCookie(c, STEP_COOKIE) ?? ''
      const signedIn = await finishSignIn(ctx, { step, code, ...from(ctx, c) })
      deleteCookie(c, STEP_COOKIE, { path: STEP_PATH })
      return await letIn(ctx, c, signedIn, next)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'step_over') {
        deleteCookie(c, STEP_COOKIE, { path: STEP_PATH })
        return send(c, <SignIn v={v} form={returned(v, error, {})} next={next} done={false} />, error.status)
      }
      const form = returned(v, error, {})
      return send(c, <SecondStep v={v} form={form} next={next} />, form.status)
    }
  } catch (error) {
    return errorPage(ctx, c, error)
  }
}
