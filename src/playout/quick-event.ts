import { type AsRunEvent, EVENT_KINDS } from '../protocol/index.ts'

/*
 * What a whole event needs, said once more as plain comparisons: reading an event by its schema costs ten times as much.
 * The schema (protocol/as-run.ts) is the rule: whatever is not plainly good here is left to it, which may still take it
 * and otherwise says why not. A test holds that nothing passes here that the schema refuses or would change.
 */
const PLAIN = /^[\x20-\x7e]{1,100}$/
const HASH = /^[0-9a-f]{64}$/
// The last days of a month are for the schema to judge.
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/
const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS)

const isToken = (value: unknown): boolean => typeof value === 'string' && PLAIN.test(value)
const isWithin = (value: unknown, max: number): boolean => typeof value === 'number' && value >= 0 && value <= max

const MEMBERS: Readonly<Record<keyof AsRunEvent, (value: unknown) => boolean>> = {
  event_id: isToken,
  seq: (value) => Number.isSafeInteger(value) && isWithin(value, Number.MAX_SAFE_INTEGER - 1),
  boot_id: isToken,
  kind: (value) => KINDS.has(value),
  airing_id: isToken,
  sha256: (value) => typeof value === 'string' && HASH.test(value),
  at: (value) => typeof value === 'string' && INSTANT.test(value),
  mono_ms: (value) => isWithin(value, 1e12),
  played_seconds: (value) => isWithin(value, 86_400),
  detail: (value) => typeof value === 'string' && value.length <= 2000 && value.isWellFormed(),
}
const isMember = (name: string): name is keyof AsRunEvent => Object.hasOwn(MEMBERS, name)

/** An event that is plainly good, as it is; null: ask the schema. @param raw a value of JSON.parse */
export function quickEvent(raw: unknown): AsRunEvent | null {
  if (typeof raw !== 'object' || raw === null) return null
  const event = raw as Partial<AsRunEvent>
  for (const name in event) if (!isMember(name) || !MEMBERS[name](event[name])) return null
  const { event_id: id, seq, kind, at, airing_id: airing, sha256 } = event
  if (id === undefined || seq === undefined || kind === undefined || at === undefined) return null
  if (airing === undefined && sha256 === undefined) return null
  // Every member was looked at, and those that must be there are.
  return event as AsRunEvent
}
