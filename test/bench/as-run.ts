import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { newUuid } from '../../src/kernel/ids.ts'
import { AUDIO, fillDistrict, reportLines } from './as-run/district.ts'
import { hotQuery } from './as-run/hot-query.ts'
import { type Cost, type Served, send, withServer } from './as-run/server.ts'
import type { BenchRow } from './row.ts'

/** Events of a week of one station: two airings a day, a start and an end of each. */
const WEEK = 28

const fill = ({ ctx, home }: Served, stations: number, airings: number) =>
  fillDistrict(join(home, 'songque.db'), { stations, airings, now: ctx.clock.now(), zone: ctx.zone })

/** What it costs over HTTP: a real file, synchronous=FULL, ledger chained, outcomes and roll-ups kept. */
const overHttp = (folder: string, batch: number, batches: number, devices: number): Promise<Cost> =>
  withServer(folder, async (served) => {
    // Some more warm the server up and are not counted.
    const warm = Math.ceil(batches / 5)
    const each = Math.ceil((batches + warm) / devices)
    const now = served.ctx.clock.now()
    const lines = fill(served, devices, Math.ceil((batch * each) / 2)).flatMap((one) => reportLines(one, batch, now))
    const asked = lines.slice(0, batches + warm)
    return send(served, asked, { connections: devices, status: 'accepted', warm })
  })

/** The plainest loop: one clustered table, one kept statement, one transaction a batch, the same promise. */
function rawLoop(folder: string, batch: number, batches: number): Cost {
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
  const before = process.cpuUsage()
  for (let i = 0; i < batches; i++) write(i * batch)
  const { user, system } = process.cpuUsage(before)
  const cost = { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }
  db.close()
  return cost
}

/** Reports of one size, from some devices at once, each waiting for its answer, against the loop. */
async function againstLoop(folder: string, batch: number, batches: number, devices: number): Promise<BenchRow> {
  const events = batch * batches
  const loop = rawLoop(folder, batch, batches)
  const ours = await overHttp(folder, batch, batches, devices)
  const from = devices === 1 ? 'one device' : `${devices} devices at once`
  const micros = (cost: Cost): string => ((cost.cpuSeconds / events) * 1e6).toFixed(1)
  return {
    what: `as-run ingest over HTTP in batches of ${batch} from ${from}, against a raw better-sqlite3 loop, events/s`,
    figure: events / ours.seconds,
    limit: events / loop.seconds,
    ratio: loop.seconds / ours.seconds,
    aim: 0.3,
    word: `CPU an event: ${micros(ours)} µs, the loop ${micros(loop)}`,
  }
}

/** A week of many stations at once, over 32 connections, and then all of it again. */
const wholeCountry = (folder: string, stations: number): Promise<BenchRow[]> =>
  withServer(folder, async (served) => {
    const now = served.ctx.clock.now()
    const lines = fill(served, stations, WEEK / 2).flatMap((station) => reportLines(station, WEEK, now))
    const events = lines.length * WEEK
    const first = await send(served, lines, { connections: 32, status: 'accepted', warm: 0 })
    const again = await send(served, lines, { connections: 32, status: 'duplicate', warm: 0 })
    const micros = ({ cpuSeconds }: Cost): string => ((cpuSeconds / events) * 1e6).toFixed(1)
    return [
      {
        what: `${stations} stations each upload a week, ${events} events, from a cold start, s`,
        figure: first.seconds,
        limit: null,
        ratio: null,
        aim: (15 * events) / (11_000 * WEEK),
        sense: 'at most',
        word: `${first.cpuSeconds.toFixed(1)} s of CPU, ${micros(first)} µs an event`,
      },
      {
        what: 'the same sent again, all duplicates, against the first time, s of CPU',
        figure: again.cpuSeconds,
        limit: first.cpuSeconds,
        ratio: first.cpuSeconds / again.cpuSeconds,
        aim: 3,
        word: `${micros(again)} µs an event; by the clock ${(first.seconds / again.seconds).toFixed(1)} times as fast`,
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
    for (const [batch, devices] of [
      [WEEK, 1],
      [WEEK, 16],
      [1000, 1],
    ] as const)
      out.push(await againstLoop(folder, batch, Math.ceil(rows / batch), devices))
    out.push(...(await wholeCountry(folder, stations)), await hotQuery(folder))
    return out
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
