import { can } from '../../../accounts/index.ts'
import type { Station } from '../../../stations/index.ts'
import { Button } from '../../components/button.tsx'
import { Icon, type IconName } from '../../components/shapes.tsx'
import { Mark } from '../../components/status.tsx'
import { shortStationName } from '../../station-name.ts'
import { bytes } from '../../told.ts'
import type { View } from '../../view.ts'
import type { SilentStation, Todo } from './todo.ts'

type Said = {
  readonly what: string
  readonly more?: string | undefined
  readonly station?: Station
  readonly href: string
  readonly act: string
  /** Must be acted on now: lotus red. */
  readonly urgent?: boolean
}

function silentSaid({ t, fmt }: View, { station, lastWordAt, noWord }: SilentStation): Said {
  const name = shortStationName(station.name)
  const what = noWord > 0 ? t('todo.no_word', { name, n: fmt.number(noWord) }) : t('todo.silent', { name })
  const day = noWord > 0 ? `/nhat-ky?dai=${encodeURIComponent(station.code)}&tt=no_word` : undefined
  return {
    what,
    // A station without a device confirms by hand: nothing of it can be silent.
    more: lastWordAt === null ? undefined : t('todo.last_word', { at: fmt.moment(lastWordAt) }),
    station,
    href: day ?? `/dai/${encodeURIComponent(station.code)}`,
    act: noWord > 0 ? t('todo.go_log') : t('todo.go_station'),
  }
}

/** Each kind of work in words, with its next action. */
function said(v: View, todo: Todo): Said {
  const { t, fmt } = v
  switch (todo.kind) {
    case 'emergency':
      return {
        what: t('todo.emergency', { title: todo.title }),
        more: t('todo.emergency_done', { done: fmt.number(todo.done), all: fmt.number(todo.all) }),
        href: `/khan-cap/${todo.id}`,
        act: t('todo.go_emergency'),
        urgent: true,
      }
    case 'uncleared':
      return {
        what: t(todo.premiere ? 'todo.premiere' : 'todo.uncleared', { at: fmt.moment(todo.at) }),
        more: t('todo.uncleared_stations', { segment: todo.segmentName, n: fmt.number(todo.stations) }),
        href: todo.episodeId === null ? '/ky/moi' : `/ky/${todo.episodeId}`,
        act: t(todo.episodeId === null ? 'library.new' : 'week.open'),
        urgent: true,
      }
    case 'clash':
      return {
        station: todo.station,
        what: t('todo.clash', { name: shortStationName(todo.station.name), at: fmt.moment(todo.first) }),
        more: t('todo.clash_with', { at: fmt.time(todo.second) }),
        href: `/lich-phat?ngay=${v.dayOf(todo.first)}&dai=${encodeURIComponent(todo.station.code)}`,
        act: t('week.go_schedule'),
      }
    case 'silent':
      return silentSaid(v, todo)
    case 'more_silent':
      return { what: t('todo.more_silent', { n: fmt.number(todo.n) }), href: '/dai', act: t('nav.stations') }
    case 'failed':
      return {
        what: t('todo.failed', { n: todo.number, title: todo.title }),
        more: todo.fileName,
        href: `/ky/${todo.episodeId}`,
        act: t('todo.go_recording'),
      }
    case 'quarantined':
      return {
        what: t('todo.quarantined', { n: fmt.number(todo.n) }),
        href: '/nhat-ky/cho-xu-ly',
        act: t('todo.go_settle'),
      }
    case 'disk':
      return {
        what: t(todo.level === 'critical' ? 'todo.disk_critical' : 'todo.disk_low', { free: bytes(v, todo.free) }),
        more: t('todo.disk_what'),
        href: can(v.actor, 'setting.manage') ? '/quan-tri' : '/ky',
        act: t(can(v.actor, 'setting.manage') ? 'nav.admin' : 'nav.library'),
        urgent: todo.level === 'critical',
      }
    case 'deadline':
      return {
        what: t('todo.deadline', { period: todo.label[v.lang], day: fmt.date(todo.due) }),
        href: `/bao-cao?period=${encodeURIComponent(todo.period)}`,
        act: t('nav.report'),
      }
    case 'supplement':
      return {
        what: t('todo.supplement', { n: fmt.number(todo.n) }),
        more: t('todo.supplement_of', { from: fmt.date(todo.from), to: fmt.date(todo.to) }),
        href: `/bao-cao?period=${encodeURIComponent(todo.period)}`,
        act: t('todo.go_supplement'),
      }
  }
}

const icons: Readonly<Record<Todo['kind'], IconName>> = {
  emergency: 'alert',
  uncleared: 'alert',
  clash: 'schedule',
  silent: 'phone',
  more_silent: 'stations',
  failed: 'library',
  quarantined: 'log',
  disk: 'alert',
  deadline: 'report',
  supplement: 'report',
}

/** Whom to call: the station's contact, with a link that dials on a phone. */
const Contact = ({ v, station }: { v: View; station: Station }) => {
  const { contactName, contactPhone } = station
  if (!contactName && !contactPhone) return <>{v.t('todo.no_contact')}</>
  return (
    <>
      {v.t('todo.call')} {contactName}{' '}
      {contactPhone && (
        <a class="num" href={`tel:${contactPhone.replace(/[^\d+]/g, '')}`}>
          {contactPhone}
        </a>
      )}
    </>
  )
}

const Row = ({ v, todo }: { v: View; todo: Todo }) => {
  const { what, more, station, href, act, urgent } = said(v, todo)
  return (
    <li class={urgent ? 'urgent' : undefined}>
      <Icon name={icons[todo.kind]} size={18} />
      <div>
        <p>{what}</p>
        {(more || station) && (
          <p class="quiet small">
            {station && (
              <>
                <Contact v={v} station={station} />
                {more && ' · '}
              </>
            )}
            {more}
          </p>
        )}
      </div>
      <Button href={href}>{act}</Button>
    </li>
  )
}

/** "Cần xử lý": what waits for this person, each with its next action; that nothing does is said too. */
export const TodoList = ({ v, todo }: { v: View; todo: readonly Todo[] }) => (
  <section class="section todo" id="todo" aria-labelledby="todo-title">
    <h2 id="todo-title">
      {v.t('todo.title')}
      {todo.length > 0 && <span class="quiet num"> {todo.length}</span>}
    </h2>
    {todo.length === 0 ? (
      <p class="status s-aired">
        <Mark status="aired" />
        {v.t('todo.none')}
      </p>
    ) : (
      <ul class="todos">
        {todo.map((one) => (
          <Row v={v} todo={one} />
        ))}
      </ul>
    )}
  </section>
)
