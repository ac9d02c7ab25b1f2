import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { stationForLedger } from '../../../src/playout/index.ts'
import type { BenchRow } from '../row.ts'
import { fillDistrict } from './district.ts'
import { withServer } from './server.ts'

const TIMES = 2000
const ROUNDS = 50

/** µs of the quickest of some rounds of each, taken in turns: what else the machine does only ever adds. */
async function quickest(works: readonly (() => Promise<void> | void)[]): Promise<number[]> {
  const best = works.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now()
      await work()
      best[i] = Math.min(best[i] ?? 0, ((performance.now() - start) / TIMES) * 1000)
    }
  }
  return best
}

/** The query that every report and heartbeat begins with, through our layer and by a kept statement. */
export const hotQuery = (folder: string): Promise<BenchRow> =>
  withServer(folder, async ({ ctx, home }) => {
    const path = join(home, 'songque.db')
    const stations = fillDistrict(path, { stations: 200, airings: 1, now: ctx.clock.now(), zone: ctx.zone })
    const codes = stations.map(({ code }) => code)
    const actor = { kind: 'system', name: 'bench' } as const
    const db = new Sqlite(path, { readonly: true })
    const kept = db.prepare('select id, code, name from station where code = ?')
    const [figure = 0, limit = 0] = await quickest([
      async () => {
        for (let i = 0; i < TIMES; i++) await stationForLedger(ctx.db, codes[i % codes.length] ?? '', actor)
      },
      () => {
        for (let i = 0; i < TIMES; i++) kept.get(codes[i % codes.length])
      },
    ])
    db.close()
    const what = 'hot query through our layer, against a kept better-sqlite3 statement, µs'
    return { what, figure, limit, ratio: figure / limit, aim: 2, sense: 'at most' }
  })
