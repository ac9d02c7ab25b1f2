import { can } from '../../../accounts/index.ts'
import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

const ownStation = ({ actor }: View) => ({ stationId: actor.kind === 'account' ? actor.stationIds[0] : undefined })

const TABS: readonly { href: string; word: Word; shown: (v: View) => boolean }[] = [
  { href: '/nhat-ky', word: 'log.tab_airings', shown: () => true },
  { href: '/nhat-ky/ngoai-lich', word: 'log.tab_unplanned', shown: () => true },
  { href: '/nhat-ky/cho-xu-ly', word: 'log.tab_waiting', shown: () => true },
  { href: '/nhat-ky/nhap', word: 'log.tab_imports', shown: (v) => can(v.actor, 'log.import', ownStation(v)) },
  { href: '/nhat-ky/tong-so', word: 'log.tab_totals', shown: () => true },
]

/** The parts of the log, as one line of links; how many events wait stands beside theirs. */
export const LogTabs = ({ v, waiting = 0 }: { v: View; waiting?: number }) => (
  <Tabs
    label={v.t('log.parts')}
    tabs={TABS.filter(({ shown }) => shown(v)).map(({ href, word }) => ({
      href,
      here: v.path === href,
      label: (
        <>
          {v.t(word)}
          {href === '/nhat-ky/cho-xu-ly' && waiting > 0 && <b class="badge">{v.fmt.number(waiting)}</b>}
        </>
      ),
    }))}
  />
)
