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

type Labels = Record<string, string | number | null>
type Orderable = string | number

function toRows(counted: Counted, own: readonly Part[], episodes: ReadonlyMap<number, EpisodeBrief>): AnswerRow[] {
  const { by } = counted.question
  if (by.length === 0) return []
  const rows = grouped(by, own).map(({ key, counts }) => {
    const labels: Labels = {}
    const order = by.map((grouping) => describe(counted, key, grouping, episodes, labels))
    return { row: { key, labels, figures: figuresOf(counts) }, order }
  })
  const ranks = vietnameseRanks(rows.flatMap(({ order }) => order.filter((part) => typeof part === 'string')))
  const placed = rows.map(({ row, order }) => ({
    row,
    places: order.map((part) => (typeof part === 'number' ? part : (ranks.get(part) ?? 0))),
  }))
  return placed.sort((a, b) => comparePlaces(a.places, b.places)).map(({ row }) => row)
}

/** Parts of one group as one. */
function grouped(by: readonly Grouping[], parts: readonly Part[]): { key: GroupKey; counts: Counts }[] {
  const groups = new Map<string, { key: GroupKey; counts: Counts }>()
  for (const { key, counts } of parts) {
    if (key === NO_ROW) continue
    let text = ''
    for (const grouping of by) text += `${keyPart(key, grouping)}\n`
    const group = groups.get(text)
    if (group) addCounts(group.counts, counts)
    else groups.set(text, { key, counts: { ...counts } })
  }
  return [...groups.values()]
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0)
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

/** Puts the names of one part of a row's key among its labels. @returns what it is sorted by */
function describe(
  counted: Counted,
  key: GroupKey,
  grouping: Grouping,
  episodes: ReadonlyMap<number, EpisodeBrief>,
  labels: Labels,
): Orderable {
  const { names, question } = counted
  switch (grouping) {
    case 'level':
      return describeLevel(counted, key.level ?? '', question.lang, labels)
    case 'station':
      return describeStation(counted, key.stationId ?? 0, labels)
    case 'unit': {
      const unit = names.units.get(key.unitId ?? 0)
      labels.unit = unit?.code ?? ''
      labels.unit_name = unit ? fullName(unit) : ''
      labels.unit_ended_on = unit?.validTo ?? null
      return `${unit?.name ?? ''} ${unit?.code ?? ''}`
    }
    case 'month':
      labels.month = key.month ?? ''
      return labels.month
    case 'week':
      labels.week = key.week ?? ''
      return labels.week
    case 'segment': {
      const segment = names.segments.get(key.segmentId ?? 0)
      labels.segment = segment?.code ?? null
      labels.segment_name = segment?.name ?? null
      return segment?.name ?? ''
    }
    case 'episode':
      return describeEpisode(episodes.get(key.episodeId ?? 0), labels)
  }
}

function describeLevel({ names }: Counted, code: string, lang: Lang, labels: Labels): Orderable {
  const level = names.levels.get(code)
  labels.level = code
  labels.level_name = (lang === 'vi' ? level?.stationName : level?.stationNameEn) ?? code
  return level?.rank ?? Number.MAX_SAFE_INTEGER
}

/** "xã An Thạnh Thủy" */
export const fullName = (unit: { readonly kind: string; readonly name: string }): string =>
  `${unit.kind} ${unit.name}`.trim()

/** A station with its unit: that of the period's last day, or today's (COUNTING.md 17). */
function describeStation({ names, question, presentUnit }: Counted, stationId: number, labels: Labels): Orderable {
  const station = names.stations.get(stationId)
  labels.station = station?.code ?? ''
  labels.station_name = station?.name ?? ''
  // Split by unit too, the unit of the row is the one that it stands for.
  if (!question.by.includes('unit')) {
    const then = placeOn(names, stationId, question.period.to)?.unitId ?? 0
    const unit = names.units.get(question.units === 'now' ? presentUnit(then, stationId) : then)
    labels.unit = unit?.code ?? null
    labels.unit_name = unit ? fullName(unit) : null
  }
  return `${station?.name ?? ''} ${station?.code ?? ''}`
}

function describeEpisode(episode: EpisodeBrief | undefined, labels: Labels): Orderable {
  labels.episode = episode?.id ?? null
  labels.episode_number = episode?.number ?? null
  labels.episode_year = episode?.year ?? null
  labels.episode_title = episode?.title ?? null
  return episode ? episode.year * 100_000 + episode.number : -1
}
