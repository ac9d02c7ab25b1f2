/**
 * How exactly the agent starts with a real mpv (no sound card: null output), in real time over 20 airings; and its memory.
 * The server is a stub: what is measured is the agent, its timers, its disk and the player.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startAgent } from '../../src/agent/agent.ts'
import { nodeClocks, nodeDisk, nodeTimers } from '../../src/agent/node-parts.ts'
import type { Fetch, Player, Sound } from '../../src/agent/parts.ts'
import { mpvPlayer } from '../../src/agent/player/mpv.ts'
import { settingsFor } from '../agent/rig.ts'

const AIRINGS = Number(process.env.PROVE_AIRINGS ?? 20)
const EVERY_MS = 40_000
const sample = await readFile(fileURLToPath(new URL('../../media/samples/cai-cach-hanh-chinh-1.mp3', import.meta.url)))
const sha256 = createHash('sha256').update(sample).digest('hex')
const first = Math.ceil(Date.now() / 1000) * 1000 + 10_000

const item = (n: number) => {
  const at = first + n * EVERY_MS
  return {
    airing_id: `1-1-20261123-${n + 1}`,
    starts_at: new Date(at).toISOString(),
    start_unix: at / 1000,
    ends_at: new Date(at + 30_000).toISOString(),
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
      duration_seconds: 28.212,
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

/** When the sound began, by what mpv says it has played: measured while it plays, on the wall. */
const begins = new Map<string, number>()
const measured = (player: Player): Player => ({
  ...player,
  load: async (request, onEnd) => {
    const sound = await player.load(request, onEnd)
    return { ...bound(sound), start: () => timed(sound, request.airingId) }
  },
})
const bound = (sound: Sound): Sound => ({
  start: () => sound.start(),
  stop: () => sound.stop(),
  heard: () => sound.heard(),
})
async function timed(sound: Sound, airingId: string): Promise<void> {
  await sound.start()
  const first = sound.heard() ?? 0
  const look = setInterval(() => {
    const heard = sound.heard() ?? 0
    if (heard <= first) return
    // mpv tells its position as it moves on: the earliest that fits is the start.
    const begin = Date.now() - heard * 1000
    begins.set(airingId, Math.min(begins.get(airingId) ?? Number.POSITIVE_INFINITY, begin))
  }, 2)
  setTimeout(() => clearInterval(look), 2000)
}

const home = await mkdtemp(join(tmpdir(), 'songque-accuracy-'))
const log = (level: string, text: string) => void (level === 'warn' && process.stderr.write(`${text}\n`))
const agent = await startAgent(settingsFor('x', { server: 'http://x', sleepAtMostSeconds: 20 }), () => 'k', {
  timers: nodeTimers(log),
  clocks: nodeClocks(),
  disk: await nodeDisk(home),
  player: measured(mpvPlayer('mpv --ao=null', { device: null, volume: 100 })),
  fetch: stub,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  log,
})
let memory = 0
for (const end = first + AIRINGS * EVERY_MS; Date.now() < end; ) {
  await new Promise((resolve) => setTimeout(resolve, 1000))
  memory = Math.max(memory, process.memoryUsage.rss())
}
await agent.stop()
await rm(home, { recursive: true, force: true })
const off = [...begins]
  .map(([id, at]) => Math.round(at - (first + (Number(id.split('-')[3]) - 1) * EVERY_MS)))
  .sort((a, b) => Math.abs(a) - Math.abs(b))
process.stdout.write(
  `${off.length} of ${AIRINGS} airings: median ${off[Math.floor(off.length / 2)]} ms, worst ${off.at(-1)} ms off; all: ${off.join(' ')}\n` +
    `memory at most ${Math.round(memory / 1e6)} MB\n`,
)
process.exitCode = off.length === AIRINGS && Math.abs(off.at(-1) ?? 1000) < 150 ? 0 : 1
