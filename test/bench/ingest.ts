import { execFile } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { changed, speech } from '../audio/make.ts'
import { type Installation, install, type Server, startServer } from '../prove/installation.ts'
import type { BenchRow } from './row.ts'

const run = promisify(execFile)
const row = (what: string, figure: number, limit: number, aim: number): BenchRow => ({
  what,
  figure,
  limit,
  ratio: figure / limit,
  aim,
  sense: 'at most',
})
const WORDS =
  'Kính chào bà con. Bộ phận một cửa tiếp nhận hồ sơ vào cả sáng thứ bảy. Bà con nhớ nhận giấy hẹn, trên đó có ngày trả kết quả.'

/** Fifteen minutes of speech in a room, 48 kHz stereo, 16 bit: 173 MB. */
async function quarterHour(home: string): Promise<string> {
  const voice = await speech(join(home, 'voice.wav'), WORDS)
  const room = await changed(
    voice,
    join(home, 'room.wav'),
    'volume=-14dB,pan=stereo|c0=c0|c1=0.8*c0,aecho=0.8:0.6:37|61:0.3|0.2,extrastereo=m=1.6',
    '-ar',
    '48000',
  )
  const long = join(home, '15min.wav')
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-stream_loop',
    '-1',
    '-i',
    room,
    '-t',
    '900',
    '-c:a',
    'pcm_s16le',
    long,
  ])
  return long
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
const ffmpeg = (...args: string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-hide_banner', '-y', ...args], { maxBuffer: 64 * 1_048_576 })

/** Two-pass loudnorm with the same MP3 encoding in its second pass. Seconds. */
async function loudnormTwice(file: string, home: string, encode: readonly string[]): Promise<number> {
  const target = 'loudnorm=I=-16:TP=-1:LRA=11'
  return seconds(async () => {
    const { stderr } = await run('ffmpeg', [
      '-nostdin',
      '-hide_banner',
      '-nostats',
      '-i',
      file,
      '-af',
      `${target}:print_format=json`,
      '-f',
      'null',
      '-',
    ])
    const found = JSON.parse(/\{[^{}]*\}\s*$/.exec(stderr)?.[0] ?? '{}') as Record<string, string>
    const known = `measured_I=${found.input_i}:measured_TP=${found.input_tp}:measured_LRA=${found.input_lra}:measured_thresh=${found.input_thresh}:offset=${found.target_offset}`
    await ffmpeg('-i', file, '-af', `${target}:${known}`, '-ar', '48000', ...encode, join(home, 'loudnorm.mp3'))
  })
}

type Recording = {
  state: string
  renditions: { bitrate_kbps: number; integrated_lufs: number; true_peak_dbtp: number }[]
}

/** Uploads the file in one request and waits until it is ready. @returns seconds of work, and the recording */
async function ingestBy(
  server: Server,
  at: Installation,
  file: string,
): Promise<{ took: number; recording: Recording }> {
  const headers = { cookie: at.cookie, 'sec-fetch-site': 'same-origin', 'tus-resumable': '1.0.0' }
  const post = async (path: string, body: unknown) =>
    (
      await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json() as Promise<{ id: number }>
  await post('/api/v1/segments', { name: 'Cải cách hành chính' })
  const { id } = await post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Một cửa' })
  const { size } = await stat(file)
  const metadata = `episode_id ${Buffer.from(String(id)).toString('base64')},filename ${Buffer.from('15.wav').toString('base64')}`
  const begun = await fetch(`${server.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(size), 'upload-metadata': metadata },
  })
  const patch = {
    ...headers,
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(size),
  }
  const body = createReadStream(file, { highWaterMark: 262_144 }) as unknown as BodyInit
  const sent = await fetch(`${server.url}${begun.headers.get('location')}`, {
    method: 'PATCH',
    headers: patch,
    body,
    duplex: 'half',
  } as RequestInit)
  if (sent.status !== 204) throw new Error(`upload: ${sent.status} ${await sent.text()}`)
  const started = performance.now()
  for (;;) {
    const recording = (await (
      await fetch(`${server.url}/api/v1/recordings/${sent.headers.get('x-recording-id')}`, { headers })
    ).json()) as Recording
    if (recording.state === 'ready') return { took: (performance.now() - started) / 1000, recording }
    if (!['waiting', 'working'].includes(recording.state)) throw new Error(`the recording is ${recording.state}`)
    await sleep(50)
  }
}

/** The most memory that the server process ever had, in MB (10^6 bytes). */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024) / 1e6
}

/** Upload and ingest of a quarter of an hour through the real server, against ffmpeg alone on the same file. */
export async function ingestBench(): Promise<BenchRow[]> {
  const home = await mkdtemp(join(tmpdir(), 'songque-bench-'))
  const at = await install()
  const server = await startServer(at, existsSync('dist/main.js') ? 'dist/main.js' : undefined)
  try {
    const file = await quarterHour(home)
    const idle = await peakMemory(server.child.pid ?? 0)
    const { took, recording } = await ingestBy(server, at, file)
    const peak = await peakMemory(server.child.pid ?? 0)
    const [mp3] = recording.renditions
    const encode = ['-c:a', 'libmp3lame', '-b:a', `${mp3?.bitrate_kbps}k`, '-ac', mp3?.bitrate_kbps === 64 ? '1' : '2']
    const measure = await seconds(() =>
      ffmpeg('-i', file, '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'),
    )
    const encoding = await seconds(() => ffmpeg('-i', file, '-ar', '48000', ...encode, join(home, 'plain.mp3')))
    const loudnorm = await loudnormTwice(file, home, encode)
    return [
      row('ingest of 15 min, s, against two-pass loudnorm and MP3', took, loudnorm, 0.3),
      row('ingest of 15 min, s, against one ebur128 decode and MP3', took, measure + encoding, 1.3),
      row(`peak memory of the server in upload and ingest, MB (before it: ${idle.toFixed(0)})`, peak, 150, 1),
    ]
  } finally {
    await server.stop()
    await at.remove()
    await rm(home, { recursive: true, force: true })
  }
}
