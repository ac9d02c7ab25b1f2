import type { PlannedAiring, PlayerEvent, Statement } from './facts.ts'

/** What changed: these events, these airings (by key). */
export type Seeds = { readonly eventIds: ReadonlySet<string>; readonly airings: ReadonlySet<string> }
/** All that the seeds may have an influence on, and that may have an influence on it. */
export type Neighbourhood = {
  readonly events: readonly PlayerEvent[]
  readonly airings: readonly PlannedAiring[]
  /** Those of these airings. */
  readonly statements: readonly Statement[]
  /** Named by an event or a statement, but not among the airings given: load them and ask again. */
  readonly missing: readonly string[]
  /** Evidence or airings within this many ms of a moment of the neighbourhood could belong to it too. */
  readonly reach: number
}

type Node = {
  readonly at: number
  readonly event: PlayerEvent | null
  readonly airing: PlannedAiring | null
  /** The airing that it names. */
  readonly names: string | null
  root: Node | null
}

const HOUR_MS = 3_600_000

/**
 * The events, statements and airings that can have to do with the seeds, through any chain of matches and overlaps; a
 * little more than needed, never less. Two things of a segment can meet when they are not further apart than its longest
 * item twice (an event may tell of an end, a statement of a start), the pause and the matching distance together; two
 * airings meet only through a play, or what was said of one. Statements that no longer stand are looked at as well: what
 * they held before is free now.
 */
export function neighbourhood(
  events: readonly PlayerEvent[],
  airings: readonly PlannedAiring[],
  statements: readonly Statement[],
  seeds: Seeds,
): Neighbourhood {
  const longest = [...events, ...statements].reduce((max, { duration }) => Math.max(max, (duration ?? 0) * 1000), 0)
  const reach = 2 * longest + HOUR_MS
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
    const node: Node = { at: airing.startsAt, event: null, airing, names: null, root: null }
    byKey.set(airing.key, node)
    add(airing.segmentId, node)
  }
  const missing = new Set<string>()
  const tell = (at: number, segmentId: number, names: string | null, event: PlayerEvent | null): void => {
    const node: Node = { at, event, airing: null, names, root: null }
    add(segmentId, node)
    const named = names === null ? undefined : byKey.get(names)
    if (named) join(named, node)
  }
  for (const event of events) tell(event.at, event.segmentId, event.airing, event)
  for (const one of statements) if (one.at !== null) tell(one.at, one.segmentId, one.airing, null)
  for (const row of bySegment.values()) joinNear(row, reach)
  const roots = new Set<Node>()
  for (const node of nodes) if (isSeed(node, seeds)) roots.add(rootOf(node))
  const inside = nodes.filter((node) => roots.has(rootOf(node)))
  for (const { names } of inside) if (names !== null && !byKey.has(names)) missing.add(names)
  for (const key of seeds.airings) if (!byKey.has(key)) missing.add(key)
  const near = inside.flatMap((node) => node.airing ?? [])
  const keys = new Set(near.map((airing) => airing.key))
  return {
    events: inside.flatMap((node) => node.event ?? []),
    airings: near,
    statements: statements.filter((statement) => keys.has(statement.airing)),
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

/** Joins each event or statement with what lies within reach of it; airings among themselves are left apart. */
function joinNear(row: Node[], reach: number): void {
  row.sort((a, b) => a.at - b.at)
  let last: Node | null = null
  let waiting: Node[] = []
  for (const node of row) {
    if (last && node.at - last.at <= reach) join(last, node)
    if (node.airing) {
      waiting.push(node)
      continue
    }
    for (const airing of waiting) if (node.at - airing.at <= reach) join(airing, node)
    waiting = []
    last = node
  }
}
