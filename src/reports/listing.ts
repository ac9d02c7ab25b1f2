import { z } from 'zod'
import type { Context } from '../context.ts'
import { jsonColumn } from '../db/index.ts'
import { system } from '../kernel/actor.ts'
import type { PageQuery } from '../kernel/paging.ts'
import type { Grade, Programme } from '../kernel/terms.ts'
import { airingHistory } from '../playout/index.ts'
import {
  type AiringRow,
  airingIdOf,
  airingRow,
  type BehindRow,
  playRow,
  quarantinedRow,
  totalRow,
} from './behind-row.ts'
import {
  airingsOf,
  type FactRef,
  type Figure,
  factCount,
  factPage,
  type Named,
  namedEvidence,
  playsOf,
  positionsOfPlay,
  refText,
} from './listing-store.ts'
import { type Names, readNames } from './names.ts'
import { quarantinedEvents } from './quarantine-store.ts'
import { chooseSegment, type Question, type SegmentChoice, scopeOf, stationsAsked } from './question.ts'
import { weighTotals } from './rules.ts'
import { reportedTotals } from './totals-store.ts'

/** A question as for the numbers, and which of the numbers. */
export type ListQuestion = Question & {
  readonly figure?: Figure
  readonly grade?: Grade | 'total'
  readonly episodeId?: number
  readonly programme: Programme
}

export type Behind = {
  readonly segment: SegmentChoice
  readonly names: Names
  /** Rows behind the number; the sum of a total's `n` is not in it, its row is. */
  readonly count: number
  readonly items: readonly BehindRow[]
  readonly next: number | null
}

/**
 * The rows behind any number of an answer: same question, and which figure, grade, level, station or episode. Totals
 * and quarantined events come first, then airings and plays by day.
 * @throws DomainError no_such_segment
 */
export async function listBehind(ctx: Context, question: ListQuestion, { offset, limit }: PageQuery): Promise<Behind> {
  const now = ctx.clock.now()
  const segment = await chooseSegment(ctx, question)
  const stationIds = await stationsAsked(ctx, question)
  const scope = { ...scopeOf(question, segment), ...(stationIds ? { stationIds } : {}) }
  const names = await readNames(ctx.db, stationIds)
  const first = [
    ...(wantsTotals(question) ? weighTotals(await reportedTotals(ctx.db, scope), question.period).counted : []).map(
      (total) => totalRow(total, names),
    ),
    ...(wantsQuarantined(question) ? await quarantinedEvents(ctx.db, scope, ctx.zone) : [])
      .filter((event) => question.episodeId === undefined || event.episodeId === question.episodeId)
      .map((event) => quarantinedRow(event, names)),
  ].filter((row) => question.level === undefined || row.levelCode === question.level)
  const { figure, grade } = question
  if (figure === 'quarantined' || grade === 'total') {
    return { segment, names, count: first.length, ...slice(first, { offset, limit }) }
  }
  const filter = { figure, grade, level: question.level, programme: question.programme, episodeId: question.episodeId }
  const at = { zone: ctx.zone, now }
  const facts = await factCount(ctx.db, scope, filter, at)
  const head = first.slice(offset, offset + limit)
  const room = limit - head.length
  const refs =
    room > 0
      ? await factPage(ctx.db, scope, filter, at, { offset: Math.max(0, offset - first.length), limit: room })
      : []
  const items = [...head, ...(await factRows(ctx, refs, now))]
  const count = first.length + facts
  return { segment, names, count, items, next: offset + items.length < count ? offset + items.length : null }
}

const slice = (rows: readonly BehindRow[], { offset, limit }: PageQuery) => ({
  items: rows.slice(offset, offset + limit),
  next: offset + limit < rows.length ? offset + limit : null,
})

const wantsTotals = ({ figure, grade, kind, programme, episodeId, field }: ListQuestion): boolean =>
  field === undefined &&
  (figure === undefined || figure === 'aired') &&
  (grade === undefined || grade === 'total') &&
  kind === 'all' &&
  programme === 'episode' &&
  episodeId === undefined
const wantsQuarantined = ({ figure, grade, programme, field }: ListQuestion): boolean =>
  field === undefined &&
  (figure === undefined || figure === 'quarantined') &&
  grade === undefined &&
  programme === 'episode'

async function factRows(ctx: Context, refs: readonly FactRef[], now: number): Promise<BehindRow[]> {
  const { db } = ctx
  const airingRefs = refs.filter((ref) => ref.what === 'airing')
  const airings = await airingsOf(db, airingRefs)
  const named = await namedEvidence(db, airingRefs)
  const plays = await playsOf(
    db,
    refs.filter((ref) => ref.what === 'play'),
  )
  const rows: BehindRow[] = []
  for (const ref of refs) {
    if (ref.what === 'airing') {
      const key = refText(ref.slotId, ref.stationId, ref.onDate, ref.ordinal)
      const airing = airings.get(key)
      if (airing) rows.push(airingRow(airing, await positionsOf(ctx, airing, named.get(key)), now))
      continue
    }
    const play = plays.get(`${ref.stationId}|${ref.playKey}`)
    if (play) rows.push(playRow(play, await positionsOfPlay(db, play, jsonColumn(z.array(z.string()), play.event_ids))))
  }
  return rows
}

/** A device's play that did not name its airing was matched to it by time (COUNTING.md 8): then the history knows it. */
async function positionsOf(ctx: Context, airing: AiringRow, named: Named | undefined): Promise<readonly number[]> {
  if (airing.grade !== 'player' || named?.byDevice) return named?.positions ?? []
  const { rows } = await airingHistory(ctx, system('reports'), airingIdOf(airing))
  return rows.filter((row) => row.state === 'counted').map((row) => row.position)
}
