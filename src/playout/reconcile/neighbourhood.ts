import type { PlannedAiring, PlayerEvent } from './facts.ts'

/** What changed: these events, these airings (by key). */
export type Seeds = { readonly eventIds: ReadonlySet<string>; readonly airings: ReadonlySet<string> }
/** All that the seeds may have an influence on, and that may have an influence on it. */
export type Neighbourhood = {
  readonly events: readonly PlayerEvent[]
  readonly airings: readonly PlannedAiring[]
  /** Named by an event, but not among the airings given: load them and ask again. */
  readonly missing: readonly string[]
  /** Evidence or airings within this many ms of a moment of the neighbourhood could belong to it too. */
  readonly reach: number
}

type Node = {
  readonly at: number
  readonly event: PlayerEvent | null
  readonly airing: PlannedAiring | null
  root: Node | null
}

const HOUR_MS = 3_600_000

/**
 * The events and airings that can have to do with the seeds, through any chain of matches and overlaps; a little more
 * than needed, never less. Two things of a segment can meet when they are not further apart than its longest item, the
 * pause and the matching distance together; two airings meet only through a play.
 */
export function neighbourhood(
  events: readonly PlayerEvent[],
  airings: readonly PlannedAiring[],
  seeds: Seeds,
): Neighbourhood {
  const reach = events.reduce((max, event) => Math.max(max, event.duration * 1000), 0) + HOUR_MS
  const byKey = new Map<string, Node>()
  const bySegment = new Map<number, Node[]>()
  const nodes: Node[] = []
  const add = (segmentId: number, node: Node): void => {
    nodes.push(node)
    const known = bySegment.get(segmentId)
    if (known) known.push(node)
    else bySegment.set(segmentId, [node])
  }
  for (const airing of airings) {
    const node: Node = { at: airing.startsAt, event: null, airing, root: null }
    byKey.set(airing.key, node)
    add(airing.segmentId, node)
  }
  const missing = new Set<string>()
  const own: Node[] = []
  for (const event of events) {
    const node: Node = { at: event.at, event, airing: null, root: null }
    add(event.segmentId, node)
    own.push(node)
    const named = event.airing === null ? undefined : byKey.get(event.airing)
    if (named) join(named, node)
  }
  for (const row of bySegment.values()) joinNear(row, reach)
  const roots = new Set<Node>()
  for (const node of nodes) if (isSeed(node, seeds)) roots.add(rootOf(node))
  const inside = nodes.filter((node) => roots.has(rootOf(node)))
  for (const { event } of inside) if (event?.airing != null && !byKey.has(event.airing)) missing.add(event.airing)
  for (const key of seeds.airings) if (!byKey.has(key)) missing.add(key)
  return {
    events: inside.flatMap((node) => node.event ?? []),
    airings: inside.flatMap((node) => node.airing ?? []),
    missing: [...missing],
    reach,
  }
}

const isSeed = ({ event, airing }: Node, seeds: Seeds): boolean =>
  event ? seeds.eventIds.has(event.eventId) : airing !== null && seeds.airings.has(airing.key)

function rootOf(node: Node): Node {
  let root = node
  while (root.root) root = root.root
  if (node !== root) node.root = root
  return root
}
function join(a: Node, b: Node): void {
  const [one, other] = [rootOf(a), rootOf(b)]
  if (one !== other) one.root = other
}

/** Joins each event with what lies within reach of it; airings among themselves are left apart. */
function joinNear(row: Node[], reach: number): void {
  row.sort((a, b) => a.at - b.at)
  let lastEvent: Node | null = null
  let waiting: Node[] = []
  for (const node of row) {
    if (lastEvent && node.at - lastEvent.at <= reach) join(lastEvent, node)
    if (node.airing) {
      waiting.push(node)
      continue
    }
    for (const airing of waiting) if (node.at - airing.at <= reach) join(airing, node)
    waiting = []
    lastEvent = node
  }
}
