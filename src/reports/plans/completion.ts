import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Lang } from '../../http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { compareVietnamese } from '../../kernel/text.ts'
import { allSegments } from '../../library/index.ts'
import { levels } from '../../units/index.ts'
import { countAirings } from '../actions.ts'
import { namedStations } from '../names-store.ts'
import { type Days, freePeriod } from '../periods.ts'
import { type TargetRow, targetsMeeting } from './store.ts'

/** A target with what was reached of it. */
export type Completion = Days & {
  readonly id: number
  /** Null: all segments together. */
  readonly segment: { readonly code: string; readonly name: string } | null
  readonly level: string | null
  readonly levelName: string | null
  readonly station: string | null
  readonly stationName: string | null
  readonly target: number
  /** What aired in the target's days: the frozen number where they were closed. */
  readonly aired: number
  readonly note: string | null
  readonly changedAt: number
  readonly changedBy: string
}

const MOST = 2000

/**
 * Targets whose days meet a stretch, each with what aired in its own days: the latest first, levels before stations.
 * @throws DomainError sign_in_required, forbidden
 */
export async function planCompletion(ctx: Context, actor: Actor, days: Days, lang: Lang): Promise<Completion[]> {
  demand(actor, 'report.read')
  const rows = await targetsMeeting(ctx.db, days, MOST)
  const segments = new Map((await allSegments(ctx.db)).map((segment) => [segment.id, segment]))
  const ranks = new Map((await levels(ctx.db)).map((level) => [level.code, level]))
  const stations = await namedStations(
    ctx.db,
    rows.flatMap(({ station_id }) => station_id ?? []),
  )
  const aired = await airedOf(ctx, actor, rows, (id) => segments.get(id)?.code ?? '')
  const out = rows.map((row): Completion => {
    const level = ranks.get(row.level_code ?? '')
    const station = stations.get(row.station_id ?? 0)
    const segment = segments.get(row.segment_id ?? 0)
    return {
      id: row.id,
      from: row.from_date,
      to: row.to_date,
      segment: segment ? { code: segment.code, name: segment.name } : null,
      level: row.level_code,
      levelName: level ? (lang === 'vi' ? level.stationName : level.stationNameEn) : null,
      station: station?.code ?? null,
      stationName: station?.name ?? null,
      target: row.target,
      aired: aired.get(row.id) ?? 0,
      note: row.note,
      changedAt: row.changed_at,
      changedBy: row.changed_by_name,
    }
  })
  const rank = ({ level }: Completion): number => ranks.get(level ?? '')?.rank ?? Number.MAX_SAFE_INTEGER
  return out.sort(
    (a, b) =>
      (a.from === b.from ? 0 : a.from < b.from ? 1 : -1) ||
      (a.to === b.to ? 0 : a.to < b.to ? 1 : -1) ||
      rank(a) - rank(b) ||
      compareVietnamese(a.stationName ?? '', b.stationName ?? ''),
  )
}

/** What aired for each target, by its id: one question for all targets of the same days and segment. */
async function airedOf(
  ctx: Context,
  actor: Actor,
  rows: readonly TargetRow[],
  code: (segmentId: number) => string,
): Promise<Map<number, number>> {
  const out = new Map<number, number>()
  const groups = new Map<string, TargetRow[]>()
  for (const row of rows) {
    const key = `${row.from_date} ${row.to_date} ${row.segment_id ?? 'all'}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const question = {
      period: freePeriod({ from: first.from_date, to: first.to_date }),
      segment: first.segment_id === null ? 'all' : code(first.segment_id),
      units: 'then',
      kind: 'all',
      lang: 'vi',
    } as const
    const { answer } = await countAirings(ctx, actor, { ...question, by: [] })
    for (const row of group) {
      if (row.level_code !== null) out.set(row.id, answer.totals.get(row.level_code)?.aired ?? 0)
    }
    const stationIds = [...new Set(group.flatMap((row) => row.station_id ?? []))]
    if (stationIds.length === 0) continue
    const byStation = await countAirings(ctx, actor, { ...question, by: ['station'], stationIds })
    const aired = new Map(byStation.answer.rows.map(({ key, figures }) => [key.stationId, figures.aired]))
    for (const row of group) if (row.station_id !== null) out.set(row.id, aired.get(row.station_id) ?? 0)
  }
  return out
}
