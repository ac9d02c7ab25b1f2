import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { houseTarget, type Ingested, ingest } from '../../src/audio/index.ts'
import { cut, folder, sound, speech, wav } from './make.ts'

const limits = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe', timeLimitSeconds: 120, memoryLimitMb: 1024 }
let home: string
let voice: string
let mp3: string
beforeAll(async () => {
  home = await folder()
  voice = await speech(
    join(home, 'loi.wav'),
    'Mời bà con nghe chuyên mục Cải cách hành chính, kỳ này nói về bộ phận một cửa.',
  )
  mp3 = await sound(join(home, 'dai.mp3'), 'sine=f=300:d=30,volume=0.3', '-b:a', '64k')
})
afterAll(() => rm(home, { recursive: true, force: true }))

const take = async (file: string, more: { signal?: AbortSignal } = {}): Promise<Ingested> =>
  ingest(
    {
      file,
      cwd: await mkdtemp(join(home, 'viec-')),
      target: houseTarget(),
      formats: ['mp3'],
      speech: true,
      length: { minSeconds: null, maxSeconds: null },
      maxSeconds: 4 * 3600,
      tags: { title: 'Kỳ 12', album: 'Cải cách hành chính', artist: 'Chợ Gạo' },
      ...more,
    },
    limits,
  )
const refusal = (file: string): Promise<unknown> =>
  take(file).then(
    () => 'taken',
    (error: unknown) => error,
  )
const named = async (name: string, content: Buffer | string): Promise<string> => {
  await writeFile(join(home, name), content)
  return join(home, name)
}

it('takes every accepted format, whatever the name says', async () => {
  const made = [
    ['wav', ['-c:a', 'pcm_s24le']],
    ['mp3', []],
    ['m4a', ['-c:a', 'aac']],
    ['aac', ['-c:a', 'aac']],
    ['flac', []],
    ['ogg', ['-c:a', 'libvorbis']],
    ['opus', ['-c:a', 'libopus']],
    ['wma', ['-c:a', 'wmav2']],
  ] as const
  for (const [extension, options] of made) {
    const file = await sound(join(home, `mau.${extension}`), 'sine=f=440:r=48000:d=2,volume=0.2', ...options)
    await copyFile(file, join(home, 'khong-ten.bin'))
    const { facts } = await take(join(home, 'khong-ten.bin'))
    expect(facts.durationSeconds, extension).toBeGreaterThan(1.9)
    expect(facts.durationSeconds, extension).toBeLessThan(2.2)
  }
})

it('takes a broadcast WAV (bext chunk before the sound)', async () => {
  const plain = await readFile(voice)
  const bext = Buffer.alloc(8 + 602)
  bext.write('bext', 0, 'latin1')
  bext.writeUInt32LE(602, 4)
  const file = await named('bwf.wav', Buffer.concat([plain.subarray(0, 12), bext, plain.subarray(12)]))
  expect((await take(file)).facts.format).toBe('WAV')
})

it('refuses zero bytes', async () => {
  expect(await refusal(await named('rong.mp3', ''))).toMatchObject({ code: 'recording_empty' })
})

it('refuses what only bears the name of an MP3, and says what it is', async () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), deflateSync(Buffer.alloc(1000))])
  const zip = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(500, 7)])
  const strangers: [string, string | Buffer, string][] = [
    ['a.mp3', zip, 'ZIP'],
    ['b.mp3', png, 'PNG'],
    ['c.mp3', '<!DOCTYPE html>\n<html><body>404</body></html>', 'HTML'],
    ['d.mp3', `#EXTM3U\n#EXTINF:10,\nfile://${voice}\n`, 'HLS'],
    ['e.mp3', `ffconcat version 1.0\nfile '${voice}'\n`, 'concat'],
    ['f.mp3', 'Kịch bản kỳ 12: kính chào bà con.', 'text'],
    ['g.mp3', Buffer.alloc(10_000, '\x01\x9c', 'latin1'), 'unknown'],
  ]
  for (const [name, content, word] of strangers) {
    const error = await refusal(await named(name, content))
    expect(error, name).toMatchObject({ code: 'recording_not_audio', status: 422 })
    expect(String((error as { en: string }).en), name).toContain(word)
  }
})

it('never follows a playlist, not even behind an MP3 tag', async () => {
  const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0])
  const file = await named('the.mp3', Buffer.concat([tag, Buffer.from(`#EXTM3U\n#EXTINF:10,\nfile://${voice}\n`)]))
  expect(await refusal(file)).toMatchObject({ status: 422 })
})

it('refuses a truncated MP3 and says how much of it is there', async () => {
  const error = await refusal(await cut(mp3, join(home, 'cut.mp3'), 0.4))
  expect(error).toMatchObject({ code: 'recording_truncated' })
  expect((error as { en: string }).en).toMatch(/promises 24[0-9]\.\d kB, but only 9\d\.\d kB/)
})

it('refuses a truncated M4A and FLAC', async () => {
  const m4a = await sound(join(home, 'dai.m4a'), 'sine=f=300:d=20,volume=0.3', '-c:a', 'aac')
  expect(await refusal(await cut(m4a, join(home, 'cut.m4a'), 0.5))).toMatchObject({ code: 'recording_truncated' })
  const flac = await sound(join(home, 'dai.flac'), 'sine=f=300:d=20,volume=0.3')
  expect(await refusal(await cut(flac, join(home, 'cut.flac'), 0.5))).toMatchObject({ code: 'recording_truncated' })
})

it('refuses a WAV that claims 4 GiB', async () => {
  const pcm = (await readFile(voice)).subarray(44)
  const error = await refusal(await named('4gib.wav', wav(pcm, { rate: 22_050, claim: 0xffff_ff00 })))
  expect(error).toMatchObject({ code: 'recording_truncated' })
  expect(await refusal(await named('4gib-1.wav', wav(pcm, { rate: 22_050, claim: 0xffff_ffff })))).toMatchObject({
    code: 'recording_truncated',
  })
})

it('refuses samples that are not numbers', async () => {
  const samples = Float32Array.from({ length: 96_000 }, (_, i) =>
    i % 4800 === 0 ? Number.NaN : 0.2 * Math.sin(i / 20),
  )
  samples[5] = Number.POSITIVE_INFINITY
  const error = await refusal(await named('nan.wav', wav(Buffer.from(samples.buffer), { float: true })))
  expect(error).toMatchObject({ code: 'recording_bad_samples', params: { count: 21 } })
})

it('refuses 6 hours of silence, without listening to all of it', async () => {
  const hours = join(home, 'im-lang.wav')
  // A sparse file: 6 hours of zeros at 8 kHz take no room on the disk.
  await writeFile(hours, wav(Buffer.alloc(0), { rate: 8000, claim: 6 * 3600 * 16_000 }))
  await truncate(hours, 44 + 6 * 3600 * 16_000)
  expect(await refusal(hours)).toMatchObject({ code: 'recording_silent', params: { seconds: 300 } })
})

it('refuses a few seconds of silence, a picture without sound, and a click', async () => {
  expect(await refusal(await sound(join(home, 'lang.wav'), 'anullsrc=d=3'))).toMatchObject({ code: 'recording_silent' })
  const film = join(home, 'phim.m4a')
  await sound(film, 'color=c=red:s=64x64:d=1', '-f', 'mp4', '-c:v', 'mpeg4')
  expect(await refusal(film)).toMatchObject({ code: 'recording_no_sound_track' })
  expect(await refusal(await sound(join(home, 'ngan.wav'), 'sine=f=900:d=0.1'))).toMatchObject({ status: 422 })
})

it('stops within moments when asked', async () => {
  const stop = new AbortController()
  const long = await sound(join(home, 'rat-dai.wav'), 'anoisesrc=d=600:a=0.1')
  const work = take(long, { signal: stop.signal })
  setTimeout(() => stop.abort(), 200)
  await expect(work).rejects.toMatchObject({ code: 'audio_cancelled' })
})

it('takes a recording from an ffmpeg that is slow to end, as on a busy machine', async () => {
  const slow = join(home, 'ffmpeg-slow')
  // Closes its output at once when done, and exits half a second later.
  await writeFile(slow, '#!/bin/sh\nffmpeg "$@"\nstatus=$?\nexec >&-\nsleep 0.5\nexit $status\n', { mode: 0o755 })
  const usual = limits.ffmpegPath
  limits.ffmpegPath = slow
  try {
    expect((await take(voice)).renditions).toHaveLength(1)
  } finally {
    limits.ffmpegPath = usual
  }
})
