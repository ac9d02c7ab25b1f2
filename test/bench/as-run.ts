import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { newUuid } from '../../src/kernel/ids.ts'
import { AUDIO, fillDistrict, reportLines } from './as-run/district.ts'
import { hotQuery } from './as-run/hot-query.ts'
import { type Served, send, withServer } from './as-run/server.ts'
import type { BenchRow } from './row.ts'

/** Events of a week of one station: two airings a day, a start and an end of each. */
const WEEK = 28

const fill = ({ ctx, home }: Served, stations: number, airings: number) =>
  fillDistrict(join(home, 'songque.db'), { stations, airings, now: ctx.clock.now(), zone: ctx.zone })

/** Rows/s over HTTP from one device: a real file, synchronous=FULL, ledger chained, outcomes and roll-ups kept. */
const overHttp = (folder: string, batch: number, batches: number): Promise<number> =>
  withServer(folder, async (served) => {
    // One batch more warms the server up and is not counted.
    const [station] = fill(served, 1, Math.ceil((batch * (batches + 1)) / 2))
    if (!station) throw new Error('no station')
    const lines = reportLines(station, batch, served.ctx.clock.now())
    const { seconds } = await send(served, lines, { connections: 1, status: 'accepted', warm: 1 })
    return (batch * batches) / seconds
  })

/** Rows/s of the plainest loop: one clustered table, one kept statement, one transaction a batch, the same promise. */
function rawLoop(folder: string, batch: number, batches: number): number {
  const db = new Sqlite(join(mkdtempSync(join(folder, 'raw-')), 'raw.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table as_run (station_id integer not null, position integer not null, event_id text not null, kind text not null,
    airing_id text, sha256 text, at integer, played_seconds real, received_at integer not null,
    primary key (station_id, position)) without rowid`)
  const insert = db.prepare('insert into as_run values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const write = db.transaction((from: number) => {
    for (let i = from; i < from + batch; i++)
      insert.run(1, i, newUuid(), 'finished', '12-7-20261123-1', AUDIO, 1.7e12 + i, 600, 1.7e12)
  })
  write(-batch)
  const start = performance.now()
  for (let i = 0; i < batches; i++) write(i * batch)
  const seconds = (performance.now() - start) / 1000
  db.close()
  return (batch * batches) / seconds
}

/** A week of many stations at once, over 32 connections, and then all of it again. */
const wholeCountry = (folder: string, stations: number): Promise<BenchRow[]> =>
  withServer(folder, async (served) => {
    const now = served.ctx.clock.now()
    const lines = fill(served, stations, WEEK / 2).flatMap((station) => reportLines(station, WEEK, now))
    const warm = Math.ceil(stations / 100)
    const events = (lines.length - warm) * WEEK
    const first = await send(served, lines, { connections: 32, status: 'accepted', warm })
    const again = await send(served, lines, { connections: 32, status: 'duplicate', warm })
    const limit = (15 * events) / (11_000 * WEEK)
    const cpu = (first.cpuSeconds / events) * 1e6
    return [
      {
        what: `${stations} stations each upload a week (${events} events; ${cpu.toFixed(0)} µs of CPU each), s, against 15 s for 308.000`,
        figure: first.seconds,
        limit,
        ratio: first.seconds / limit,
        aim: 1,
      },
      {
        what: 'the same again, all duplicates, s of CPU, against the first time (at most a third)',
        figure: again.cpuSeconds,
        limit: first.cpuSeconds,
        ratio: again.cpuSeconds / first.cpuSeconds,
        aim: 1 / 3,
      },
    ]
  })

/**
 * As-run ingest in batches of 28 (a week of a station) and 1.000, against the raw loop in the same run; a week of
 * 11.000 stations, once and again; the hot query of ours against a kept statement.
 */
export async function asRunBench(rows = 28_000, stations = 11_000): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-'))
  try {
    const out: BenchRow[] = []
    for (const batch of [WEEK, 1000]) {
      const batches = Math.ceil(rows / batch / (batch === WEEK ? 4 : 1))
      const limit = rawLoop(folder, batch, batches)
      const figure = await overHttp(folder, batch, batches)
      out.push({
        what: `as-run ingest over HTTP in batches of ${batch}, against raw better-sqlite3, rows/s`,
        figure,
        limit,
        ratio: figure / limit,
        aim: 0.3,
      })
    }
    out.push(...(await wholeCountry(folder, stations)), await hotQuery(folder))
    return out
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
