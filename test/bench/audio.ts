import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { openContext } from '../../src/open-context.ts'
import { accelSnippet, startNginx } from '../nginx.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { have } from '../programs.ts'
import { type Installation, install, type Server, STATION, startServer } from '../prove/installation.ts'
import { ask, childrenOf, cpuSecondsOf, type Load, memoryOf, sleep } from './process.ts'
import { type BenchRow, median } from './row.ts'

const FILE_BYTES = 12_000_000
/** 10 MB out of the middle. */
const RANGE = 'bytes=1000000-10999999'
const MB = 10
const TURNS = 5
const STALLED = 200

/** An installation with one cleared recording that the station's playlist names. @returns the path of its audio */
async function furnish(at: Installation): Promise<string> {
  const ctx = await openContext(readConfig(at.env))
  try {
    const { id } = await ctx.db.q
      .selectFrom('station')
      .select('id')
      .where('code', '=', STATION)
      .executeTakeFirstOrThrow()
    const programme = await tellProgramme({ ctx, stations: { [STATION]: id } })
    const episode = await programme.episode({ number: 47, audio: randomBytes(FILE_BYTES) })
    const today = ctx.zone.localDate(ctx.clock.now())
    await programme.airing({ station: STATION, at: `${today} 17:15`, episodeId: episode.id })
    return `/audio/${episode.sha256}.mp3`
  } finally {
    await ctx.db.close()
  }
}

/** The server's first jobs take off what no rule of a slot asks for: the one airing is planned again once they ran. */
async function planAgain({ db }: Installation, path: string): Promise<void> {
  await sleep(2000)
  const sha256 = path.slice('/audio/'.length, -'.mp3'.length)
  const { episode_id } = await db.q
    .selectFrom('rendition')
    .innerJoin('recording', 'recording.id', 'rendition.recording_id')
    .select('recording.episode_id')
    .where('rendition.sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  await db.q.updateTable('airing').set({ episode_id, state: 'planned' }).execute()
}

/** Seconds of CPU for one MB, of these processes together: the median of some turns, turn about with the others. */
async function cpuPerMb(ways: readonly { load: Load; pids: readonly number[]; times: number }[]): Promise<number[]> {
  const found: number[][] = ways.map(() => [])
  for (const { load } of ways) await ask(load, 10)
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [i, { load, pids, times }] of ways.entries()) {
      const before = cpuSecondsOf(...pids)
      await ask(load, times)
      found[i]?.push((cpuSecondsOf(...pids) - before) / (times * MB))
    }
  }
  return found.map(median)
}

/** nginx answers before its workers are there. */
async function nginxWorkers(pid: number): Promise<number[]> {
  for (;;) {
    const workers = childrenOf(pid)
    if (workers.length > 0) return workers
    await sleep(50)
  }
}

/** kB of memory for each of 200 listeners who ask for the whole file and then do not read. */
async function perStalled(server: Server, path: string, key: string): Promise<number> {
  const pid = server.child.pid ?? 0
  const { hostname, port } = new URL(server.url)
  await sleep(2000)
  const before = memoryOf(pid)
  const sockets: Socket[] = []
  for (let i = 0; i < STALLED; i++) {
    const socket = connect(Number(port), hostname)
    socket.pause()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
    sockets.push(socket)
  }
  // Until what the lines hold is full and nothing moves any more.
  let most = 0
  for (let quiet = 0, last = 0; quiet < 4; ) {
    await sleep(1000)
    const now = memoryOf(pid)
    quiet = Math.abs(now - last) < 1 ? quiet + 1 : 0
    last = now
    most = Math.max(most, now)
  }
  for (const socket of sockets) socket.destroy()
  return ((most - before) * 1000) / STALLED
}

/** 10 MB of audio by Range: nginx alone, nginx that asks us who may have it, and Node alone. */
export async function audioBench(): Promise<BenchRow[]> {
  const at = await install({ X_ACCEL_PREFIX: '/_media/' })
  const path = await furnish(at)
  const home = mkdtempSync(join(tmpdir(), 'songque-bench-nginx-'))
  const server = await startServer(at, existsSync('dist/main.js') ? 'dist/main.js' : undefined)
  await planAgain(at, path)
  const mediaDir = at.env.MEDIA_DIR ?? ''
  const name = path.slice('/audio/'.length)
  const bare = `location /bare/ { alias ${mediaDir}/stored/${name.slice(0, 2)}/; sendfile on; sendfile_max_chunk 512k; tcp_nopush on; }`
  const nginx =
    have('nginx') || existsSync('/usr/sbin/nginx')
      ? await startNginx(
          home,
          `${bare}\n${accelSnippet('http://songque', mediaDir)}`,
          `upstream songque { server ${new URL(server.url).host}; keepalive 8; }`,
        )
      : null
  try {
    const load = (url: string): Load => ({
      url,
      headers: { range: RANGE, authorization: `Bearer ${at.stationKey}` },
      status: 206,
    })
    const node = { load: load(`${server.url}${path}`), pids: [server.child.pid ?? 0], times: 40 }
    const stalled: BenchRow = {
      what: `memory of the server for each of ${STALLED} parallel downloads that stall, kB`,
      ...{ figure: 0, limit: null, ratio: null, aim: 250, sense: 'at most' },
    }
    if (!nginx) {
      process.stderr.write('nginx is not installed: the rows against it are left out\n')
      await ask(node.load, 40)
      return [{ ...stalled, figure: await perStalled(server, path, at.stationKey) }]
    }
    const workers = await nginxWorkers(nginx.pid)
    const ways = [
      { load: load(`${nginx.url}/bare/${name}`), pids: workers, times: 100 },
      { load: load(`${nginx.url}${path}`), pids: [...workers, ...node.pids], times: 100 },
      node,
    ]
    // The program's own work is the same for ten bytes, and is measured when it is warm.
    const few = { ...ways[1]?.load, headers: { ...node.load.headers, range: 'bytes=0-9' } } as Load
    await ask(few, 2000)
    const [limit = 0, accel = 0, alone = 0] = (await cpuPerMb(ways)).map((seconds) => seconds * 1e6)
    const row = (what: string, figure: number, aim: number): BenchRow => {
      return {
        what: `audio by Range, 10 MB, ${what}, against nginx sendfile, µs of CPU a MB`,
        figure,
        limit,
        ratio: limit / figure,
        aim,
      }
    }
    return [
      row('nginx by X-Accel-Redirect', accel, 0.7),
      row('Node alone', alone, 0.12),
      { ...stalled, figure: await perStalled(server, path, at.stationKey) },
    ]
  } finally {
    await nginx?.stop()
    await server.stop()
    await at.remove()
    rmSync(home, { recursive: true, force: true })
  }
}
