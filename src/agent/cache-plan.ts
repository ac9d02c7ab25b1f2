import type { Airing, Audio } from './programme.ts'

/** A file of the cache. `usedAt`: epoch ms by the file system. */
export type Held = {
  readonly sha256: string
  readonly bytes: number
  readonly changedAt: number
  readonly path: string
}
export type CachePlan = {
  /** To be fetched, the soonest needed first. */
  readonly fetch: readonly Audio[]
  /** To be removed, nothing that is still to play. */
  readonly evict: readonly Held[]
  /** Files that find no room within the limit. */
  readonly noRoom: readonly Audio[]
}

/** Audio that is still to play or playing, the soonest needed first, each once. */
export function needed(airings: readonly Airing[], done: ReadonlySet<string>, now: number, lateMs: number): Audio[] {
  const coming = airings
    .filter(({ id, end, start, audio }) => audio !== null && !done.has(id) && Math.max(end, start + lateMs) >= now)
    .sort((a, b) => Number(b.priority === 'emergency') - Number(a.priority === 'emergency') || a.start - b.start)
  const once = new Map<string, Audio>()
  for (const { audio } of coming) if (audio && !once.has(audio.sha256)) once.set(audio.sha256, audio)
  return [...once.values()]
}

/**
 * What to fetch and what to remove so that the cache keeps within its limit. Only what nothing coming needs is removed,
 * the longest unused first, and only as much as there must be.
 * @param limit bytes that the cache may hold
 */
export function planCache(wanted: readonly Audio[], held: readonly Held[], limit: number): CachePlan {
  const have = new Set(held.map(({ sha256 }) => sha256))
  const want = new Set(wanted.map(({ sha256 }) => sha256))
  const loose = held.filter(({ sha256 }) => !want.has(sha256)).sort((a, b) => a.changedAt - b.changedAt)
  let used = held.reduce((sum, { bytes }) => sum + bytes, 0)
  const evict: Held[] = []
  const fetch: Audio[] = []
  const noRoom: Audio[] = []
  const makeRoom = (bytes: number): boolean => {
    while (used + bytes > limit) {
      const oldest = loose.shift()
      if (!oldest) return false
      evict.push(oldest)
      used -= oldest.bytes
    }
    return true
  }
  makeRoom(0)
  for (const audio of wanted.filter(({ sha256 }) => !have.has(sha256))) {
    if (makeRoom(audio.bytes)) {
      fetch.push(audio)
      used += audio.bytes
    } else noRoom.push(audio)
  }
  return { fetch, evict, noRoom }
}
