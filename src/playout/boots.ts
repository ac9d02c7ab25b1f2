import { AHEAD_MS, type Neighbours } from './clock.ts'

/** An event with its number in the stream. `at`: as measured; null: its boot was never measured. Times in epoch ms. */
export type Numbered = {
  readonly seq: number
  readonly bootId: string
  readonly monoMs: number
  readonly toldAt: number
  readonly at: number | null
}
/** Events that follow each other in the stream, of one boot and one setting of its clock. */
export type Run = { readonly first: Numbered; readonly last: Numbered; readonly events: readonly Numbered[] }
/** When the boot of a run can have begun, and the moment before which all of the run was. Epoch ms. */
type Room = { readonly earliest: number; readonly latest: number; readonly to: number }

/** Told and monotonic time that part by more than this: the clock was set in between. */
const STEP_MS = 10_000

/** The events in order of their numbers, cut where the boot or the setting of its clock changes. */
export function runsOf(events: readonly Numbered[]): Run[] {
  const out: Numbered[][] = []
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    const run = out.at(-1)
    const last = run?.at(-1)
    if (run && last && goesOn(last, event)) run.push(event)
    else out.push([event])
  }
  return out.flatMap((own) => {
    const [first, last] = [own[0], own.at(-1)]
    return first && last ? { first, last, events: own } : []
  })
}

const goesOn = (last: Numbered, next: Numbered): boolean =>
  last.bootId === next.bootId &&
  (last.at === null) === (next.at === null) &&
  (next.at !== null || Math.abs(next.toldAt - next.monoMs - (last.toldAt - last.monoMs)) <= STEP_MS)

/**
 * COUNTING.md 7, boots that nobody measured. A clock that was put wrong while the machine was off tells times that cannot
 * be: after the start of a later boot, or before what is known to have been earlier. As the events of a run hang together
 * by their monotonic clock, one such time makes all of the run impossible. The machine's clock runs on while it is off:
 * if it was measured in the next boot to be wrong, and the times less that error fit, they are these; else unknown.
 * @param kept the nearest measured events around a number that were received before
 * @param sendingBegan when the boot that sends them began
 * @returns the impossible ones, with their time or null; the others may have been as told
 */
export function impossibleTimes(
  runs: readonly Run[],
  kept: (seq: number) => Neighbours,
  sendingBegan: number,
): ReadonlyMap<Numbered, number | null> {
  const out = new Map<Numbered, number | null>()
  const rooms = roomsOf(runs, kept, sendingBegan)
  let error: number | null = null
  for (const [i, run] of [...runs.entries()].reverse()) {
    const room = rooms[i]
    const { first, events } = run
    if (first.at !== null || !room) {
      error = first.at === null ? null : errorOf(first.toldAt - first.at)
      continue
    }
    if (fits(events, 0, room)) {
      // Another setting of the clock than in the boot after it: what was measured there holds no further back.
      error = null
      continue
    }
    if (error !== null && !fits(events, error, room)) error = null
    for (const event of events) out.set(event, error === null ? null : event.toldAt - error)
  }
  for (const run of atOdds(runs, out)) for (const event of run.events) out.set(event, null)
  for (const run of besideWrong(runs, out)) for (const event of run.events) out.set(event, null)
  return out
}

/**
 * Runs that nobody measured, told before or after one whose clock was wrong, with nothing measured between them: nobody knows
 * when that clock was put wrong, or whether it was put right. What they tell is possible and no more.
 */
function besideWrong(runs: readonly Run[], judged: ReadonlyMap<Numbered, number | null>): readonly Run[] {
  const stretches: Run[][] = [[]]
  for (const run of runs) {
    if (run.first.at === null) stretches.at(-1)?.push(run)
    else stretches.push([])
  }
  return stretches
    .filter((stretch) => stretch.some(({ first }) => judged.has(first)))
    .flatMap((stretch) => stretch.filter(({ first }) => !judged.has(first)))
}

/**
 * Runs that nobody measured and whose times contradict each other: more passed between them, by their monotonic clocks,
 * than they tell. One of the two is wrong and nobody knows which, so both are unknown.
 */
function atOdds(runs: readonly Run[], judged: ReadonlyMap<Numbered, number | null>): ReadonlySet<Run> {
  const lengths = new Map<string, number>()
  for (const { last } of runs) lengths.set(last.bootId, Math.max(last.monoMs, lengths.get(last.bootId) ?? 0))
  const known = (event: Numbered): number | null =>
    event.at ?? (judged.has(event) ? (judged.get(event) ?? null) : event.toldAt)
  const odd = new Set<Run>()
  for (const [i, earlier] of runs.entries()) {
    const [from, { bootId, monoMs }] = [known(earlier.last), earlier.last]
    if (from === null) continue
    let passed = (lengths.get(bootId) ?? monoMs) - monoMs
    let boot = bootId
    for (const later of runs.slice(i + 1)) {
      const { first } = later
      if (first.bootId !== boot && boot !== bootId) passed += lengths.get(boot) ?? 0
      boot = first.bootId
      const least = boot === bootId ? first.monoMs - monoMs : passed + first.monoMs
      const to = known(first)
      if (to === null || to - from >= least - AHEAD_MS) continue
      for (const run of [earlier, later]) if (run.first.at === null) odd.add(run)
    }
  }
  return odd
}

/**
 * What the order of the journal and the monotonic clocks leave possible, whatever the clocks told. A boot of which 16 hours
 * are known began 16 hours before the next one at the latest, and so did every boot before it: nobody measured them, but
 * their lengths add up. (A machine that sleeps counts less than passed: the bounds stay true.)
 */
function roomsOf(runs: readonly Run[], kept: (seq: number) => Neighbours, sendingBegan: number): Room[] {
  const earliest = runs.map(() => Number.NEGATIVE_INFINITY)
  let over = Number.NEGATIVE_INFINITY
  for (const [i, { first, last }] of runs.entries()) {
    const sameBoot = runs[i - 1]?.last.bootId === first.bootId
    const began = Math.max(over, kept(first.seq).before ?? over)
    earliest[i] = sameBoot ? (earliest[i - 1] ?? began) : began
    over = last.at ?? earliest[i] + last.monoMs
  }
  const rooms: Room[] = []
  let after = { bootId: '', began: sendingBegan, to: Number.POSITIVE_INFINITY }
  for (const [i, { first, last }] of [...runs.entries()].reverse()) {
    const { bootId } = first
    const latest = bootId === after.bootId ? after.began : after.began - last.monoMs
    const to = Math.min(after.to, kept(last.seq).after ?? after.to)
    rooms[i] = { earliest: earliest[i] ?? Number.NEGATIVE_INFINITY, latest, to }
    after =
      first.at === null
        ? { bootId, began: latest, to: after.to }
        : { bootId, began: Math.min(after.began, first.at - first.monoMs), to: first.at }
  }
  return rooms
}

const errorOf = (ahead: number): number | null => (Math.abs(ahead) > AHEAD_MS ? ahead : null)

const fits = (events: readonly Numbered[], error: number, { earliest, latest, to }: Room): boolean =>
  events.every(({ toldAt, monoMs }) => {
    const at = toldAt - error
    return at >= earliest + monoMs - AHEAD_MS && at <= latest + monoMs + AHEAD_MS && at < to
  })
