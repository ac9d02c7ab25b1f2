import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import {
  changeGroup,
  createGroup,
  listGroups,
  listStations,
  type Station,
  type StationGroup,
} from '../../../stations/index.ts'
import { codeInput } from '../../../units/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { done } from '../../flash.ts'
import { newTicket, once } from '../../once.ts'
import type { View } from '../../view.ts'

const newGroup = z.object({ code: codeInput, name: line(200) })
const renamed = z.object({ name: line(200) })

const Members = ({ stations, ticked }: { stations: readonly Station[]; ticked: readonly string[] }) => (
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
)

type FormProps = { v: View; stations: readonly Station[]; form: Returned; ticked: readonly string[] }
type GroupProps = FormProps & { group: StationGroup; open: boolean }
const Group = ({ v, group, stations, form, ticked, open }: GroupProps) => (
  <details class="edit group" open={open} id={`nhom-${group.code}`}>
    <summary>
      {group.name} <span class="quiet">· {v.t('stations.n_stations', { n: v.fmt.number(group.stations.length) })}</span>
    </summary>
    <form method="post" action={`/nhom-dai/${encodeURIComponent(group.code)}`}>
      <FormFaults v={v} form={form} fields={['name']} />
      <div class="narrow">
        <Field
          v={v}
          name="name"
          id={`name-${group.code}`}
          label={v.t('stations.group_name')}
          form={form}
          value={group.name}
          required
          maxlength={200}
        />
      </div>
      <Members stations={stations} ticked={open ? ticked : group.stations} />
      <button class="button" type="submit">
        {v.t('stations.save')}
      </button>
    </form>
  </details>
)

type Props = FormProps & { groups: readonly StationGroup[]; at: string | null }
const Groups = ({ v, groups, stations, form, ticked, at }: Props) => (
  <Page v={v} title={v.t('stations.groups')}>
    <Head title={v.t('stations.groups')} over={<a href="/dai">{v.t('stations.title')}</a>} />
    <p class="measure spaced">{v.t('stations.groups_lead')}</p>
    {groups.length === 0 && <Empty title={v.t('stations.no_groups')} hint={v.t('stations.no_groups_hint')} />}
    {groups.map((group) => (
      <Group
        v={v}
        group={group}
        stations={stations}
        form={at === group.code ? form : UNTOUCHED}
        ticked={ticked}
        open={at === group.code}
      />
    ))}
    <section class="section" aria-labelledby="new-group">
      <h2 id="new-group">{v.t('stations.group_add')}</h2>
      <form method="post" action="/nhom-dai">
        <input type="hidden" name="ticket" value={newTicket()} />
        <FormFaults v={v} form={at === null ? form : UNTOUCHED} fields={['code', 'name']} />
        <div class="narrow">
          <Field
            v={v}
            name="name"
            label={v.t('stations.group_name')}
            form={at === null ? form : UNTOUCHED}
            required
            maxlength={200}
          />
          <Field
            v={v}
            name="code"
            label={v.t('stations.code')}
            hint={v.t('stations.code_hint')}
            form={at === null ? form : UNTOUCHED}
            required
            maxlength={60}
          />
        </div>
        <Members stations={stations} ticked={at === null ? ticked : []} />
        <button class="button main" type="submit">
          {v.t('stations.group_add')}
        </button>
      </form>
    </section>
  </Page>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; ticked?: readonly string[]; at?: string | null; status?: number } = {},
): Promise<Response> {
  demand(v.actor, 'station.manage')
  const { form = UNTOUCHED, ticked = [], at = null, status } = more
  const [groups, stations] = [await listGroups(ctx, v.actor), await listStations(ctx, v.actor)]
  return send(c, <Groups v={v} groups={groups} stations={stations} form={form} ticked={ticked} at={at} />, status)
}

async function save(ctx: Context, c: HonoContext<AppEnv>, v: View, at: string | null): Promise<Response> {
  const values = await formValues(c)
  const stations = await formList(c, 'stations')
  try {
    if (at === null) {
      const given = parseInput(newGroup, values)
      await once(
        values.ticket,
        v.now,
        () => createGroup(ctx, v.actor, { ...given, stations }),
        () => null,
      )
    } else await changeGroup(ctx, v.actor, at, { ...parseInput(renamed, values), stations })
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, { form, ticked: stations, at, status: form.status })
  }
  return done(c, '/nhom-dai', 'stations.saved')
}

/** Groups of stations, as schedules and emergencies name them. */
export const stationGroupPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/nhom-dai',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/nhom-dai',
      page(ctx, (c, v) => save(ctx, c, v, null)),
    )
    .post(
      '/nhom-dai/:code',
      page(ctx, (c, v) => save(ctx, c, v, c.req.param('code') ?? '')),
    )
