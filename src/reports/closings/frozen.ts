import type { Context } from '../../context.ts'
import { type Db, jsonColumn, type Reader } from '../../db/index.ts'
import { isLocalDate, type LocalDate } from '../../kernel/dates.ts'
import type { Answer } from '../answer.ts'
import { allocate, type Counted, cellAt, cellsBy, keyMaker, type Part } from '../counting.ts'
import { addCounts } from '../figures.ts'
import type { LeftOut, ReportedTotal } from '../rules.ts'
import { rowTexts } from './close.ts'
import { type ClosingHead, closingHead } from './closing-head.ts'
import { type ClosingBrief, closingById, closingInForce, supplementsOf } from './closings-store.ts'
import { countsOf, datedCounts, frozenRow } from './frozen-row.ts'
import { type Differences, supplementHead } from './supplement-head.ts'

/** The closing that an answer's numbers are of, its supplements' signed differences, and what is counted now. */
export type ClosedPeriod = {
  readonly closing: ClosingBrief
  readonly supplements: readonly {
    readonly number: number
    readonly issuedAt: number
    readonly issuedBy: string
    readonly hash: string
    readonly totals: Differences['totals']
  }[]
  readonly current: { readonly counted: Counted; readonly answer: Answer }
}

/** Snapshots never change: the last ones read are kept, as every answer for a closed period needs its own. */
const KEPT = 8
const kept = new WeakMap<Db, Map<string, ClosingHead>>()

async function headOf({ db }: Pick<Context, 'db'>, { id, hash }: ClosingBrief): Promise<ClosingHead> {
  const heads = kept.get(db) ?? new Map<string, ClosingHead>()
  kept.set(db, heads)
  const known = heads.get(`${id} ${hash}`)
  if (known) return known
  const closing = await closingById(db, id)
  if (!closing) throw new Error(`closing ${id} is gone`)
  const head = jsonColumn(closingHead, closing.head)
  heads.set(`${id} ${hash}`, head)
  const [oldest] = heads.keys()
  if (heads.size > KEPT && oldest !== undefined) heads.delete(oldest)
  return head
}

/**
 * The frozen numbers of a closed period in place of the present ones, split as was asked.
 * @param live the same question as it is counted now
 * @returns null when exactly these days, segment and kind are not closed
 */
export async function frozenCounted(
  ctx: Context,
  live: Counted,
): Promise<({ readonly counted: Counted } & Omit<ClosedPeriod, 'current'>) | null> {
  const { question, segment, names, presentUnit } = live
  const { from, to } = question.period
  const closing = await closingInForce(ctx.db, { from, to, segmentCode: segment.code, kind: question.kind })
  if (!closing) return null
  const head = await headOf(ctx, closing)
  const keyOf = keyMaker(question, presentUnit)
  const fine = question.by.includes('week') || question.by.includes('episode')
  const parts = fine ? await partsOfRows(ctx.db, closing.id, live) : partsOfFigures(head, live)
  const totals = head.reported_totals.counted.map(toTotal)
  const { allocated, unallocated, withoutRow } = allocate(totals, question, names, keyOf)
  const notIncluded = head.reported_totals.not_included.map(
    ({ reason, ...total }): LeftOut => ({ ...toTotal(total), reason }),
  )
  const frozen = { parts: [...parts, ...allocated, ...withoutRow], unallocated, notIncluded, now: closing.closed_at }
  const supplements = (await supplementsOf(ctx.db, closing.id)).map((row) => {
    const { totals } = jsonColumn(supplementHead, row.head).differences
    return { number: row.number, issuedAt: row.issued_at, issuedBy: row.issued_by_name, hash: row.hash, totals }
  })
  return { closing, supplements, counted: { ...live, ...frozen } }
}

const day = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(`not a day: ${text}`)
  return text
}
const toTotal = (total: ClosingHead['reported_totals']['counted'][number]): ReportedTotal => ({
  stationId: total.station,
  position: total.position,
  segmentId: total.segment,
  from: day(total.from),
  to: day(total.to),
  n: total.n,
  singles: total.singles,
})

function partsOfFigures(head: ClosingHead, { question, presentUnit }: Counted): Part[] {
  const keyOf = keyMaker(question, presentUnit)
  const { month: byMonth } = cellsBy(question.by)
  return head.figures.map(({ level, station, unit, segment, month, programme, counts }) => {
    const row = { levelCode: level, stationId: station, unitId: unit, segmentId: segment }
    return { key: keyOf(row, byMonth ? { month } : {}), level, programme, counts: countsOf(counts) }
  })
}

/** By week or episode: added up from the frozen rows themselves. */
async function partsOfRows(reader: Reader, closingId: number, { question, presentUnit }: Counted): Promise<Part[]> {
  const keyOf = keyMaker(question, presentUnit)
  const sums = new Map<string, Part>()
  for await (const page of rowTexts(reader, closingId)) {
    for (const row of page.map((text) => jsonColumn(frozenRow, text))) {
      if (row.kind === 'total') continue
      const { ids, level, programme } = row
      for (const { on, episodeId, counts } of datedCounts(row)) {
        const of = { levelCode: level, stationId: ids.station, unitId: ids.unit, segmentId: ids.segment, episodeId }
        const key = keyOf(of, on === null ? {} : cellAt(day(on), question.by))
        const text = JSON.stringify([key, level, programme])
        const part = sums.get(text)
        if (part) addCounts(part.counts, countsOf(counts))
        else sums.set(text, { key, level, programme, counts: countsOf(counts) })
      }
    }
  }
  return [...sums.values()]
}
