import { Hono } from 'hono'
import { demandAccount, hasPin, setPin } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { listStations, type Station } from '../../stations/index.ts'
import { formValues, page, returned, send } from '../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../components/form.tsx'
import { Head, Page } from '../components/page.tsx'
import type { View } from '../view.ts'

type Props = { v: View; set: boolean; done: boolean; stations: readonly Station[]; form: Returned }
const AccountPage = ({ v, set, done, stations, form }: Props) => (
  <Page v={v} title={v.t('account.title')}>
    <Head title={v.t('account.title')} over={v.actor.name} />
    <section class="section first" aria-labelledby="pin-title">
      <h2 id="pin-title">{v.t('account.pin_title')}</h2>
      {done && (
        <p class="notice" role="status">
          {v.t('account.pin_done')}
        </p>
      )}
      <p class="measure quiet">{v.t('account.pin_lead')}</p>
      <p class="spaced-s">{v.t(set ? 'account.pin_set' : 'account.pin_none')}</p>
      <FormFaults v={v} form={form} fields={['pin']} />
      <form class="pin-form" method="post" action="/tai-khoan/pin" data-keep="off">
        <Field
          v={v}
          name="pin"
          label={v.t('account.pin')}
          hint={v.t('account.pin_hint')}
          type="password"
          form={form}
          autocomplete="off"
          required
          maxlength={6}
        />
        <button class="button main" type="submit">
          {v.t('account.pin_button')}
        </button>
      </form>
    </section>
    {stations.length > 0 && (
      <section class="section" aria-labelledby="pair-title">
        <h2 id="pair-title">{v.t('account.pair')}</h2>
        <ul class="plain-list">
          {stations.map(({ code, name }) => (
            <li>
              <a href={`/dai/${encodeURIComponent(code)}/ghep-noi`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </Page>
)

/** "Tài khoản": what a person sets for himself. */
export function accountPages(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const show = async (v: View, more: { done?: boolean; form?: Returned }) => {
    const { accountId, stationIds } = demandAccount(v.actor)
    const stations =
      stationIds.length === 0 ? [] : (await listStations(ctx, v.actor)).filter(({ id }) => stationIds.includes(id))
    const { done = false, form = UNTOUCHED } = more
    return <AccountPage v={v} set={await hasPin(ctx, accountId)} done={done} stations={stations} form={form} />
  }
  app.get(
    '/tai-khoan',
    page(ctx, async (c, v) => send(c, await show(v, { done: c.req.query('xong') !== undefined }))),
  )
  app.post(
    '/tai-khoan/pin',
    page(ctx, async (c, v) => {
      const { accountId } = demandAccount(v.actor)
      const { pin = '' } = await formValues(c)
      try {
        await setPin(ctx, v.actor, { accountId, pin })
      } catch (error) {
        const form = returned(v, error, {})
        return send(c, await show(v, { form }), form.status)
      }
      return c.redirect('/tai-khoan?xong', 303)
    }),
  )
  return app
}
