import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, DAY_MS, dateOf, dayOf, daysBetween, type LocalDate, parseLocalDate } from '../src/kernel/dates.ts'
import { GRADES } from '../src/kernel/terms.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { type Client, onBothDatabases } from './world.ts'

const FIRST = dayOf(parseLocalDate('2020-06-25'))
/** Days around July 2020, so that some lie outside of the closed period. */
const day = fc.integer({ min: 0, max: 45 }).map((n) => dateOf(FIRST + n))
const time = fc.constantFrom('00:00', '05:15', '23:50')
const outcome = fc.constantFrom(
  'aired' as const,
  'aired' as const,
  'partial' as const,
  'missed' as const,
  'open' as const,
)

const anyAiring = fc.record({
  what: fc.constant('airing' as const),
  station: fc.nat(2),
  on: day,
  time,
  news: fc.boolean(),
  premiere: fc.constantFrom(0, 1),
  programme: fc.constantFrom('episode' as const, 'episode' as const, 'relay' as const),
  state: fc.constantFrom('planned' as const, 'planned' as const, 'cancelled' as const, 'superseded' as const),
  outcome: fc.option(outcome),
  grade: fc.constantFrom(...GRADES),
  lateDays: fc.constantFrom(0, 0, 1, 9),
})
const anyPlay = fc.record({
  what: fc.constant('play' as const),
  station: fc.nat(2),
  on: day,
  time,
  complete: fc.constantFrom(0, 1, 1),
  accepted: fc.boolean(),
  grade: fc.constantFrom(...GRADES),
})
const anyTotal = fc.record({
  what: fc.constant('total' as const),
  station: fc.nat(3),
  on: day,
  days: fc.nat(20),
  n: fc.nat(40),
})
const anyQuarantined = fc.record({ what: fc.constant('quarantined' as const), station: fc.nat(2), on: day, time })
const anyRow = fc.oneof(
  { weight: 5, arbitrary: anyAiring },
  { weight: 2, arbitrary: anyPlay },
  { weight: 1, arbitrary: anyTotal },
  { weight: 1, arbitrary: anyQuarantined },
)
/** What may happen after the closing: new rows, another outcome, day, level or state of an old one, a play gone, time. */
const anyEvent = fc.oneof(
  fc.record({ what: fc.constant('rows' as const), rows: fc.array(anyRow, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    what: fc.constant('changed' as const),
    pick: fc.nat(),
    set: fc.oneof(
      fc.record({ outcome: fc.option(outcome), aired_on: fc.option(day), grade: fc.constantFrom(...GRADES) }),
      fc.record({ state: fc.constantFrom('planned' as const, 'cancelled' as const, 'superseded' as const) }),
      fc.record({ level_code: fc.constantFrom('district', 'commune') }),
      fc.record({ planned_on: day }),
    ),
  }),
  fc.record({ what: fc.constant('settled' as const) }),
  fc.record({ what: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ what: fc.constant('issue' as const) }),
)
type Row = typeof anyRow extends fc.Arbitrary<infer R> ? R : never
type Happening = typeof anyEvent extends fc.Arbitrary<infer E> ? E : never

type Numbers = { readonly [name: string]: number | Numbers }
const add = (a: Numbers, b: Numbers): Numbers =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => {
      const [x, y] = [a[name] ?? 0, b[name] ?? 0]
      if (typeof x === 'number' && typeof y === 'number') return [name, x + y]
      return [name, add(typeof x === 'number' ? {} : x, typeof y === 'number' ? {} : y)]
    }),
  )
/**
 * Without zeros and what holds nothing else, so that a level that is not told equals one of which nothing counts; and
 * without the minutes on air, which stand beside the counts and are no part of a closing.
 */
const bare = (numbers: Numbers): Numbers =>
  Object.fromEntries(
    Object.entries(numbers)
      .filter(([name]) => name !== 'seconds_on_air')
      .map(([name, value]) => [name, typeof value === 'number' ? value : bare(value)] as const)
      .filter(([, value]) => (typeof value === 'number' ? value !== 0 : Object.keys(value).length > 0)),
  )

/** What a closing freezes of an answer. */
const frozen = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value) => (name === 'seconds_on_air' ? undefined : value)))

onBothDatabases('closing and supplements', (open) => {
  let fixture: Ledgerless
  let bich: Client
  beforeAll(async () => {
    fixture = await reportsFixture(await open())
    bich = await fixture.world.as('bich')
  })
  afterAll(() => fixture.world.close())

  const stationId = (n: number): number => Object.values(fixture.world.stations).sort((a, b) => a - b)[n] ?? 0

  async function put(rows: readonly Row[]): Promise<void> {
    const of = <W extends Row['what']>(what: W) =>
      rows.filter((row): row is Extract<Row, { what: W }> => row.what === what)
    await fixture.put({
      airings: of('airing').map(({ what: _, station, news, lateDays, outcome, grade, ...rest }) => {
        const played = outcome !== null && outcome !== 'missed'
        const aired_on = played ? addDays(rest.on, lateDays) : null
        return fixture.airing({
          ...rest,
          station_id: stationId(station),
          segment_id: news ? fixture.segments.news : fixture.segments.reform,
          outcome,
          grade: played ? grade : null,
          aired_on,
          actual_start: aired_on && fixture.at(aired_on, rest.time),
        })
      }),
      plays: of('play').map(({ what: _, station, accepted, ...rest }) =>
        fixture.play({ ...rest, station_id: stationId(station), accepted_at: accepted ? 1 : null }),
      ),
      evidence: of('quarantined').map(({ station, on, time }) =>
        fixture.quarantined({ station_id: stationId(station), at: fixture.at(on, time) }),
      ),
      totals: of('total').map(({ station, on, days, n }) => ({
        station_id: stationId(station),
        segment_id: fixture.segments.reform,
        from_date: on,
        to_date: addDays(on, days),
        n,
      })),
    })
  }

  async function change(pick: number, set: Extract<Happening, { what: 'changed' }>['set']): Promise<void> {
    await fixture.world.ctx.db.transact(async (tx) => {
      const rows = await tx.q.selectFrom('airing').selectAll().orderBy('slot_id').orderBy('ordinal').execute()
      const old = rows[pick % Math.max(1, rows.length)]
      if (!old) return
      // An airing's planned day is that of its start: moved to another day, it starts on that day.
      const moved = 'planned_on' in set ? daysBetween(old.planned_on, set.planned_on) * DAY_MS : 0
      await tx.q
        .updateTable('airing')
        .set({ ...set, starts_at: old.starts_at + moved, ends_at: old.ends_at + moved })
        .where('slot_id', '=', old.slot_id)
        .where('station_id', '=', old.station_id)
        .where('on_date', '=', old.on_date)
        .where('ordinal', '=', old.ordinal)
        .execute()
      const days = [
        old.planned_on,
        old.aired_on,
        'planned_on' in set ? set.planned_on : null,
        'aired_on' in set ? set.aired_on : null,
      ]
      const known = days.filter((told): told is LocalDate => told !== null).sort()
      const [from] = known
      const to = known.at(-1)
      if (!from || !to) return
      await tx.emit({ type: 'evidence_changed', stationId: old.station_id, days: known })
      await tx.emit({ type: 'airings_changed', stationIds: [old.station_id], from, to })
    })
  }

  async function happen(event: Happening, closing: number): Promise<void> {
    const { world } = fixture
    if (event.what === 'rows') await put(event.rows)
    if (event.what === 'changed') await change(event.pick, event.set)
    if (event.what === 'later') world.clock.advance(event.hours * 3_600_000)
    if (event.what === 'settled')
      await world.ctx.db.q
        .updateTable('evidence')
        .set({ state: 'discarded' })
        .where('state', '=', 'quarantined')
        .execute()
    if (event.what === 'issue') {
      const answer = await bich.post(`/api/v1/reports/closings/${closing}/supplements`, {})
      expect([201, 409], JSON.stringify(answer.body)).toContain(answer.status)
    }
  }

  const get = async (path: string) => {
    const answer = await bich.get(path)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }

  test('add up to what is counted now, by level and by station, whatever happens afterwards', async () => {
    const question = fc.record({
      period: fc.constantFrom('period=2020-07', 'from=2020-07-03&to=2020-07-19', 'period=cchc:2020-Q3'),
      segment: fc.constantFrom('', '&segment=all'),
      kind: fc.constantFrom('', '&kind=premiere', '&kind=repeat'),
    })
    const rows = fc.array(anyRow, { maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(
        question,
        rows,
        fc.array(anyEvent, { minLength: 1, maxLength: 8 }),
        async (asked, told, events) => {
          const { ctx, clock } = fixture.world
          for (const table of ['supplement_row', 'supplement', 'closing_row', 'closing'] as const)
            await ctx.db.q.deleteFrom(table).execute()
          await fixture.clear()
          const query = `${asked.period}${asked.segment}${asked.kind}`
          const ends = asked.period.includes('cchc')
            ? '2020-09-15'
            : asked.period.includes('-19')
              ? '2020-07-20'
              : '2020-08-01'
          clock.set(`${ends}T02:00:00+07:00`)
          await put(told)
          const live = await get(`/api/v1/reports/airings.json?${query}&by=level,station`)
          const body = Object.fromEntries(new URLSearchParams(query))
          const closed = await bich.post('/api/v1/reports/closings', body)
          expect(closed.status, JSON.stringify(closed.body)).toBe(201)
          const { id } = closed.body
          for (const event of events) await happen(event, id)

          const now = await get(`/api/v1/reports/airings.json?${query}&by=level,station`)
          expect(frozen([now.totals, now.apart, now.rows])).toEqual(frozen([live.totals, live.apart, live.rows]))
          const pending = await get(`/api/v1/reports/closings/${id}/supplement`)
          let sum: Numbers = { totals: live.totals, apart: live.apart }
          const stations = (list: { station: string; level: string; figures: Numbers }[]): Numbers =>
            Object.fromEntries(list.map((row) => [`${row.station} ${row.level}`, row.figures]))
          const byStation = (list: (Record<string, number | Numbers | string> & { by_evidence: Numbers })[]): Numbers =>
            Object.fromEntries(
              list.map(({ by_evidence, ...row }) => [
                `${row.station} ${row.level}`,
                {
                  ...Object.fromEntries(
                    Object.entries(row).flatMap(([k, n]) => (typeof n === 'number' ? [[k, n]] : [])),
                  ),
                  by_evidence,
                },
              ]),
            )
          let bySt: Numbers = byStation(live.rows)
          const issued = []
          for (const { number } of now.closing.supplements)
            issued.push((await get(`/api/v1/reports/closings/${id}/supplements/${number}`)).snapshot.differences)
          for (const { totals, apart, stations: list } of [...issued, pending.differences]) {
            sum = add(sum, { totals, apart })
            bySt = add(bySt, stations(list))
          }
          expect(bare(sum)).toEqual(bare({ totals: now.current.totals, apart: now.current.apart }))
          expect(bare(bySt)).toEqual(bare(byStation(now.current.rows)))
        },
      ),
      { numRuns: fixture.world.database === 'sqlite' ? 60 : 12 },
    )
  }, 180_000)
})
