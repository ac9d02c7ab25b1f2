/**
 * How exactly the agent starts with a real mpv (no sound card: null output), in real time over 20 airings.
 * The server is a stub: what is measured is the agent, its timers, its disk and the player.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startAgent } from '../../src/agent/agent.ts'
import { nodeClocks, nodeDisk, nodeTimers } from '../../src/agent/node-parts.ts'
import type { Fetch } from '../../src/agent/parts.ts'
import { mpvPlayer } from '../../src/agent/player/mpv.ts'
import { settingsFor } from '../agent/rig.ts'
import { measured, summary, watchMemory } from './measured.ts'

const AIRINGS = Number(process.env.PROVE_AIRINGS ?? 20)
const EVERY_MS = 12_000
const SECONDS = 5
const speech = await readFile(fileURLToPath(new URL('../../media/samples/cai-cach-hanh-chinh-1.mp3', import.meta.url)))
const sample = speech.subarray(0, Math.round((speech.length * SECONDS) / 28.212))
const sha256 = createHash('sha256').update(sample).digest('hex')
const first = Math.ceil(Date.now() / 1000) * 1000 + 10_000

const item = (n: number) => {
  const at = first + n * EVERY_MS
  return {
    airing_id: `1-1-20261123-${n + 1}`,
    starts_at: new Date(at).toISOString(),
    start_unix: at / 1000,
    ends_at: new Date(at + 8000).toISOString(),
    starts_local: new Date(at).toISOString(),
    priority: 'normal',
    premiere: false,
    segment: 's',
    segment_name: 's',
    programme: 'episode',
    title: null,
    episode: { id: 1, number: 1, title: 't' },
    audio: {
      url: `http://x/audio/${sha256}.mp3`,
      type: 'audio/mpeg',
      bytes: sample.length,
      duration_seconds: SECONDS,
      sha256,
      md5: '',
      gain_db: 0,
    },
    fallback: false,
    problem: null,
  }
}
const stub: Fetch = async (url) => {
  if (url.includes('/audio/')) return new Response(new Uint8Array(sample))
  if (url.includes('playlist')) {
    const items = Array.from({ length: AIRINGS }, (_, n) => item(n))
    return Response.json({
      station: 'x',
      station_name: 'x',
      version: 1,
      from: '2000-01-01',
      to: '2000-01-01',
      time_zone: 'UTC',
      items,
    })
  }
  const now = Date.now()
  if (url.endsWith('heartbeat'))
    return Response.json({
      next_seq: 1,
      playlist_version: 1,
      server_time: '',
      server_unix_ms: now,
      next_poll_seconds: 60,
    })
  return new Response('', { status: 503 })
}

const begins = new Map<string, number>()
const home = await mkdtemp(join(tmpdir(), 'songque-accuracy-'))
const log = (level: string, text: string) => void (level === 'warn' && process.stderr.write(`${text}\n`))
const agent = await startAgent(settingsFor('x', { server: 'http://x', sleepAtMostSeconds: 20 }), () => 'k', {
  timers: nodeTimers(log),
  clocks: nodeClocks(),
  disk: await nodeDisk(home),
  player: measured(mpvPlayer('mpv --ao=null', { device: null, volume: 100 }), (id, at) => begins.set(id, at)),
  fetch: stub,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  log,
})
const memory = watchMemory()
await sleep(first + AIRINGS * EVERY_MS - Date.now())
await agent.stop()
await rm(home, { recursive: true, force: true })
const offsets = [...begins].map(([id, at]) => at - (first + (Number(id.split('-')[3]) - 1) * EVERY_MS))
const { text, worst } = summary(offsets)
process.stdout.write(`${offsets.length} of ${AIRINGS} airings: ${text}\nmemory of the test at most ${memory()} MB\n`)
process.exitCode = offsets.length === AIRINGS && worst < 150 ? 0 : 1
