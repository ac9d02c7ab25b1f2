import type { Player, Sound } from '../../src/agent/parts.ts'

/** How long after a start the player's own position is looked at, ms. */
const LOOK_MS = 2000

/**
 * A player whose sounds are timed: when the first sample came, by what the player says it has played while it plays,
 * reckoned back on the wall clock. Each begin is told once, 2 s after it.
 */
export const measured = (player: Player, begun: (airingId: string, at: number) => void): Player => ({
  ...player,
  load: async (request, onEnd) => {
    const sound = await player.load(request, onEnd)
    return {
      start: () => timed(sound, (at) => begun(request.airingId, at)),
      stop: () => sound.stop(),
      heard: () => sound.heard(),
    }
  },
})

async function timed(sound: Sound, begun: (at: number) => void): Promise<void> {
  await sound.start()
  const first = sound.heard() ?? 0
  let begin = Number.POSITIVE_INFINITY
  const look = setInterval(() => {
    const heard = sound.heard() ?? 0
    // It tells its position as it moves on: the earliest begin that fits is the true one.
    if (heard > first) begin = Math.min(begin, Date.now() - (heard - first) * 1000)
  }, 2)
  setTimeout(() => {
    clearInterval(look)
    if (Number.isFinite(begin)) begun(begin)
  }, LOOK_MS)
}

/** "median 12 ms, worst 31 ms", and the worst by its distance from nought. */
export function summary(offsets: readonly number[]): { readonly text: string; readonly worst: number } {
  const sorted = offsets.map(Math.round).sort((a, b) => Math.abs(a) - Math.abs(b))
  const worst = sorted.at(-1) ?? Number.POSITIVE_INFINITY
  const median = sorted[Math.floor(sorted.length / 2)]
  return { text: `median ${median} ms, worst ${worst} ms; all: ${sorted.join(' ')}`, worst: Math.abs(worst) }
}

/** Watches this process's memory. @returns what ends it and gives the most seen, in MB */
export function watchMemory(): () => number {
  let most = 0
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 500)
  return () => {
    clearInterval(look)
    return Math.round(most / 1e6)
  }
}
