import { afterEach, expect, test } from 'vitest'
import { firstStart } from '../../src/accounts/index.ts'
import { workRecordings } from '../../src/library/index.ts'
import { wav } from '../sound.ts'
import { type Answer, type Client, onBothDatabases, type World } from '../world.ts'

const SEGMENT = 'cai-cach-hanh-chinh'
const STATION = 'dang-hung-phuoc'
const SCRIPT = '# Một cửa\n\nPTV 1: Kính chào bà con.\n\n- Nộp hồ sơ\n- Nhận kết quả'
const TUS = { 'tus-resumable': '1.0.0' }

const demandOk = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

/** A browser that keeps its cookie: the first administrator, who in this small centre does everything. */
async function signedInAdministrator(world: World): Promise<Client> {
  const link = await firstStart(world.ctx)
  const token = new URL(link ?? '').searchParams.get('link')
  const person = { username: 'bao', name: 'Huỳnh Quốc Bảo', password: 'nuoc-ngot-quanh-nam' }
  demandOk(await world.nobody().post('/api/v1/setup', { token, ...person }))
  const bao = await signIn(world, 'bao', person.password)
  const all = ['editor', 'approver', 'technician', 'scheduler', 'administrator']
  const lan = { username: 'lan', name: 'Nguyễn Thị Lan', password: 'thanh-long-cho-gao', roles: all, stations: [] }
  demandOk(await bao.post('/api/v1/accounts', lan))
  return signIn(world, 'lan', lan.password)
}

async function signIn(world: World, username: string, password: string): Promise<Client> {
  const answer = demandOk(await world.nobody().post('/api/v1/session', { username, password }))
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const client = world.nobody()
  const request = (path: string, init: RequestInit = {}) =>
    client.request(path, { ...init, headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) } })
  return {
    ...client,
    request,
    get: async (path) => told(await request(path)),
    post: async (path, body, more = {}) =>
      told(
        await request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...more },
          body: JSON.stringify(body ?? {}),
        }),
      ),
  }
}
const told = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? '' : JSON.parse(text) }
}

/** Uploads by tus; the line breaks after a third, and the rest is sent from where the server says it stands. */
async function uploadInTwoParts(client: Client, episodeId: number, file: Buffer): Promise<void> {
  const metadata = `episode_id ${Buffer.from(String(episodeId)).toString('base64')},filename ${Buffer.from('kỳ 12.wav').toString('base64')}`
  const created = await client.request('/api/v1/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(file.length), 'upload-metadata': metadata },
  })
  expect(created.status).toBe(201)
  const path = new URL(created.headers.get('location') ?? '', 'http://localhost').pathname
  const send = (from: number, to: number): Promise<Response> =>
    client.request(path, {
      method: 'PATCH',
      headers: { ...TUS, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(file.subarray(from, to)),
    })
  expect((await send(0, Math.floor(file.length / 3))).status).toBe(204)
  const reached = await client.request(path, { method: 'HEAD', headers: TUS })
  const offset = Number(reached.headers.get('upload-offset'))
  expect(offset).toBe(Math.floor(file.length / 3))
  expect((await send(offset, file.length)).status).toBe(204)
}

onBothDatabases('the whole loop, from an empty database', (open) => {
  let world: World
  afterEach(() => world.close())

  test('script → approval → recording → clearance → slot → playlist → audio → as-run → one counted airing', async () => {
    world = await open({ empty: true, now: '2026-11-23T08:00:00+07:00' })
    const lan = await signedInAdministrator(world)
    const level = {
      name: 'xã',
      name_en: 'commune',
      station_name: 'đài truyền thanh xã',
      station_name_en: 'commune stations',
      rank: 1,
    }
    demandOk(await lan.post('/api/v1/levels', { code: 'commune', ...level }))
    demandOk(await lan.post('/api/v1/units', { code: 'tan-thuan-binh', name: 'Tân Thuận Bình', kind: 'xã' }))
    demandOk(
      await lan.post('/api/v1/stations', {
        code: STATION,
        name: 'Đài Đăng Hưng Phước',
        level: 'commune',
        unit: 'tan-thuan-binh',
      }),
    )
    const { key } = demandOk(await lan.post(`/api/v1/stations/${STATION}/keys`, { name: 'Máy phát' })).body
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const player = {
      get: async (path: string) => told(await world.nobody().request(path, { headers })),
      raw: (path: string, more = {}) => world.nobody().request(path, { headers: { ...headers, ...more } }),
    }

    // Monday: the script.
    demandOk(await lan.post('/api/v1/segments', { code: SEGMENT, name: 'Cải cách hành chính' }))
    const episode = demandOk(
      await lan.post('/api/v1/episodes', {
        segment: SEGMENT,
        year: 2026,
        title: 'Một cửa',
        air_date: '2026-11-25',
        legal_references: ['Kế hoạch 424/KH-UBND'],
      }),
    ).body
    demandOk(await lan.post(`/api/v1/episodes/${episode.id}/scripts`, { body: SCRIPT, base_revision: 0 }))
    const decide = (kind: string) => lan.post(`/api/v1/episodes/${episode.id}/decisions`, { kind })
    expect((await decide('cleared')).status).toBe(409)
    demandOk(await decide('submitted'))
    demandOk(await decide('approved'))

    // The recording, over a line that breaks.
    await uploadInTwoParts(lan, episode.id, wav(12))
    await workRecordings(world.ctx)
    const recording = demandOk(await lan.get(`/api/v1/episodes/${episode.id}/recordings`)).body.items[0]
    expect(recording).toMatchObject({ state: 'ready' })
    demandOk(await decide('cleared'))

    // The standing slot: a dry run, then saved with its hash.
    const slot = {
      segment: SEGMENT,
      target: { kind: 'all' },
      rule: { weekdays: [1, 2, 3, 4, 5, 6], times: ['05:15', '17:15'] },
      duration_seconds: 900,
      from: '2026-11-23',
    }
    const dryRun = demandOk(await lan.post('/api/v1/slots/dry-runs', { kind: 'create', slot })).body
    expect(dryRun.conflicts).toEqual({ total: 0, items: [] })
    expect((await lan.post('/api/v1/slots', { ...slot, dry_run: '0'.repeat(64) })).status).toBe(409)
    demandOk(await lan.post('/api/v1/slots', { ...slot, dry_run: dryRun.hash }))

    // Wednesday: the station pulls, fetches the audio in ranges, plays, reports.
    world.clock.set('2026-11-25T17:00:00+07:00')
    const playlist = demandOk(await player.get(`/api/v1/stations/${STATION}/playlist.json`)).body
    const item = playlist.items.find((i: { starts_at: string }) => i.starts_at === '2026-11-25T10:15:00Z')
    expect(item).toMatchObject({ episode: { title: 'Một cửa' }, problem: null, audio: { type: 'audio/mpeg' } })
    const audioPath = new URL(item.audio.url).pathname
    const part = await player.raw(audioPath, { range: 'bytes=0-99' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 0-99/${item.audio.bytes}`)
    expect((await part.arrayBuffer()).byteLength).toBe(100)
    world.clock.set('2026-11-25T17:16:00+07:00')
    const event = { airing_id: item.airing_id, sha256: item.audio.sha256 }
    const report = {
      device_id: 'may-1',
      journal_id: 'j-1',
      boot_id: 'b-1',
      sent_at: '2026-11-25T10:16:00Z',
      sent_mono_ms: 160_000,
      events: [
        { event_id: 'e-1', seq: 1, kind: 'started', at: '2026-11-25T10:15:01Z', mono_ms: 101_000, ...event },
        {
          event_id: 'e-2',
          seq: 2,
          kind: 'finished',
          at: '2026-11-25T10:15:13Z',
          mono_ms: 113_000,
          played_seconds: 12,
          ...event,
        },
      ],
    }
    const post = async () =>
      told(
        await world
          .nobody()
          .request(`/api/v1/stations/${STATION}/as-run`, { method: 'POST', headers, body: JSON.stringify(report) }),
      )
    expect((await post()).body).toEqual({
      events: [
        { event_id: 'e-1', status: 'accepted' },
        { event_id: 'e-2', status: 'accepted' },
      ],
      next_seq: 3,
    })
    expect((await post()).body.events).toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }])

    const counts = demandOk(await lan.get('/api/v1/reports/airings.json?period=2026-11&by=level')).body
    expect(counts.totals.commune).toMatchObject({
      aired: 1,
      by_evidence: { player: 1, attested: 0, imported: 0, total: 0 },
    })
    expect(demandOk(await lan.get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true, differences: [] })

    // An edit after clearance: refused until the emptied airings are known, then nothing uncleared is in the playlist.
    const edit = { body: `${SCRIPT}\n- Đúng hẹn`, base_revision: 1 }
    const warned = await lan.post(`/api/v1/episodes/${episode.id}/scripts`, edit)
    expect(warned.status).toBe(409)
    demandOk(await lan.post(`/api/v1/episodes/${episode.id}/scripts`, { ...edit, confirm_empties: true }))
    const later = demandOk(await player.get(`/api/v1/stations/${STATION}/playlist.json?date=2026-11-26`)).body
    expect(later.items).toHaveLength(2)
    for (const emptied of later.items) expect(emptied.audio).toBeNull()
    const after = demandOk(await lan.get('/api/v1/reports/airings.json?period=2026-11&by=level')).body
    expect(after.totals.commune.aired).toBe(1)
  })
})
