import type { Child } from 'hono/jsx'
import { can, demand, type Permission } from '../../../accounts/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { Head, Page } from '../../components/page.tsx'
import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

type Tab = { readonly href: string; readonly word: Word; readonly needs: Permission }
const TABS: readonly Tab[] = [
  { href: '/quan-tri', word: 'admin.tab_system', needs: 'setting.manage' },
  { href: '/quan-tri/tai-khoan', word: 'admin.tab_accounts', needs: 'account.manage' },
  { href: '/quan-tri/dang-nhap', word: 'admin.tab_sign_ins', needs: 'account.manage' },
  { href: '/quan-tri/khoa', word: 'admin.tab_keys', needs: 'api_key.manage' },
  { href: '/quan-tri/nhat-ky', word: 'admin.tab_audit', needs: 'audit.read' },
  { href: '/quan-tri/don-vi', word: 'admin.tab_units', needs: 'unit.manage' },
  { href: '/quan-tri/luu-tru', word: 'retention.title', needs: 'setting.manage' },
  { href: '/quan-tri/thong-bao', word: 'notices.title', needs: 'notice.read' },
  { href: '/quan-tri/cai-dat', word: 'admin.tab_settings', needs: 'report_setting.manage' },
]

/** The page of a permission, or a page in words that it is not for this person. */
export const forAdmin = (actor: Actor, needs: Permission): void => demand(actor, needs)

type Props = { v: View; tab: string; title?: string; over?: Child; tools?: Child; children?: Child }
/** A page of administration: its title, and the others beside it. */
export const AdminFrame = ({ v, tab, title, over, tools, children }: Props) => (
  <Page v={v} title={title ?? v.t('admin.title')}>
    <Head title={title ?? v.t('admin.title')} over={over}>
      {tools}
    </Head>
    <Tabs
      label={v.t('admin.tabs')}
      tabs={TABS.filter(({ needs }) => can(v.actor, needs)).map(({ href, word }) => ({
        href,
        label: v.t(word),
        here: tab === href,
      }))}
    />
    {children}
  </Page>
)
