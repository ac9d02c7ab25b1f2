import { createHash, randomInt, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { speech, wav } from '../audio/make.ts'
import { type Installation, install, type Server, STATION, startServer, strays } from './installation.ts'

/** What a series of kills found. `broken` is empty when every promise was kept. */
export type KillReport = {
  readonly what: string
  readonly kills: number
  readonly told: string
  readonly broken: readonly string[]
}

const TUS = { 'tus-resumable': '1.0.0', 'sec-fetch-site': 'same-origin' }
const PART = 131_072
const b64 = (text: string): string => Buffer.from(text).toString('base64')
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Some seconds of sound that no other call made, so that no two uploads are the same. */
function freshSound(seconds: number): Buffer {
  const pitch = 200 + randomInt(100_000) / 100
  const pcm = Buffer.alloc(seconds * 48_000 * 4)
  for (let i = 0; i < seconds * 48_000; i += 1) {
    pcm.writeInt16LE(Math.round(6000 * Math.sin((i * pitch * 2 * Math.PI) / 48_000)), i * 4)
    pcm.writeInt16LE(Math.round(4000 * Math.sin((i * pitch * 3 * Math.PI) / 48_000)), i * 4 + 2)
  }
  return wav(pcm, { channels: 2 })
}

/** The centre as HTTP sees it; `url` moves as servers come and go. */
class Centre {
  server: Server | null = null
  readonly at: Installation
  constructor(at: Installation) {
    this.at = at
  }
  async up(): Promise<void> {
    this.server = await startServer(this.at)
  }
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', this.at.cookie)
    headers.set('sec-fetch-site', 'same-origin')
    return fetch(`${this.server?.url}${path}`, { ...init, headers })
  }
  async json<T>(path: string, body?: unknown): Promise<T> {
    const asked =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await this.call(path, asked)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  async episode(): Promise<number> {
    await this.json('/api/v1/segments', { name: 'Cải cách hành chính' })
    return (await this.json<{ id: number }>('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Một cửa' }))
      .id
  }
  async beginUpload(episode: number, bytes: number): Promise<string> {
    const metadata = `episode_id ${b64(String(episode))},filename ${b64('ban-tin.wav')}`
    const response = await this.call('/api/v1/uploads', {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(bytes), 'upload-metadata': metadata },
    })
    return response.headers.get('location') ?? ''
  }
  /** Sends the rest from where the server says it is. @returns the last offset that was acknowledged; throws when the server dies */
  async sendRest(path: string, content: Buffer, acknowledged: (offset: number) => void): Promise<void> {
    const head = await this.call(path, { method: 'HEAD', headers: TUS })
    let offset = Number(head.headers.get('upload-offset') ?? Number.NaN)
    if (!head.ok || Number.isNaN(offset)) throw new Error(`HEAD of the upload: ${head.status}`)
    acknowledged(offset)
    while (offset < content.length) {
      const part = new Uint8Array(content.subarray(offset, offset + PART))
      const headers = { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
      const sent = await this.call(path, { method: 'PATCH', headers, body: part })
      if (sent.status !== 204) throw new Error(`PATCH: ${sent.status} ${await sent.text()}`)
      offset = Number(sent.headers.get('upload-offset'))
      acknowledged(offset)
    }
  }
  async recordings(
    episode: number,
  ): Promise<{ id: number; state: string; sha256: string; renditions: { sha256: string; format: string }[] }[]> {
    return (await this.json<{ items: [] }>(`/api/v1/episodes/${episode}/recordings`)).items
  }
}

/** Kills at a random moment of an upload (its end included), resumes, and looks what became of it. */
export async function killDuringUpload(times: number): Promise<KillReport> {
  const at = await install({ AUDIO_WORKERS: '0' })
  const centre = new Centre(at)
  const broken: string[] = []
  let cutShort = 0
  try {
    await centre.up()
    const episode = await centre.episode()
    let took = 120
    for (let n = 0; n < times; n += 1) {
      const content = freshSound(12)
      const path = await centre.beginUpload(episode, content.length)
      let acked = 0
      const started = performance.now()
      const sending = centre.sendRest(path, content, (offset) => {
        acked = offset
      })
      const whole = sending.then(() => true).catch(() => false)
      await sleep(randomInt(Math.ceil(took)))
      await centre.server?.kill9()
      const wasWhole = await whole
      if (wasWhole) took = Math.max(20, performance.now() - started)
      else {
        cutShort += 1
        took *= 1.3
      }
      await centre.up()
      const before = acked
      let first: number | null = null
      await centre.sendRest(path, content, (offset) => {
        first ??= offset
      })
      if ((first ?? 0) < before) broken.push(`kill ${n}: ${before} bytes acknowledged, ${first} there`)
      const found = (await centre.recordings(episode)).filter((one) => one.sha256 === digest(content))
      if (found.length !== 1) broken.push(`kill ${n}: the upload became ${found.length} recordings`)
    }
    const all = await centre.recordings(episode)
    if (all.length !== times) broken.push(`${all.length} recordings of ${times} uploads`)
    const left = (await readdir(join(at.home, 'media', 'incoming'))).filter((name) => name !== '.work')
    if (left.length > 0) broken.push(`left in incoming: ${left.join(', ')}`)
    return {
      what: 'upload',
      kills: times,
      told: `${cutShort} of them before the upload was whole; ${all.length} recordings`,
      broken,
    }
  } finally {
    await centre.server?.stop()
    await at.remove()
  }
}

/** Kills at a random moment of the work on a recording, and looks whether it comes to its end after the next start. */
export async function killDuringAnalysis(times: number): Promise<KillReport> {
  const at = await install({ AUDIO_WORKERS: '1' })
  const centre = new Centre(at)
  const broken: string[] = []
  let underWork = 0
  try {
    await centre.up()
    const episode = await centre.episode()
    const voice = await readFile(
      await speech(join(at.home, 'voice.wav'), 'Mời bà con nghe chuyên mục Cải cách hành chính. '.repeat(4)),
    )
    for (let n = 0; n < times; n += 1) {
      const content = n % 2 === 0 ? freshSound(20) : Buffer.concat([voice, Buffer.alloc(n * 2)])
      const path = await centre.beginUpload(episode, content.length)
      await centre.sendRest(path, content, () => undefined)
      await sleep(randomInt(1500))
      const [state] = await centre.recordings(episode)
      if (state?.state === 'working') underWork += 1
      await centre.server?.kill9()
      await sleep(100)
      const stray = await strays(at.home)
      if (stray.length > 0) broken.push(`kill ${n}: tools left running: ${stray.join(', ')}`)
      await centre.up()
      const ended = await waitFor(async () => {
        const all = await centre.recordings(episode)
        return all.every((one) => one.state === 'ready') && all.length === n + 1
      }, 60_000)
      if (!ended) broken.push(`kill ${n}: not all recordings came to their end`)
    }
    broken.push(...(await missingFiles(centre, at, episode)))
    const left = await readdir(join(at.home, 'media', 'incoming', '.work'))
    if (left.length > 0) broken.push(`left in the work folder: ${left.join(', ')}`)
    return { what: 'analysis', kills: times, told: `${underWork} of them seen at work; all recordings ready`, broken }
  } finally {
    await centre.server?.stop()
    await at.remove()
  }
}

async function waitFor(done: () => Promise<boolean>, ms: number): Promise<boolean> {
  const until = performance.now() + ms
  while (performance.now() < until) {
    if (await done()) return true
    await sleep(100)
  }
  return false
}

/** Every recording has exactly one MP3, and every file is what its name says. */
async function missingFiles(centre: Centre, at: Installation, episode: number): Promise<string[]> {
  const broken: string[] = []
  for (const one of await centre.recordings(episode)) {
    if (one.renditions.length !== 1) broken.push(`recording ${one.id} has ${one.renditions.length} renditions`)
    for (const { sha256 } of one.renditions) {
      const file = join(at.home, 'media', 'stored', sha256.slice(0, 2), `${sha256}.mp3`)
      const bytes = await readFile(file).catch(() => null)
      if (bytes === null || digest(bytes) !== sha256) broken.push(`recording ${one.id}: ${sha256} is not what it says`)
    }
  }
  return broken
}

type Answered = { events: { event_id: string; status: string }[]; next_seq: number }

/** Kills at a random moment while a player reports, sends again what was not acknowledged, and counts. */
export async function killDuringReports(times: number): Promise<KillReport> {
  const at = await install({ AUDIO_WORKERS: '0' })
  const centre = new Centre(at)
  const broken: string[] = []
  const acknowledged = new Set<string>()
  const journal = randomUUID()
  let seq = 0
  let lost = 0
  const event = () => ({
    event_id: randomUUID(),
    seq: seq++,
    kind: 'finished',
    sha256: 'a'.repeat(64),
    at: new Date().toISOString(),
    played_seconds: 60,
  })
  const post = async (events: readonly unknown[]): Promise<Answered> => {
    const body = {
      device_id: 'may-phat',
      journal_id: journal,
      boot_id: 'b1',
      sent_at: new Date().toISOString(),
      sent_mono_ms: performance.now(),
      events,
    }
    const headers = { authorization: `Bearer ${at.stationKey}`, 'content-type': 'application/json' }
    const response = await fetch(`${centre.server?.url}/api/v1/stations/${STATION}/as-run`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (response.status !== 200) throw new Error(`as-run: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answered
  }
  try {
    await centre.up()
    for (let n = 0; n < times; n += 1) {
      let alive = true
      const unsure: unknown[][] = []
      const sending = (async () => {
        while (alive) {
          const batch = Array.from({ length: 20 }, event)
          const answer = await post(batch).catch(() => null)
          if (answer === null) {
            unsure.push(batch)
            return
          }
          for (const one of answer.events) acknowledged.add(one.event_id)
        }
      })()
      await sleep(30 + randomInt(400))
      await centre.server?.kill9()
      alive = false
      await sending
      lost += unsure.length
      await centre.up()
      for (const batch of unsure) for (const one of (await post(batch)).events) acknowledged.add(one.event_id)
    }
    const rows = await at.db.q.selectFrom('evidence').where('event_id', 'is not', null).select('event_id').execute()
    const ids = rows.map((row) => row.event_id ?? '')
    const there = new Set(ids)
    if (there.size !== ids.length) broken.push(`${ids.length - there.size} events stand twice`)
    for (const id of acknowledged) if (!there.has(id)) broken.push(`acknowledged and missing: ${id}`)
    if (there.size !== seq) broken.push(`${there.size} events stand of ${seq} sent`)
    const verified = await verify(centre)
    if (verified !== null) broken.push(verified)
    return {
      what: 'as-run',
      kills: times,
      told: `${acknowledged.size} events acknowledged, ${ids.length} rows; ${lost} reports cut and sent again; verify finds no difference`,
      broken,
    }
  } finally {
    await centre.server?.stop()
    await at.remove()
  }
}

/** What the ledger's own check finds wrong; null when nothing. */
async function verify(centre: Centre): Promise<string | null> {
  const found = await centre.json<Record<string, unknown>>('/api/v1/ledger/verify')
  const isOk =
    found.ok === true || found.matches === true || (Array.isArray(found.differences) && found.differences.length === 0)
  return isOk ? null : `verify: ${JSON.stringify(found).slice(0, 500)}`
}

/** All three, `times` each. @throws Error when a promise was broken */
export async function proveKills(times = 20): Promise<void> {
  const broken: string[] = []
  for (const prove of [killDuringUpload, killDuringAnalysis, killDuringReports]) {
    const report = await prove(times)
    process.stdout.write(
      `kill -9 during ${report.what}: ${report.kills} times; ${report.told}; broken: ${report.broken.length}\n`,
    )
    broken.push(...report.broken)
  }
  if (broken.length > 0) throw new Error(`kill: ${broken.join('; ')}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await proveKills()
