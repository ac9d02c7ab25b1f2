import { Hono } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, baseUrl } from '../../../http/index.ts'
import type { Station } from '../../../stations/index.ts'
import { page, send } from '../../answer.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

type Address = { readonly file: string; readonly word: Word; readonly query?: string }
/** What each format is for, as the recipes of docs/recipes tell at length. */
const ADDRESSES: readonly Address[] = [
  { file: 'playlist.m3u8', word: 'stations.for_m3u8' },
  { file: 'playlist.m3u8', query: 'for=liquidsoap', word: 'stations.for_liquidsoap' },
  { file: 'playlist.m3u', query: 'window=30', word: 'stations.for_window' },
  { file: 'playlist.pls', word: 'stations.for_pls' },
  { file: 'playlist.xspf', word: 'stations.for_xspf' },
  { file: 'playlist.ics', word: 'stations.for_ics' },
  { file: 'playlist.rss', word: 'stations.for_rss' },
  { file: 'playlist.json', word: 'stations.for_json' },
]
/** Stands where a device's own key goes. */
const KEY_PLACE = '{KEY}'

const addressOf = (base: string, station: Station, { file, query }: Address): string => {
  const asked = [query, `token=${KEY_PLACE}`].filter(Boolean).join('&')
  return `${base}/api/v1/stations/${encodeURIComponent(station.code)}/${file}?${asked}`
}

const Addresses = ({ v, station, base }: { v: View; station: Station; base: string }) => (
  <StationFrame v={v} station={station} tab="/dia-chi">
    <section class="section first" aria-labelledby="addresses">
      <h2 id="addresses">{v.t('stations.addresses')}</h2>
      <p class="measure spaced-s">
        {v.t('stations.addresses_lead', { key: KEY_PLACE })}{' '}
        <a href={`${hrefOf(station)}/khoa`}>{v.t('stations.tab_keys')}</a>
      </p>
      <WideTable name={v.t('stations.addresses')}>
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{v.t('stations.format')}</th>
              <th scope="col">{v.t('stations.address')}</th>
            </tr>
          </thead>
          <tbody>
            {ADDRESSES.map((address) => {
              const id = `${address.file}${address.query ?? ''}`
              return (
                <tr>
                  <th scope="row">
                    <label for={id}>{v.t(address.word)}</label>
                  </th>
                  <td class="what">
                    <input id={id} class="copy" readonly value={addressOf(base, station, address)} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </WideTable>
    </section>
    <section class="section" aria-labelledby="agent">
      <h2 id="agent">{v.t('stations.agent')}</h2>
      <p class="measure spaced-s">{v.t('stations.agent_lead')}</p>
      <textarea class="copy" readonly rows={3} aria-label={v.t('stations.agent')}>
        {[`SONGQUE_SERVER=${base}`, `SONGQUE_STATION=${station.code}`, `SONGQUE_KEY=${KEY_PLACE}`].join('\n')}
      </textarea>
      <p class="quiet small spaced-s">
        {v.t('stations.recipes')} <a href="/api/docs">{v.t('stations.api_docs')}</a>
      </p>
    </section>
  </StationFrame>
)

/** Playlist addresses ready to copy: the key itself is told once only, so its place stands empty. */
export const stationAddressPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    '/dai/:code/dia-chi',
    page(ctx, async (c, v) => {
      const station = await stationHere(ctx, v, c.req.param('code'))
      demand(v.actor, 'playlist.read', { stationId: station.id })
      return send(c, <Addresses v={v} station={station} base={baseUrl(ctx.config, c)} />)
    }),
  )
