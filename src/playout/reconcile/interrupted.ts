import type { PlannedAiring } from './facts.ts'
import { PAUSE_MS } from './facts.ts'
import { nearestTo } from './near.ts'
import { group, joined, type Play } from './plays.ts'

const byTime = (a: Play, b: Play): number => a.start - b.start || a.end - b.end

/** Adds parts of one item up in order of time, as long as the next belongs to them and they are not yet the whole. */
function addUp(plays: readonly Play[], belongs: (soFar: Play, next: Play) => boolean): Play[] {
  const out: Play[] = []
  let parts: Play | null = null
  const push = (): void => {
    if (parts) out.push(parts)
    parts = null
  }
  for (const play of [...plays].sort(byTime)) {
    // What only people told of is no part: their word is whole or not in itself.
    if (play.stretches.length === 0) {
      out.push(play)
      continue
    }
    if (play.complete || (parts && !belongs(parts, play))) push()
    if (play.complete) {
      out.push(play)
      continue
    }
    parts = parts ? joined(parts, play) : play
    if (parts.complete) push()
  }
  push()
  return out
}

/**
 * COUNTING.md 10: a play that was interrupted and resumed is one, also before it is known whose it is. The next part
 * follows within a pause and is not nearer to another airing than the first.
 * @param starts planned airings in order of start
 */
export function interruptedPlays(plays: readonly Play[], starts: readonly PlannedAiring[]): Play[] {
  const whose = (play: Play): readonly string[] => {
    const named = [...new Set([...play.airings, ...play.said.map((statement) => statement.airing)])]
    return named.length > 0 ? named : [nearestTo(play, starts)?.key ?? '']
  }
  return [...group(plays, (play) => play.item).values()].flatMap((own) =>
    addUp(own, (soFar, next) => {
      if (next.start - soFar.end > PAUSE_MS || soFar.stray !== next.stray) return false
      const known = whose(soFar)
      return next.stray || whose(next).every((key) => key === '' || known.includes(key))
    }),
  )
}

/** All that was played in the name of one airing: its parts add up however long it was interrupted. */
export const partsOfOne = (plays: readonly Play[]): Play[] =>
  [...group(plays, (play) => play.item).values()].flatMap((own) => addUp(own, () => true))
