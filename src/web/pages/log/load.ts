import { can } from '../../../accounts/index.ts'
import { type AuditEntry, auditPage } from '../../../audit/index.ts'
import type { Context } from '../../../context.ts'
import {
  airingHistory,
  airingPhotos,
  countLog,
  type LogPhoto,
  loggedStations,
  quarantineCount,
  quarantinedEvents,
  readCursor,
  readEntry,
  readLog,
} from '../../../playout/index.ts'
import { airingsBetween } from '../../../schedule/index.ts'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import type { AiringProps } from './airing.tsx'
import { logChoices, questionOf, readAsked } from './asked.ts'
import type { ListProps } from './list.tsx'
import { logRows } from './rows.ts'
import type { Waiting } from './waiting.tsx'

const PAGE_ROWS = 100
const WAITING_ROWS = 50
const HALF_DAY_MS = 12 * 3_600_000

/** How many events wait: at all stations, or at the only one of this person. */
export async function waitingFor(ctx: Context, v: View): Promise<number> {
  const stations = await loggedStations(ctx, v.actor)
  if (can(v.actor, 'as_run.read')) return quarantineCount(ctx.db)
  let n = 0
  for (const { id } of stations) n += await quarantineCount(ctx.db, id)
  return n
}

export async function loadList(
  ctx: Context,
  v: View,
  query: URLSearchParams,
  form: Returned = UNTOUCHED,
  ticked: readonly string[] = [],
): Promise<ListProps> {
  const asked = readAsked(query, v)
  const choices = await logChoices(ctx, v)
  const question = questionOf(asked, choices)
  const page = await readLog(ctx, v.actor, question, asked.after ? readCursor(asked.after) : null, PAGE_ROWS)
  return {
    v,
    asked,
    choices,
    rows: await logRows(ctx, page.airings),
    counts: asked.after ? null : await countLog(ctx, v.actor, question),
    next: page.next,
    lookedBackTo: page.lookedBackTo,
    waiting: await waitingFor(ctx, v),
    form,
    ticked: new Set(ticked),
  }
}

/** Who did what with an airing and the photographs behind it, newest first. */
async function auditOf(ctx: Context, airingId: string, photos: readonly LogPhoto[]): Promise<AuditEntry[]> {
  const subjects = [{ kind: 'airing', id: airingId }, ...photos.map(({ id }) => ({ kind: 'photo', id: String(id) }))]
  const entries: AuditEntry[] = []
  for (const subject of subjects) entries.push(...(await auditPage(ctx.db, subject, { offset: 0, limit: 100 })).items)
  return entries.sort((a, b) => b.id - a.id)
}

/** @throws DomainError not_found, forbidden */
export async function loadAiring(
  ctx: Context,
  v: View,
  airingId: string,
  form: Returned = UNTOUCHED,
  failed: AiringProps['failed'] = null,
): Promise<AiringProps> {
  const history = await airingHistory(ctx, v.actor, airingId)
  const [row] = await logRows(ctx, [history.airing])
  if (!row) throw new Error('an airing that was read has its row')
  const photos = await airingPhotos(ctx, v.actor, airingId)
  const mayAudit = can(v.actor, 'audit.read')
  return {
    v,
    row,
    history,
    photos,
    audit: mayAudit ? await auditOf(ctx, airingId, photos) : null,
    form,
    failed,
  }
}

const HUNDRED_DAYS_MS = 100 * 86_400_000
/** When an event says that it was, unless that cannot be: then when it came. */
const plausible = (told: number | null, received: number): number =>
  told !== null && told <= received && received - told < HUNDRED_DAYS_MS ? told : received

/** The oldest events that wait, each with the airings of its station within half a day of when it says it was. */
export async function loadWaiting(ctx: Context, v: View): Promise<{ waiting: Waiting[]; total: number }> {
  const stations = await loggedStations(ctx, v.actor)
  const byCode = new Map(stations.map((station) => [station.code, station]))
  const only = can(v.actor, 'as_run.read') ? [undefined] : stations.map(({ id }) => id)
  const rows = []
  for (const stationId of only) {
    const where = stationId === undefined ? {} : { stationId }
    rows.push(...(await quarantinedEvents(ctx.db, { ...where, offset: 0, limit: WAITING_ROWS })).slice(0, WAITING_ROWS))
  }
  const waiting: Waiting[] = []
  for (const row of rows) {
    const { entry } = readEntry(row.text)
    if (entry.kind !== 'event') continue
    const { event, device_id, item, airing } = entry.body
    const station = byCode.get(row.station)
    const told = Date.parse(event.at)
    const near = Number.isFinite(told) && told > 0 ? told : null
    const moments = [near, airing ? Date.parse(airing.starts_at) : null].filter((at) => at !== null)
    const found = []
    for (const at of station ? moments : []) {
      const window = { stationIds: [station?.id ?? 0], from: at - HALF_DAY_MS, to: Math.min(at + HALF_DAY_MS, v.now) }
      found.push(...(await airingsBetween(ctx.db, { ...window, limit: 60 })))
    }
    const candidates = await logRows(ctx, found)
    waiting.push({
      station: row.station,
      stationName: shortStationName(station?.name ?? row.station),
      eventId: row.event_id,
      kind: event.kind,
      deviceId: device_id,
      toldAt: near,
      receivedAt: row.received_at,
      day: ctx.zone.localDate(plausible(near, row.received_at)),
      item: item ? (item.episode ?? item.segment) : (event.sha256?.slice(0, 12) ?? null),
      playedSeconds: event.played_seconds ?? null,
      reason: row.reason,
      candidates: [...new Map(candidates.map((one) => [one.id, one])).values()],
    })
  }
  return { waiting, total: await waitingFor(ctx, v) }
}
