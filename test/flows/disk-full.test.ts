import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { workRecordings } from '../../src/library/index.ts'
import { at, planAiring, programme, report } from '../playout/fixture.ts'
import { wav } from '../sound.ts'
import { type Client, openWorld, type World } from '../world.ts'

const TUS = { 'tus-resumable': '1.0.0' }
const STATION = 'dang-hung-phuoc'

/** A disk of a few megabytes that can really be filled. Needs the right to mount. */
class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), 'songque-disk-'))
  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.path], { stdio: 'pipe' })
  }
  /** Fills it but for `spare` bytes. */
  fill(spare = 0): void {
    const { bavail, bsize } = statfsSync(this.path)
    const room = bavail * bsize - spare
    if (room > 0) writeFileSync(join(this.path, 'filler'), Buffer.alloc(room))
  }
  free(): void {
    rmSync(join(this.path, 'filler'), { force: true })
  }
  remove(): void {
    execFileSync('umount', [this.path], { stdio: 'pipe' })
    rmSync(this.path, { recursive: true, force: true })
  }
}

function mayMount(): boolean {
  try {
    new SmallDisk(1).remove()
    return true
  } catch (error) {
    if (process.env.CI) throw error
    process.stderr.write('disk-full: left out, this user may not mount a small disk\n')
    return false
  }
}

describe.skipIf(!mayMount())('a full disk', () => {
  let disk: SmallDisk
  let world: World
  beforeEach(() => {
    disk = new SmallDisk(96)
  })
  afterEach(async () => {
    await world.close()
    disk.remove()
  })

  async function episode(lan: Client): Promise<number> {
    const bao = await world.as('bao')
    await bao.post('/api/v1/segments', { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính' })
    return (await lan.post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Một cửa', year: 2026 })).body
      .id
  }
  const create = (phuc: Client, id: number, length: number) =>
    phuc.request('/api/v1/uploads', {
      method: 'POST',
      headers: {
        ...TUS,
        'upload-length': String(length),
        'upload-metadata': `episode_id ${btoa(String(id))},filename ${btoa('ky.wav')}`,
      },
    })
  const patch = (phuc: Client, path: string, from: number, bytes: Buffer) =>
    phuc.request(path, {
      method: 'PATCH',
      headers: { ...TUS, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes),
    })
  const offset = async (phuc: Client, path: string) =>
    Number((await phuc.request(path, { method: 'HEAD', headers: TUS })).headers.get('upload-offset'))
  const recordings = async (phuc: Client, id: number) =>
    (await phuc.get(`/api/v1/episodes/${id}/recordings`)).body.items

  test('stops an upload with a clear error and keeps what had arrived; it goes on when there is room', async () => {
    world = await openWorld({ env: { MEDIA_DIR: join(disk.path, 'media'), DISK_RESERVE_MB: '0' } })
    const phuc = await world.as('phuc')
    const id = await episode(await world.as('lan'))
    const sound = wav(20)
    const path = (await create(phuc, id, sound.length)).headers.get('location') ?? ''
    expect((await patch(phuc, path, 0, sound.subarray(0, 100_000))).status).toBe(204)

    disk.fill(200_000)
    const full = await patch(phuc, path, 100_000, sound.subarray(100_000))
    expect(full.status).toBe(507)
    expect(await full.json()).toMatchObject({ code: 'disk_full' })
    expect(await offset(phuc, path)).toBe(100_000)
    expect((await create(phuc, id, 5_000_000)).status).toBe(507)
    expect((await phuc.get('/api/v1/session')).status).toBe(200)

    disk.free()
    expect((await patch(phuc, path, 100_000, sound.subarray(100_000))).status).toBe(204)
    await workRecordings(world.ctx)
    expect(await recordings(phuc, id)).toMatchObject([{ state: 'ready' }])
  })

  test('is not filled by uploads: below the reserve none is taken, in words, while reports and lists go on', async () => {
    world = await openWorld({ env: { MEDIA_DIR: join(disk.path, 'media') }, now: '2026-11-23T20:00:00+07:00' })
    const phuc = await world.as('phuc')
    const show = await programme(world)
    const airing = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const sound = wav(20)
    const path = (await create(phuc, show.episodeId, sound.length)).headers.get('location') ?? ''
    expect((await patch(phuc, path, 0, sound.subarray(0, 100_000))).status).toBe(204)

    // A twentieth of a small disk is the reserve: 4,8 MB of these 96.
    disk.fill(4_000_000)
    for (const refused of [
      await create(phuc, show.episodeId, 1000),
      await patch(phuc, path, 100_000, sound.subarray(100_000)),
    ]) {
      expect(refused.status).toBe(507)
      expect(await refused.json()).toMatchObject({ code: 'disk_nearly_full', detail: expect.stringContaining('3 MB') })
    }
    expect(await offset(phuc, path)).toBe(100_000)
    const bao = await world.as('bao')
    const today = await (await bao.request('/')).text()
    expect(today).toContain('Đĩa của máy chủ gần đầy')
    expect(await (await bao.request('/quan-tri')).text()).toContain('không nhận tệp mới')
    const player = await world.station(STATION)
    const played = { event_id: 'e1', seq: 1, kind: 'finished', airing_id: airing, sha256: show.sha256 }
    const told = { ...played, at: at('2026-11-23 17:25'), played_seconds: 600 }
    const answered = await player.post(`/api/v1/stations/${STATION}/as-run`, report(world, [told]))
    expect(answered.body.events[0].status).toBe('accepted')
    expect((await player.get(`/api/v1/stations/${STATION}/playlist.json`)).status).toBe(200)

    disk.free()
    expect((await patch(phuc, path, 100_000, sound.subarray(100_000))).status).toBe(204)
  })

  test('leaves nothing half-written when it meets the encoder, and the recording is ready after a retry', async () => {
    world = await openWorld({ env: { MEDIA_DIR: join(disk.path, 'media'), DISK_RESERVE_MB: '0' } })
    const phuc = await world.as('phuc')
    const id = await episode(await world.as('lan'))
    const sound = wav(20)
    const path = (await create(phuc, id, sound.length)).headers.get('location') ?? ''
    expect((await patch(phuc, path, 0, sound)).status).toBe(204)
    const stored = () =>
      readdirSync(join(disk.path, 'media', 'stored'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length

    disk.fill(60_000)
    const before = stored()
    await workRecordings(world.ctx)
    const [waiting] = await recordings(phuc, id)
    expect(waiting.state).not.toBe('ready')
    expect(waiting.error).toMatchObject({ code: 'disk_full' })
    expect(stored()).toBe(before)
    expect(readdirSync(join(disk.path, 'media', 'incoming', '.work'))).toEqual([])

    disk.free()
    world.clock.advance(3_600_000)
    await workRecordings(world.ctx)
    expect(await recordings(phuc, id)).toMatchObject([{ state: 'ready' }])
  })

  test('under the database acknowledges no report, and takes it whole when there is room', async () => {
    world = await openWorld({ sqliteFile: join(disk.path, 'songque.db'), now: '2026-11-23T20:00:00+07:00' })
    const show = await programme(world)
    const airing = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const player = await world.station(STATION)
    const played = {
      event_id: 'e1',
      seq: 1,
      kind: 'finished',
      airing_id: airing,
      sha256: show.sha256,
      at: at('2026-11-23 17:25'),
      played_seconds: 600,
    }
    const post = () => player.post(`/api/v1/stations/${STATION}/as-run`, report(world, [played]))
    expect((await post()).body.events[0].status).toBe('accepted')
    const more = Array.from({ length: 900 }, (_, n) => ({
      ...played,
      event_id: `more-${n}`,
      seq: n + 2,
      detail: 'x'.repeat(1500),
    }))
    const send = () => player.post(`/api/v1/stations/${STATION}/as-run`, report(world, more))

    disk.fill()
    expect(await send()).toMatchObject({ status: 507, body: { code: 'disk_full' } })
    expect((await player.get(`/api/v1/stations/${STATION}/playlist.json`)).status).toBe(200)

    disk.free()
    expect((await send()).body.next_seq).toBe(902)
    const bich = await world.as('bich')
    expect((await bich.get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true })
  })
})
