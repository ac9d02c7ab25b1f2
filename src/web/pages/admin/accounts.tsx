import { Hono, type Context as HonoContext } from 'hono'
import { type Account, createAccount, listAccounts, usernameInput } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import { ROLES } from '../../../kernel/actor.ts'
import { compareVietnamese, fold } from '../../../kernel/text.ts'
import { listStations, type Station } from '../../../stations/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, roleWords } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import { newTicket, once } from '../../once.ts'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import { AdminFrame, forAdmin } from './frame.tsx'

const TAB = '/quan-tri/tai-khoan'
export const accountHref = (id: number): string => `${TAB}/${id}`

export const rolesInput = z.array(z.enum(ROLES)).max(ROLES.length)
export const stationsInput = z.array(z.string().max(80)).max(10_000)
const newAccount = z.object({
  name: line(200),
  username: usernameInput,
  roles: rolesInput,
  stations: stationsInput,
})

/** Roles combine freely: small centres share them all. */
export const RolesField = ({ v, ticked }: { v: View; ticked: readonly string[] }) => (
  <fieldset class="field">
    <legend class="label">{v.t('admin.roles')}</legend>
    <div class="check-row">
      {ROLES.map((role) => (
        <label class="check">
          <input type="checkbox" name="roles" value={role} checked={ticked.includes(role)} />
          {v.t(roleWords[role])}
        </label>
      ))}
    </div>
  </fieldset>
)

type StationsProps = { v: View; stations: readonly Station[]; ticked: readonly string[] }
/** For operators: the stations that they answer for. */
export const StationsField = ({ v, stations, ticked }: StationsProps) => (
  <details class="ticks" open={ticked.length > 0}>
    <summary>{v.t('admin.own_stations')}</summary>
    <ul class="tick-list">
      {stations.map((station) => (
        <li>
          <label>
            <input type="checkbox" name="stations" value={station.code} checked={ticked.includes(station.code)} />
            {station.name}
          </label>
        </li>
      ))}
    </ul>
  </details>
)

type Names = ReadonlyMap<string, string>
const Row = ({ v, account, names }: { v: View; account: Account; names: Names }) => (
  <tr class={account.active ? undefined : 'ended'}>
    <th scope="row" class="wrap">
      <a href={accountHref(account.id)}>{account.name}</a>
      <span class="block small quiet">{account.username}</span>
    </th>
    <td>{account.roles.map((role) => v.t(roleWords[role])).join(', ') || '–'}</td>
    <td class="wrap">{account.stations.map((code) => names.get(code) ?? code).join(', ') || '–'}</td>
    <td class="num nowrap">{account.lastSeenAt === null ? '–' : ago(v, account.lastSeenAt)}</td>
    <td class="nowrap">
      {v.t(account.active ? (account.hasPassword ? 'admin.active' : 'admin.no_password') : 'admin.ended')}
    </td>
  </tr>
)

const Table = ({ v, accounts, names }: { v: View; accounts: readonly Account[]; names: Names }) => (
  <WideTable name={v.t('admin.tab_accounts')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('admin.person')}</th>
          <th scope="col">{v.t('admin.roles')}</th>
          <th scope="col">{v.t('admin.own_stations')}</th>
          <th scope="col">{v.t('admin.last_seen')}</th>
          <th scope="col">{v.t('admin.state')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row v={v} account={account} names={names} />
        ))}
      </tbody>
    </table>
  </WideTable>
)

type Ticked = { readonly roles: readonly string[]; readonly stations: readonly string[] }
type Props = {
  v: View
  accounts: readonly Account[]
  q: string
  stations: readonly Station[]
  form: Returned
  ticked: Ticked
}
const Accounts = ({ v, accounts, q, stations, form, ticked }: Props) => (
  <AdminFrame v={v} tab={TAB}>
    <form class="filter" method="get" action={TAB}>
      <div class="grow">
        <Field v={v} name="q" label={v.t('admin.find_person')} type="search" value={q} maxlength={100} />
      </div>
      <button class="button" type="submit">
        {v.t('app.show')}
      </button>
    </form>
    {accounts.length === 0 ? (
      <Empty title={v.t('admin.nobody')} hint={v.t('admin.nobody_hint')} />
    ) : (
      <Table v={v} accounts={accounts} names={new Map(stations.map(({ code, name }) => [code, name]))} />
    )}
    <section class="section" aria-labelledby="new">
      <h2 id="new">{v.t('admin.account_add')}</h2>
      <p class="measure quiet spaced-s">{v.t('admin.account_add_lead')}</p>
      <form class="narrow" method="post" action={TAB}>
        <input type="hidden" name="ticket" value={newTicket()} />
        <FormFaults v={v} form={form} fields={['name', 'username']} />
        <Field v={v} name="name" label={v.t('door.name')} form={form} autocomplete="off" required maxlength={200} />
        <Field
          v={v}
          name="username"
          label={v.t('door.username')}
          hint={v.t('admin.username_hint')}
          form={form}
          autocomplete="off"
          required
          maxlength={40}
        />
        <RolesField v={v} ticked={ticked.roles} />
        <StationsField v={v} stations={stations} ticked={ticked.stations} />
        <button class="button main" type="submit">
          {v.t('admin.account_add')}
        </button>
      </form>
    </section>
  </AdminFrame>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; ticked?: Ticked; status?: number } = {},
): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const q = (c.req.query('q') ?? '').slice(0, 100)
  const accounts = (await listAccounts(ctx, v.actor))
    .filter(({ name, username }) => fold(`${name} ${username}`).includes(fold(q.trim())))
    .sort((a, b) => Number(b.active) - Number(a.active) || compareVietnamese(a.name, b.name))
  const { form = UNTOUCHED, ticked = { roles: [], stations: [] }, status } = more
  const stations = await listStations(ctx, v.actor)
  return send(c, <Accounts v={v} accounts={accounts} q={q} stations={stations} form={form} ticked={ticked} />, status)
}

async function create(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'account.manage')
  const values = await formValues(c)
  const ticked = { roles: await formList(c, 'roles'), stations: await formList(c, 'stations') }
  try {
    const given = parseInput(newAccount, { ...values, ...ticked })
    const made = await once(
      values.ticket,
      v.now,
      () => createAccount(ctx, v.actor, given),
      () => null,
    )
    return made === null ? c.redirect(TAB, 303) : done(c, accountHref(made.id), 'admin.account_made')
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, { form, ticked, status: form.status })
  }
}

/** "Tài khoản": everybody who may sign in, and the form that adds somebody. */
export const accountListPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      TAB,
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      TAB,
      page(ctx, (c, v) => create(ctx, c, v)),
    )
