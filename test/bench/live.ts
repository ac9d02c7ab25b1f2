import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fillDistrict, type Station } from './as-run/district.ts'
import { type Served, withServer } from './as-run/server.ts'
import { memoryOf } from './process.ts'
import { type BenchRow, median } from './row.ts'

const LISTENERS = 2000
const CHANGES = 5
const client = new URL('./live-client.mjs', import.meta.url).pathname

type Told = { readonly open?: number; readonly heard?: number; readonly last?: number }
/** Milliseconds until the last listener had heard, and how long until the change was committed; memory in kB a listener. */
type Heard = { readonly ms: number; readonly committed: number; readonly slowest: number; readonly memory: number }

/** Opens a line for each of these stations, makes changes that touch `changed` of them all, and waits until all heard. */
async function hear(served: Served, stations: readonly Station[], changed: readonly number[]): Promise<Heard> {
  const file = join(served.home, 'listeners')
  writeFileSync(file, stations.map(({ key, code }) => `${key}\t/api/v1/stations/${code}/events`).join('\n'))
  const before = memoryOf(process.pid)
  const child = spawn(process.execPath, [client, served.url, file, '100'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const told = async (): Promise<Told> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the listeners went away')
    return JSON.parse(value) as Told
  }
  try {
    if ((await told()).open !== stations.length || served.ctx.hub.size !== stations.length)
      throw new Error('not all listeners are open')
    const memory = ((memoryOf(process.pid) - before) * 1000) / stations.length
    const waits: number[] = []
    const commits: number[] = []
    for (let i = 0; i < CHANGES; i++) {
      const begun = Date.now()
      await served.ctx.db.transact((tx) => tx.emit({ type: 'stations_changed', stationIds: [...changed] }))
      commits.push(Date.now() - begun)
      waits.push(((await told()).last ?? Number.NaN) - begun)
    }
    return { ms: median(waits), committed: median(commits), slowest: Math.max(...waits), memory }
  } finally {
    child.kill()
    await ended
  }
}

/** 2.000 open event streams on one process: of as many stations, all changed at once, and all of one station. */
export async function liveBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-'))
  try {
    return await withServer(folder, async (served) => {
      const { ctx, home } = served
      const of = { stations: LISTENERS, airings: 2, now: ctx.clock.now(), zone: ctx.zone }
      const stations = fillDistrict(join(home, 'songque.db'), of)
      const ids = stations.map((_, i) => i + 1)
      const row = (what: string, { ms, slowest, committed, memory }: Heard): BenchRow => ({
        ...{ what, figure: ms / 1000, limit: null, ratio: null, aim: 1, sense: 'at most' },
        word: `median of ${CHANGES}, slowest ${(slowest / 1000).toFixed(2)} s; committed after ${(committed / 1000).toFixed(2)} s; ${memory.toFixed(0)} kB a listener`,
      })
      const all = await hear(served, stations, ids)
      const [first] = stations
      const one = await hear(served, first ? stations.map(() => first) : [], [1])
      return [
        row(`a change of ${LISTENERS} stations until each one's open listener has heard, s from its beginning`, all),
        row(
          `a change of one station until all of its ${LISTENERS} open listeners have heard, s from its beginning`,
          one,
        ),
      ]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
