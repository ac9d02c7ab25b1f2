import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../src/kernel/actor.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { rebuildStation, verifyLedger } from '../../src/playout/index.ts'
import { recordStatements, type StatementKind } from '../../src/playout/statements.ts'
import { onBothDatabases, type World } from '../world.ts'
import { type Programme2020, planAiring, programme, report } from './fixture.ts'

const NOW = '2026-11-23T18:00:00+07:00'
const UP_MS = 4 * 86_400_000
/** Planned starts on two days; some so near to each other that plays without a name could be either's. */
const PLAN = ['05:15', '05:40', '06:00', '11:30', '17:15', '17:25'] as const
const DAYS = ['2026-11-21', '2026-11-22'] as const
const MINUTE = 60_000

/** What a device may tell: of any airing or none, near to it or far, whole or in part. Minutes after the day's midnight. */
const told = fc.record({
  device: fc.constantFrom('may-1', 'may-2'),
  kind: fc.constantFrom('started', 'finished', 'stopped', 'failed', 'skipped', 'finished', 'started'),
  day: fc.nat({ max: 1 }),
  minute: fc.oneof(
    fc.integer({ min: 5 * 60, max: 7 * 60 }),
    fc.integer({ min: 17 * 60, max: 18 * 60 }),
    fc.nat({ max: 1439 }),
  ),
  named: fc.option(fc.nat({ max: PLAN.length - 1 }), { freq: 2 }),
  audio: fc.constantFrom('own', 'own', 'own', 'other', 'none'),
  seconds: fc.option(fc.constantFrom(30, 300, 580, 600)),
})
/** A play that was interrupted and resumed, whole once its parts are added up, in one name or none. */
const interrupted = fc
  .record({ first: told, gap: fc.integer({ min: 1, max: 40 }), seconds: fc.constantFrom(240, 300, 360) })
  .map(({ first, gap, seconds }): Told[] => {
    const rest = 600 - seconds
    const minute = first.minute + gap + rest / 60
    return [
      { ...first, kind: 'stopped', seconds },
      { ...first, kind: 'finished', seconds: rest, minute },
    ]
  })
const heard = fc
  .array(fc.oneof({ weight: 3, arbitrary: told.map((one) => [one]) }, { weight: 1, arbitrary: interrupted }), {
    minLength: 1,
    maxLength: 10,
  })
  .map((parts) => parts.flat().slice(0, 14))

/** What people state of an airing, with a time or without: of its day, near the plan of one airing or another. */
const said = fc.record({
  kind: fc.constantFrom<StatementKind>('attestation', 'attestation', 'import', 'correction'),
  outcome: fc.constantFrom('aired' as const, 'aired' as const, 'partial' as const, 'missed' as const),
  day: fc.nat({ max: 1 }),
  airing: fc.nat({ max: PLAN.length - 1 }),
  minute: fc.option(fc.oneof(fc.integer({ min: 5 * 60, max: 7 * 60 }), fc.integer({ min: 17 * 60, max: 18 * 60 })), {
    freq: 4,
  }),
  seconds: fc.option(fc.constantFrom(30, 300, 600)),
})
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never

type Told = {
  device: string
  kind: string
  day: number
  minute: number
  named: number | null
  audio: string
  seconds: number | null
}

onBothDatabases('the order of arrival', (open) => {
  let world: World
  let show: Programme2020
  let made = 0
  let hand: Actor
  beforeAll(async () => {
    world = await open({ now: NOW })
    show = await programme(world)
    const { q } = world.ctx.db
    const { id } = await q.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow()
    hand = { kind: 'account', accountId: id, name: 'Phạm Thu Hà', roles: ['scheduler'], stationIds: [] }
  })
  afterAll(() => world.close())

  /** A station of its own with the plan, under a key: what is compared is named alike on each. */
  async function newStation() {
    const code = `dai-thu-${++made}`
    const { q } = world.ctx.db
    const row = {
      code,
      name: code,
      frequency: null,
      contact_name: null,
      contact_phone: null,
      active_from: null,
      active_to: null,
      created_at: 0,
    }
    const { id } = await q.insertInto('station').values(row).returning('id').executeTakeFirstOrThrow()
    await q
      .insertInto('station_assignment')
      .values({ station_id: id, from_date: '1990-01-01' as LocalDate, level_code: 'commune', unit_id: 3 })
      .execute()
    const stations: Record<string, number> = world.stations
    stations[code] = id
    const airings: string[][] = []
    for (const day of DAYS) {
      const own: string[] = []
      for (const time of PLAN) own.push(await planAiring(world, show, code, `${day} ${time}`))
      airings.push(own)
    }
    return { code, id, airings, player: await world.station(code) }
  }
  type Station = Awaited<ReturnType<typeof newStation>>

  const eventOf = (station: Station, one: Told, index: number) => {
    const at = Date.parse(`${DAYS[one.day]}T00:00:00+07:00`) + one.minute * MINUTE
    const airing = one.named === null ? undefined : station.airings[one.day]?.[one.named]
    const audio = one.audio === 'other' ? show.otherSha256 : show.sha256
    return {
      event_id: `e${String(index).padStart(3, '0')}`,
      seq: index + 1,
      kind: one.kind,
      at: new Date(at).toISOString(),
      mono_ms: UP_MS - (Date.parse(NOW) - at),
      ...(airing === undefined ? {} : { airing_id: airing }),
      ...(airing !== undefined && one.audio === 'none' ? {} : { sha256: audio }),
      ...(one.seconds === null ? {} : { played_seconds: one.seconds }),
    }
  }
  async function post(station: Station, device: string, events: readonly unknown[]): Promise<void> {
    const body = report(world, events, { device_id: device, boot_id: 'b', sent_mono_ms: UP_MS })
    const answer = await station.player.post(`/api/v1/stations/${station.code}/as-run`, body)
    expect(answer.status).toBe(200)
  }
  /** As somebody states it who is not asked to decide: that a moment counts once must not hang on a refusal. */
  async function state(station: Station, one: Said): Promise<void> {
    const airingId = station.airings[one.day]?.[one.airing] ?? ''
    const midnight = Date.parse(`${DAYS[one.day]}T00:00:00+07:00`)
    const at = one.minute === null ? null : midnight + one.minute * MINUTE
    const saying = { airingId, outcome: one.outcome, at, playedSeconds: one.seconds, note: null }
    await world.ctx.db.transact((tx) => recordStatements(tx, world.ctx, hand, one.kind, [saying]))
  }
  /** What is known of a station, without what names it. */
  async function known(station: Station) {
    const { q } = world.ctx.db
    const airings = await q
      .selectFrom('airing')
      .selectAll()
      .where('station_id', '=', station.id)
      .orderBy('starts_at')
      .execute()
    const plays = await q
      .selectFrom('unplanned_play')
      .selectAll()
      .where('station_id', '=', station.id)
      .orderBy('play_key')
      .execute()
    return {
      airings: airings.map(({ station_id: _, ...rest }) => rest),
      plays: plays.map(({ station_id: _, ...rest }) => rest),
    }
  }
  const rebuilt = async (station: Station) =>
    (await rebuildStation(world.ctx.db, world.ctx.zone, station.id)).differences

  it('the batches and what is sent again change no outcome; and the whole ledger gives the same', async () => {
    const arrival = fc.record({
      events: heard,
      statements: fc.array(fc.record({ said, after: fc.nat({ max: 14 }) }), { maxLength: 5 }),
      order: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
      again: fc.array(fc.nat({ max: 13 }), { maxLength: 5 }),
      size: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(arrival, async ({ events, statements, order, again, size }) => {
        const atOnce = await newStation()
        for (const device of ['may-1', 'may-2']) {
          const own = events.flatMap((one, i) => (one.device === device ? [eventOf(atOnce, one, i)] : []))
          if (own.length > 0) await post(atOnce, device, own)
        }
        for (const one of statements) await state(atOnce, one.said)
        const bitByBit = await newStation()
        const shuffled = events
          .map((one, i) => ({ one, i, rank: order[i] ?? 0 }))
          .sort((a, b) => a.rank - b.rank || a.i - b.i)
        const arriving = [...shuffled, ...again.flatMap((i) => shuffled[i] ?? [])]
        // What people say keeps its order among itself: the later stands.
        const waiting = [...statements]
        for (let from = 0; from < arriving.length; from += size) {
          for (let [next] = waiting; next && next.after <= from; [next] = waiting) {
            await state(bitByBit, next.said)
            waiting.shift()
          }
          const batch = arriving.slice(from, from + size)
          for (const device of ['may-1', 'may-2']) {
            const own = batch.filter(({ one }) => one.device === device).map(({ one, i }) => eventOf(bitByBit, one, i))
            if (own.length > 0) await post(bitByBit, device, own)
          }
        }
        for (const one of waiting) await state(bitByBit, one.said)
        expect(await known(bitByBit)).toEqual(await known(atOnce))
        expect(await rebuilt(bitByBit)).toEqual([])
        expect(await rebuilt(atOnce)).toEqual([])
        expect((await verifyLedger(world.ctx.db, bitByBit.id)).map((chain) => chain.fault)).toEqual([null])
      }),
      { numRuns: Number(process.env.ORDER_RUNS ?? (world.database === 'sqlite' ? 40 : 6)) },
    )
  })
})
