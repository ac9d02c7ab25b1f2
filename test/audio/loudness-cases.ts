import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { houseTarget, type Ingested, ingest } from '../../src/audio/index.ts'
import { changed, measured, sound, speech } from './make.ts'

const WORDS =
  'Kính chào bà con và các bạn. Mời bà con nghe chuyên mục Cải cách hành chính. Bộ phận một cửa tiếp nhận hồ sơ vào cả sáng thứ bảy. ' +
  'Bà con nhớ nhận giấy hẹn, trên đó có ngày trả kết quả. Cảm ơn bà con đã lắng nghe.'
type Case = { readonly name: string; readonly make: (home: string) => Promise<string> }

/** Stereo sine of 1 kHz in steps of [dBFS, seconds], as EBU Tech 3341 (table 1) describes its signals. */
const steps = (name: string, levels: readonly (readonly [dbfs: number, seconds: number])[]): Case => ({
  name,
  make: (home) => {
    let from = 0
    const parts = levels.map(([dbfs, seconds]) => {
      const part = `between(t,${from},${from + seconds - 1e-6})*${10 ** (dbfs / 20)}`
      from += seconds
      return part
    })
    const wave = `(${parts.join('+')})*sin(2*PI*1000*t)`
    return sound(
      join(home, `${name.replace(/\W+/g, '-')}.wav`),
      `aevalsrc='${wave}|${wave}':s=48000:d=${from}`,
      '-c:a',
      'pcm_s24le',
    )
  },
})
const voice = (name: string, filter: string, ...options: string[]): Case => ({
  name,
  make: async (home) => {
    const raw = await speech(join(home, 'voice.wav'), WORDS)
    return changed(raw, join(home, `${name.replace(/\W+/g, '-')}.wav`), filter, ...options)
  },
})
const made = (name: string, lavfi: string, ...options: string[]): Case => ({
  name,
  make: (home) => sound(join(home, `${name.replace(/\W+/g, '-')}.wav`), lavfi, ...options),
})

/** The recordings of the loudness table. The two first must come out equally loud. */
export const CASES: readonly Case[] = [
  voice('speech, mono', 'volume=-10dB'),
  voice('the same speech, stereo', 'volume=-10dB,pan=stereo|c0=c0|c1=c0', '-ar', '48000'),
  voice('speech, quiet', 'volume=-26dB'),
  voice('speech, very quiet (24 bit)', 'volume=-48dB', '-c:a', 'pcm_s24le'),
  voice('speech, clipped', 'volume=16dB', '-c:a', 'pcm_s16le'),
  voice('speech, left channel only', 'volume=-12dB,pan=stereo|c0=c0|c1=0*c0'),
  voice('speech, channels of opposite phase', 'volume=-12dB,pan=stereo|c0=c0|c1=-1*c0'),
  voice(
    'speech in a room, stereo',
    'volume=-14dB,pan=stereo|c0=c0|c1=0.8*c0,aecho=0.8:0.6:37|61:0.3|0.2,extrastereo=m=1.6',
    '-ar',
    '44100',
  ),
  made(
    'music-like noise, stereo',
    'aevalsrc=0.3*(random(0)-0.5)*(1+sin(2*PI*0.5*t))|0.3*(random(1)-0.5)*(1+sin(2*PI*0.4*t)):s=48000:d=30',
  ),
  made(
    'pink noise, stereo, 44.1 kHz',
    'anoisesrc=c=pink:a=0.4:r=44100:d=20,pan=stereo|c0=c0|c1=c0,aphaser=in_gain=0.6',
    '-ar',
    '44100',
  ),
  made(
    'chords with drums',
    'aevalsrc=0.12*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))+0.5*sin(2*PI*70*t)*exp(-14*mod(t\\,0.5))|0.12*(sin(2*PI*221*t)+sin(2*PI*276*t)+sin(2*PI*331*t))+0.5*sin(2*PI*70*t)*exp(-14*mod(t\\,0.5)):s=48000:d=30',
  ),
  made('clicks in near silence', 'aevalsrc=0.9*lt(mod(t\\,1)\\,0.0005)+0.003*sin(2*PI*300*t):s=48000:d=20'),
  steps('EBU 3341, case 1', [[-23, 20]]),
  steps('EBU 3341, case 2', [[-33, 20]]),
  steps('EBU 3341, case 3', [
    [-36, 10],
    [-23, 60],
    [-36, 10],
  ]),
  steps('EBU 3341, case 4', [
    [-72, 10],
    [-36, 10],
    [-23, 60],
    [-36, 10],
    [-72, 10],
  ]),
  steps('EBU 3341, case 5', [
    [-26, 20],
    [-20, 20.1],
    [-26, 20],
  ]),
  made('true peak between samples (fs/4, 45°)', 'aevalsrc=0.5*sin(2*PI*12000*t+PI/4):s=48000:d=10'),
]

export type Row = {
  readonly name: string
  readonly source: { lufs: number; range: number; peak: number }
  /** By how much our analysis differs from ebur128's own summary of the file, in LU. */
  readonly differs: number
  readonly result: { lufs: number; range: number; peak: number }
  readonly gainDb: number
  readonly limited: boolean
  readonly attempts: number
  readonly findings: readonly string[]
}

/** Takes one recording through the pipeline, and measures what came out anew, with ffmpeg alone. */
export async function measureCase(one: Case, home: string, format: 'mp3' | 'opus' = 'mp3'): Promise<Row> {
  const file = await one.make(home)
  const done: Ingested = await ingest(
    {
      file,
      cwd: await mkdtemp(join(home, 'job-')),
      target: houseTarget(),
      formats: [format],
      speech: true,
      length: { minSeconds: null, maxSeconds: null },
      maxSeconds: 3600,
      tags: { title: one.name, album: 'Cải cách hành chính', artist: 'Chợ Gạo' },
    },
    { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe', timeLimitSeconds: 300, memoryLimitMb: 1024 },
  )
  const [rendition] = done.renditions
  if (!rendition) throw new Error('nothing was encoded')
  const source = await measured(file)
  return {
    name: one.name,
    source,
    differs: Math.abs(done.facts.integratedLufs - source.lufs),
    result: await measured(rendition.file),
    gainDb: rendition.plan.gainDb,
    limited: rendition.plan.limitDbtp !== null,
    attempts: rendition.attempts,
    findings: done.findings.map((finding) => finding.code),
  }
}

/** What the house promises of a row; empty when it is all kept. */
export function brokenPromises(row: Row): string[] {
  const broken: string[] = []
  const said = row.findings.includes('quieter_than_target') && row.result.lufs < -16
  if (Math.abs(row.result.lufs + 16) > 0.7 + 1e-9 && !said) broken.push(`loudness ${row.result.lufs} LUFS`)
  if (row.result.peak > -1 + 1e-9) broken.push(`true peak ${row.result.peak} dBTP`)
  if (!row.limited && Math.abs(row.result.range - row.source.range) > 0.5 + 1e-9)
    broken.push(`range ${row.source.range} → ${row.result.range} LU`)
  if (row.differs > 0.1 + 1e-9) broken.push(`analysis off by ${row.differs} LU`)
  return broken
}
