import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { assignmentOn, isActiveOn, type Station } from '../../stations/index.ts'
import { type Level, levels, type Unit, units } from '../../units/index.ts'
import { send } from '../answer.tsx'
import { Empty, Head, Page } from '../components/page.tsx'
import { WideTable } from '../components/table.tsx'
import { visibleStations } from '../day.ts'
import { groupBy } from '../group.ts'
import type { View } from '../view.ts'

type Group = { readonly level: Level; readonly stations: readonly { station: Station; unit: Unit | undefined }[] }

const Contact = ({ station }: { station: Station }) => (
  <>
    {station.contactName}
    {station.contactPhone && (
      <>
        {' '}
        <a class="num" href={`tel:${station.contactPhone.replace(/[^+\d]/g, '')}`}>
          {station.contactPhone}
        </a>
      </>
    )}
  </>
)

const Stations = ({ v, groups }: { v: View; groups: readonly Group[] }) => (
  <Page v={v} title={v.t('stations.title')}>
    <Head title={v.t('stations.title')} />
    {groups.length === 0 ? (
      <Empty title={v.t('stations.empty')} hint={v.t('stations.empty_hint')} />
    ) : (
      <WideTable name={v.t('stations.title')}>
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{v.t('stations.name')}</th>
              <th scope="col">{v.t('stations.unit')}</th>
              <th scope="col">{v.t('stations.code')}</th>
              <th scope="col">{v.t('stations.frequency')}</th>
              <th scope="col">{v.t('stations.contact')}</th>
            </tr>
          </thead>
          {groups.map(({ level, stations }) => (
            <tbody>
              <tr class="group">
                <th scope="colgroup" colspan={5}>
                  {v.lang === 'vi' ? level.stationName : level.stationNameEn}
                </th>
              </tr>
              {stations.map(({ station, unit }) => (
                <tr>
                  <th scope="row">{station.name}</th>
                  <td>{unit && `${unit.kind} ${unit.name}`}</td>
                  <td class="quiet">{station.code}</td>
                  <td class="num">{station.frequency}</td>
                  <td>
                    <Contact station={station} />
                    {can(v.actor, 'station.pair', { stationId: station.id }) && (
                      <>
                        {' '}
                        <a
                          href={`/dai/${encodeURIComponent(station.code)}/ghep-noi`}
                          aria-label={`${v.t('pair.title')}: ${station.name}`}
                        >
                          {v.t('pair.title')}
                        </a>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </WideTable>
    )}
  </Page>
)

/** "Đài": the stations of today by level, in Vietnamese order. */
export async function stationsPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const own = v.actor.kind === 'account' ? v.actor.stationIds[0] : undefined
  if (!can(v.actor, 'station.read', { stationId: own })) demand(v.actor, 'station.read')
  const stations = (await visibleStations(ctx, v.actor)).filter((station) => isActiveOn(station, v.today))
  const byLevel = groupBy(stations, (station) => assignmentOn(station, v.today).levelCode)
  const unitsById = new Map((await units(ctx.db)).map((unit) => [unit.id, unit]))
  const groups = (await levels(ctx.db)).map((level) => ({
    level,
    stations: (byLevel.get(level.code) ?? []).map((station) => ({
      station,
      unit: unitsById.get(assignmentOn(station, v.today).unitId),
    })),
  }))
  return send(c, <Stations v={v} groups={groups.filter(({ stations }) => stations.length > 0)} />)
}
