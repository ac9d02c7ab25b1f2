import type { Reader } from '../../src/db/index.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'

/**
 * A third counter, which starts from the ledger's own texts: what was played, said and corrected of each airing, by
 * COUNTING.md in plain loops. It shares nothing with the real one, and knows only what the stories of this folder hold:
 * events that name their airing, of one length, that do not overlap.
 */
const WHOLE_SECONDS = 600
const HOUR = 3_600_000
const NAMES = ['planned', 'aired', 'partial', 'missed', 'no_word', 'cancelled'] as const
type Numbers = Record<(typeof NAMES)[number], number>
const none = (): Numbers => ({ planned: 0, aired: 0, partial: 0, missed: 0, no_word: 0, cancelled: 0 })

type Heard = { seconds: number; open: boolean; failed: boolean; said: Set<string>; corrected: string | null }
type LedgerText = {
  readonly kind: string
  readonly body: {
    readonly event?: { event_id: string; kind: string; airing_id?: string; played_seconds?: number }
    readonly airing_id?: string
    readonly airing?: { readonly id?: string; readonly airing_id?: string }
    readonly outcome?: string
  }
}

const heardNothing = (): Heard => ({ seconds: 0, open: false, failed: false, said: new Set(), corrected: null })

async function heardOf(reader: Reader, stationIds: readonly number[]): Promise<Map<string, Heard>> {
  const heard = new Map<string, Heard>()
  const rows = await reader.q
    .selectFrom('ledger_row')
    .select('text')
    .where('station_id', 'in', [...stationIds])
    .orderBy('station_id')
    .orderBy('position')
    .execute()
  for (const { text } of rows) {
    const { kind, body }: LedgerText = JSON.parse(text)
    const id = body.event?.airing_id ?? body.airing_id ?? body.airing?.airing_id ?? body.airing?.id
    if (id === undefined) throw new Error(`a ledger row names no airing: ${text}`)
    const one = heard.get(id) ?? heardNothing()
    heard.set(id, one)
    if (kind === 'correction') one.corrected = body.outcome === 'as_reported' ? null : (body.outcome ?? null)
    if (kind === 'attestation') one.said.add(body.outcome ?? '')
    if (body.event?.kind === 'started') one.open = true
    if (body.event?.kind === 'failed') one.failed = true
    one.seconds += body.event?.played_seconds ?? 0
  }
  return heard
}

/** COUNTING.md 10 and 13. */
function outcomeOf({ seconds, open, failed, said, corrected }: Heard): string | null {
  if (corrected === 'no_word') return null
  if (corrected !== null) return corrected
  // What a player measured is not made whole by a word; only a correction, which is none of evidence, does that.
  if (seconds > 0) return seconds >= 0.95 * WHOLE_SECONDS ? 'aired' : 'partial'
  if (said.has('aired')) return 'aired'
  if (said.has('partial') || open) return 'partial'
  return failed || said.has('missed') ? 'missed' : null
}

/** Counts of these days by "station level", by level alone, and all together; asked more than a day after the last. */
export async function countFromLedger(
  reader: Reader,
  stations: Readonly<Record<string, number>>,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  now: number,
): Promise<{ byLevel: Record<string, Numbers>; byStation: Record<string, Numbers> }> {
  const ids = Object.values(stations)
  const heard = await heardOf(reader, ids)
  const moves = await reader.q.selectFrom('station_assignment').selectAll().where('station_id', 'in', ids).execute()
  const airings = await reader.q.selectFrom('airing').selectAll().where('station_id', 'in', ids).execute()
  const byLevel: Record<string, Numbers> = {}
  const byStation: Record<string, Numbers> = {}
  for (const airing of airings) {
    if (airing.on_date < from || airing.on_date > to || airing.state === 'superseded') continue
    const id = `${airing.slot_id}-${airing.station_id}-${airing.on_date.replaceAll('-', '')}-${airing.ordinal}`
    const outcome = outcomeOf(heard.get(id) ?? heardNothing())
    const names: (keyof Numbers)[] = []
    if (airing.state === 'cancelled') names.push('cancelled')
    else if (airing.ends_at + 2 * HOUR <= now)
      names.push('planned', ...(outcome === null ? (['no_word'] as const) : []))
    if (outcome === 'aired' || outcome === 'partial') names.push(outcome)
    if (outcome === 'missed' && airing.state === 'planned') names.push('missed')
    const level = moves
      .filter((move) => move.station_id === airing.station_id && move.from_date <= airing.on_date)
      .sort((a, b) => (a.from_date < b.from_date ? 1 : -1))[0]?.level_code
    const code = Object.entries(stations).find(([, id]) => id === airing.station_id)?.[0] ?? ''
    for (const [table, key] of [
      [byLevel, level ?? 'none'],
      [byStation, code],
    ] as const) {
      const numbers = table[key] ?? none()
      table[key] = numbers
      for (const name of names) numbers[name] += 1
    }
  }
  return { byLevel, byStation }
}

/** The same six numbers of an answer of the real counter; what is all zero is left out. */
export function sixOf(told: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Record<string, Numbers> {
  const out: Record<string, Numbers> = {}
  for (const [key, numbers] of Object.entries(told)) {
    const six = none()
    for (const name of NAMES) six[name] = Number(numbers[name] ?? 0)
    if (NAMES.some((name) => six[name] > 0)) out[key] = six
  }
  return out
}
