import type { Child } from 'hono/jsx'
import { can, type Permission } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { readStation, type Station } from '../../../stations/index.ts'
import { Head, Page } from '../../components/page.tsx'
import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { hrefOf } from './list.tsx'

type Tab = { readonly path: string; readonly word: Word; readonly needs: Permission }
/** The pages of a station; each is shown to those who may use it. */
const TABS: readonly Tab[] = [
  { path: '', word: 'stations.tab_overview', needs: 'station.read' },
  { path: '/khoa', word: 'stations.tab_keys', needs: 'station_key.manage' },
  { path: '/gio-phat', word: 'stations.tab_times', needs: 'station.read' },
  { path: '/dia-chi', word: 'stations.tab_addresses', needs: 'playlist.read' },
  { path: '/bo-usb', word: 'stations.tab_bundle', needs: 'playlist.read' },
  { path: '/ho-so', word: 'stations.tab_history', needs: 'station.read' },
]

export const stationHere = (ctx: Context, v: View, code: string | undefined): Promise<Station> =>
  readStation(ctx, v.actor, code ?? '')

/** A page of one station: its name, and its other pages. */
export const StationFrame = (props: { v: View; station: Station; tab: string; tools?: Child; children?: Child }) => {
  const { v, station, tab, tools, children } = props
  const subject = { stationId: station.id }
  return (
    <Page v={v} title={station.name}>
      <Head title={station.name} over={<a href="/dai">{v.t('stations.title')}</a>}>
        {tools}
      </Head>
      <Tabs
        label={v.t('stations.tabs')}
        tabs={TABS.filter(({ needs }) => can(v.actor, needs, subject)).map(({ path, word }) => ({
          href: hrefOf(station) + path,
          label: v.t(word),
          here: tab === path,
        }))}
      />
      {children}
    </Page>
  )
}
