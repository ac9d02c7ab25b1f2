/**
 * Questions to the country's year of generate.ts, each asked a few times on a connection that only reads; the median in
 * milliseconds, and how long the main thread stood still while the largest answer was made beside it.
 * `node --import tsx test/bench/reports/measure.ts FILE`
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { readConfig } from '../../../src/config.ts'
import type { Context } from '../../../src/context.ts'
import { openDb } from '../../../src/db/index.ts'
import { system } from '../../../src/kernel/actor.ts'
import type { LocalDate } from '../../../src/kernel/dates.ts'
import { LiveHub } from '../../../src/kernel/hub.ts'
import { openZone } from '../../../src/kernel/time.ts'
import { openLog } from '../../../src/log.ts'
import { countAirings } from '../../../src/reports/actions.ts'
import { heavily } from '../../../src/reports/beside/index.ts'
import { freePeriod, periodOf } from '../../../src/reports/periods.ts'

const [, , file = ''] = process.argv
const db = openDb(`sqlite:${file}`)
const now = Date.parse('2026-02-01T08:00:00+07:00')
const ctx: Context = {
  config: readConfig({}),
  log: openLog('silent'),
  clock: { now: () => now },
  zone: openZone('Asia/Ho_Chi_Minh'),
  db,
  storage: undefined as unknown as Context['storage'],
  hub: new LiveHub(),
}
const actor = system('bench')
const plain = { units: 'then', kind: 'all', lang: 'vi' } as const
const odd = freePeriod({ from: '2025-04-03' as LocalDate, to: '2025-05-20' as LocalDate })

async function median(what: string, work: () => Promise<unknown>, times = 5): Promise<void> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    await work()
    taken.push(performance.now() - begun)
  }
  taken.sort((a, b) => a - b)
  process.stdout.write(
    `${what}: ${taken[Math.floor(times / 2)]?.toFixed(1)} ms (first to last ${taken.map((t) => t.toFixed(0)).join(' ')})\n`,
  )
}

for (const key of ['2025-Q3', '2025', 'cchc:2025-Q3', 'cchc:2025']) {
  await median(`${key} by level`, () => countAirings(ctx, actor, { ...plain, period: periodOf(key), by: ['level'] }))
  await median(`${key} by station`, () =>
    countAirings(ctx, actor, { ...plain, period: periodOf(key), by: ['level', 'station'] }),
  )
}
await median('odd range by level', () => countAirings(ctx, actor, { ...plain, period: odd, by: ['level'] }), 3)
const district = { ...plain, unit: 'huyen-7', period: periodOf('2025-Q3') }
await median('one district, quarter, by station', () => countAirings(ctx, actor, { ...district, by: ['station'] }))
const delay = monitorEventLoopDelay({ resolution: 1 })
const question = { ...plain, period: periodOf('2025'), by: ['level', 'station'] as const }
await heavily(ctx, 'countsJson', [actor, question])
delay.enable()
await median('year by station as JSON, in the other thread', () => heavily(ctx, 'countsJson', [actor, question]), 3)
delay.disable()
process.stdout.write(`main thread stood still at most ${(delay.max / 1e6).toFixed(1)} ms\n`)
await db.close()
process.exit(0)
