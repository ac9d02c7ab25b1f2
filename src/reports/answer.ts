import type { Lang } from '../http/index.ts'
import type { EpisodeBrief } from '../library/index.ts'
import { type Counted, type GroupKey, NO_ROW, type Part } from './counting.ts'
import { addCounts, type Counts, type Figures, figuresOf, noCounts } from './figures.ts'
import { type Names, placeOn } from './names.ts'
import type { Days } from './periods.ts'
import type { Grouping } from './question.ts'
import { vietnameseRanks } from './ranks.ts'

export type AnswerRow = {
  readonly key: GroupKey
  readonly labels: Readonly<Record<string, string | number | null>>
  readonly figures: Figures
}
export type Answer = {
  /** By level code; every level that has stations is there. */
  readonly totals: ReadonlyMap<string, Figures>
  /** Relayed and live programmes, shown apart and part of no other number (COUNTING.md 3). */
  readonly apart: ReadonlyMap<'relay' | 'live', ReadonlyMap<string, Figures>>
  readonly rows: readonly AnswerRow[]
}

/** Folds what was counted into totals by level and rows in order. */
export function toAnswer(counted: Counted, episodes: ReadonlyMap<number, EpisodeBrief>): Answer {
  const own = counted.parts.filter((part) => part.programme === 'episode')
  const apart = new Map<'relay' | 'live', ReadonlyMap<string, Figures>>()
  for (const programme of ['relay', 'live'] as const) {
    const parts = counted.parts.filter((part) => part.programme === programme)
    if (parts.length > 0) apart.set(programme, byLevel(parts, []))
  }
  return {
    totals: byLevel(own, counted.levels),
    apart,
    rows: toRows(counted, own, episodes),
  }
}

/** Codes of the levels that have stations at the ends of a stretch, by rank. */
export const levelsInUse = (names: Names, { from, to }: Days): string[] => {
  const used = new Set<string>()
  for (const station of names.stations.values()) {
    used.add(placeOn(names, station.id, from)?.levelCode ?? '')
    used.add(placeOn(names, station.id, to)?.levelCode ?? '')
  }
  return [...names.levels.keys()].filter((code) => used.has(code))
}

function byLevel(parts: readonly Part[], always: readonly string[]): Map<string, Figures> {
  const sums = new Map<string, Counts>(always.map((level) => [level, noCounts()]))
  for (const part of parts) {
    const sum = sums.get(part.level) ?? noCounts()
    addCounts(sum, part.counts)
    sums.set(part.level, sum)
  }
  return new Map([...sums].map(([level, counts]) => [level, figuresOf(counts)]))
}

type Orderable = string | number
type Labelled = { readonly labels: Readonly<Record<string, string | number | null>>; readonly order: Orderable }

function toRows(counted: Counted, own: readonly Part[], episodes: ReadonlyMap<number, EpisodeBrief>): AnswerRow[] {
  const { by } = counted.question
  if (by.length === 0) return []
  const groups = new Map<string, { key: GroupKey; counts: Counts }>()
  for (const { key, counts } of own) {
    if (key === NO_ROW) continue
    const text = JSON.stringify(by.map((grouping) => keyPart(key, grouping)))
    const group = groups.get(text) ?? { key, counts: noCounts() }
    addCounts(group.counts, counts)
    groups.set(text, group)
  }
  const rows = [...groups.values()].map(({ key, counts }) => {
    const labelled = by.map((grouping) => describe(counted, key, grouping, episodes))
    const labels = Object.assign({}, ...labelled.map((label) => label.labels)) as Labelled['labels']
    return { key, labels, figures: figuresOf(counts), order: labelled.map((label) => label.order) }
  })
  const ranks = vietnameseRanks(rows.flatMap(({ order }) => order.filter((part) => typeof part === 'string')))
  const placed = rows.map((row) => ({
    row,
    places: row.order.map((part) => (typeof part === 'number' ? part : (ranks.get(part) ?? 0))),
  }))
  return placed
    .sort((a, b) => comparePlaces(a.places, b.places))
    .map(({ row: { key, labels, figures } }) => ({ key, labels, figures }))
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (const [i, left] of a.entries()) {
    const order = left - (b[i] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

const keyPart = (key: GroupKey, grouping: Grouping): string | number | null | undefined => {
  switch (grouping) {
    case 'level':
      return key.level
    case 'station':
      return key.stationId
    case 'unit':
      return key.unitId
    case 'month':
      return key.month
    case 'week':
      return key.week
    case 'segment':
      return key.segmentId
    case 'episode':
      return key.episodeId
  }
}

/** Names of one part of a row's key, and what it is sorted by. */
function describe(
  counted: Counted,
  key: GroupKey,
  grouping: Grouping,
  episodes: ReadonlyMap<number, EpisodeBrief>,
): Labelled {
  const { names, question } = counted
  switch (grouping) {
    case 'level':
      return describeLevel(counted, key.level ?? '', question.lang)
    case 'station':
      return describeStation(counted, key.stationId ?? 0)
    case 'unit': {
      const unit = names.units.get(key.unitId ?? 0)
      const labels = {
        unit: unit?.code ?? '',
        unit_name: unit ? fullName(unit) : '',
        unit_ended_on: unit?.validTo ?? null,
      }
      return { labels, order: `${unit?.name ?? ''} ${unit?.code ?? ''}` }
    }
    case 'month':
      return { labels: { month: key.month ?? '' }, order: key.month ?? '' }
    case 'week':
      return { labels: { week: key.week ?? '' }, order: key.week ?? '' }
    case 'segment': {
      const segment = names.segments.get(key.segmentId ?? 0)
      return {
        labels: { segment: segment?.code ?? null, segment_name: segment?.name ?? null },
        order: segment?.name ?? '',
      }
    }
    case 'episode':
      return describeEpisode(episodes.get(key.episodeId ?? 0))
  }
}

function describeLevel({ names }: Counted, code: string, lang: Lang): Labelled {
  const level = names.levels.get(code)
  const name = (lang === 'vi' ? level?.stationName : level?.stationNameEn) ?? code
  return { labels: { level: code, level_name: name }, order: level?.rank ?? Number.MAX_SAFE_INTEGER }
}

/** "xã An Thạnh Thủy" */
export const fullName = (unit: { readonly kind: string; readonly name: string }): string =>
  `${unit.kind} ${unit.name}`.trim()

/** A station with its unit: that of the period's last day, or today's (COUNTING.md 17). */
function describeStation({ names, question, presentUnit }: Counted, stationId: number): Labelled {
  const station = names.stations.get(stationId)
  const then = placeOn(names, stationId, question.period.to)?.unitId ?? 0
  const unit = names.units.get(question.units === 'now' ? presentUnit(then, stationId) : then)
  const labels = {
    station: station?.code ?? '',
    station_name: station?.name ?? '',
    // Split by unit too, the unit of the row is the one that it stands for.
    ...(question.by.includes('unit') ? {} : { unit: unit?.code ?? null, unit_name: unit ? fullName(unit) : null }),
  }
  return { labels, order: `${station?.name ?? ''} ${station?.code ?? ''}` }
}

function describeEpisode(episode: EpisodeBrief | undefined): Labelled {
  const labels = {
    episode: episode?.id ?? null,
    episode_number: episode?.number ?? null,
    episode_year: episode?.year ?? null,
    episode_title: episode?.title ?? null,
  }
  return { labels, order: episode ? episode.year * 100_000 + episode.number : -1 }
}
