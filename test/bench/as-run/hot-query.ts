import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { stationForLedger } from '../../../src/playout/index.ts'
import type { BenchRow } from '../row.ts'
import { fillDistrict } from './district.ts'
import { withServer } from './server.ts'

const TIMES = 20_000
const ROUNDS = 7

/** µs of the quickest of some rounds: what else the machine does only ever adds. */
async function quickest(work: () => Promise<void> | void): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await work()
    best = Math.min(best, performance.now() - start)
  }
  return (best / TIMES) * 1000
}

/** The query that every report and heartbeat begins with, through our layer and by a kept statement. */
export const hotQuery = (folder: string): Promise<BenchRow> =>
  withServer(folder, async ({ ctx, home }) => {
    const path = join(home, 'songque.db')
    const stations = fillDistrict(path, { stations: 200, airings: 1, now: ctx.clock.now(), zone: ctx.zone })
    const codes = stations.map(({ code }) => code)
    const actor = { kind: 'system', name: 'bench' } as const
    const figure = await quickest(async () => {
      for (let i = 0; i < TIMES; i++) await stationForLedger(ctx.db, codes[i % codes.length] ?? '', actor)
    })
    const db = new Sqlite(path, { readonly: true })
    const kept = db.prepare('select id, code, name from station where code = ?')
    const limit = await quickest(() => {
      for (let i = 0; i < TIMES; i++) kept.get(codes[i % codes.length])
    })
    db.close()
    const what = 'hot query through our layer, against a kept better-sqlite3 statement, µs (at most twice)'
    return { what, figure, limit, ratio: figure / limit, aim: 2 }
  })
