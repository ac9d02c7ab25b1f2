import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { WideTable } from '../../components/table.tsx'
import { newTicket } from '../../once.ts'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import type { AccountModel, AccountReturned } from './account.tsx'
import { accountHref, RolesField, StationsField } from './accounts.tsx'
import { AdminFrame } from './frame.tsx'
import { Attempts } from './sign-ins.tsx'

type Part = { v: View; model: AccountModel }

const Facts = ({ v, model, form }: Part & { form: Returned }) => (
  <section class="section first" aria-labelledby="facts">
    <h2 id="facts">{v.t('admin.facts')}</h2>
    <form class="narrow" method="post" action={accountHref(model.account.id)}>
      <FormFaults v={v} form={form} fields={['name']} />
      <Field
        v={v}
        name="name"
        label={v.t('door.name')}
        form={form}
        value={model.account.name}
        autocomplete="off"
        required
        maxlength={200}
      />
      <RolesField v={v} ticked={model.account.roles} />
      <StationsField v={v} stations={model.stations} ticked={model.account.stations} />
      <button class="button main" type="submit">
        {v.t('stations.save')}
      </button>
    </form>
  </section>
)

/** A link that opens once: it is copied from here and nowhere else. */
const Link = ({ v, model }: Part) =>
  model.link && (
    <div class="notice secret" role="status">
      <p>
        <strong>{v.t('admin.link_made', { name: model.account.name })}</strong>{' '}
        {v.t('admin.link_once', { when: v.fmt.moment(model.link.expiresAt) })}
      </p>
      <code class="secret-text">{model.link.url}</code>
    </div>
  )

const Entry = ({ v, model }: Part) => {
  const { account, sessions } = model
  const at = accountHref(account.id)
  return (
    <section class="section" aria-labelledby="entry">
      <h2 id="entry">{v.t('admin.entry')}</h2>
      {sessions.length === 0 ? (
        <p class="quiet spaced-s">{v.t('admin.no_sessions')}</p>
      ) : (
        <ul class="plain-list">
          {sessions.map((session) => (
            <li class="wrap">
              {v.t('admin.session', { when: ago(v, session.lastSeenAt), address: session.address || '–' })}{' '}
              <span class="quiet small">{session.userAgent}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="spaced-s">
        {model.factorSince === null
          ? v.t('factor.is_off')
          : v.t('factor.is_on', { when: v.fmt.moment(model.factorSince) })}
      </p>
      <div class="acts-row">
        {account.active && (
          <form method="post" action={`${at}/dat-lai`}>
            <input type="hidden" name="ticket" value={newTicket()} />
            <button class="button" type="submit">
              {v.t('admin.link_make')}
            </button>
          </form>
        )}
        {model.factorSince !== null && (
          <form method="post" action={`${at}/dat-lai-hai-buoc`} data-confirm={v.t('factor.reset_sure')} data-serious="">
            <button class="button" type="submit">
              {v.t('factor.reset')}
            </button>
          </form>
        )}
        {sessions.length > 0 && (
          <form method="post" action={`${at}/dang-xuat`} data-confirm={v.t('admin.sign_out_sure')}>
            <button class="button" type="submit">
              {v.t('admin.sign_out')}
            </button>
          </form>
        )}
        {account.active ? (
          <form method="post" action={`${at}/ngung`} data-confirm={v.t('admin.end_sure')} data-serious="">
            <button class="button" type="submit">
              {v.t('admin.end')}
            </button>
          </form>
        ) : (
          <form method="post" action={`${at}/mo-lai`}>
            <button class="button" type="submit">
              {v.t('admin.renew')}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}

const Pin = ({ v, model, form }: Part & { form: Returned }) => (
  <section class="section" aria-labelledby="pin-title">
    <h2 id="pin-title">{v.t('account.pin_title')}</h2>
    <p class="quiet spaced-s">{v.t(model.hasPin ? 'account.pin_set' : 'account.pin_none')}</p>
    <form class="pin-form" method="post" action={`${accountHref(model.account.id)}/pin`} data-keep="off">
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
      <button class="button" type="submit">
        {v.t('account.pin_button')}
      </button>
    </form>
    {model.hasPin && (
      <form method="post" action={`${accountHref(model.account.id)}/bo-pin`}>
        <button class="link-button" type="submit">
          {v.t('admin.pin_remove')}
        </button>
      </form>
    )}
  </section>
)

export const AccountForms = ({ v, model, back }: Part & { back: AccountReturned }) => {
  const { account, attempts } = model
  return (
    <AdminFrame
      v={v}
      tab="/quan-tri/tai-khoan"
      title={account.name}
      over={
        <>
          <a href="/quan-tri/tai-khoan">{v.t('admin.tab_accounts')}</a> · {account.username}
          {!account.active && ` · ${v.t('admin.ended')}`}
        </>
      }
      tools={
        <a class="button" href={`/quan-tri/nhat-ky?nguoi=${encodeURIComponent(account.name)}`}>
          {v.t('admin.what_was_done')}
        </a>
      }
    >
      <Link v={v} model={model} />
      <Facts v={v} model={model} form={back.at === 'facts' ? back.form : UNTOUCHED} />
      <Entry v={v} model={model} />
      <Pin v={v} model={model} form={back.at === 'pin' ? back.form : UNTOUCHED} />
      <section class="section" aria-labelledby="sign-ins">
        <h2 id="sign-ins">{v.t('admin.recent_sign_ins')}</h2>
        {attempts.length === 0 ? (
          <p class="quiet">{v.t('admin.no_sign_ins')}</p>
        ) : (
          <WideTable name={v.t('admin.recent_sign_ins')}>
            <Attempts v={v} attempts={attempts} />
          </WideTable>
        )}
      </section>
    </AdminFrame>
  )
}
