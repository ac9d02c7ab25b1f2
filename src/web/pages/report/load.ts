import type { Context } from '../../../context.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { allSegments, fieldsAndYears, type SegmentBrief } from '../../../library/index.ts'
import {
  type Comparison,
  type Completion,
  countAirings,
  type Figures,
  heavily,
  type MonthFigures,
  planCompletion,
  type Stations,
  spokenReport,
} from '../../../reports/index.ts'
import { type Level, levels } from '../../../units/index.ts'
import type { View } from '../../view.ts'
import { type ClosingState, closingState } from '../closing/section.tsx'
import { type Asked, isNarrowed, questionOf } from './asked.ts'

export type LevelFigures = {
  readonly level: Level
  readonly figures: Figures
  /** On air; of a closed period those known now. Null where nothing is. */
  readonly seconds: number | null
  /** Relayed and live programmes that aired, which are no part of the number. */
  readonly apart: { readonly relay: number; readonly live: number }
}
export type Choices = {
  readonly segments: readonly SegmentBrief[]
  readonly fields: readonly string[]
  readonly levels: readonly Level[]
}
export type Loaded = {
  readonly groups: readonly LevelFigures[]
  readonly choices: Choices
  readonly segment: { readonly code: string; readonly name: string | null }
  readonly comparison: Comparison
  readonly months: readonly MonthFigures[]
  readonly stations: Stations
  readonly plan: readonly Completion[]
  readonly unallocated: number
  readonly notIncluded: number
  /** Null where less than the whole period was asked for. */
  readonly whole: { readonly sentence: string; readonly closing: ClosingState } | null
  readonly closed: boolean
}

/** Stations on one page of the table and of its weeks: a district has all of its own on one. */
export const PAGE_STATIONS = 60
const MOST_CHASED = 12

const sum = (totals: readonly { readonly n: number }[]): number => totals.reduce((n, total) => n + total.n, 0)

/** @throws DomainError forbidden, no_such_segment, station_not_found */
export async function loadReport(ctx: Context, v: View, asked: Asked): Promise<Loaded> {
  const question = questionOf(asked, v)
  const { counted, answer } = await countAirings(ctx, v.actor, { ...question, by: [] })
  const known = await levels(ctx.db)
  const now = counted.closed?.current.answer.totals ?? answer.totals
  const groups = known.flatMap((level): LevelFigures[] => {
    const figures = answer.totals.get(level.code)
    const apart = (name: 'relay' | 'live'): number => answer.apart.get(name)?.get(level.code)?.aired ?? 0
    if (!figures || (asked.level !== '' && asked.level !== level.code)) return []
    const seconds = now.get(level.code)?.seconds ?? null
    return [{ level, figures, seconds, apart: { relay: apart('relay'), live: apart('live') } }]
  })
  const wish = { offset: asked.offset, limit: PAGE_STATIONS, chased: MOST_CHASED, order: asked.order }
  const segments = [...(await allSegments(ctx.db))].sort((a, b) => compareVietnamese(a.name, b.name))
  const whole = isNarrowed(asked)
    ? null
    : {
        sentence: (await spokenReport(ctx, counted, answer))[v.lang],
        closing: closingState(ctx, counted, answer),
      }
  return {
    groups,
    choices: { segments, fields: (await fieldsAndYears(ctx.db)).fields, levels: known },
    segment: counted.segment,
    comparison: await heavily(ctx, 'comparison', [v.actor, question]),
    months: await heavily(ctx, 'byMonth', [v.actor, question]),
    stations: await heavily(ctx, 'byStation', [v.actor, question, wish]),
    plan: await planCompletion(ctx, v.actor, asked.choice.period, v.lang),
    unallocated: sum(counted.unallocated),
    notIncluded: sum(counted.notIncluded),
    whole,
    closed: counted.closed !== null,
  }
}
