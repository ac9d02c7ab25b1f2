import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { type FactorState, typedSecret } from '../../../accounts/index.ts'
import { Button } from '../../components/button.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import { FACTOR, FactorWords, HERE } from './page.tsx'

/** Which of the page's forms came back. */
export type FactorBack = { readonly at: 'confirm' | 'change'; readonly form: Returned }
type Props = { v: View; factor: FactorState; next: string; back: FactorBack | null }

/** Few enough that somebody should make new ones. */
const FEW_CODES = 3

/** "Xác thực hai bước": off, begun, or on. */
export const FactorPage = ({ v, factor, next, back }: Props) => (
  <Page v={v} title={v.t('factor.title')}>
    <Head title={v.t('factor.title')} over={<a href={HERE}>{v.t('account.title')}</a>} />
    <section class="section first">
      <p class="measure quiet spaced-s">{v.t('factor.lead')}</p>
      <FactorWords v={v} factor={factor} />
      {factor.confirmedAt !== null && factor.recoveryCodesLeft <= FEW_CODES && (
        <p class="notice bad" role="note">
          {v.t('factor.few_codes')}
        </p>
      )}
      {factor.confirmedAt === null && !factor.pending && <Begin v={v} />}
      {factor.enrolBy !== null && factor.enrolBy > v.now && (
        <p class="after">
          <a href={next}>{v.t('factor.later')}</a>
        </p>
      )}
    </section>
    {factor.pending && (
      <Enrol v={v} pending={factor.pending} form={back?.at === 'confirm' ? back.form : UNTOUCHED} next={next} />
    )}
    {factor.confirmedAt !== null && (
      <Change v={v} factor={factor} form={back?.at === 'change' ? back.form : UNTOUCHED} />
    )}
  </Page>
)

const Begin = ({ v }: { v: View }) => (
  <form method="post" action={`${FACTOR}/bat-dau`}>
    <p class="measure hint spaced-s">{v.t('factor.begin_hint')}</p>
    <Button kind="main">{v.t('factor.begin')}</Button>
  </form>
)

type EnrolProps = { v: View; pending: { secret: string; uri: string }; form: Returned; next: string }
const Enrol = ({ v, pending, form, next }: EnrolProps) => (
  <section class="section enrol">
    <div>
      <h2 id="scan">{v.t('factor.scan_title')}</h2>
      {/* Only squares are drawn, nothing of it is anybody's text. */}
      <div class="qr" role="img" aria-label={v.t('factor.qr')}>
        {raw(renderSVG(pending.uri, { border: 3, ecc: 'M' }))}
      </div>
      <p class="only-phone">
        <a href={pending.uri}>{v.t('factor.open_app')}</a>
      </p>
      <p class="quiet small">{v.t('factor.typed')}</p>
      <code class="secret-text">{typedSecret(pending.secret)}</code>
    </div>
    <div>
      <h2 id="confirm">{v.t('factor.confirm_title')}</h2>
      <FormFaults v={v} form={form} fields={['code', 'password']} />
      <form class="small-form" method="post" action={FACTOR} data-keep="off" aria-labelledby="confirm">
        <input type="hidden" name="next" value={next} />
        <Field
          v={v}
          name="code"
          label={v.t('factor.code')}
          form={form}
          autocomplete="one-time-code"
          class="code-input"
          required
          maxlength={9}
        />
        <Field
          v={v}
          name="password"
          label={v.t('factor.password')}
          hint={v.t('factor.confirm_hint')}
          type="password"
          form={form}
          autocomplete="current-password"
          required
          maxlength={400}
        />
        <Button kind="main">{v.t('factor.confirm')}</Button>
      </form>
    </div>
  </section>
)

const Change = ({ v, factor, form }: { v: View; factor: FactorState; form: Returned }) => (
  <section class="section" aria-labelledby="change">
    <h2 id="change">{v.t('factor.change_title')}</h2>
    <p class="measure quiet spaced-s">{v.t('factor.change_lead')}</p>
    <FormFaults v={v} form={form} fields={['proof']} />
    <form class="small-form" method="post" action={`${FACTOR}/ma-du-phong`} data-keep="off">
      <Field
        v={v}
        name="proof"
        label={v.t('factor.code_or_recovery')}
        form={form}
        autocomplete="one-time-code"
        class="code-input"
        required
        maxlength={20}
      />
      <div class="acts-row">
        <Button>{v.t('factor.new_codes')}</Button>
        <Button formaction={`${FACTOR}/bat-dau`}>{v.t('factor.new_phone')}</Button>
        {!factor.required && (
          <Button kind="serious" formaction={`${FACTOR}/tat`} confirm={v.t('factor.remove_sure')}>
            {v.t('factor.remove')}
          </Button>
        )}
      </div>
    </form>
  </section>
)

type CodesProps = { v: View; codes: readonly string[]; fresh: boolean; next: string }
/** The ten codes, this once: made to be printed and put into a drawer. */
export const CodesPage = ({ v, codes, fresh, next }: CodesProps) => (
  <Page v={v} title={v.t('factor.codes_title')} islands={['report']}>
    <Head title={v.t('factor.codes_title')} over={<a href={HERE}>{v.t('account.title')}</a>}>
      <button class="button" type="button" data-prints hidden>
        {v.t('factor.print')}
      </button>
    </Head>
    <section class="section first">
      {fresh && <p class="measure spaced-s">{v.t('factor.codes_on')}</p>}
      <p class="measure">
        <strong>{v.t('factor.codes_once')}</strong>
      </p>
      <ol class="recovery">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="quiet small">{v.t('factor.codes_of', { name: v.actor.name, when: v.fmt.moment(v.now) })}</p>
      <p class="kept no-print">
        <Button kind="main" href={next}>
          {v.t('factor.codes_kept')}
        </Button>
      </p>
    </section>
  </Page>
)
