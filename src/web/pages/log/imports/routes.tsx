import { Hono, type Context as HonoContext } from 'hono'
import { can } from '../../../../accounts/index.ts'
import type { Context } from '../../../../context.ts'
import { type AppEnv, idParam, parseInput, sendStream, z } from '../../../../http/index.ts'
import {
  bringLog,
  confirmLog,
  dropLog,
  importedRows,
  listLogs,
  logFile,
  logMapping,
  mapLog,
  placeOf,
  playoutErrors,
  previewLog,
  reasonOf,
  weightOf,
} from '../../../../playout/index.ts'
import { closedDays, toCsv } from '../../../../reports/index.ts'
import { page, returned, send } from '../../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../../components/form.tsx'
import { optionalFormDate } from '../../../date-field.ts'
import { done } from '../../../flash.ts'
import type { View } from '../../../view.ts'
import { logChoices } from '../asked.ts'
import { readPosted } from '../brought.ts'
import { waitingFor } from '../load.ts'
import { ImportPage } from './detail.tsx'
import { ImportsPage } from './list.tsx'

const PAGE_ROWS = 30
const IMPORTED_SHOWN = 500
const PASTED_MAX = 1_000_000

const idOf = (c: HonoContext<AppEnv>): number => parseInput(idParam, c.req.param('id'))

async function list(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  status = 200,
): Promise<Response> {
  const before = Number(c.req.query('truoc') ?? '')
  const { logs, next } = await listLogs(ctx, v.actor, before > 0 ? before : null, PAGE_ROWS)
  const choices = await logChoices(ctx, v)
  const stations = choices.stations.filter(({ id }) => can(v.actor, 'log.import', { stationId: id }))
  const props = {
    v,
    choices: { ...choices, stations },
    many: can(v.actor, 'log.import'),
    totals: can(v.actor, 'total.report'),
    segment: choices.segments[0]?.code ?? '',
    logs,
    next: next === null ? null : `/nhat-ky/nhap?truoc=${next}`,
    waiting: await waitingFor(ctx, v),
    form,
  }
  return send(c, <ImportsPage {...props} />, status)
}

const wish = z.object({
  station: z.string().max(100).optional().default(''),
  segment: z.string().max(100),
  kind: z.enum(['airings', 'totals']).optional().default('airings'),
  from: optionalFormDate,
  to: optionalFormDate,
  pasted: z.string().max(PASTED_MAX).optional().default(''),
})

async function bring(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const posted = await readPosted(c)
  try {
    const given = parseInput(wish, posted.values)
    const chosen = await posted.file('file')
    const pasted =
      given.pasted.trim() === '' ? null : { name: 'dan.txt', bytes: new TextEncoder().encode(given.pasted) }
    const file = chosen ?? pasted
    if (!file) throw playoutErrors.import_empty()
    const { segment, kind, from = null, to = null } = given
    const id = await bringLog(ctx, v.actor, { kind, station: given.station || null, segment, file, from, to })
    return c.redirect(`/nhat-ky/nhap/${id}`, 303)
  } catch (error) {
    const form = returned(v, error, { ...posted.values })
    return list(ctx, c, v, form, form.status)
  }
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  status = 200,
): Promise<Response> {
  const seen = await previewLog(ctx, v.actor, idOf(c), await closedDays(ctx))
  const choices = await logChoices(ctx, v)
  const props = {
    v,
    seen,
    stations: new Map(choices.stations.map((station) => [station.id, station.name])),
    segment: choices.segments.find(({ id }) => id === seen.log.segment_id)?.name ?? '',
    imported: seen.log.state === 'done' ? await importedRows(ctx.db, seen.log.id, IMPORTED_SHOWN) : [],
    form,
  }
  return send(c, <ImportPage {...props} />, status)
}

async function columns(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { values } = await readPosted(c)
  try {
    const days = parseInput(z.object({ from: optionalFormDate, to: optionalFormDate }), values)
    const heads = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        name.startsWith('head_') && value !== '' ? [[name.slice(5), value]] : [],
      ),
    )
    const { from = null, to = null } = days
    await mapLog(ctx, v.actor, idOf(c), parseInput(logMapping, { heads, order: values.order ?? 'auto', from, to }))
    return c.redirect(`/nhat-ky/nhap/${idOf(c)}`, 303)
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, form, form.status)
  }
}

async function confirm(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { values } = await readPosted(c)
  try {
    await confirmLog(ctx, v.actor, idOf(c), values.digest ?? '', await closedDays(ctx))
    return done(c, `/nhat-ky/nhap/${idOf(c)}`, 'imports.confirmed')
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, form, form.status)
  }
}

async function drop(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  await dropLog(ctx, v.actor, idOf(c))
  return done(c, '/nhat-ky/nhap', 'imports.dropped')
}

const attachment = (name: string, type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
})

async function original(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { log, open } = await logFile(ctx, v.actor, idOf(c))
  const headers = { ...attachment(log.file_name, 'application/octet-stream'), 'Content-Length': String(log.bytes) }
  return sendStream(c, open, 200, headers, ctx.log)
}

const WEIGHTS = {
  bad: 'imports.group_bad',
  duplicate: 'imports.group_duplicate',
  skipped: 'imports.group_skipped',
  note: 'imports.group_note',
} as const

async function findings(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const seen = await previewLog(ctx, v.actor, idOf(c), await closedDays(ctx))
  const inOrder = [...seen.findings].sort(
    (a, b) => a.sheet - b.sheet || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
  const rows = inOrder.map((finding) => [
    placeOf(finding, seen.sheets, v.lang),
    v.t(WEIGHTS[weightOf(finding)]),
    reasonOf(finding, v.lang),
  ])
  const heads = [v.t('imports.place'), v.t('imports.state'), v.t('log.csv_reason')]
  const name = `${seen.log.file_name.replace(/\.\w+$/, '')} - ${v.t('imports.findings_file')}.csv`
  return c.body(toCsv([heads, ...rows]), 200, attachment(name, 'text/csv; charset=utf-8'))
}

/** "Nhập sổ": a station's log from Excel, CSV or a pasted table; nothing is imported before it was looked at. */
export function importPages(ctx: Context): Hono<AppEnv> {
  const one = '/nhat-ky/nhap/:id{[0-9]+}'
  return new Hono<AppEnv>()
    .get(
      '/nhat-ky/nhap',
      page(ctx, (c, v) => list(ctx, c, v)),
    )
    .post(
      '/nhat-ky/nhap',
      page(ctx, (c, v) => bring(ctx, c, v)),
    )
    .get(
      one,
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      `${one}/cot`,
      page(ctx, (c, v) => columns(ctx, c, v)),
    )
    .post(
      `${one}/xac-nhan`,
      page(ctx, (c, v) => confirm(ctx, c, v)),
    )
    .post(
      `${one}/bo`,
      page(ctx, (c, v) => drop(ctx, c, v)),
    )
    .get(
      `${one}/tep`,
      page(ctx, (c, v) => original(ctx, c, v)),
    )
    .get(
      `${one}/dong-loi.csv`,
      page(ctx, (c, v) => findings(ctx, c, v)),
    )
}
