import { type PlainQuestion, STATION_ORDERS, type StationOrder } from '../../../reports/index.ts'
import { type Choice, choosePeriod } from '../../period-choice.ts'
import type { View } from '../../view.ts'

/** What the address of the report says: a period and what narrows it. "" where nothing was asked. */
export type Asked = {
  readonly choice: Choice
  /** Code of a segment, or "all"; "": the installation's reporting segment. */
  readonly segment: string
  readonly field: string
  readonly kind: PlainQuestion['kind']
  /** Code of a level. */
  readonly level: string
  /** Code of one station. */
  readonly station: string
  readonly units: PlainQuestion['units']
  readonly order: StationOrder
  /** Stations passed over: the page of the table. */
  readonly offset: number
}

const KINDS = ['all', 'premiere', 'repeat'] as const
const text = (query: URLSearchParams, name: string): string => (query.get(name) ?? '').trim().slice(0, 200)
const whole = (given: string): number => (/^\d{1,7}$/.test(given) ? Number(given) : 0)

/** Reads an address. @throws DomainError no_such_period */
export function readAsked(query: URLSearchParams, v: View): Asked {
  const by = STATION_ORDERS.find((name) => name === query.get('xep')) ?? 'name'
  return {
    choice: choosePeriod(Object.fromEntries(query), v.today),
    segment: text(query, 'tiet-muc'),
    field: text(query, 'linh-vuc'),
    kind: KINDS.find((kind) => kind === query.get('loai')) ?? 'all',
    level: text(query, 'cap'),
    station: text(query, 'dai'),
    units: query.get('don-vi') === 'now' ? 'now' : 'then',
    order: { by, down: query.get('chieu') === 'giam' },
    offset: whole(query.get('bo-qua') ?? ''),
  }
}

export const questionOf = ({ choice, segment, field, kind, level, station, units }: Asked, v: View): PlainQuestion => ({
  period: choice.period,
  ...(segment === '' ? {} : { segment }),
  field: field || undefined,
  kind,
  level: level || undefined,
  station: station || undefined,
  units,
  lang: v.lang,
})

/** Whether it asks for less than everything of its period and segment: documents and closings are of all of it. */
export const isNarrowed = ({ field, kind, level, station }: Asked): boolean =>
  field !== '' || kind !== 'all' || level !== '' || station !== ''

/** Everything but the period, as fields of a form. */
export function filterFields({ segment, field, kind, level, station, units }: Asked): Record<string, string> {
  const pairs = {
    'tiet-muc': segment,
    'linh-vuc': field,
    loai: kind === 'all' ? '' : kind,
    cap: level,
    dai: station,
    'don-vi': units === 'then' ? '' : units,
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''))
}

type Days = { readonly from: string; readonly to: string }
const periodFields = ({ period, part }: Choice): Record<string, string> =>
  part === '' ? { tu: period.from, den: period.to } : { period: period.key }

/** Another period under the same filters: its key, or its days. */
export function periodLink(asked: Asked, period: Days & { readonly key: string }): string {
  const named = !period.key.includes('..')
  const days: Record<string, string> = named ? { period: period.key } : { tu: period.from, den: period.to }
  return `/bao-cao?${new URLSearchParams({ ...days, ...filterFields(asked) })}`
}

/** The report for what is asked, with changes; the table begins anew. */
export function reportLink(asked: Asked, changes: Partial<Asked> = {}): string {
  const wish = { ...asked, offset: 0, ...changes }
  const query = new URLSearchParams({ ...periodFields(wish.choice), ...filterFields(wish) })
  if (wish.order.by !== 'name' || wish.order.down) query.set('xep', wish.order.by)
  if (wish.order.down) query.set('chieu', 'giam')
  if (wish.offset > 0) query.set('bo-qua', String(wish.offset))
  return `/bao-cao?${query}`
}

/** What narrows the rows behind a number further: which number, its grade, its days. */
export type RowsWish = {
  readonly figure?: string
  readonly grade?: string
  readonly level?: string
  readonly station?: string
  readonly days?: Days
  readonly programme?: 'relay' | 'live'
  readonly offset?: number
}

/** The rows behind a number of this report. */
export function rowsLink(asked: Asked, wish: RowsWish): string {
  const narrowed = { ...asked, level: wish.level ?? asked.level, station: wish.station ?? asked.station }
  const days = wish.days ? { tu: wish.days.from, den: wish.days.to } : periodFields(asked.choice)
  const query = new URLSearchParams({ ...days, ...filterFields(narrowed) })
  if (wish.figure) query.set('so', wish.figure)
  if (wish.grade) query.set('bc', wish.grade)
  if (wish.programme) query.set('ct', wish.programme)
  if (wish.offset) query.set('bo-qua', String(wish.offset))
  return `/bao-cao/luot?${query}`
}

/** The same question asked of the API. */
export function apiLink(path: string, asked: Asked, more: Record<string, string> = {}): string {
  const { choice, segment, field, kind, level, station, units } = asked
  const { period, part } = choice
  const query = new URLSearchParams(part === '' ? { from: period.from, to: period.to } : { period: period.key })
  const pairs = {
    ...more,
    segment,
    field,
    kind: kind === 'all' ? '' : kind,
    level,
    station,
    units: units === 'then' ? '' : units,
  }
  for (const [name, value] of Object.entries(pairs)) if (value !== '') query.set(name, value)
  return `/api/v1/reports/${path}?${query}`
}
