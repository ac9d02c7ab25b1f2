import { readFile } from 'node:fs/promises'
import { can, demand } from '../../../accounts/index.ts'
import { audit } from '../../../audit/index.ts'
import type { Context } from '../../../context.ts'
import { jsonColumn, type Reader, transact } from '../../../db/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { canonicalJson, sha256 } from '../../../kernel/canonical.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/dates.ts'
import { notFound } from '../../../kernel/errors.ts'
import { normaliseLine } from '../../../kernel/text.ts'
import { allSegments, segmentByCode } from '../../../library/index.ts'
import { stationsAll } from '../../../stations/index.ts'
import { playoutErrors } from '../../errors.ts'
import { lockHead } from '../../ledger-store.ts'
import { type BroughtFile, keepBytes } from '../../photos/actions.ts'
import { recordStatements } from '../../statements.ts'
import { stationById } from '../../station-store.ts'
import { recordTotal } from '../../totals.ts'
import { guessHeads, headsOf, type LogKind, type LogMapping, logMapping, unmapped } from './columns.ts'
import { fileKind, type LogFileKind, readLogFile } from './file.ts'
import { type Finding, storedFindings, weightOf } from './findings.ts'
import { type ClosedDays, countRows, type GoodRow, judgeRows } from './judge.ts'
import { type GoodTotal, judgeTotals } from './judge-totals.ts'
import { type AiringRow, type RowsRead, readRows, type TotalRow } from './rows.ts'
import { stationNames } from './station-names.ts'
import {
  importById,
  importsOfContent,
  importsPage,
  insertImport,
  insertImportRows,
  type LogImport,
  lockImport,
  plannedRows,
  rememberColumns,
  rememberedColumns,
  singleAirings,
  standingTotals,
  updateImport,
} from './store.ts'
import type { LogTable } from './table.ts'

export type NewLog = {
  readonly kind: LogKind
  /** Null: a column names the station of each row. */
  readonly station: string | null
  readonly segment: string
  readonly file: BroughtFile
  /** The days that the log is of, where somebody says so. */
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  /** Which column is which and how days are written, where it is told with the file; else remembered or guessed. */
  readonly heads?: LogMapping['heads'] | undefined
  readonly order?: LogMapping['order'] | undefined
}

const subject = (stationId: number | null) => (stationId === null ? {} : { stationId })
const ownerOf = (kind: LogKind, stationId: number | null): string => `${kind} ${stationId ?? 0}`

/** Whether this person may bring logs of that kind: of one station, or of all. Totals are the scheduler's. */
function demandImport(actor: Actor, kind: LogKind, stationId: number | null): void {
  demand(actor, 'log.import', subject(stationId))
  if (kind === 'totals') demand(actor, 'total.report')
}

/**
 * Keeps a file of a station's log and guesses its columns; nothing of it is imported.
 * @returns the import's id
 * @throws DomainError forbidden, import_… (what is wrong with the whole file), not_found
 */
export async function bringLog(ctx: Context, actor: Actor, log: NewLog): Promise<number> {
  const stations = await stationsAll(ctx.db)
  const station = log.station === null ? null : stations.find(({ code }) => code === log.station)
  demandImport(actor, log.kind, station?.id ?? null)
  if (station === undefined) throw notFound('address', log.station ?? '')
  const segment = await segmentByCode(ctx.db, log.segment)
  if (!segment) throw notFound('segment', log.segment)
  const { name, bytes } = log.file
  const extension = fileKind(name, bytes)
  const table = await readLogFile(extension, bytes)
  const hash = sha256(bytes)
  await keepBytes(ctx, bytes, { sha256: hash, extension })
  const owner = ownerOf(log.kind, station?.id ?? null)
  const known = await rememberedColumns(ctx.db, owner)
  const before = known === null ? null : jsonColumn(logMapping, known)
  const mapping: LogMapping = {
    heads: log.heads ?? guessHeads(headsOf(table, log.kind), log.kind, before?.heads),
    order: log.order ?? before?.order ?? 'auto',
    from: log.from,
    to: log.to,
  }
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const file_name = normaliseLine(name).slice(-120).toWellFormed() || extension
    const id = await insertImport(tx, {
      kind: log.kind,
      station_id: station?.id ?? null,
      segment_id: segment.id,
      sha256: hash,
      extension,
      file_name,
      bytes: bytes.byteLength,
      mapping: JSON.stringify(mapping),
      state: 'open',
      findings: null,
      created_at: at,
      created_by: actor.kind === 'account' ? actor.accountId : null,
      created_by_name: actor.name,
      decided_at: null,
      decided_by_name: null,
    })
    const after = { sha256: hash, file: file_name, kind: log.kind }
    await audit(tx, { at, actor, action: 'log.bring', subject: ['import', id], after })
    return id
  })
}

/** An import with all that a page shows of it. */
export type LogPreview = {
  readonly log: LogImport
  readonly mapping: LogMapping
  readonly heads: readonly string[]
  readonly sheets: readonly { readonly name: string | null }[]
  readonly findings: readonly Finding[]
  readonly airings: readonly GoodRow[]
  readonly totals: readonly GoodTotal[]
  readonly bad: number
  readonly duplicates: number
  /** Finished imports of the very same file. */
  readonly before: readonly LogImport[]
  /** Stands for exactly what would be imported. */
  readonly digest: string
}

async function readImport(ctx: Context, actor: Actor, id: number): Promise<LogImport> {
  const log = await importById(ctx.db, id)
  demand(actor, 'log.import', subject(log?.station_id ?? null))
  if (!log) throw notFound('import', id)
  return log
}

async function tableOf(ctx: Context, log: LogImport): Promise<LogTable> {
  const extension: LogFileKind = log.extension === 'xlsx' ? 'xlsx' : 'csv'
  const path = await ctx.storage.local({ sha256: log.sha256, extension })
  if (path === null) throw notFound('import', log.id)
  return readLogFile(extension, await readFile(path))
}

const dayOrNull = (text: string | null): LocalDate | null => (text !== null && isLocalDate(text) ? text : null)

/** What a table says by a mapping, against the plan and the ledger of now. Writes nothing. */
async function judge(ctx: Context, reader: Reader, log: LogImport, read: RowsRead, closed: readonly ClosedDays[]) {
  const now = ctx.clock.now()
  const today = ctx.zone.localDate(now)
  const stationIds = [...new Set(read.rows.flatMap(({ stationId }) => stationId ?? []))]
  if (log.kind === 'totals') {
    const rows = read.rows.filter((row): row is TotalRow => row.kind === 'totals')
    const singles = new Map<string, number>()
    for (const { stationId, from, to } of rows) {
      if (stationId === null || from === null || to === null) continue
      const found = await singleAirings(reader, stationId, log.segment_id, { from, to })
      singles.set(`${stationId} ${from} ${to}`, found.length)
    }
    const known = await standingTotals(reader, stationIds, log.segment_id)
    const at = (stationId: number, from: LocalDate, to: LocalDate) => singles.get(`${stationId} ${from} ${to}`) ?? 0
    const judged = judgeTotals(rows, { known, closed, today, singles: at })
    return { airings: [], totals: judged.good, findings: [...read.findings, ...judged.findings] }
  }
  const rows = read.rows.filter((row): row is AiringRow => row.kind === 'airings')
  const mapping = jsonColumn(logMapping, log.mapping)
  const days = rows.flatMap(({ date }) => date ?? []).sort()
  const [first, last] = [days[0], days.at(-1)]
  const airings =
    first && last
      ? await plannedRows(reader, ctx.zone, stationIds, log.segment_id, {
          from: ctx.zone.toInstant(first, 0) - 86_400_000,
          to: ctx.zone.toInstant(last, 0) + 2 * 86_400_000,
        })
      : []
  const judged = judgeRows(rows, {
    airings,
    closed,
    now,
    today,
    instant: (date, minutes) => ctx.zone.toInstant(date, minutes),
    from: dayOrNull(mapping.from),
    to: dayOrNull(mapping.to),
  })
  return { airings: judged.good, totals: [], findings: [...read.findings, ...judged.findings] }
}

type Judgement = Awaited<ReturnType<typeof judge>>
const digestOf = ({ airings, totals }: Judgement): string =>
  sha256(canonicalJson([...airings, ...totals].map((row) => JSON.parse(JSON.stringify(row)))))

async function rowsOf(ctx: Context, actor: Actor, log: LogImport, table: LogTable): Promise<RowsRead> {
  const mapping = jsonColumn(logMapping, log.mapping)
  if (unmapped(log.kind, mapping).length > 0) return { rows: [], findings: [] }
  const may = (stationId: number): boolean => can(actor, 'log.import', { stationId })
  const stations = stationNames(await stationsAll(ctx.db), may)
  return readRows(table, { kind: log.kind, mapping, stationId: log.station_id, stations })
}

/**
 * What would be imported, and every row that would not, with its reason.
 * @param closed the closed periods: rows of theirs are told to go to a supplement
 * @throws DomainError not_found, forbidden
 */
export async function previewLog(
  ctx: Context,
  actor: Actor,
  id: number,
  closed: readonly ClosedDays[],
): Promise<LogPreview> {
  const log = await readImport(ctx, actor, id)
  const table = await tableOf(ctx, log)
  const judged =
    log.state === 'open'
      ? await judge(ctx, ctx.db, log, await rowsOf(ctx, actor, log, table), closed)
      : { airings: [], totals: [], findings: jsonColumn(storedFindings, log.findings ?? '[]') }
  return {
    log,
    mapping: jsonColumn(logMapping, log.mapping),
    heads: headsOf(table, log.kind),
    sheets: table.sheets.map(({ name }) => ({ name })),
    ...judged,
    ...countRows(judged.findings),
    before: (await importsOfContent(ctx.db, log.sha256)).filter(
      (one) => one.id !== log.id && one.station_id === log.station_id,
    ),
    digest: digestOf(judged),
  }
}

/** Says which column is which. @throws DomainError not_found, forbidden, import_settled */
export async function mapLog(ctx: Context, actor: Actor, id: number, mapping: LogMapping): Promise<void> {
  await readImport(ctx, actor, id)
  await transact(ctx.db, async (tx) => {
    const log = await lockImport(tx, id)
    if (log?.state !== 'open') throw playoutErrors.import_settled()
    await updateImport(tx, id, { mapping: JSON.stringify(mapping) })
    const facts = { before: jsonColumn(logMapping, log.mapping), after: mapping }
    await audit(tx, { at: ctx.clock.now(), actor, action: 'log.map', subject: ['import', id], ...facts })
  })
}

/** Puts an import aside that nobody confirmed; its file stays. @throws DomainError not_found, forbidden, import_settled */
export async function dropLog(ctx: Context, actor: Actor, id: number): Promise<void> {
  await readImport(ctx, actor, id)
  await transact(ctx.db, async (tx) => {
    const log = await lockImport(tx, id)
    if (log?.state !== 'open') throw playoutErrors.import_settled()
    const at = ctx.clock.now()
    await updateImport(tx, id, { state: 'dropped', decided_at: at, decided_by_name: actor.name })
    await audit(tx, { at, actor, action: 'log.drop', subject: ['import', id] })
  })
}

/**
 * Imports what the preview showed, as evidence of grade "imported": one ledger row each, all or none. Judged anew in the
 * same transaction: if that gives anything else than what was shown, nothing is imported.
 * @throws DomainError not_found, forbidden, import_settled, import_changed, import_nothing
 */
export async function confirmLog(
  ctx: Context,
  actor: Actor,
  id: number,
  digest: string,
  closed: readonly ClosedDays[],
): Promise<void> {
  const seen = await readImport(ctx, actor, id)
  demandImport(actor, seen.kind, seen.station_id)
  const table = await tableOf(ctx, seen)
  const read = await rowsOf(ctx, actor, seen, table)
  await transact(ctx.db, async (tx) => {
    const log = await lockImport(tx, id)
    if (log?.state !== 'open') throw playoutErrors.import_settled()
    // In order of id, as everybody who writes of several stations. Who brings the same rows in another file, or reports
    // them, is waited for: what is known is asked only once it is theirs no more.
    const stationIds = new Set(read.rows.flatMap(({ stationId }) => stationId ?? []))
    for (const stationId of [...stationIds].sort((a, b) => a - b)) await lockHead(tx, stationId)
    const judged = await judge(ctx, tx, log, read, closed)
    if (log.mapping !== seen.mapping || digestOf(judged) !== digest) throw playoutErrors.import_changed()
    const n = judged.airings.length + judged.totals.length
    if (n === 0) throw playoutErrors.import_nothing()
    const source = `log:${id}`
    const part = (row: { sheet: number; line: number }): string => `${row.sheet + 1}:${row.line}`
    await recordStatements(
      tx,
      ctx,
      actor,
      'import',
      judged.airings.map((row) => ({ ...row, source: { source, file: log.sha256, parts: [part(row)] } })),
    )
    const segment = (await allSegments(tx)).find((one) => one.id === log.segment_id)?.code ?? ''
    for (const total of judged.totals) {
      const station = (await stationById(tx, total.stationId)).code
      const note = total.note ?? `${log.file_name} ${part(total)}`
      await recordTotal(tx, ctx, actor, { ...total, station, segment, note })
    }
    await insertImportRows(
      tx,
      judged.airings.map(({ sheet, line, stationId, airingId }) => ({
        import_id: id,
        sheet,
        line,
        station_id: stationId,
        airing_id: airingId,
      })),
    )
    const at = ctx.clock.now()
    const { bad, duplicates } = countRows(judged.findings)
    const kept = judged.findings.filter((finding) => weightOf(finding) !== 'note')
    const result = { imported: n, duplicates, bad, findings: JSON.stringify(kept) }
    await updateImport(tx, id, { state: 'done', ...result, decided_at: at, decided_by_name: actor.name })
    await rememberColumns(tx, ownerOf(log.kind, log.station_id), log.mapping, at)
    const after = { imported: n, duplicates, bad, file: log.sha256 }
    await audit(tx, { at, actor, action: 'log.import', subject: ['import', id], after })
  })
}

/** Imports that this person may see, newest first. @throws DomainError forbidden */
export async function listLogs(
  ctx: Context,
  actor: Actor,
  before: number | null,
  limit: number,
): Promise<{ readonly logs: readonly LogImport[]; readonly next: number | null }> {
  const own = actor.kind === 'account' ? actor.stationIds : []
  const all = can(actor, 'log.import')
  if (!all) demand(actor, 'log.import', { stationId: own[0] })
  const rows = await importsPage(ctx.db, { ...(all ? {} : { stationIds: own }), before, limit: limit + 1 })
  const logs = rows.slice(0, limit)
  return { logs, next: rows.length > limit ? (logs.at(-1)?.id ?? null) : null }
}

/** The file as it was brought. @throws DomainError not_found, forbidden */
export async function logFile(ctx: Context, actor: Actor, id: number) {
  const log = await readImport(ctx, actor, id)
  return { log, open: () => ctx.storage.open({ sha256: log.sha256, extension: log.extension }) }
}
