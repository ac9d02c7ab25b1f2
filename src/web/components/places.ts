import { can } from '../../accounts/index.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import type { IconName } from './shapes.tsx'

export type Place = {
  readonly href: string
  readonly word: Word
  /** Places of the rail have one; the others are found by Ctrl+K. */
  readonly icon?: IconName
  readonly shown: (v: View) => boolean
}

/** An operator holds station rights for the own stations only: ask for one of them. */
const maySee = ({ actor }: View, permission: 'schedule.read' | 'station.read' | 'as_run.read'): boolean =>
  can(actor, permission, { stationId: actor.kind === 'account' ? actor.stationIds[0] : undefined })

/** The pages of the rail, then those that are reached from them. */
const places: readonly Place[] = [
  { href: '/', word: 'nav.today', icon: 'today', shown: (v) => maySee(v, 'schedule.read') },
  { href: '/ky', word: 'nav.library', icon: 'library', shown: (v) => can(v.actor, 'library.read') },
  { href: '/lich-phat', word: 'nav.schedule', icon: 'schedule', shown: (v) => maySee(v, 'schedule.read') },
  { href: '/nhat-ky', word: 'nav.log', icon: 'log', shown: (v) => maySee(v, 'as_run.read') },
  { href: '/bao-cao', word: 'nav.report', icon: 'report', shown: (v) => can(v.actor, 'report.read') },
  { href: '/dai', word: 'nav.stations', icon: 'stations', shown: (v) => maySee(v, 'station.read') },
  {
    href: '/quan-tri',
    word: 'nav.admin',
    icon: 'admin',
    shown: ({ actor }) => can(actor, 'account.manage') || can(actor, 'audit.read') || can(actor, 'setting.manage'),
  },
  { href: '/ky/moi', word: 'library.new', shown: (v) => can(v.actor, 'episode.edit') },
  { href: '/khan-cap', word: 'emergency.link', shown: (v) => can(v.actor, 'emergency.order') },
  { href: '/nhat-ky/cho-xu-ly', word: 'todo.go_settle', shown: (v) => can(v.actor, 'event.settle') },
  { href: '/quan-tri/tai-khoan', word: 'admin.tab_accounts', shown: (v) => can(v.actor, 'account.manage') },
  { href: '/quan-tri/nhat-ky', word: 'admin.tab_audit', shown: (v) => can(v.actor, 'audit.read') },
  { href: '/tai-khoan', word: 'account.title', shown: () => true },
]

/** The pages that this person may open. */
export const placesFor = (v: View): readonly Place[] => places.filter((place) => place.shown(v))
