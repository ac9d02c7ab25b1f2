import { inputFaults } from '../http/index.ts'
import { canonicalJson, type Json, sha256 } from '../kernel/canonical.ts'
import { type AsRunEvent, asRunEvent } from '../protocol/index.ts'
import { deepText, isDeep } from './deep-json.ts'
import { eventText } from './event-text.ts'
import { quickEvent } from './quick-event.ts'

/** One event as it came: read, or the reason why it cannot be. `index` is its place in the report. */
export type Judged = {
  readonly index: number
  readonly eventId: string | null
  readonly seq: number | null
  readonly contentHash: string
  readonly raw: unknown
} & (
  | { readonly event: AsRunEvent }
  | { readonly event: null; readonly fault: { readonly vi: string; readonly en: string } }
)

/** A hash of what was sent, the same however the device orders its keys. */
function contentHash(raw: unknown, deep: boolean): string {
  if (deep) return sha256(deepText(raw))
  try {
    return sha256(canonicalJson(raw as Json))
  } catch {
    // Lone surrogates have no canonical form; such an event is refused anyway, and only recognised when it comes again.
    return sha256(JSON.stringify(raw))
  }
}

const TOO_DEEP = { vi: 'event: lồng quá nhiều cấp.', en: 'event: nested too deeply.' }

const member = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null && name in raw ? (raw as Record<string, unknown>)[name] : undefined

/** Reads the events of a report, each for itself: a bad one does not hold up the others. `raw` comes from JSON.parse. */
export function judgeEvents(events: readonly unknown[]): Judged[] {
  return events.map((raw, index) => {
    const quick = quickEvent(raw)
    if (quick) {
      const { event_id: eventId, seq } = quick
      return { index, eventId, seq, contentHash: sha256(eventText(quick)), raw, event: quick }
    }
    const deep = isDeep(raw)
    const parsed = asRunEvent.safeParse(raw)
    const hash = contentHash(raw, deep)
    if (parsed.success && !deep) {
      const { event_id: eventId, seq } = parsed.data
      return { index, eventId, seq, contentHash: hash, raw, event: parsed.data }
    }
    const id = member(raw, 'event_id')
    const seq = member(raw, 'seq')
    return {
      index,
      eventId: typeof id === 'string' && id.length <= 100 && id.isWellFormed() ? id : null,
      seq:
        typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 && seq < Number.MAX_SAFE_INTEGER ? seq : null,
      contentHash: hash,
      raw,
      event: null,
      fault: parsed.error && !deep ? faultOf(inputFaults(parsed.error, raw)) : TOO_DEEP,
    }
  })
}

const faultOf = (faults: readonly { path: string; vi: string; en: string }[]) => ({
  vi: faults.map((fault) => `${fault.path || 'event'}: ${fault.vi}`).join('; '),
  en: faults.map((fault) => `${fault.path || 'event'}: ${fault.en}`).join('; '),
})

const KEPT_CHARACTERS = 16_384
/** The raw text of a refused event as the ledger keeps it: whole up to 16.384 characters. */
export function rawText(raw: unknown): { readonly raw: string; readonly raw_bytes: number } {
  const text = isDeep(raw) ? deepText(raw) : JSON.stringify(raw)
  const kept = text.slice(0, KEPT_CHARACTERS)
  return { raw: kept.isWellFormed() ? kept : kept.slice(0, -1), raw_bytes: Buffer.byteLength(text) }
}
