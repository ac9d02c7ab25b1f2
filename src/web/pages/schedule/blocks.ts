import type { ShownAiring } from '../../day.ts'
import { WALL_COLUMNS, wallColumn } from '../../wall-columns.ts'

/** An airing as a block on a lane: first step of five minutes, steps long, and its place among those it overlaps. */
export type Block = {
  readonly airing: ShownAiring
  readonly at: number
  readonly length: number
  /** Side by side where blocks overlap: the how manieth of how many. */
  readonly side: number
  readonly sides: number
  /** The next block begins so soon that there is no room for words beside this one. */
  readonly tight: boolean
}

const STEP = 5
/** A block of the week must hold a line of text, one of the day a short word beside it. */
const LEAST = { week: 3, day: 2 } as const
const WORD_COLUMNS = 12

/** Places the airings of one lane, in order of start. Cancelled ones stand back: they share no place. */
export function blocksOf(airings: readonly ShownAiring[], view: 'week' | 'day'): Block[] {
  const placed: { airing: ShownAiring; at: number; length: number; end: number; side: number; cluster: number }[] = []
  let cluster = -1
  let clusterEnd = -1
  for (const airing of [...airings].sort((a, b) => a.startsAt - b.startsAt)) {
    const at = wallColumn(airing.minutes)
    const steps = Math.max(1, Math.ceil((airing.endsAt - airing.startsAt) / 60_000 / STEP))
    const length = Math.min(Math.max(steps, LEAST[view]), WALL_COLUMNS - at)
    const end = at + length
    if (at >= clusterEnd) cluster++
    clusterEnd = Math.max(clusterEnd, end)
    const taken = new Set(placed.filter((other) => other.cluster === cluster && other.end > at).map(({ side }) => side))
    let side = 0
    while (taken.has(side)) side++
    placed.push({ airing, at, length, end, side, cluster })
  }
  return placed.map(({ airing, at, length, side, cluster: own }, i) => {
    const sides = Math.max(...placed.filter((other) => other.cluster === own).map((other) => other.side)) + 1
    const next = placed[i + 1]
    const tight = next !== undefined && next.at - (at + length) < WORD_COLUMNS
    return {
      airing,
      at,
      length,
      side,
      sides: Math.min(sides, 4),
      tight: tight || at + length > WALL_COLUMNS - WORD_COLUMNS,
    }
  })
}
