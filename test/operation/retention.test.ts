import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { system } from '../../src/kernel/actor.ts'
import { addPhoto } from '../../src/playout/index.ts'
import { carryOutRetention, eraseLetGo, planRetention, retain } from '../../src/retention/index.ts'
import { at, type Programme2020, planAiring, programme, report } from '../playout/fixture.ts'
import { page, toldBy } from '../web/forms.ts'
import { onBothDatabases, type World } from '../world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
const STATION = 'dang-hung-phuoc'
const OTHER = 'binh-ninh'
const DAY = 86_400_000
const KEEP = {
  KEEP_ORIGINALS_MONTHS: '2',
  KEEP_REPLACED_AUDIO_MONTHS: '6',
  KEEP_WITHDRAWN_AUDIO_MONTHS: '12',
  KEEP_PHOTOS_MONTHS: '12',
}
const SOUND = 'âm thanh'
const hex = (sign: string): string => sign.repeat(64)
const PNG = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from('IEND'),
  Buffer.alloc(4),
])

onBothDatabases('Retention', (open) => {
  let world: World
  let show: Programme2020
  afterEach(() => world.close())

  /** A stored file of audio under this hash. */
  async function store(sha256: string, extension: string): Promise<void> {
    const path = join(world.ctx.storage.incoming, sha256)
    await writeFile(path, SOUND)
    await world.ctx.storage.put(path, { sha256, extension })
  }
  const isThere = async (sha256: string, extension = 'mp3') =>
    (await world.ctx.storage.stat({ sha256, extension })) !== null

  /** October 2026 is told, reported, photographed and closed; the episode has a recording that another has replaced. */
  async function october(env: Record<string, string>): Promise<{ airing: string; play: (id: string) => object }> {
    world = await open({ now: '2026-10-05T20:00:00+07:00', env })
    show = await programme(world)
    const { q } = world.ctx.db
    const { id } = await q
      .selectFrom('recording')
      .select('id')
      .where('episode_id', '=', show.episodeId)
      .executeTakeFirstOrThrow()
    const file = { md5: 'm', bytes: 9, created_at: world.clock.now() }
    await q
      .insertInto('media_file')
      .values([
        { ...file, sha256: hex('c'), extension: 'wav', type: 'audio/wav' },
        { ...file, sha256: hex('d'), extension: 'mp3', type: 'audio/mpeg' },
      ])
      .execute()
    await q
      .updateTable('recording')
      .set({ original_sha256: hex('c') })
      .where('id', '=', id)
      .execute()
    const { id: oldId } = await q
      .insertInto('recording')
      .values({
        episode_id: show.episodeId,
        file_name: 'cu.wav',
        bytes: 9,
        state: 'ready',
        created_at: 1,
        finished_at: 2,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const sound = { integrated_lufs: -16, true_peak_dbtp: -1, loudness_range_lu: 5, gain_db: 0, limited: 0 }
    const rendition = { recording_id: oldId, format: 'mp3' as const, sha256: hex('d'), bytes: 9, duration_seconds: 600 }
    await q
      .insertInto('rendition')
      .values({ ...rendition, ...sound, bitrate_kbps: 128 })
      .execute()
    await q
      .updateTable('media_file')
      .set({ bytes: Buffer.byteLength(SOUND) })
      .execute()
    for (const sha256 of [hex('a'), hex('b'), hex('d')]) await store(sha256, 'mp3')
    await store(hex('c'), 'wav')

    const airing = await planAiring(world, show, STATION, '2026-10-05 17:15')
    const other = await planAiring(world, show, OTHER, '2026-10-05 17:15')
    const play = (airing_id: string, hash = show.sha256) => ({
      event_id: `e-${airing_id}`,
      seq: 1,
      kind: 'finished',
      airing_id,
      sha256: hash,
      at: at('2026-10-05 17:25'),
      played_seconds: 600,
    })
    await tell(STATION, play(airing))
    await tell(OTHER, play(other, hex('d')))
    await addPhoto(world.ctx, system('test'), airing, { name: 'so-truc.png', bytes: PNG })
    world.clock.set('2026-11-02T08:00:00+07:00')
    const bich = await world.as('bich')
    expect((await bich.post('/api/v1/reports/closings', { period: '2026-10' })).status).toBe(201)
    await q.updateTable('episode').set({ withdrawn_at: world.clock.now() }).where('id', '=', show.episodeId).execute()
    return { airing, play }
  }
  async function tell(station: string, event: object): Promise<void> {
    const player = await world.station(station)
    const told = await player.post(`/api/v1/stations/${station}/as-run`, report(world, [event]))
    expect(told.body.events[0]).toMatchObject({ status: 'accepted' })
  }
  /** All that must not change. */
  async function figures(): Promise<unknown> {
    const bich = await world.as('bich')
    // The moment of asking is no figure.
    const read = async (path: string) =>
      JSON.parse(JSON.stringify((await bich.get(path)).body, (key, value) => (key === 'as_of' ? undefined : value)))
    const { items } = await read('/api/v1/reports/closings')
    return {
      counts: await read('/api/v1/reports/airings.json?period=2026-10&by=station'),
      closing: await read(`/api/v1/reports/closings/${items[0].id}`),
      heads: await world.ctx.db.q.selectFrom('ledger_head').selectAll().orderBy('station_id').execute(),
      evidence: await world.ctx.db.q.selectFrom('evidence').selectAll().orderBy('station_id').execute(),
    }
  }
  const verified = async () => {
    const { ok, differences } = (await (await world.as('bich')).get('/api/v1/ledger/verify')).body
    expect({ ok, differences }).toEqual({ ok: true, differences: [] })
  }

  it('keeps everything unless a term is set', async () => {
    await october({})
    world.clock.set('2036-11-02T08:00:00+07:00')
    await retain(world.ctx)
    expect(await planRetention(world.ctx, system('test'))).toMatchObject({ due: [], waiting: 0 })
    expect(await isThere(hex('a'))).toBe(true)
  })

  it('takes away audio and photographs on their day, never figures, evidence or hashes; shown before, audited after', async () => {
    const { airing, play } = await october(KEEP)
    const before = await figures()
    const dueNow = async () =>
      (await planRetention(world.ctx, system('test'))).due.map((one) => `${one.rule} ${one.sha256[0]}`)

    // The original after two months; each rule counts from its own day.
    world.clock.set('2026-12-06T01:00:00+07:00')
    expect(await dueNow()).toEqual(['originals c'])
    world.clock.set('2027-10-20T01:00:00+07:00')
    expect((await dueNow()).map((one) => one.split(' ')[0]).sort()).toEqual(['originals', 'photos', 'replaced'])
    world.clock.set('2027-11-03T01:00:00+07:00')
    const bao = await world.as('bao')
    const shown = await page(bao, '/quan-tri/luu-tru')
    expect(shown.html).toContain('Một cửa liên thông')
    expect(shown.html).toContain('so-truc.png')
    expect((await page(await world.as('lan'), '/quan-tri/luu-tru', {})).status).toBe(403)
    expect(await isThere(hex('d'))).toBe(true)

    expect(toldBy(await page(bao, '/quan-tri/luu-tru', {}))).toBe('retention.done')
    expect(await dueNow()).toEqual([])
    const phuc = await world.as('phuc')
    for (const name of [`${hex('a')}.mp3`, `${hex('c')}.wav`, `${hex('d')}.mp3`])
      expect([name, (await phuc.request(`/audio/${name}`)).status]).toEqual([name, 410])
    // What no rule names is untouched.
    expect((await phuc.request(`/audio/${hex('b')}.mp3`)).status).toBe(200)
    const trail = (await bao.get('/api/v1/audit?subject_kind=retention')).body
    expect(JSON.stringify(trail)).toContain(hex('a'))
    expect(await figures()).toEqual(before)
    await verified()

    // A day later the bytes go; the same content brought again meanwhile stays.
    expect(await eraseLetGo(world.ctx)).toBe(0)
    await world.ctx.db.q
      .updateTable('media_file')
      .set({ removed_at: null, removed_reason: null })
      .where('sha256', '=', hex('d'))
      .execute()
    world.clock.advance(DAY + 1)
    await eraseLetGo(world.ctx)
    expect([await isThere(hex('a')), await isThere(hex('c'), 'wav'), await isThere(hex('d'))]).toEqual([
      false,
      false,
      true,
    ])
    await carryOutRetention(world.ctx, system('test'))
    const log = await page(await world.as('ha'), `/nhat-ky/${airing}`)
    expect(log.html).toContain('Ảnh đã xóa theo hạn lưu trữ ngày 03/11/2027')
    expect(await figures()).toEqual(before)
    await verified()

    // A device that was long without a line still tells what it played then, and it counts.
    const late = await planAiring(world, show, 'hoa-tinh', '2026-10-05 17:15')
    await tell('hoa-tinh', play(late))
    const counted = (await (await world.as('bich')).get('/api/v1/reports/airings.json?period=2026-10')).body
    expect(JSON.stringify(counted.current ?? counted)).toContain('"player":3')
    await verified()
  })
})
