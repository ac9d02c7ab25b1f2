import { addDays, type LocalDate, parseLocalDate } from '../../src/kernel/dates.ts'
import { foldSpans } from '../../src/reports/index.ts'
import { programme } from '../playout/fixture.ts'
import type { World } from '../world.ts'
import { countFromLedger, sixOf } from './ledger-counter.ts'
import { DAYS, live, STATIONS, type Story } from './story.ts'

const FIRST = parseLocalDate('2026-12-01')

/** Lives one story after the other in a world, each in days of its own. */
export async function openProof(world: World) {
  const show = await programme(world)
  const stations = Object.fromEntries(STATIONS.map((code) => [code, world.stations[code] ?? 0]))
  let told = 0
  return {
    /** @returns what both counters say; equal unless something is wrong */
    async run(story: Story): Promise<{ counted: unknown; fromLedger: unknown }> {
      const from: LocalDate = addDays(FIRST, told * (DAYS + 4))
      const to = addDays(from, DAYS - 1)
      told += 1
      await live(world, show, story, from)
      world.clock.advance(40 * 3_600_000)
      await foldSpans(world.ctx)
      const bich = await world.as('bich')
      const ask = async (by: string) =>
        (await bich.get(`/api/v1/reports/airings.json?from=${from}&to=${to}&by=${by}`)).body
      const [levels, byStation] = [await ask('level'), await ask('station')]
      const naive = await countFromLedger(world.ctx.db, stations, { from, to }, world.clock.now())
      return {
        counted: { byLevel: sixOf(levels.totals), byStation: sixOf(merged(byStation.rows)) },
        fromLedger: { byLevel: sixOf(naive.byLevel), byStation: sixOf(naive.byStation) },
      }
    },
    /** All that was lived, a day cut off at each end: months and quarters of it are read from longer spans. */
    async whole(): Promise<{ spans: number; counted: unknown; fromLedger: unknown }> {
      await foldSpans(world.ctx)
      const days = { from: addDays(FIRST, 1), to: addDays(FIRST, told * (DAYS + 4) - 6) }
      const bich = await world.as('bich')
      const { body } = await bich.get(`/api/v1/reports/airings.json?from=${days.from}&to=${days.to}&by=station`)
      const naive = await countFromLedger(world.ctx.db, stations, days, world.clock.now())
      const spans = await world.ctx.db.q.selectFrom('tally_span').select('span').distinct().execute()
      return { spans: spans.length, counted: sixOf(merged(body.rows)), fromLedger: sixOf(naive.byStation) }
    },
    /** Merges the communes of two of the stations into the third's, in the middle of all that was lived. */
    async merge(): Promise<{ ofTheDay: unknown; ofToday: unknown; units: string[] }> {
      const bao = await world.as('bao')
      const [to = '', ...from] = STATIONS
      const on = addDays(FIRST, Math.floor((told * (DAYS + 4)) / 2))
      const ask = async (units: string) =>
        (
          await bao.get(
            `/api/v1/reports/airings.json?from=${FIRST}&to=${addDays(FIRST, told * (DAYS + 4))}&by=unit&units=${units}`,
          )
        ).body
      const { status } = await bao.post('/api/v1/unit-successions', { kind: 'merge', on_date: on, from, to: [to] })
      if (status !== 204) throw new Error(`merging answered ${status}`)
      const [then, now] = [await ask('then'), await ask('now')]
      const units = now.rows.map((row: { unit: string }) => row.unit)
      return { ofTheDay: sixOf(then.totals), ofToday: sixOf(now.totals), units: [...new Set<string>(units)].sort() }
    },
    /** What `verify` finds. */
    async verify(): Promise<{ ok: boolean; differences: unknown[] }> {
      const { ok, differences } = (await (await world.as('bao')).get('/api/v1/ledger/verify')).body
      return { ok, differences }
    },
  }
}

/** Rows of an answer by station, those of one station summed. */
function merged(rows: readonly Record<string, unknown>[]): Record<string, Record<string, number>> {
  const out: Record<string, Record<string, number>> = {}
  for (const row of rows) {
    const sum = out[String(row.station)] ?? {}
    out[String(row.station)] = sum
    for (const [name, n] of Object.entries(row)) if (typeof n === 'number') sum[name] = (sum[name] ?? 0) + n
  }
  return out
}
