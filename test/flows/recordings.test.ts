import { createHash } from 'node:crypto'
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tidyUploads, uploadsOf, workRecordings } from '../../src/library/index.ts'
import { folder, sound, speech, tagsOf } from '../audio/make.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'

const TUS = { 'tus-resumable': '1.0.0' }
const b64 = (text: string): string => Buffer.from(text).toString('base64')

async function beginUpload(client: Client, episodeId: number | string, name: string, bytes: number): Promise<Response> {
  return client.request('/api/v1/uploads', {
    method: 'POST',
    headers: {
      ...TUS,
      'upload-length': String(bytes),
      'upload-metadata': `episode_id ${b64(String(episodeId))},filename ${b64(name)}`,
    },
  })
}
const sendPart = (client: Client, url: string, part: Uint8Array, offset: number): Promise<Response> =>
  client.request(url, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(part.length),
    },
    body: new Uint8Array(part),
  })
async function upload(client: Client, episodeId: number, name: string, content: Uint8Array): Promise<number> {
  const location = (await beginUpload(client, episodeId, name, content.length)).headers.get('location') ?? ''
  const done = await sendPart(client, location, content, 0)
  expect(done.status).toBe(204)
  return Number(done.headers.get('x-recording-id'))
}

onBothDatabases('Recordings', (open) => {
  let world: World
  let home: string
  let episodeId: number
  let technician: Client
  let voice: Buffer

  beforeEach(async () => {
    world = await open()
    home = await folder()
    technician = await world.as('phuc')
    const editor = await world.as('lan')
    const segment = await editor.post('/api/v1/segments', {
      code: 'cchc',
      name: 'Cải cách hành chính',
      min_seconds: 2,
      max_seconds: 60,
    })
    const episode = await editor.post('/api/v1/episodes', {
      segment: segment.body.code,
      number: 12,
      year: 2026,
      title: 'Một cửa sáng thứ bảy',
    })
    expect(episode.status).toBe(201)
    episodeId = episode.body.id
    voice = await readFile(
      await speech(join(home, 'voice.wav'), 'Kính chào bà con. Mời bà con nghe chuyên mục Cải cách hành chính.'),
    )
  })
  afterEach(async () => {
    await world.close()
    await rm(home, { recursive: true, force: true })
  })

  it('a WAV that is broken off, resumed and worked on becomes the recording of its episode', async () => {
    const begun = await beginUpload(technician, episodeId, 'Số 12.wav', voice.length)
    expect(begun.status).toBe(201)
    const location = begun.headers.get('location') ?? ''
    expect(location).toMatch(/^\/api\/v1\/uploads\/[0-9a-f]{32}$/)
    expect((await sendPart(technician, location, voice.subarray(0, 10_000), 0)).status).toBe(204)
    const asked = await technician.request(location, { method: 'HEAD', headers: TUS })
    expect(asked.headers.get('upload-offset')).toBe('10000')
    expect((await sendPart(technician, location, voice.subarray(10_000), 10_000)).status).toBe(204)

    const waiting = (await technician.get(`/api/v1/episodes/${episodeId}/recordings`)).body.items
    expect(waiting).toMatchObject([{ state: 'waiting', file_name: 'Số 12.wav', bytes: voice.length, in_use: false }])
    expect(waiting[0].sha256).toBe(createHash('sha256').update(voice).digest('hex'))
    expect(await readdir(join(world.ctx.storage.incoming))).toEqual(['.work'])

    await workRecordings(world.ctx)
    const ready = (await technician.get(`/api/v1/recordings/${waiting[0].id}`)).body
    expect(ready).toMatchObject({
      state: 'ready',
      progress: 1,
      error: null,
      in_use: true,
      analysis: { channel_kind: 'mono', sample_rate: 22_050 },
    })
    const [mp3] = ready.renditions
    expect(mp3).toMatchObject({ format: 'mp3', bitrate_kbps: 64 })
    expect(Math.abs(mp3.integrated_lufs + 16)).toBeLessThanOrEqual(0.7)
    expect(mp3.true_peak_dbtp).toBeLessThanOrEqual(-1)
    const file = (await world.ctx.storage.local({ sha256: mp3.sha256, extension: 'mp3' })) ?? ''
    const bytes = await readFile(file)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(mp3.sha256)
    expect(createHash('md5').update(bytes).digest('hex')).toBe(mp3.md5)
    expect(await tagsOf(file)).toMatchObject({
      title: 'Một cửa sáng thứ bảy',
      album: 'Cải cách hành chính',
      track: '12',
      date: '2026',
    })
    const peaks = (await technician.get(ready.peaks_url)).body
    expect(peaks.data).toHaveLength(peaks.length * 2)
    expect(peaks.length).toBe(Math.ceil(ready.duration_seconds * 20))
  })

  it('the last answer lost: asking again tells that all has arrived, and there is one recording', async () => {
    const location = (await beginUpload(technician, episodeId, 'a.wav', voice.length)).headers.get('location') ?? ''
    await sendPart(technician, location, voice, 0)
    const asked = await technician.request(location, { method: 'HEAD', headers: TUS })
    expect(asked.headers.get('upload-offset')).toBe(String(voice.length))
    expect((await technician.get(`/api/v1/episodes/${episodeId}/recordings`)).body.items).toHaveLength(1)
  })

  it('identical uploads are stored once', async () => {
    await upload(technician, episodeId, 'a.wav', voice)
    await upload(technician, episodeId, 'b.wav', voice)
    const { items } = (await technician.get(`/api/v1/episodes/${episodeId}/recordings`)).body
    expect(items.map((r: { file_name: string }) => r.file_name)).toEqual(['b.wav', 'a.wav'])
    expect(new Set(items.map((r: { sha256: string }) => r.sha256)).size).toBe(1)
    const stored = await readdir(join(world.ctx.config.mediaDir, 'stored', items[0].sha256.slice(0, 2)))
    expect(stored).toEqual([`${items[0].sha256}.wav`])
  })

  it('what is not audio is refused with its reason, and put aside', async () => {
    const id = await upload(
      technician,
      episodeId,
      'bản tin.mp3',
      Buffer.from('<!DOCTYPE html><html><body>Không tìm thấy</body></html>'),
    )
    await workRecordings(world.ctx)
    const refused = (await technician.get(`/api/v1/recordings/${id}`)).body
    expect(refused).toMatchObject({ state: 'refused', in_use: false, error: { code: 'recording_not_audio' } })
    expect(refused.error.vi).toContain('trang web HTML')
    expect(await readdir(join(world.ctx.config.mediaDir, 'quarantine'))).toEqual([`${id}-bản_tin.mp3`])
    expect((await technician.post(`/api/v1/recordings/${id}/retry`)).body.code).toBe('recording_not_retryable')
  })

  it("a recording longer than its segment allows is told so, but is the people's to judge", async () => {
    const long = await readFile(await sound(join(home, 'long.wav'), 'sine=f=300:d=62'))
    const id = await upload(technician, episodeId, 'dai.wav', long)
    await workRecordings(world.ctx)
    const { state, findings } = (await technician.get(`/api/v1/recordings/${id}`)).body
    expect(state).toBe('ready')
    expect(findings).toMatchObject([{ code: 'longer_than_segment', severity: 'error', at: [{ from: 60, to: 62 }] }])
  })

  it('a waiting recording is cancelled at once and can be put to work again', async () => {
    const id = await upload(technician, episodeId, 'a.wav', voice)
    expect((await technician.post(`/api/v1/recordings/${id}/cancel`)).body.state).toBe('cancelled')
    await workRecordings(world.ctx)
    expect((await technician.get(`/api/v1/recordings/${id}`)).body.state).toBe('cancelled')
    expect((await technician.post(`/api/v1/recordings/${id}/cancel`)).body.code).toBe('recording_not_cancellable')
    expect((await technician.post(`/api/v1/recordings/${id}/retry`)).body.state).toBe('waiting')
    await workRecordings(world.ctx)
    expect((await technician.get(`/api/v1/recordings/${id}`)).body.state).toBe('ready')
  })

  it('the server stopping puts the row back untouched', async () => {
    const id = await upload(technician, episodeId, 'a.wav', voice)
    const stop = new AbortController()
    const work = workRecordings(world.ctx, stop.signal)
    stop.abort()
    await work
    expect((await technician.get(`/api/v1/recordings/${id}`)).body).toMatchObject({ state: 'waiting', attempts: 0 })
  })

  it('a lost worker holds its row until the lease is over, then another takes it', async () => {
    const id = await upload(technician, episodeId, 'a.wav', voice)
    const until = world.clock.now() + 30_000
    await world.ctx.db.q
      .updateTable('recording')
      .set({ state: 'working', lease_owner: 'dead', lease_until: until, attempts: 1 })
      .execute()
    await workRecordings(world.ctx)
    expect((await technician.get(`/api/v1/recordings/${id}`)).body.state).toBe('working')
    world.clock.advance(30_000)
    await workRecordings(world.ctx)
    expect((await technician.get(`/api/v1/recordings/${id}`)).body).toMatchObject({ state: 'ready', attempts: 2 })
  })

  it('a tool that fails is tried three times, later each time, then the recording has failed', async () => {
    const broken = { ...world.ctx, config: { ...world.ctx.config, ffprobePath: '/bin/false' } }
    const id = await upload(technician, episodeId, 'a.wav', voice)
    const states: string[] = []
    for (let n = 0; n < 3; n += 1) {
      await workRecordings(broken)
      states.push((await technician.get(`/api/v1/recordings/${id}`)).body.state)
      world.clock.advance(120_000)
    }
    expect(states).toEqual(['waiting', 'waiting', 'failed'])
  })

  it('an upload that stops and never resumes is removed after its time', async () => {
    const location = (await beginUpload(technician, episodeId, 'a.wav', voice.length)).headers.get('location') ?? ''
    await sendPart(technician, location, voice.subarray(0, 100), 0)
    const path = join(world.ctx.storage.incoming, location.split('/').at(-1) ?? '')
    const touched = world.clock.now() / 1000
    for (const file of [path, `${path}.json`]) await utimes(file, touched, touched)
    world.clock.advance(72 * 3_600_000)
    expect(await tidyUploads(world.ctx, uploadsOf(world.ctx))).toEqual({ received: 0, removed: 0 })
    world.clock.advance(1)
    expect(await tidyUploads(world.ctx, uploadsOf(world.ctx))).toEqual({ received: 0, removed: 1 })
    expect((await technician.request(location, { method: 'HEAD', headers: TUS })).status).toBe(404)
  })

  it('a whole upload that a crash kept from becoming a recording becomes one at the next start', async () => {
    const location = (await beginUpload(technician, episodeId, 'a.wav', voice.length)).headers.get('location') ?? ''
    await writeFile(join(world.ctx.storage.incoming, location.split('/').at(-1) ?? ''), voice)
    expect(await tidyUploads(world.ctx, uploadsOf(world.ctx))).toEqual({ received: 1, removed: 0 })
    expect((await technician.get(`/api/v1/episodes/${episodeId}/recordings`)).body.items).toMatchObject([
      { state: 'waiting', file_name: 'a.wav' },
    ])
  })

  it('and at once when its client asks how far it is', async () => {
    const location = (await beginUpload(technician, episodeId, 'a.wav', voice.length)).headers.get('location') ?? ''
    await writeFile(join(world.ctx.storage.incoming, location.split('/').at(-1) ?? ''), voice)
    const asked = await technician.request(location, { method: 'HEAD', headers: TUS })
    expect(asked.headers.get('upload-offset')).toBe(String(voice.length))
    expect((await technician.get(`/api/v1/episodes/${episodeId}/recordings`)).body.items).toMatchObject([
      { state: 'waiting', file_name: 'a.wav' },
    ])
  })

  it('refuses uploads without right, without episode, of unknown episodes, and beyond the limit', async () => {
    expect((await beginUpload(await world.as('lan'), episodeId, 'a.wav', 10)).status).toBe(403)
    expect((await beginUpload(world.nobody(), episodeId, 'a.wav', 10)).status).toBe(401)
    expect((await (await beginUpload(technician, 'x', 'a.wav', 10)).json()).code).toBe('upload_episode_missing')
    expect((await beginUpload(technician, 999_999, 'a.wav', 10)).status).toBe(404)
    const large = await beginUpload(technician, episodeId, 'a.wav', 3 * 1024 ** 3)
    expect(large.status).toBe(413)
    expect((await large.json()).code).toBe('too_large')
    expect((await technician.request('/api/v1/uploads/..%2f..%2fetc', { method: 'HEAD', headers: TUS })).status).toBe(
      404,
    )
  })

  it('a name in decomposed letters with folders in it is kept composed and alone', async () => {
    const id = await upload(technician, episodeId, 'C:\\Thu âm\\Số mười hai.wav'.normalize('NFD'), voice)
    expect((await technician.get(`/api/v1/recordings/${id}`)).body.file_name).toBe('Số mười hai.wav'.normalize('NFC'))
  })
})
