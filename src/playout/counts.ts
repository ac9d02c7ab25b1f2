import type { Db } from '../db/index.ts'
import type { EventAnswer } from '../protocol/index.ts'

type Counts = Record<EventAnswer['status'], number>
const counts = new WeakMap<Db, Counts>()

/** What became of the events that this process was sent since it started. */
export function asRunCounts(db: Db): Counts {
  const known = counts.get(db)
  if (known) return known
  const fresh: Counts = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 }
  counts.set(db, fresh)
  return fresh
}

/** To be called once the events are on disk. */
export function countEvents(db: Db, events: readonly EventAnswer[]): void {
  const own = asRunCounts(db)
  for (const { status } of events) own[status] += 1
}
