/**
 * From the confirmation of an emergency to its first sample, 20 times: the real server in a process of its own, an agent
 * that listens, a real mpv (null output), an item on air that must be interrupted, and a file that the agent does not have yet.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { startAgent } from '../../src/agent/agent.ts'
import { nodeFetch } from '../../src/agent/http.ts'
import { nodeClocks, nodeDisk, nodeTimers } from '../../src/agent/node-parts.ts'
import { mpvPlayer } from '../../src/agent/player/mpv.ts'
import { readConfig } from '../../src/config.ts'
import { openContext } from '../../src/open-context.ts'
import { settingsFor } from '../agent/rig.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { install, STATION, startServer } from './installation.ts'
import { measured, summary } from './measured.ts'

const TIMES = Number(process.env.PROVE_TIMES ?? 20)
const SECONDS = 3
const WHOLE_SECONDS = 28.212
const speech = await readFile(fileURLToPath(new URL('../../media/samples/cai-cach-hanh-chinh-1.mp3', import.meta.url)))

const at = await install()
const { id: account } = await at.db.q.selectFrom('account').select('id').executeTakeFirstOrThrow()
await at.db.q.insertInto('account_role').values({ account_id: account, role: 'approver' }).execute()
const ctx = await openContext(readConfig(at.env))
const station = await ctx.db.q.selectFrom('station').select('id').executeTakeFirstOrThrow()
const programme = await tellProgramme({ ctx, stations: { [STATION]: station.id } })
const urgent: number[] = []
const short = speech.subarray(0, Math.round((speech.length * SECONDS) / WHOLE_SECONDS))
for (let n = 0; n < TIMES; n += 1) {
  // Each is another file: bytes behind the last frame, which no player plays.
  const { id } = await programme.episode({
    number: 100 + n,
    seconds: SECONDS,
    audio: Buffer.concat([short, Buffer.alloc(n + 1)]),
  })
  await ctx.db.q.updateTable('episode').set({ priority: 'emergency' }).where('id', '=', id).execute()
  urgent.push(id)
}
const server = await startServer(at)
// What it does at its start is done; then something is put on air nearly all the time.
await sleep(3000)
const ordinary = await programme.episode({ number: 1, seconds: WHOLE_SECONDS, audio: speech })
for (let n = 0; n < TIMES; n += 1) {
  const told = { station: STATION, seconds: 29, episodeId: ordinary.id }
  await programme.airing({ ...told, at: Date.now() + 5000 + n * 30_000 })
}
await ctx.db.close()

const waiting = new Map<string, (at: number) => void>()
const early = new Map<string, number>()
const begun = (airingId: string, when: number): void => {
  const told = waiting.get(airingId)
  if (told) told(when)
  else early.set(airingId, when)
}
const home = await mkdtemp(join(tmpdir(), 'songque-emergency-'))
const log = (level: string, text: string): void =>
  void ((process.env.TEST_LOG || level === 'warn') && process.stderr.write(`${text}\n`))
const settings = settingsFor(STATION, { server: server.url, listen: true, pollAtLeastSeconds: 600 })
const agent = await startAgent(settings, () => at.stationKey, {
  timers: nodeTimers(log),
  clocks: nodeClocks(),
  disk: await nodeDisk(home),
  player: measured(mpvPlayer('mpv --ao=null', { device: null, volume: 100 }), begun),
  fetch: nodeFetch,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  log,
})

async function ask<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
  const headers = { cookie: at.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return schema.parse(await response.json())
}
const seen = z.object({ dry_run: z.string(), station_count: z.number() })
const made = z.object({ stations: z.array(z.object({ airings: z.array(z.object({ airing_id: z.string() })) })) })

async function order(episodeId: number): Promise<number | null> {
  const wish = { episode_id: episodeId, target: { kind: 'all' }, times: 1 }
  const { dry_run, station_count } = await ask('/api/v1/emergencies/dry-runs', wish, seen)
  const confirmed = Date.now()
  const { stations } = await ask('/api/v1/emergencies', { ...wish, dry_run, confirmation: String(station_count) }, made)
  const id = stations[0]?.airings[0]?.airing_id ?? ''
  const known = early.get(id)
  const heard =
    known ?? (await Promise.race([new Promise<number>((resolve) => waiting.set(id, resolve)), sleep(20_000, null)]))
  return heard === null ? null : heard - confirmed
}

const took: number[] = []
let interrupted = 0
try {
  while (!agent.listener?.connected) await sleep(100)
  await sleep(15_000)
  for (const id of urgent) {
    if (agent.state.playing) interrupted += 1
    const ms = await order(id)
    if (ms !== null) took.push(ms)
    // It ends, and what it interrupted goes on.
    await sleep(SECONDS * 1000 + 500 + Math.random() * 2000)
  }
} finally {
  await agent.stop()
  await server.stop()
  await at.remove()
  await rm(home, { recursive: true, force: true })
}
const { text, worst } = summary(took)
process.stdout.write(
  `${took.length} of ${TIMES} emergencies heard, ${interrupted} of them cut into an item on air: ${text}\n`,
)
process.exitCode = took.length === TIMES && worst < 2000 ? 0 : 1
