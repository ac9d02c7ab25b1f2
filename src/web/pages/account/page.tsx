import { type FactorState, type OpenSession, PASSWORD_MIN } from '../../../accounts/index.ts'
import type { Station } from '../../../stations/index.ts'
import { Button } from '../../components/button.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'

export const HERE = '/tai-khoan'
export const FACTOR = `${HERE}/xac-thuc`

export type AccountModel = {
  readonly hasPin: boolean
  readonly factor: FactorState
  readonly sessions: readonly OpenSession[]
  /** The stations of an operator. */
  readonly stations: readonly Station[]
}
/** Which of the page's forms came back. */
export type Back = { readonly at: 'password' | 'pin'; readonly form: Returned }
type Part = { v: View; model: AccountModel; back: Back | null }

const formAt = (back: Back | null, at: Back['at']): Returned => (back?.at === at ? back.form : UNTOUCHED)

/** "Tài khoản": what a person sets for himself. */
export const AccountPage = ({ v, model, back }: Part) => (
  <Page v={v} title={v.t('account.title')}>
    <Head title={v.t('account.title')} over={v.actor.name} />
    <Factor v={v} factor={model.factor} />
    <Password v={v} form={formAt(back, 'password')} />
    <Sessions v={v} sessions={model.sessions} />
    <Pin v={v} set={model.hasPin} form={formAt(back, 'pin')} />
    {model.stations.length > 0 && (
      <section class="section" aria-labelledby="pair-title">
        <h2 id="pair-title">{v.t('account.pair')}</h2>
        <ul class="plain-list">
          {model.stations.map(({ code, name }) => (
            <li>
              <a href={`/dai/${encodeURIComponent(code)}/ghep-noi`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </Page>
)

/** Whether it is on, and by when it must be. */
export const FactorWords = ({ v, factor }: { v: View; factor: FactorState }) => {
  const { confirmedAt, recoveryCodesLeft: n, enrolBy } = factor
  return (
    <>
      {enrolBy !== null && (
        <p class={enrolBy <= v.now ? 'notice bad measure' : 'notice measure'} role="note">
          {enrolBy <= v.now ? v.t('factor.must_now') : v.t('factor.must_by', { when: v.fmt.moment(enrolBy) })}
        </p>
      )}
      <p class="spaced-s">
        {confirmedAt === null ? v.t('factor.off') : v.t('factor.on_since', { when: v.fmt.moment(confirmedAt), n })}
      </p>
    </>
  )
}

const Factor = ({ v, factor }: { v: View; factor: FactorState }) => (
  <section class="section first" aria-labelledby="factor-title">
    <h2 id="factor-title">{v.t('factor.title')}</h2>
    <p class="measure quiet spaced-s">{v.t('factor.lead')}</p>
    <FactorWords v={v} factor={factor} />
    <Button href={FACTOR}>{v.t('factor.open')}</Button>
  </section>
)

const Password = ({ v, form }: { v: View; form: Returned }) => (
  <section class="section" aria-labelledby="password-title">
    <h2 id="password-title">{v.t('account.password_title')}</h2>
    <p class="measure quiet spaced-s">{v.t('account.password_lead')}</p>
    <FormFaults v={v} form={form} fields={['current', 'password']} />
    <form class="small-form" method="post" action={`${HERE}/mat-khau`} data-keep="off">
      <Field
        v={v}
        name="current"
        label={v.t('account.password_now')}
        type="password"
        form={form}
        autocomplete="current-password"
        required
        maxlength={400}
      />
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
      <Button>{v.t('account.password_button')}</Button>
    </form>
  </section>
)

/** "Firefox · Windows" of what a browser says of itself; its own words when they are not known. */
function browserOf(agent: string): string {
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = find([
    [/Edg\//, 'Edge'],
    [/coc_coc_browser/, 'Coc Coc'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 60) || '–'
}

const Sessions = ({ v, sessions }: { v: View; sessions: readonly OpenSession[] }) => (
  <section class="section" aria-labelledby="sessions-title">
    <h2 id="sessions-title">{v.t('account.sessions_title')}</h2>
    <p class="measure quiet spaced-s">{v.t('account.sessions_lead')}</p>
    <WideTable name={v.t('account.sessions_title')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('account.session_device')}</th>
            <th scope="col">{v.t('account.session_since')}</th>
            <th scope="col">{v.t('account.session_used')}</th>
            <th scope="col">{v.t('account.session_from')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr>
              <th scope="row" class="wrap">
                {browserOf(session.userAgent)}
                {session.own && <span class="quiet"> · {v.t('account.session_here')}</span>}
              </th>
              <td class="num">{v.fmt.moment(session.createdAt)}</td>
              <td class="num">{ago(v, session.lastSeenAt)}</td>
              <td class="num wrap">{session.address || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
    {sessions.some(({ own }) => !own) && (
      <form class="after" method="post" action={`${HERE}/phien-khac`} data-confirm={v.t('account.sessions_sure')}>
        <Button>{v.t('account.sessions_end')}</Button>
      </form>
    )}
  </section>
)

const Pin = ({ v, set, form }: { v: View; set: boolean; form: Returned }) => (
  <section class="section" aria-labelledby="pin-title">
    <h2 id="pin-title">{v.t('account.pin_title')}</h2>
    <p class="measure quiet">{v.t('account.pin_lead')}</p>
    <p class="spaced-s">{v.t(set ? 'account.pin_set' : 'account.pin_none')}</p>
    <FormFaults v={v} form={form} fields={['pin']} />
    <form class="pin-form" method="post" action={`${HERE}/pin`} data-keep="off">
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
      <Button>{v.t('account.pin_button')}</Button>
    </form>
  </section>
)
