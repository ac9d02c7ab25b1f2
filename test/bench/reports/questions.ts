import { readConfig } from '../../../src/config.ts'
import type { Context } from '../../../src/context.ts'
import { openReader } from '../../../src/db/index.ts'
import { system } from '../../../src/kernel/actor.ts'
import type { LocalDate } from '../../../src/kernel/dates.ts'
import { LiveHub } from '../../../src/kernel/hub.ts'
import { openZone } from '../../../src/kernel/time.ts'
import { openLog } from '../../../src/log.ts'
import { countAirings } from '../../../src/reports/actions.ts'
import { freePeriod, type Period, periodOf } from '../../../src/reports/periods.ts'
import type { Grouping } from '../../../src/reports/question.ts'
import { type BenchRow, median } from '../row.ts'

const KEYS = ['2025-Q1', '2025-Q3', '2025-H1', '2025', 'cchc:2025-Q3', 'cchc:2025-H1', 'cchc:2025']
/** Days cut out of half-months at both ends; and at their worst, seven of them. */
const ODD = [
  ['2025-04-03', '2025-05-20'],
  ['2025-02-08', '2025-11-22'],
] as const
const TIMES = 7

/**
 * Questions to the year, each asked seven times on a connection that only reads, as the counting thread does. The figure is
 * the processor's time of the middle one, which other work on the machine raises less than the clock's.
 */
export async function questionRows(file: string): Promise<BenchRow[]> {
  const clock = { now: () => Date.parse('2026-02-01T08:00:00+07:00') }
  const actor = system('bench')
  const ask = async (period: Period, by: readonly Grouping[], unit?: string): Promise<number> => {
    const db = await openReader(`sqlite:${file}`)
    const ctx: Context = {
      config: readConfig({}),
      log: openLog('silent'),
      clock,
      zone: openZone('Asia/Ho_Chi_Minh'),
      db,
      // Counting touches no recording.
      storage: undefined as unknown as Context['storage'],
      hub: new LiveHub(),
    }
    const before = process.cpuUsage()
    await countAirings(ctx, actor, {
      ...{ units: 'then', kind: 'all', lang: 'vi', period, by },
      ...(unit ? { unit } : {}),
    })
    const { user, system: own } = process.cpuUsage(before)
    await db.close()
    return (user + own) / 1000
  }
  const row = async (what: string, periods: readonly Period[], by: readonly Grouping[], aim: number, unit?: string) => {
    const taken: { label: string; ms: number }[] = []
    for (const period of periods) {
      await ask(period, by, unit)
      const times: number[] = []
      for (let i = 0; i < TIMES; i++) times.push(await ask(period, by, unit))
      taken.push({ label: period.key, ms: median(times) })
    }
    const [slowest = { label: '', ms: 0 }] = taken.toSorted((a, b) => b.ms - a.ms)
    const word = taken.map(({ label, ms }) => `${label} ${ms.toFixed(ms < 10 ? 1 : 0)}`).join(', ')
    return { what, figure: slowest.ms, limit: null, ratio: null, aim, sense: 'at most', word } satisfies BenchRow
  }
  const named = KEYS.map(periodOf)
  // Dates of the calendar by their writing.
  const odd = ODD.map(([from, to]) => freePeriod({ from: from as LocalDate, to: to as LocalDate }))
  return [
    await row('calendar and reform periods by level, ms of CPU', named, ['level'], 50),
    await row('calendar and reform periods by station, ms of CPU', named, ['level', 'station'], 150),
    await row('odd ranges by level, ms of CPU', odd, ['level'], 1000),
    await row('odd ranges by station, ms of CPU', odd, ['level', 'station'], 1000),
    await row('a quarter of one district, by station, ms of CPU', [periodOf('2025-Q3')], ['station'], 10, 'huyen-7'),
  ]
}
