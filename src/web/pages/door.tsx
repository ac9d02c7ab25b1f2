import { Hono, type Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { clientAddress, giveCookie, SESSION_COOKIE, signIn, signOut } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
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

async function enter(ctx: Context, c: HonoContext<AppEnv>): Promise<Response> {
  const v = viewFor(ctx, c)
  try {
    const values = await formValues(c)
    const next = safePath(values.next)
    try {
      const { token } = await signIn(ctx, {
        username: values.username ?? '',
        password: values.password ?? '',
        userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
        address: clientAddress(c, ctx.config),
      })
      giveCookie(ctx, c, token)
      return c.redirect(next, 303)
    } catch (error) {
      const form = returned(v, error, { username: values.username ?? '' })
      return send(c, <SignIn v={v} form={form} next={next} done={false} />, form.status)
    }
  } catch (error) {
    return errorPage(ctx, c, error)
  }
}
