import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { jsonColumn, transact } from '../../db/index.ts'
import type { Lang } from '../../http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { isLocalDate, MINUTE_MS } from '../../kernel/dates.ts'
import { notFound } from '../../kernel/errors.ts'
import { runBeside, stopThreads, ThreadStopped } from '../beside/index.ts'
import { exportsFolder } from '../documents/made-file.ts'
import { FORMATS, type Format, type Issued } from '../documents/make-file.ts'
import { freePeriod, periodOf } from '../periods.ts'
import { fileName, periodHeading } from '../present.ts'
import { chooseSegment, type Question } from '../question.ts'
import { exportErrors } from './errors.ts'
import {
  claimExport,
  deleteExportsBefore,
  exportById,
  insertExport,
  lastExports,
  type ReportExport,
  unfinishedExports,
  updateExport,
  waitAgain,
} from './exports-store.ts'

const day = z.string().refine(isLocalDate)
const storedQuestion = z.object({
  period: z.string(),
  segment: z.string().optional(),
  units: z.enum(['then', 'now']),
  kind: z.enum(['premiere', 'repeat', 'all']),
  lang: z.enum(['vi', 'en']),
  number: z.string().optional(),
  date: day.optional(),
  base: z.string(),
})

export type ExportInput = {
  readonly format: Format
  readonly asked: Omit<Question, 'by' | 'lang'>
  readonly issued: Issued
  readonly lang: Lang
  /** Origin of the addresses in the document. */
  readonly base: string
}

/** A lost worker's export is taken up again after so long without news of it. */
const LEASE_MS = 10 * MINUTE_MS
/** They are made one after the other: more would wait for hours. */
const WAITING_AT_MOST = 20
/** Files are kept for a week. */
const KEPT_MS = 7 * 24 * 60 * MINUTE_MS

/**
 * Asks for a file that takes long to make. It is a row at once; the work begins when the row is on disk. A key that reads
 * figures may not: it could keep the server at work for hours.
 * @throws DomainError sign_in_required, forbidden, no_such_segment, too_many_exports
 */
export async function requestExport(ctx: Context, actor: Actor, input: ExportInput): Promise<ReportExport> {
  demand(actor, 'report.export')
  const { format, asked, issued, lang, base } = input
  const segment = await chooseSegment(ctx, { segment: asked.segment, lang })
  const now = ctx.clock.now()
  const { period, units, kind } = asked
  const question: z.output<typeof storedQuestion> = {
    period: period.key,
    ...(asked.segment === undefined ? {} : { segment: asked.segment }),
    units,
    kind,
    lang,
    ...(issued.number === undefined ? {} : { number: issued.number }),
    ...(issued.date === undefined ? {} : { date: issued.date }),
    base,
  }
  const id = await transact(ctx.db, async (tx) => {
    const n = await unfinishedExports(tx)
    if (n >= WAITING_AT_MOST) throw exportErrors.too_many_exports({ n })
    const made = await insertExport(tx, {
      format,
      question: JSON.stringify(question),
      title: `${periodHeading(period, lang)} · ${segment.name ?? segment.code}`,
      file_name: fileName(period, format === 'csv' ? 'bang-chung.csv' : format),
      state: 'waiting',
      rows_done: 0,
      rows_total: 0,
      bytes: null,
      error: null,
      lease_until: null,
      created_at: now,
      created_by: actor.kind === 'account' ? actor.accountId : null,
      created_by_name: actor.name,
      finished_at: null,
    })
    const after = { format, period: period.key, segment: segment.code }
    await audit(tx, { at: now, actor, action: 'report.export', subject: ['report_export', made], after })
    return made
  })
  return demandExport(ctx, id)
}

async function demandExport(ctx: Context, id: number): Promise<ReportExport> {
  const row = await exportById(ctx.db, id)
  if (!row) throw notFound('page')
  return row
}

/** @throws DomainError sign_in_required, forbidden, not_found */
export async function getExport(ctx: Context, actor: Actor, id: number): Promise<ReportExport> {
  demand(actor, 'report.read')
  return demandExport(ctx, id)
}

/** The last exports of everybody, newest first. @throws DomainError sign_in_required, forbidden */
export async function listExports(ctx: Context, actor: Actor, limit = 50): Promise<ReportExport[]> {
  demand(actor, 'report.read')
  return lastExports(ctx.db, limit)
}

const pathOf = async (ctx: Context, { id, format }: Pick<ReportExport, 'id' | 'format'>): Promise<string> =>
  join(await exportsFolder(ctx.config), `${id}.${format}`)

/** @throws DomainError sign_in_required, forbidden, not_found, export_not_ready, export_gone */
export async function exportFile(ctx: Context, actor: Actor, id: number) {
  const row = await getExport(ctx, actor, id)
  if (row.state !== 'done') throw exportErrors.export_not_ready()
  const path = await pathOf(ctx, row)
  if (!existsSync(path)) throw exportErrors.export_gone()
  return { path, format: row.format, name: row.file_name, keep: true }
}

const working = new WeakMap<Context['db'], Promise<void>>()
/** Databases whose server is stopping. */
const stopped = new WeakSet<Context['db']>()
const begun = new WeakSet<Context['db']>()

/**
 * The work of a server: what a killed one left is resumed first, then what waits is made. When the server stops nobody waits
 * for a file: its row waits again, and the next start makes it anew.
 */
export async function serveExports(ctx: Context, stop: AbortSignal): Promise<void> {
  if (!begun.has(ctx.db)) {
    begun.add(ctx.db)
    stop.addEventListener('abort', () => {
      stopped.add(ctx.db)
      stopThreads(ctx)
    })
    await resumeExports(ctx)
  }
  return workExports(ctx)
}

/**
 * Makes the files that wait, one after the other, in a thread of its own; what a lost server left half made is made anew.
 * A second call while one is at work waits with it.
 */
export function workExports(ctx: Context): Promise<void> {
  const known = working.get(ctx.db)
  if (known) return known
  const work = workAll(ctx).finally(() => working.delete(ctx.db))
  working.set(ctx.db, work)
  return work
}

async function workAll(ctx: Context): Promise<void> {
  while (!stopped.has(ctx.db)) {
    const now = ctx.clock.now()
    const row = await transact(ctx.db, (tx) => claimExport(tx, now, now + LEASE_MS))
    if (!row) return
    await makeExport(ctx, row)
  }
}

async function makeExport(ctx: Context, row: ReportExport): Promise<void> {
  const path = await pathOf(ctx, row)
  const asked = jsonColumn(storedQuestion, row.question)
  const { period: key, segment, units, kind, lang, number, date, base } = asked
  const [from, to] = key.split('..')
  const period = from && to && isLocalDate(from) && isLocalDate(to) ? freePeriod({ from, to }) : periodOf(key)
  const issued = { ...(number === undefined ? {} : { number }), ...(date === undefined ? {} : { date }) }
  const question = { period, units, kind, ...(segment === undefined ? {} : { segment }) }
  const file = { kind: 'report', format: row.format, asked: question, issued, lang, base, path } as const
  const note = progressNotes(ctx, row.id)
  try {
    await runBeside(ctx, 'file', [file], note.at)
    const { size } = await stat(path)
    await note.rest()
    const finished_at = ctx.clock.now()
    await transact(ctx.db, (tx) =>
      updateExport(tx, row.id, { state: 'done', bytes: size, lease_until: null, finished_at }),
    )
  } catch (error) {
    await rm(path, { force: true })
    await note.rest()
    if (error instanceof ThreadStopped) {
      await transact(ctx.db, (tx) => updateExport(tx, row.id, { state: 'waiting', lease_until: null }))
      return
    }
    ctx.log.error({ err: error, export: row.id }, 'an export failed')
    const said = error instanceof Error ? error.message : String(error)
    const end = { state: 'failed' as const, error: said.slice(0, 500), lease_until: null, finished_at: ctx.clock.now() }
    await transact(ctx.db, (tx) => updateExport(tx, row.id, end))
  }
}

/** Writes how far an export is: once for each hundredth, one write at a time. */
function progressNotes(ctx: Context, id: number) {
  let told = -1
  let writing: Promise<void> = Promise.resolve()
  const at = (done: number, total: number): void => {
    const share = total === 0 ? 0 : Math.floor((done / total) * 100)
    if (share === told) return
    told = share
    const change = { rows_done: done, rows_total: total, lease_until: ctx.clock.now() + LEASE_MS }
    writing = writing
      .then(() => transact(ctx.db, (tx) => updateExport(tx, id, change)))
      .catch((error: unknown) => ctx.log.warn({ err: error, export: id }, 'the progress of an export was not written'))
  }
  return { at, rest: () => writing }
}

/**
 * What a killed server left: files that were being made for somebody who waited, and, where no other server can be at
 * work on them, exports that are still called running.
 */
async function resumeExports(ctx: Context): Promise<void> {
  const alone = ctx.db.dialect === 'sqlite'
  await sweepUnfinished(ctx, alone ? 0 : AN_HOUR)
  if (alone && !working.has(ctx.db)) await transact(ctx.db, (tx) => waitAgain(tx))
}

const AN_HOUR = 60 * MINUTE_MS
/** @param olderThan ms since the file was last written: a younger one may be another server's */
async function sweepUnfinished(ctx: Context, olderThan: number): Promise<void> {
  const folder = await exportsFolder(ctx.config)
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.tmp')) continue
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    // Files know the machine's time alone.
    if (Date.now() - mtimeMs >= olderThan) await rm(path, { force: true })
  }
}

/** Takes away what was made more than a week ago, and what was left half made. */
export async function clearExports(ctx: Context): Promise<void> {
  await sweepUnfinished(ctx, AN_HOUR)
  const rows = await transact(ctx.db, (tx) => deleteExportsBefore(tx, ctx.clock.now() - KEPT_MS))
  for (const row of rows) await rm(await pathOf(ctx, row), { force: true })
}

export const isFormat = (text: string | undefined): text is Format => FORMATS.some((format) => format === text)
