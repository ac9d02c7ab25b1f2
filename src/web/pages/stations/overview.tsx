import { Hono } from 'hono'
import { can, operatorsOf } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import {
  assignmentOn,
  type DeviceHeard,
  devicesHeard,
  type Health,
  healthOf,
  isActiveOn,
  keysUsed,
  type Station,
} from '../../../stations/index.ts'
import { type Level, levels, type Unit, units } from '../../../units/index.ts'
import { page, send } from '../../answer.tsx'
import { WideTable } from '../../components/table.tsx'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { DeviceCells, HealthMark, playerOf, Told } from './health.tsx'
import { hrefOf, Phone } from './list.tsx'

type Model = {
  readonly station: Station
  readonly health: Health
  readonly devices: readonly DeviceHeard[]
  readonly level: Level | undefined
  readonly unit: Unit | undefined
  readonly operators: Awaited<ReturnType<typeof operatorsOf>>
}

const Devices = ({ v, devices }: { v: View; devices: readonly DeviceHeard[] }) => (
  <WideTable name={v.t('stations.devices')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('stations.device')}</th>
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
          <th scope="col">{v.t('stations.playing')}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <tr>
            <th scope="row" class="wrap">
              {device.deviceId}
            </th>
            <Told label={v.t('stations.last_word')}>{ago(v, device.lastSeenAt)}</Told>
            <Told label={v.t('stations.player')}>{playerOf(device)}</Told>
            <DeviceCells v={v} device={device} />
            <Told label={v.t('stations.playing')}>{device.playing !== null && v.t('stations.on_air')}</Told>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const Facts = ({ v, model }: { v: View; model: Model }) => {
  const { station, level, unit, operators } = model
  const between = [
    station.activeFrom && v.t('stations.since', { date: v.fmt.date(station.activeFrom) }),
    station.activeTo && v.t('stations.until', { date: v.fmt.date(station.activeTo) }),
  ].filter(Boolean)
  return (
    <dl class="facts">
      <dt>{v.t('stations.code')}</dt>
      <dd>
        <code>{station.code}</code>
      </dd>
      <dt>{v.t('stations.level')}</dt>
      <dd>{level && (v.lang === 'vi' ? level.name : level.nameEn)}</dd>
      <dt>{v.t('stations.unit')}</dt>
      <dd>{unit && `${unit.kind} ${unit.name}`}</dd>
      <dt>{v.t('stations.frequency')}</dt>
      <dd class="num">{station.frequency ?? '–'}</dd>
      <dt>{v.t('stations.active')}</dt>
      <dd class="num">
        {v.t(isActiveOn(station, v.today) ? 'stations.active_now' : 'stations.not_active')}
        {between.length > 0 && `, ${between.join(', ')}`}
      </dd>
      <dt>{v.t('stations.contact')}</dt>
      <dd>
        {station.contactName ?? '–'} <Phone phone={station.contactPhone} />
      </dd>
      <dt>{v.t('stations.operators')}</dt>
      <dd>{operators.length === 0 ? '–' : operators.map(({ name }) => name).join(', ')}</dd>
      {station.groups.length > 0 && (
        <>
          <dt>{v.t('stations.groups')}</dt>
          <dd>{station.groups.join(', ')}</dd>
        </>
      )}
    </dl>
  )
}

const Overview = ({ v, model }: { v: View; model: Model }) => {
  const { station, health, devices } = model
  const subject = { stationId: station.id }
  return (
    <StationFrame
      v={v}
      station={station}
      tab=""
      tools={
        <>
          <a class="button" href={`/tram/${encodeURIComponent(station.code)}`}>
            {v.t('pair.open')}
          </a>
          {can(v.actor, 'station.manage') && (
            <a class="button" href={`${hrefOf(station)}/sua`}>
              {v.t('stations.edit')}
            </a>
          )}
          {can(v.actor, 'station.pair', subject) && (
            <a class="button main" href={`${hrefOf(station)}/ghep-noi`}>
              {v.t('pair.title')}
            </a>
          )}
        </>
      }
    >
      <section class="section first" aria-labelledby="health">
        <div class="row-head">
          <h2 id="health">{v.t('stations.health')}</h2>
          <p>
            <HealthMark v={v} health={health} />
            {health.lastWordAt !== null && (
              <span class="quiet"> {v.t('stations.heard', { when: ago(v, health.lastWordAt) })}</span>
            )}
          </p>
        </div>
        {devices.length === 0 ? (
          <p class="quiet">{v.t(health.state === 'never' ? 'stations.no_device' : 'stations.only_fetches')}</p>
        ) : (
          <Devices v={v} devices={devices} />
        )}
      </section>
      <section class="section" aria-labelledby="facts">
        <h2 id="facts">{v.t('stations.facts')}</h2>
        <Facts v={v} model={model} />
      </section>
    </StationFrame>
  )
}

async function load(ctx: Context, v: View, station: Station): Promise<Model> {
  const devices = (await devicesHeard(ctx.db, station.id)).get(station.id) ?? []
  const used = (await keysUsed(ctx.db)).get(station.id) ?? null
  const now = assignmentOn(station, v.today)
  return {
    station,
    devices,
    health: healthOf(devices, used, v.now),
    level: (await levels(ctx.db)).find(({ code }) => code === now.levelCode),
    unit: (await units(ctx.db)).find(({ id }) => id === now.unitId),
    operators: await operatorsOf(ctx, station.id),
  }
}

/** The first page of a station: how it is, and who answers for it. */
export const stationOverviewPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    '/dai/:code',
    page(ctx, async (c, v) => {
      const model = await load(ctx, v, await stationHere(ctx, v, c.req.param('code')))
      return send(c, <Overview v={v} model={model} />)
    }),
  )
