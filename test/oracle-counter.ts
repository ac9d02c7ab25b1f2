import type { Reader } from '../src/db/index.ts'
import type { LocalDate } from '../src/kernel/dates.ts'

/**
 * A second, naive counter: it reads every row and applies COUNTING.md in plain loops, sharing nothing with the real one.
 * `units=then` only; events in quarantine are left to tests of their own.
 */
export type OracleQuestion = {
  readonly from: string
  readonly to: string
  readonly segmentId?: number
  readonly kind: 'premiere' | 'repeat' | 'all'
  readonly by: readonly string[]
  readonly now: number
}
type Numbers = Record<string, number>
export type OracleAnswer = {
  readonly totals: Record<string, Numbers>
  readonly rows: Record<string, Numbers>
  readonly relay: Record<string, Numbers>
  readonly unallocated: number
  readonly notIncluded: number
}

const HOUR = 3_600_000
const NAMES = [
  'planned',
  'aired',
  'partial',
  'missed',
  'no_word',
  'cancelled',
  'upcoming',
  'open',
  'unplanned',
  'player',
  'attested',
  'imported',
  'total',
]

type One = {
  what: string
  day: LocalDate
  level: string
  station: number
  unit: number
  segment: number
  episode: number | null
  programme: string
}

/** ISO week by walking to the week's Thursday with the language's own calendar. */
function weekOf(day: string): string {
  const thursday = new Date(`${day}T00:00:00Z`)
  while (thursday.getUTCDay() !== 4)
    thursday.setUTCDate(thursday.getUTCDate() + (thursday.getUTCDay() === 0 || thursday.getUTCDay() > 4 ? -1 : 1))
  const year = thursday.getUTCFullYear()
  const first = Date.UTC(year, 0, 1)
  const week = Math.floor((thursday.getTime() - first) / (7 * 24 * HOUR)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

async function ones(reader: Reader, q: OracleQuestion): Promise<One[]> {
  const out: One[] = []
  for (const a of await reader.q.selectFrom('airing').selectAll().execute()) {
    if (q.kind === 'premiere' && a.premiere !== 1) continue
    if (q.kind === 'repeat' && a.premiere !== 0) continue
    const base = {
      level: a.level_code,
      station: a.station_id,
      unit: a.unit_id,
      segment: a.segment_id,
      programme: a.programme,
    }
    const plan = (what: string) => out.push({ ...base, what, day: a.planned_on, episode: a.episode_id })
    const played = (what: string) =>
      out.push({ ...base, what, day: a.aired_on ?? a.planned_on, episode: a.aired_episode_id ?? a.episode_id })
    if (a.state === 'cancelled') plan('cancelled')
    if (a.state === 'planned') {
      const over = q.now - a.ends_at >= 2 * HOUR
      plan(over ? 'planned' : 'upcoming')
      if (over && a.outcome === null) plan('no_word')
      if (over && a.outcome === 'missed') plan('missed')
    }
    if (a.outcome === 'aired') {
      played('aired')
      played(a.grade ?? 'attested')
    }
    if (a.outcome === 'partial') played('partial')
    if (a.outcome === 'open') played(q.now - (a.actual_start ?? a.starts_at) >= 24 * HOUR ? 'partial' : 'open')
  }
  for (const p of await reader.q.selectFrom('unplanned_play').selectAll().execute()) {
    if (q.kind === 'premiere' || p.complete === 0) continue
    const base = {
      day: p.aired_on,
      level: p.level_code,
      station: p.station_id,
      unit: p.unit_id,
      segment: p.segment_id ?? 0,
      episode: p.episode_id,
      programme: 'episode',
    }
    if (p.accepted_at === null) out.push({ ...base, what: 'unplanned' })
    else out.push({ ...base, what: 'aired' }, { ...base, what: p.grade })
  }
  return out.filter(
    (one) => one.day >= q.from && one.day <= q.to && (q.segmentId === undefined || one.segment === q.segmentId),
  )
}

type Total = { station: number; position: number; segment: number; from: LocalDate; to: LocalDate; n: number }

/** COUNTING.md 14: sorts totals into those that count and those that do not. */
async function totalsOf(reader: Reader, q: OracleQuestion): Promise<{ counted: Total[]; left: Total[] }> {
  const everything = await ones(reader, {
    ...q,
    from: '1900-01-01',
    to: '2199-12-31',
    kind: 'all',
    segmentId: undefined,
  })
  const single = (t: Total) =>
    everything.some(
      (one) =>
        ['aired', 'partial', 'open'].includes(one.what) &&
        one.station === t.station &&
        one.segment === t.segment &&
        one.day >= t.from &&
        one.day <= t.to,
    )
  const counted: Total[] = []
  const left: Total[] = []
  const rows = await reader.q
    .selectFrom('reported_total')
    .selectAll()
    .where('state', '=', 'counted')
    .orderBy('position', 'desc')
    .execute()
  for (const row of rows) {
    const t = {
      station: row.station_id,
      position: row.position,
      segment: row.segment_id,
      from: row.from_date,
      to: row.to_date,
      n: row.n,
    }
    if (q.segmentId !== undefined && t.segment !== q.segmentId) continue
    if (t.to < q.from || t.from > q.to) continue
    const clash = counted.some(
      (c) => c.station === t.station && c.segment === t.segment && c.from <= t.to && c.to >= t.from,
    )
    if (t.from < q.from || t.to > q.to || single(t) || clash) left.push(t)
    else counted.push(t)
  }
  return { counted, left }
}

export async function oracle(reader: Reader, q: OracleQuestion): Promise<OracleAnswer> {
  const totals: Record<string, Numbers> = {}
  const rows: Record<string, Numbers> = {}
  const relay: Record<string, Numbers> = {}
  const bump = (into: Record<string, Numbers>, key: string, what: string, n = 1) => {
    into[key] ??= Object.fromEntries(NAMES.map((name) => [name, 0]))
    const numbers = into[key]
    if (numbers) numbers[what] = (numbers[what] ?? 0) + n
  }
  const keyOf = (one: Omit<One, 'what' | 'programme'>): string =>
    JSON.stringify(
      q.by.map((name) => {
        if (name === 'month') return one.day.slice(0, 7)
        if (name === 'week') return weekOf(one.day)
        return (
          { level: one.level, station: one.station, unit: one.unit, segment: one.segment, episode: one.episode }[
            name
          ] ?? null
        )
      }),
    )
  for (const one of await ones(reader, q)) {
    if (one.programme === 'relay') bump(relay, one.level, one.what)
    if (one.programme !== 'episode') continue
    bump(totals, one.level, one.what)
    if (q.by.length > 0) bump(rows, keyOf(one), one.what)
  }
  const places = new Map(
    (await reader.q.selectFrom('station_assignment').selectAll().execute()).map((a) => [a.station_id, a]),
  )
  const { counted, left } = await totalsOf(reader, q)
  let unallocated = 0
  for (const t of counted) {
    const place = places.get(t.station)
    const level = place?.level_code ?? ''
    const splits =
      q.kind !== 'all' ||
      q.by.includes('episode') ||
      (q.by.includes('month') && t.from.slice(0, 7) !== t.to.slice(0, 7)) ||
      (q.by.includes('week') && weekOf(t.from) !== weekOf(t.to))
    if (q.kind === 'all') {
      bump(totals, level, 'total', t.n)
      bump(totals, level, 'aired', t.n)
    }
    if (splits) {
      unallocated += t.n
    } else if (q.by.length > 0) {
      const key = keyOf({
        day: t.from,
        level,
        station: t.station,
        unit: place?.unit_id ?? 0,
        segment: t.segment,
        episode: null,
      })
      bump(rows, key, 'total', t.n)
      bump(rows, key, 'aired', t.n)
    }
  }
  return { totals, rows, relay, unallocated, notIncluded: left.reduce((sum, t) => sum + t.n, 0) }
}
