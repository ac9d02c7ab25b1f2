import type { Context } from '../../../context.ts'
import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts'
import { GRADES, type Grade } from '../../../kernel/terms.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { allSegments, type SegmentBrief } from '../../../library/index.ts'
import { LOG_STATUSES, type LogAsked, type LogStatus, loggedStations } from '../../../playout/index.ts'
import { type Station, type StationGroup, stationGroups } from '../../../stations/index.ts'
import { type Level, levels } from '../../../units/index.ts'
import { queryDate } from '../../date-field.ts'
import type { View } from '../../view.ts'

/** What the address of the log says: `?tu=&den=&dai=&tiet-muc=&tt=&bc=&sau=`. */
export type Asked = {
  readonly from: LocalDate
  readonly to: LocalDate
  /** "", "level:CODE", "group:CODE" or the code of a station. */
  readonly scope: string
  readonly segment: string
  readonly status: LogStatus | ''
  readonly grade: Grade | ''
  /** Where the page begins; "" at the newest. */
  readonly after: string
}
/** What may be chosen. */
export type Choices = {
  readonly stations: readonly Station[]
  readonly levels: readonly Level[]
  readonly groups: readonly StationGroup[]
  readonly segments: readonly SegmentBrief[]
}

const WEEK_DAYS = 6
const LONGEST_DAYS = 800

/** Reads an address; what cannot be read is as if it were not there. The newest week without days. */
export function readAsked(query: URLSearchParams, v: View): Asked {
  const get = (name: string): string => (query.get(name) ?? '').slice(0, 200)
  const to = queryDate(get('den')) ?? v.today
  const from = queryDate(get('tu')) ?? addDays(to, -WEEK_DAYS)
  const [first, last] = from <= to ? [from, to] : [to, from]
  return {
    from: daysBetween(first, last) > LONGEST_DAYS ? addDays(last, -LONGEST_DAYS) : first,
    to: last,
    scope: get('dai'),
    segment: get('tiet-muc'),
    status: LOG_STATUSES.find((status) => status === get('tt')) ?? '',
    grade: GRADES.find((grade) => grade === get('bc')) ?? '',
    after: get('sau'),
  }
}

/** The address of the log for what is asked, with changes. */
export function logLink(asked: Asked, changes: Partial<Asked> = {}, path = '/nhat-ky'): string {
  const { from, to, scope, segment, status, grade, after } = { ...asked, after: '', ...changes }
  const query = new URLSearchParams({ tu: from, den: to })
  const pairs = { dai: scope, 'tiet-muc': segment, tt: status, bc: grade, sau: after }
  for (const [name, value] of Object.entries(pairs)) if (value !== '') query.set(name, value)
  return `${path}?${query}`
}

export async function logChoices(ctx: Context, v: View): Promise<Choices> {
  const stations = (await loggedStations(ctx, v.actor)).sort((a, b) => compareVietnamese(a.name, b.name))
  const segments = [...(await allSegments(ctx.db))].sort((a, b) => compareVietnamese(a.name, b.name))
  const many = stations.length > 1
  return {
    stations,
    segments,
    levels: many ? await levels(ctx.db) : [],
    groups: many ? await stationGroups(ctx.db) : [],
  }
}

/** The question of an address, as the log understands it; an unknown station or group has no airings. */
export function questionOf(asked: Asked, { stations, groups, segments }: Choices): LogAsked {
  const { from, to, scope, status, grade } = asked
  const level = scope.startsWith('level:') ? scope.slice(6) : undefined
  const group = scope.startsWith('group:') ? groups.find(({ code }) => code === scope.slice(6)) : undefined
  const codes = group ? group.stations : [scope]
  const all = scope === '' || level !== undefined
  return {
    from,
    to,
    stationIds: all ? null : stations.filter(({ code }) => codes.includes(code)).map(({ id }) => id),
    levelCode: level,
    segmentId: asked.segment === '' ? undefined : (segments.find(({ code }) => code === asked.segment)?.id ?? -1),
    status: status || undefined,
    grade: grade || undefined,
  }
}
