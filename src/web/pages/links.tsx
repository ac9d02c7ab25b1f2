import { Hono, type Context as HonoContext } from 'hono'
import { giveCookie, PASSWORD_MIN, resetPassword, setUp } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { commonErrors } from '../../kernel/errors.ts'
import { normaliseLine } from '../../kernel/text.ts'
import { errorPage, formValues, returned, send, viewFor } from '../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../components/form.tsx'
import { Door } from '../components/page.tsx'
import type { View } from '../view.ts'

type Props = { v: View; form: Returned; link: string }

const NewPassword = ({ v, form }: Omit<Props, 'link'>) => (
  <Field
    v={v}
    name="password"
    label={v.t('door.new_password')}
    hint={v.t('door.new_password_hint', { n: PASSWORD_MIN })}
    type="password"
    form={form}
    autocomplete="new-password"
    required
    maxlength={400}
  />
)

const SetUp = ({ v, form, link }: Props) => (
  <Door v={v} title={v.t('door.setup_title')}>
    <p class="quiet">{v.t('door.setup_lead')}</p>
    <FormFaults v={v} form={form} fields={['name', 'username', 'password']} />
    <form method="post" action="/thiet-lap">
      <input type="hidden" name="link" value={link} />
      <Field v={v} name="name" label={v.t('door.name')} form={form} autocomplete="name" required maxlength={200} />
      <Field
        v={v}
        name="username"
        label={v.t('door.username')}
        form={form}
        autocomplete="username"
        required
        maxlength={100}
      />
      <NewPassword v={v} form={form} />
      <button class="button main wide" type="submit">
        {v.t('door.setup_button')}
      </button>
    </form>
  </Door>
)

const Reset = ({ v, form, link }: Props) => (
  <Door v={v} title={v.t('door.reset_title')}>
    <p class="quiet">{v.t('door.reset_lead')}</p>
    <FormFaults v={v} form={form} fields={['password']} />
    <form method="post" action="/dat-lai-mat-khau">
      <input type="hidden" name="link" value={link} />
      <NewPassword v={v} form={form} />
      <button class="button main wide" type="submit">
        {v.t('door.reset_button')}
      </button>
    </form>
  </Door>
)

const LinkMissing = ({ v, title }: { v: View; title: string }) => (
  <Door v={v} title={title}>
    <p class="notice bad">{v.t('door.link_missing')}</p>
  </Door>
)

/** A name of one line. @throws DomainError invalid_input beside its field when it is empty */
function filled(values: Record<string, string>, path: string, max: number): string {
  const text = normaliseLine(values[path] ?? '')
  if (text !== '' && text.length <= max) return text
  const fault = { path, vi: `Cần từ 1 đến ${max} ký tự.`, en: `1 to ${max} characters are needed.` }
  throw commonErrors.invalid_input({}, { fields: [fault] })
}

/** The pages of one-time links: the first administrator, and a forgotten password. */
export function linkRoutes(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/thiet-lap', (c) => {
    const [v, link] = [viewFor(ctx, c), c.req.query('link')]
    if (!link) return send(c, <LinkMissing v={v} title={v.t('door.setup_title')} />, 400)
    return send(c, <SetUp v={v} form={UNTOUCHED} link={link} />)
  })
  app.post('/thiet-lap', (c) =>
    submit(ctx, c, SetUp, async (values) => {
      const input = {
        token: values.link ?? '',
        name: filled(values, 'name', 200),
        username: filled(values, 'username', 100),
        password: values.password ?? '',
      }
      giveCookie(ctx, c, (await setUp(ctx, input)).token)
      return c.redirect('/', 303)
    }),
  )
  app.get('/dat-lai-mat-khau', (c) => {
    const [v, link] = [viewFor(ctx, c), c.req.query('link')]
    if (!link) return send(c, <LinkMissing v={v} title={v.t('door.reset_title')} />, 400)
    return send(c, <Reset v={v} form={UNTOUCHED} link={link} />)
  })
  app.post('/dat-lai-mat-khau', (c) =>
    submit(ctx, c, Reset, async (values) => {
      await resetPassword(ctx, { token: values.link ?? '', password: values.password ?? '' })
      return c.redirect('/dang-nhap?xong', 303)
    }),
  )
  return app
}

/** Does what the form asks; a form that failed comes back with its values, but for the password. */
async function submit(
  ctx: Context,
  c: HonoContext<AppEnv>,
  Form: (props: Props) => ReturnType<typeof SetUp>,
  work: (values: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  const v = viewFor(ctx, c)
  try {
    const values = await formValues(c)
    try {
      return await work(values)
    } catch (error) {
      const { password: _, ...kept } = values
      const form = returned(v, error, kept)
      return send(c, Form({ v, form, link: values.link ?? '' }), form.status)
    }
  } catch (error) {
    return errorPage(ctx, c, error)
  }
}
