/** Aired ones by the grade of their evidence (COUNTING.md 13, 14); `total` is the sum of reported totals that count. */
export type ByEvidence = {
  readonly player: number
  readonly attested: number
  readonly imported: number
  readonly total: number
}

/**
 * What is told of a level, a station, a month … `aired` is the reported number and the sum of `byEvidence`; it excludes
 * `partial` and `open`. `upcoming`, `cancelled`, `unplanned` and `quarantined` stand beside and are part of no other.
 */
export type Figures = {
  readonly planned: number
  readonly aired: number
  readonly partial: number
  readonly missed: number
  readonly noWord: number
  readonly cancelled: number
  readonly upcoming: number
  readonly open: number
  readonly unplanned: number
  readonly quarantined: number
  readonly byEvidence: ByEvidence
  /**
   * On air, of what aired: as played; as planned where nobody told it. Of reported totals nothing is
   * known, and of a closing's frozen numbers neither: null.
   */
  readonly seconds: number | null
}

/** The numbers that queries bring; `aired` follows from them. */
export const COUNTED = [
  'planned',
  'partial',
  'missed',
  'noWord',
  'cancelled',
  'upcoming',
  'open',
  'unplanned',
  'quarantined',
  'player',
  'attested',
  'imported',
  'total',
  'seconds',
] as const
export type Counted = (typeof COUNTED)[number]
export type Counts = Record<Counted, number>

export const noCounts = (): Counts => ({
  planned: 0,
  partial: 0,
  missed: 0,
  noWord: 0,
  cancelled: 0,
  upcoming: 0,
  open: 0,
  unplanned: 0,
  quarantined: 0,
  player: 0,
  attested: 0,
  imported: 0,
  total: 0,
  seconds: 0,
})

/** Adds into `sum`. Each number by its name: of a hundred thousand rows a loop over the names takes the longest. */
export function addCounts(sum: Counts, more: Partial<Counts>): void {
  sum.planned += more.planned ?? 0
  sum.partial += more.partial ?? 0
  sum.missed += more.missed ?? 0
  sum.noWord += more.noWord ?? 0
  sum.cancelled += more.cancelled ?? 0
  sum.upcoming += more.upcoming ?? 0
  sum.open += more.open ?? 0
  sum.unplanned += more.unplanned ?? 0
  sum.quarantined += more.quarantined ?? 0
  sum.player += more.player ?? 0
  sum.attested += more.attested ?? 0
  sum.imported += more.imported ?? 0
  sum.total += more.total ?? 0
  sum.seconds += more.seconds ?? 0
}

export const figuresOf = (counts: Counts): Figures => ({
  planned: counts.planned,
  aired: counts.player + counts.attested + counts.imported + counts.total,
  partial: counts.partial,
  missed: counts.missed,
  noWord: counts.noWord,
  cancelled: counts.cancelled,
  upcoming: counts.upcoming,
  open: counts.open,
  unplanned: counts.unplanned,
  quarantined: counts.quarantined,
  byEvidence: {
    player: counts.player,
    attested: counts.attested,
    imported: counts.imported,
    total: counts.total,
  },
  seconds: counts.seconds,
})
