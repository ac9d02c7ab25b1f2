import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import { type ActRead, lastAct } from '../../../schedule/index.ts'
import { Tabs } from '../../components/tabs.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

const VIEWS = ['list', 'day', 'week', 'slots', 'closures', 'segments', 'programme'] as const
export type ScheduleView = (typeof VIEWS)[number]

const words: Readonly<Record<ScheduleView, Word>> = {
  list: 'schedule.tab_list',
  day: 'schedule.tab_day',
  week: 'schedule.tab_week',
  slots: 'schedule.tab_slots',
  closures: 'schedule.tab_closures',
  segments: 'schedule.tab_segments',
  programme: 'schedule.tab_programme',
}
const paths: Readonly<Record<ScheduleView, string>> = {
  list: '/lich-phat',
  day: '/lich-phat/ngay',
  week: '/lich-phat/tuan',
  slots: '/lich-phat/khung-gio',
  closures: '/lich-phat/ngay-nghi',
  segments: '/lich-phat/chuyen-muc',
  programme: '/lich-phat/in',
}
/** An operator, who reads the own stations alone, has the views of days. */
const shown = (v: View, view: ScheduleView): boolean =>
  view === 'segments'
    ? can(v.actor, 'library.read')
    : view === 'slots' || view === 'closures'
      ? can(v.actor, 'schedule.read')
      : true

/** The views of the schedule. The day that is looked at goes along. */
export const ScheduleTabs = ({ v, here, date, station }: TabsProps) => {
  const query = new URLSearchParams()
  if (date && date !== v.today) query.set('ngay', date)
  const href = (view: ScheduleView): string => {
    const own = new URLSearchParams(query)
    if (station && (view === 'week' || view === 'programme')) own.set('dai', station)
    return own.size > 0 && view !== 'slots' && view !== 'closures' && view !== 'segments'
      ? `${paths[view]}?${own}`
      : paths[view]
  }
  return (
    <Tabs
      label={v.t('schedule.views')}
      tabs={VIEWS.filter((view) => shown(v, view)).map((view) => ({
        href: href(view),
        label: v.t(words[view]),
        here: view === here,
      }))}
    />
  )
}
type TabsProps = { v: View; here: ScheduleView; date?: LocalDate; station?: string }

/** What this person saved last, while it can still be taken back. */
export type LastAct = ActRead

/** An act is offered for undoing on the day on which it was saved. */
export async function loadLastAct(ctx: Context, v: View): Promise<LastAct | null> {
  if (!can(v.actor, 'schedule.plan') && !can(v.actor, 'closure.manage')) return null
  const last = await lastAct(ctx, v.actor)
  return last && last.refused === null && ctx.zone.localDate(last.act.at) === v.today ? last : null
}

const kindWords: Readonly<Record<string, Word>> = {
  'slot.create': 'schedule.did_create',
  'slot.edit': 'schedule.did_edit',
  'slot.end': 'schedule.did_end',
  'slot.cancel': 'schedule.did_cancel',
  'slot.move': 'schedule.did_move',
  'slot.replace': 'schedule.did_replace',
  'slot.add': 'schedule.did_add',
  'closure.create': 'schedule.did_closure',
  'week.copy': 'schedule.did_copy',
}

/** What was done, in words: for the bar, and for the toast after saving. */
export const actWord = (kind: string): Word => kindWords[kind] ?? 'schedule.did_edit'

/** "Vừa lưu lúc 09:12: dời lượt phát. Hoàn tác": a form, so that it works without JavaScript. */
export const UndoBar = ({ v, last }: { v: View; last: LastAct | null }) =>
  last === null ? null : (
    <form class="undo-bar no-print" method="post" action={`/lich-phat/hoan-tac/${last.act.id}`} data-keep="off">
      <input type="hidden" name="ve" value={v.here} />
      <span>{v.t('schedule.last_act', { time: v.fmt.time(last.act.at), what: v.t(actWord(last.act.kind)) })}</span>
      <button class="button" type="submit">
        {v.t('schedule.undo')}
      </button>
    </form>
  )
