import fc from 'fast-check'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { at, type Programme2020, report, TEN_MINUTES } from '../playout/fixture.ts'
import type { Client, World } from '../world.ts'

/** Three stations of the sample district for ten days, two airings a day: what is planned, what befell, who said what. */
export const STATIONS = ['dang-hung-phuoc', 'xuan-dong', 'tan-thuan-binh'] as const
export const DAYS = 10
export const TIMES = ['05:15', '17:15'] as const
const AIRINGS = STATIONS.length * DAYS * TIMES.length

const fate = fc.constantFrom('whole', 'whole', 'whole', 'part', 'two_parts', 'failed', 'open', 'nothing')
const word = fc.constantFrom(null, null, null, null, 'aired', 'partial', 'missed')
const correction = fc.constantFrom(
  ...Array.from({ length: 12 }, () => null),
  ...(['aired', 'partial', 'missed', 'no_word', 'as_reported'] as const),
)

export const anyStory = fc.record({
  /** One for each airing: what the player did, what an operator said of it, what was corrected afterwards. */
  airings: fc.array(fc.record({ fate, word, correction }), { minLength: AIRINGS, maxLength: AIRINGS }),
  /** A closure of one station for a day; before: the players knew of it, after: they had played already. */
  closures: fc.array(fc.record({ station: fc.nat(2), day: fc.nat(DAYS - 1), late: fc.boolean() }), { maxLength: 3 }),
  /** A station that belongs to another level and unit from a day on; entered before or after the days. */
  moves: fc.array(fc.record({ station: fc.nat(2), day: fc.nat(DAYS - 1), late: fc.boolean() }), { maxLength: 2 }),
  batch: fc.integer({ min: 1, max: 40 }),
  /** How the batches arrive: some twice, in this order. */
  shuffle: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
})
export type Story = typeof anyStory extends fc.Arbitrary<infer S> ? S : never

type Planned = { readonly airing_id: string; readonly starts_at: string; readonly state: string }
type Told = { readonly station: string; readonly airing: Planned; readonly airings: Story['airings'][number] }

/** Seconds played by each fate; two parts that add up to the whole of it. */
const PLAYED = { whole: [TEN_MINUTES], part: [240], two_parts: [290, 305] } as const

/** Lives the story through the HTTP interface from `from` on. @returns the first and the last day */
export async function live(world: World, show: Programme2020, story: Story, from: LocalDate): Promise<void> {
  world.clock.set(at(`${from} 00:01`))
  const ha = await world.as('ha')
  await plan(ha, from)
  await act(ha, await world.as('bao'), story, from, false)
  const told: Told[] = []
  let next = 0
  for (const station of STATIONS) {
    const to = addDays(from, DAYS - 1)
    const { body } = await ha.get(`/api/v1/airings?from=${from}&to=${to}&stations=${station}&limit=100`)
    for (const airing of body.items as Planned[]) {
      const one = story.airings[next++]
      if (one) told.push({ station, airing, airings: one })
    }
  }
  world.clock.set(at(`${addDays(from, DAYS)} 12:00`))
  for (const station of STATIONS)
    await reportAll(
      world,
      show,
      story,
      told.filter((one) => one.station === station),
    )
  // Their sessions of ten days ago have ended.
  const later = await world.as('ha')
  await act(later, await world.as('bao'), story, from, true)
  await say(later, told)
}

async function plan(ha: Client, from: LocalDate): Promise<void> {
  const slot = {
    segment: 'cai-cach-hanh-chinh',
    target: { kind: 'stations', stations: [...STATIONS] },
    rule: { weekdays: [1, 2, 3, 4, 5, 6, 7], times: [...TIMES] },
    from,
    until: addDays(from, DAYS - 1),
    duration_seconds: TEN_MINUTES,
  }
  const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot })
  const saved = await ha.post('/api/v1/slots', { ...slot, dry_run: run.body.hash, rest: null })
  if (saved.status !== 201) throw new Error(JSON.stringify(saved.body))
}

/** Closures and reforms that are entered before the days, or after them. */
async function act(ha: Client, bao: Client, story: Story, from: LocalDate, late: boolean): Promise<void> {
  for (const closure of story.closures.filter((one) => one.late === late)) {
    const day = addDays(from, closure.day)
    const target = { kind: 'stations', stations: [STATIONS[closure.station] ?? ''] }
    await sure(ha.post('/api/v1/closures', { from: day, to: day, reason: 'Bảo trì', target }), 201)
  }
  for (const move of story.moves.filter((one) => one.late === late)) {
    const day = addDays(from, move.day)
    const back = addDays(from, DAYS)
    const code = STATIONS[move.station] ?? ''
    await sure(bao.put(`/api/v1/stations/${code}/assignments/${day}`, { level: 'district', unit: 'cho-gao' }), 200)
    await sure(bao.put(`/api/v1/stations/${code}/assignments/${back}`, { level: 'commune', unit: code }), 200)
  }
}

const sure = async (asked: ReturnType<Client['post']>, status: number): Promise<void> => {
  const answer = await asked
  if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
}

/** One device reports all that it did, in batches that come in any order, some of them twice. */
async function reportAll(world: World, show: Programme2020, { batch, shuffle }: Story, told: readonly Told[]) {
  const [first] = told
  if (!first) return
  const booted = Date.parse(first.airing.starts_at) - 3_600_000
  let seq = 0
  const events = told
    .flatMap(({ airing, airings }) => eventsOf(airing, airings.fate, show.sha256))
    .map((event) => {
      seq += 1
      return { ...event, seq, event_id: `${first.airing.airing_id} ${seq}`, mono_ms: Date.parse(event.at) - booted }
    })
  const batches: (typeof events)[] = []
  for (let i = 0; i < events.length; i += batch) batches.push(events.slice(i, i + batch))
  const order = [...batches, ...batches.filter((_, i) => (shuffle[i % shuffle.length] ?? 0) % 3 === 0)]
    .map((events, i) => ({ events, rank: (shuffle[i % shuffle.length] ?? 0) * 7919 + i * 104_729 }))
    .sort((a, b) => (a.rank % 1013) - (b.rank % 1013))
  const station = await world.station(first.station)
  for (const { events } of order) {
    const sent = report(world, events, {
      boot_id: `boot ${first.airing.airing_id}`,
      journal_id: `so ${first.airing.airing_id}`,
      sent_mono_ms: world.clock.now() - booted,
    })
    await sure(station.post(`/api/v1/stations/${first.station}/as-run`, sent), 200)
  }
}

type Fate = Story['airings'][number]['fate']
function eventsOf({ airing_id, starts_at, state }: Planned, fate: Fate, sha256: string) {
  // What a closure took away before is not in the playlist any more.
  if (fate === 'nothing' || state !== 'planned') return []
  const start = Date.parse(starts_at)
  const event = (kind: string, ms: number, more: object = {}) => ({
    ...{ kind, airing_id, sha256, at: new Date(ms).toISOString() },
    ...more,
  })
  if (fate === 'failed') return [event('failed', start, { detail: 'cúp điện' })]
  if (fate === 'open') return [event('started', start)]
  let at = start
  return PLAYED[fate].flatMap((seconds, i) => {
    const began = event('started', at)
    at += seconds * 1000
    const ended = event(fate === 'part' || (fate === 'two_parts' && i === 0) ? 'stopped' : 'finished', at, {
      played_seconds: seconds,
    })
    at += 5000
    return [began, ended]
  })
}

async function say(ha: Client, told: readonly Told[]): Promise<void> {
  const items = told.flatMap(({ airing, airings: { word } }) =>
    word === null ? [] : [{ airing_id: airing.airing_id, outcome: word }],
  )
  if (items.length > 0) await sure(ha.post('/api/v1/attestations', { items }), 201)
  for (const { airing, airings } of told) {
    if (airings.correction === null) continue
    const body = { outcome: airings.correction, reason: 'Nghe lại băng lưu' }
    await sure(ha.post(`/api/v1/airings/${airing.airing_id}/corrections`, body), 201)
  }
}
