import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../src/kernel/actor.ts'
import { addDays, dateOf, dayOf, type LocalDate, parseLocalDate } from '../src/kernel/dates.ts'
import { GRADES } from '../src/kernel/terms.ts'
import type { Figures } from '../src/reports/index.ts'
import { compareTallies, countAirings, listEvidence } from '../src/reports/index.ts'
import { FIGURES, type Figure } from '../src/reports/listing-store.ts'
import { freePeriod } from '../src/reports/periods.ts'
import { GROUPINGS } from '../src/reports/question.ts'
import { oracle } from './oracle-counter.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { onBothDatabases } from './world.ts'

const FIRST = dayOf(parseLocalDate('2020-06-20'))
const day = fc.integer({ min: 0, max: 70 }).map((n) => dateOf(FIRST + n))
const time = fc.constantFrom('00:00', '05:15', '17:15', '23:50')

const anyAiring = fc.record({
  station: fc.nat(2),
  on: day,
  time,
  news: fc.boolean(),
  premiere: fc.constantFrom(0, 1),
  programme: fc.constantFrom('episode' as const, 'episode' as const, 'episode' as const, 'relay' as const),
  episode: fc.option(fc.integer({ min: 1, max: 3 })),
  airedEpisode: fc.option(fc.integer({ min: 1, max: 3 })),
  state: fc.constantFrom(
    'planned' as const,
    'planned' as const,
    'planned' as const,
    'cancelled' as const,
    'superseded' as const,
  ),
  outcome: fc.option(
    fc.constantFrom('aired' as const, 'aired' as const, 'partial' as const, 'missed' as const, 'open' as const),
  ),
  grade: fc.option(fc.constantFrom(...GRADES)),
  /** Days and minutes by which it was played later than planned. */
  lateDays: fc.constantFrom(0, 0, 0, 1, 16),
  lateMinutes: fc.nat(30),
  knownStart: fc.boolean(),
})
const anyPlay = fc.record({
  station: fc.nat(2),
  on: day,
  time,
  segment: fc.constantFrom('reform', 'news', 'unknown'),
  complete: fc.constantFrom(0, 1, 1),
  accepted: fc.boolean(),
  grade: fc.constantFrom(...GRADES),
})
const anyTotal = fc.record({ station: fc.nat(3), on: day, days: fc.nat(40), n: fc.nat(60), news: fc.boolean() })
const anyQuestion = fc.record({
  from: day,
  days: fc.nat(75),
  by: fc.subarray([...GROUPINGS], { maxLength: 4 }),
  segment: fc.constantFrom('cai-cach-hanh-chinh', 'thoi-su', 'all', undefined),
  kind: fc.constantFrom('all' as const, 'all' as const, 'premiere' as const, 'repeat' as const),
  nowDay: fc.integer({ min: -5, max: 90 }),
  nowMinutes: fc.nat(1439),
  /** Ask on the very edge of an airing instead: two hours after its end, or a day after its start. */
  edge: fc.option(fc.record({ pick: fc.nat(), ms: fc.constantFrom(-1, 0), rule: fc.constantFrom('planned', 'open') })),
})
const story = fc.record({
  airings: fc.array(anyAiring, { maxLength: 40 }),
  plays: fc.array(anyPlay, { maxLength: 8 }),
  totals: fc.array(anyTotal, { maxLength: 4 }),
  questions: fc.array(anyQuestion, { minLength: 4, maxLength: 4 }),
})
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

async function tell(fixture: Ledgerless, { airings, plays, totals }: Story): Promise<void> {
  const ids = Object.values(fixture.world.stations)
    .sort((a, b) => a - b)
    .slice(0, 4)
  const { zone } = fixture.world.ctx
  const segment = (news: boolean): number => (news ? fixture.segments.news : fixture.segments.reform)
  await fixture.put({
    airings: airings.map((a) => {
      const start = fixture.at(addDays(a.on, a.lateDays), a.time) + a.lateMinutes * 60_000
      const played = a.outcome !== null && a.outcome !== 'missed'
      return fixture.airing({
        station_id: ids[a.station] ?? 0,
        on: a.on,
        time: a.time,
        segment_id: segment(a.news),
        premiere: a.premiere,
        programme: a.programme,
        episode_id: a.episode,
        aired_episode_id: played ? a.airedEpisode : null,
        state: a.state,
        outcome: a.outcome,
        grade: played ? a.grade : null,
        actual_start: played && a.knownStart ? start : null,
        aired_on: played && a.knownStart ? zone.localDate(start) : null,
      })
    }),
    plays: plays.map((p) =>
      fixture.play({
        station_id: ids[p.station] ?? 0,
        on: p.on,
        time: p.time,
        segment_id: p.segment === 'unknown' ? null : segment(p.segment === 'news'),
        complete: p.complete,
        grade: p.grade,
        accepted_at: p.accepted ? 1 : null,
      }),
    ),
    totals: totals.map((t) => ({
      station_id: ids[t.station] ?? 0,
      segment_id: segment(t.news),
      from_date: t.on,
      to_date: addDays(t.on, t.days),
      n: t.n,
    })),
  })
}

const flat = (f: Figures) => ({
  planned: f.planned,
  aired: f.aired,
  partial: f.partial,
  missed: f.missed,
  no_word: f.noWord,
  cancelled: f.cancelled,
  upcoming: f.upcoming,
  open: f.open,
  unplanned: f.unplanned,
  ...f.byEvidence,
})
const isZero = (numbers: Record<string, number>): boolean => Object.values(numbers).every((n) => n === 0)
const nonZero = (entries: Iterable<readonly [string, Record<string, number>]>) =>
  Object.fromEntries([...entries].filter(([, numbers]) => !isZero(numbers)))

const differing = async ({ world: { ctx, stations } }: Ledgerless) =>
  (await compareTallies(ctx.db, Object.values(stations), ctx.zone)).differences

const HOUR = 3_600_000
async function edgeOf({ world: { ctx } }: Ledgerless, { edge }: Story['questions'][number]): Promise<number | null> {
  const airings = await ctx.db.q.selectFrom('airing').selectAll().orderBy('ordinal').execute()
  const airing = edge && airings[edge.pick % Math.max(1, airings.length)]
  if (!airing) return null
  const at = edge.rule === 'planned' ? airing.ends_at + 2 * HOUR : (airing.actual_start ?? airing.starts_at) + 24 * HOUR
  return at + edge.ms
}

async function compare(fixture: Ledgerless, asked: Story['questions'][number]): Promise<void> {
  const { ctx, clock } = fixture.world
  const to = addDays(asked.from, asked.days)
  const now = (await edgeOf(fixture, asked)) ?? ctx.zone.toInstant(dateOf(FIRST + asked.nowDay), asked.nowMinutes)
  clock.set(new Date(now).toISOString())
  const { by, kind, segment } = asked
  const period = freePeriod({ from: asked.from, to })
  const { counted, answer } = await countAirings(ctx, system('test'), {
    period,
    by,
    kind,
    segment,
    units: 'then',
    lang: 'vi',
  })
  const segmentId =
    segment === 'all' ? undefined : segment === 'thoi-su' ? fixture.segments.news : fixture.segments.reform
  const expected = await oracle(ctx.db, { from: asked.from, to, segmentId, kind, by, now })
  const keyOf = (key: Record<string, unknown>): string =>
    JSON.stringify(
      by.map((name) => key[name === 'level' || name === 'month' || name === 'week' ? name : `${name}Id`] ?? null),
    )
  const sum = (totals: readonly { n: number }[]): number => totals.reduce((all, t) => all + t.n, 0)
  expect({
    totals: nonZero([...answer.totals].map(([level, figures]) => [level, flat(figures)])),
    rows: nonZero(answer.rows.map((row) => [keyOf(row.key), flat(row.figures)])),
    relay: nonZero([...(answer.apart.get('relay') ?? [])].map(([level, figures]) => [level, flat(figures)])),
    unallocated: sum(counted.unallocated),
    notIncluded: sum(counted.notIncluded),
  }).toEqual({
    ...expected,
    totals: nonZero(Object.entries(expected.totals)),
    rows: nonZero(Object.entries(expected.rows)),
  })
}

onBothDatabases('counts from roll-ups and edges', (open) => {
  let fixture: Ledgerless
  beforeAll(async () => {
    fixture = await reportsFixture(await open())
  })
  afterAll(() => fixture.world.close())

  test('equal those of a naive counter, for any rows, period, grouping and time of asking', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        await fixture.clear()
        await tell(fixture, told)
        expect(await differing(fixture)).toEqual([])
        for (const question of told.questions) await compare(fixture, question)
      }),
      { numRuns: fixture.world.database === 'sqlite' ? 50 : 12 },
    )
  }, 120_000)

  test('stay equal when outcomes, days and states change and are told of', async () => {
    const change = fc.record({
      pick: fc.nat(),
      outcome: fc.constantFrom('aired' as const, 'missed' as const, null),
      day,
      plan: fc.constantFrom(null, 'cancel' as const, 'premiere' as const),
    })
    await fc.assert(
      fc.asyncProperty(story, fc.array(change, { minLength: 1, maxLength: 5 }), async (told, changes) => {
        await fixture.clear()
        await tell(fixture, told)
        for (const step of changes) await alter(fixture, step)
        expect(await differing(fixture)).toEqual([])
        for (const question of told.questions.slice(0, 2)) {
          await compare(fixture, question)
        }
        const [question] = told.questions
        if (question) await compareListing(fixture, question)
      }),
      { numRuns: fixture.world.database === 'sqlite' ? 30 : 5 },
    )
  }, 120_000)
})

/** Every number of the totals, and how many rows stand behind it; a total is one row for its whole sum. */
async function compareListing(fixture: Ledgerless, asked: Story['questions'][number]): Promise<void> {
  const { ctx } = fixture.world
  const { kind, segment } = asked
  const period = freePeriod({ from: asked.from, to: addDays(asked.from, asked.days) })
  const question = { period, by: [], kind, segment, units: 'then' as const, lang: 'vi' as const }
  const { answer } = await countAirings(ctx, system('test'), question)
  const page = { offset: 0, limit: 500 }
  const behind = (level: string, figure: Figure) =>
    listEvidence(ctx, system('test'), { ...question, programme: 'episode', level, figure }, page)
  for (const [level, { byEvidence, noWord, ...figures }] of answer.totals) {
    const numbers = { ...figures, no_word: noWord }
    for (const figure of FIGURES) {
      const { items, count, next } = await behind(level, figure)
      const told = items.reduce((sum, item) => sum + (item.total?.n ?? 1), 0)
      expect([told, count, next], `${level} ${figure}`).toEqual([numbers[figure], items.length, null])
      // What became of it is the word of a row; of the plan's numbers it may be any.
      if (!['planned', 'upcoming', 'cancelled', 'unplanned'].includes(figure)) {
        expect(new Set(items.map((item) => item.outcome)), figure).toEqual(new Set(items.length > 0 ? [figure] : []))
      }
    }
    for (const grade of GRADES) {
      const listed = await listEvidence(
        ctx,
        system('test'),
        { ...question, programme: 'episode', level, figure: 'aired', grade },
        page,
      )
      expect(listed.count, `${level} ${grade}`).toBe(byEvidence[grade])
    }
  }
}

/** Changes one airing as playout (outcome, day) or schedule (cancelled) would, and tells of the days that it touched. */
async function alter(
  { world: { ctx } }: Ledgerless,
  {
    pick,
    outcome,
    day,
    plan,
  }: { pick: number; outcome: 'aired' | 'missed' | null; day: LocalDate; plan: 'cancel' | 'premiere' | null },
): Promise<void> {
  await ctx.db.transact(async (tx) => {
    const rows = await tx.q.selectFrom('airing').selectAll().orderBy('ordinal').execute()
    const old = rows[pick % Math.max(1, rows.length)]
    if (!old) return
    const aired_on = outcome === 'aired' ? day : null
    const actual_start = outcome === 'aired' ? ctx.zone.toInstant(day, 600) : null
    const planned = plan === 'cancel' ? { state: 'cancelled' as const } : { premiere: 1 - old.premiere }
    const set = plan ? planned : { outcome, aired_on, actual_start, grade: 'attested' as const }
    await tx.q
      .updateTable('airing')
      .set(set)
      .where('slot_id', '=', old.slot_id)
      .where('station_id', '=', old.station_id)
      .where('on_date', '=', old.on_date)
      .where('ordinal', '=', old.ordinal)
      .execute()
    if (plan) {
      await tx.emit({ type: 'airings_changed', stationIds: [old.station_id], from: old.planned_on, to: old.planned_on })
    } else {
      const days = [old.planned_on, old.aired_on, aired_on].filter((known) => known !== null)
      await tx.emit({ type: 'evidence_changed', stationId: old.station_id, days })
    }
  })
}
