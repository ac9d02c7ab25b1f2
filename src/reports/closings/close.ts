import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Reader, type Tx, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { addDays } from '../../kernel/dates.ts'
import { isoUtc } from '../../kernel/time.ts'
import { ledgerHeads } from '../../playout/index.ts'
import { levelsInUse } from '../answer.ts'
import { reportErrors } from '../errors.ts'
import { figuresOf } from '../figures.ts'
import { type Names, readNames } from '../names.ts'
import type { Period } from '../periods.ts'
import { figuresJson } from '../present.ts'
import { chooseSegment, type Question, type SegmentChoice, scopeOf } from '../question.ts'
import { type LeftOut, PLANNED_AFTER_MS, type ReportedTotal, RULES_VERSION } from '../rules.ts'
import { stationIdsAfter } from '../tally-store.ts'
import type { ClosingHead, StationHead } from './closing-head.ts'
import {
  type Closing,
  closingById,
  closingInForce,
  closingRows,
  insertClosing,
  insertClosingRows,
  lastReopened,
  lockClosings,
  sealClosing,
} from './closings-store.ts'
import { currentRows, type Reading } from './current-rows.ts'
import { closingErrors } from './errors.ts'
import { withPositions } from './positions.ts'
import { SNAPSHOT_VERSION, snapshotHash } from './snapshot.ts'
import { FrozenSums, ListHash } from './tally-rows.ts'

/** What a person asks to be closed. Without a segment, the installation's reporting segment. */
export type CloseInput = Pick<Question, 'period' | 'segment' | 'kind' | 'lang'>

export const actorId = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

/** The first moment at which a period may be closed: two hours after its end, as the last airing is planned then. */
export const closableFrom = ({ zone }: Pick<Context, 'zone'>, { to }: Pick<Period, 'to'>): number =>
  zone.toInstant(addDays(to, 1), 0) + PLANNED_AFTER_MS

/**
 * "Chốt số liệu" (COUNTING.md 20): freezes every counted row of a period, its sums and the ends of the ledgers, all read
 * at one moment, and hashes them.
 * @throws DomainError forbidden, period_not_over, already_closed, no_such_segment
 */
export async function closePeriod(ctx: Context, actor: Actor, input: CloseInput): Promise<Closing> {
  demand(actor, 'period.close')
  const from = closableFrom(ctx, input.period)
  if (ctx.clock.now() < from) throw closingErrors.period_not_over({ from: localText(ctx, from) })
  return transact(ctx.db, async (tx) => {
    await lockClosings(tx)
    const now = ctx.clock.now()
    const segment = await chooseSegment({ config: ctx.config, db: tx }, input)
    if (segment.name === null) throw reportErrors.no_such_segment({ code: segment.code })
    const { period, kind } = input
    const subject = { from: period.from, to: period.to, segmentCode: segment.code, kind }
    const known = await closingInForce(tx, subject)
    if (known) throw closingErrors.already_closed({ name: known.closed_by_name }, { extra: { closing: known.id } })
    const before = await lastReopened(tx, subject)
    const id = await insertClosing(tx, {
      period_key: period.key,
      from_date: period.from,
      to_date: period.to,
      segment_code: segment.code,
      segment_id: segment.id ?? null,
      kind,
      rules: RULES_VERSION,
      closed_at: now,
      closed_by: actorId(actor),
      closed_by_name: actor.name,
    })
    const names = await readNames(tx)
    const scope = scopeOf({ ...input, by: [], units: 'then' }, segment)
    const frozen = await freezeRows(tx, id, { reader: tx, zone: ctx.zone, scope, names, now })
    const head: ClosingHead = {
      ...headOf(input, segment, names, frozen),
      closed_at: isoUtc(now),
      closed_by: { id: actorId(actor), name: actor.name },
      replaces: before ? { closing: before.id, hash: before.hash, reason: before.reopen_reason ?? '' } : null,
    }
    const hash = await snapshotHash(head, rowTexts(tx, id))
    await sealClosing(tx, id, { head: canonicalJson(head), hash, row_count: frozen.rows })
    const after = { period: period.key, from: period.from, to: period.to, segment: segment.code, kind, hash }
    await audit(tx, { at: now, actor, action: 'period.close', subject: ['closing', id], after })
    const closing = await closingById(tx, id)
    if (!closing) throw new Error(`closing ${id} was not written`)
    return closing
  })
}

const localText = ({ zone }: Context, instant: number): string => {
  const minutes = Math.round((instant - zone.toInstant(zone.localDate(instant), 0)) / 60_000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const [year, month, day] = zone.localDate(instant).split('-')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ${day}/${month}/${year}`
}

/** Stations are read some at a time, so that a big period takes little memory. */
export const STATIONS_AT_ONCE = 20
const ROWS_AT_ONCE = 1000

type Frozen = {
  readonly rows: number
  readonly sums: FrozenSums
  readonly stations: readonly StationHead[]
  readonly counted: readonly ReportedTotal[]
  readonly notIncluded: readonly LeftOut[]
}

async function freezeRows(tx: Tx, closingId: number, reading: Reading): Promise<Frozen> {
  const sums = new FrozenSums()
  const counted: ReportedTotal[] = []
  const notIncluded: LeftOut[] = []
  const hashes = new Map<number, ListHash>()
  let number = 0
  for (let ids: readonly number[] = await stationIdsAfter(tx, 0, STATIONS_AT_ONCE); ids.length > 0; ) {
    const current = await currentRows(reading, ids)
    counted.push(...current.countedTotals)
    notIncluded.push(...current.notIncluded)
    const rows = (await withPositions(reading, current.rows)).map((row) => {
      const text = canonicalJson(row)
      const stationId = row.ids.station
      const hash = hashes.get(stationId) ?? new ListHash()
      hashes.set(stationId, hash)
      hash.add(text)
      sums.add(row)
      number += 1
      return { closing_id: closingId, number, station_id: stationId, level_code: row.level, text }
    })
    await insertClosingRows(tx, rows)
    ids = await stationIdsAfter(tx, ids.at(-1) ?? 0, STATIONS_AT_ONCE)
  }
  return { rows: number, sums, stations: await stationHeads(tx, reading.names, hashes), counted, notIncluded }
}

/** Every station that has rows in the snapshot or a ledger at all, with the end of its ledger. */
export async function stationHeads(
  tx: Tx,
  names: Names,
  hashes: ReadonlyMap<number, ListHash>,
): Promise<StationHead[]> {
  const heads = new Map((await ledgerHeads(tx)).map((head) => [head.stationId, head]))
  const ids = [...new Set([...heads.keys(), ...hashes.keys()])].sort((a, b) => a - b)
  return ids.map((id) => {
    const station = names.stations.get(id)
    const { position, hash } = heads.get(id) ?? { position: 0, hash: '0'.repeat(64) }
    const rows = (hashes.get(id) ?? new ListHash()).end()
    return { id, station: station?.code ?? '', station_name: station?.name ?? '', position, hash, ...rows }
  })
}

function headOf({ period, kind }: CloseInput, segment: SegmentChoice, names: Names, frozen: Frozen) {
  const { sums } = frozen
  const levels = (counts: ReturnType<FrozenSums['levels']>) =>
    Object.fromEntries([...counts].map(([level, sum]) => [level, figuresJson(figuresOf(sum))]))
  const total = ({ stationId, position, segmentId, from, to, n, singles }: ReportedTotal) => ({
    station: stationId,
    position,
    segment: segmentId,
    from,
    to,
    n,
    singles,
  })
  return {
    version: SNAPSHOT_VERSION,
    period: { key: period.key, from: period.from, to: period.to, label: { ...period.label } },
    segment: { code: segment.code, name: segment.name, reporting: segment.reporting },
    kind,
    rules: RULES_VERSION,
    totals: levels(sums.levels('episode', levelsInUse(names, period))),
    apart: { relay: levels(sums.levels('relay')), live: levels(sums.levels('live')) },
    figures: sums.figures(),
    reported_totals: {
      counted: frozen.counted.map(total),
      not_included: frozen.notIncluded.map((left) => ({ ...total(left), reason: left.reason })),
    },
    stations: [...frozen.stations],
    row_count: frozen.rows,
  }
}

/** The texts of a closing's rows in pages, in order. */
export async function* rowTexts(reader: Reader, closingId: number): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const rows = await closingRows(reader, closingId, after, ROWS_AT_ONCE)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => row.text)
    after = last.number
  }
}
