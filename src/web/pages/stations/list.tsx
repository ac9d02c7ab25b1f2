import { Hono } from 'hono'
import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { HEALTH, type Station } from '../../../stations/index.ts'
import { page, send } from '../../answer.tsx'
import { Field } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import { DeviceCells, HealthMark, healthWord, playerOf, Told } from './health.tsx'
import { type ListQuestion, loadStations, type StationList, type StationRow } from './load.ts'

export const Phone = ({ phone }: { phone: string | null }) =>
  phone === null ? null : (
    <a class="num" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      {phone}
    </a>
  )

export const hrefOf = ({ code }: Pick<Station, 'code'>): string => `/dai/${encodeURIComponent(code)}`

const Filter = ({ v, list, question }: { v: View; list: StationList; question: ListQuestion }) => (
  <form class="filter" method="get" action="/dai">
    <div class="grow">
      <Field v={v} name="q" label={v.t('stations.search')} type="search" value={question.q} maxlength={100} />
    </div>
    <Field v={v} name="tinh-trang" label={v.t('stations.state')}>
      <option value="">{v.t('stations.any')}</option>
      {HEALTH.map((state) => (
        <option value={state} selected={question.state === state}>
          {v.t(healthWord(state))}
        </option>
      ))}
    </Field>
    <Field v={v} name="cap" label={v.t('stations.level')}>
      <option value="">{v.t('stations.any')}</option>
      {list.levels.map((level) => (
        <option value={level.code} selected={question.level === level.code}>
          {v.lang === 'vi' ? level.name : level.nameEn}
        </option>
      ))}
    </Field>
    {list.groups.length > 0 && (
      <Field v={v} name="nhom" label={v.t('stations.group')}>
        <option value="">{v.t('stations.any')}</option>
        {list.groups.map((group) => (
          <option value={group.code} selected={question.group === group.code}>
            {group.name}
          </option>
        ))}
      </Field>
    )}
    <label class="check">
      <input type="checkbox" name="het" value="1" checked={question.all} />
      {v.t('stations.ended_too')}
    </label>
    <button class="button" type="submit">
      {v.t('app.show')}
    </button>
  </form>
)

/** How many stations are how: each count leads to them. */
const Counts = ({ v, list }: { v: View; list: StationList }) => (
  <ul class="counts spaced" aria-label={v.t('stations.counts')}>
    {HEALTH.filter((state) => list.counts[state] > 0).map((state) => (
      <li>
        <b class="num">{v.fmt.number(list.counts[state])}</b>
        <a href={`/dai?tinh-trang=${state}`}>{v.t(healthWord(state))}</a>
      </li>
    ))}
  </ul>
)

/** The code, and the unit where the station's name does not say it already. */
function placeOf({ code, name }: Station, unit: StationRow['unit']): string {
  const told = unit && `${unit.kind} ${unit.name}`
  return told && !name.includes(told) ? `${code} · ${told}` : code
}

const Row = ({ v, row }: { v: View; row: StationRow }) => {
  const { station, unit, health, active } = row
  const { device } = health
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf(station)}>{station.name}</a>
        <span class="block small quiet">
          {[placeOf(station, unit), station.frequency].filter(Boolean).join(' · ')}
          {!active && ` · ${v.t('stations.not_active')}`}
        </span>
      </th>
      <td>
        <HealthMark v={v} health={health} />
      </td>
      <Told label={v.t('stations.last_word')}>{health.lastWordAt !== null && ago(v, health.lastWordAt)}</Told>
      <Told label={v.t('stations.player')}>{device && playerOf(device)}</Told>
      <DeviceCells v={v} device={device} />
      <td>
        {station.contactName} <Phone phone={station.contactPhone} />
        {can(v.actor, 'station.pair', { stationId: station.id }) && (
          <a
            class="block small"
            href={`${hrefOf(station)}/ghep-noi`}
            aria-label={`${v.t('pair.title')}: ${station.name}`}
          >
            {v.t('pair.title')}
          </a>
        )}
      </td>
    </tr>
  )
}

const Table = ({ v, list }: { v: View; list: StationList }) => (
  <WideTable name={v.t('stations.title')}>
    <table class="table stack stations">
      <thead>
        <tr>
          <th scope="col">{v.t('stations.name')}</th>
          <th scope="col">{v.t('stations.state')}</th>
          <th scope="col">{v.t('stations.last_word')}</th>
          <th scope="col">{v.t('stations.player')}</th>
          <th scope="col" class="n">
            {v.t('stations.clock')}
          </th>
          <th scope="col" class="n">
            {v.t('stations.unsent')}
          </th>
          <th scope="col" class="n">
            {v.t('stations.disk')}
          </th>
          <th scope="col">{v.t('stations.contact')}</th>
        </tr>
      </thead>
      {list.rows.map(({ level, rows }) => (
        <tbody>
          <tr class="group">
            <th scope="colgroup" colspan={8}>
              {v.lang === 'vi' ? level.stationName : level.stationNameEn} ({v.fmt.number(rows.length)})
            </th>
          </tr>
          {rows.map((row) => (
            <Row v={v} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  </WideTable>
)

const Stations = ({ v, list, question }: { v: View; list: StationList; question: ListQuestion }) => (
  <Page v={v} title={v.t('stations.title')}>
    <Head title={v.t('stations.title')}>
      {can(v.actor, 'station.manage') && (
        <>
          <a class="button" href="/nhom-dai">
            {v.t('stations.groups')}
          </a>
          <a class="button main" href="/dai-moi">
            {v.t('stations.add')}
          </a>
        </>
      )}
    </Head>
    {list.known === 0 ? (
      <Empty title={v.t('stations.empty')} hint={v.t('stations.empty_hint')} />
    ) : (
      <>
        <Filter v={v} list={list} question={question} />
        <Counts v={v} list={list} />
        {list.rows.length === 0 ? (
          <Empty title={v.t('stations.none_found')} hint={v.t('stations.none_found_hint')}>
            <a class="button" href="/dai">
              {v.t('stations.see_all')}
            </a>
          </Empty>
        ) : (
          <Table v={v} list={list} />
        )}
      </>
    )}
  </Page>
)

/** "Đài": every station with how it is; what is looked for stands in the address. */
export const stationListPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    '/dai',
    page(ctx, async (c, v) => {
      const asked = (name: string): string => (c.req.query(name) ?? '').slice(0, 100)
      const question: ListQuestion = {
        q: asked('q'),
        state: asked('tinh-trang'),
        level: asked('cap'),
        group: asked('nhom'),
        all: c.req.query('het') === '1',
      }
      return send(c, <Stations v={v} list={await loadStations(ctx, v.actor, question, v.today)} question={question} />)
    }),
  )
