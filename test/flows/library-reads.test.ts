import { afterEach, beforeEach, expect, it } from 'vitest'
import { sha256 } from '../../src/kernel/canonical.ts'
import {
  audioItemBySha256,
  audioItemsBySha256,
  clearedCandidates,
  playableEpisodes,
  putRecordingInUse,
} from '../../src/library/index.ts'
import type { Client, World } from '../world.ts'
import { onBothDatabases } from '../world.ts'

/** What the slices above the library read of it. */
onBothDatabases('what others read of the library', (open) => {
  let world: World
  let lan: Client
  let minh: Client
  beforeEach(async () => {
    world = await open()
    lan = await world.as('lan')
    minh = await world.as('minh')
    await lan.post('/api/v1/segments', { name: 'Cải cách hành chính' })
  })
  afterEach(() => world.close())

  /** A recording of these bytes, ready and in use; identical bytes are one file. */
  const record = (episodeId: number, bytes: string): Promise<number> =>
    world.ctx.db.transact(async (tx) => {
      const at = world.clock.now()
      const files = [
        { sha256: sha256(bytes), extension: 'wav', type: 'audio/wav' },
        { sha256: sha256(`${bytes}.mp3`), extension: 'mp3', type: 'audio/mpeg' },
        { sha256: sha256(`${bytes}.opus`), extension: 'opus', type: 'audio/ogg' },
      ]
      for (const file of files) {
        await tx.q
          .insertInto('media_file')
          .values({ ...file, md5: 'm'.repeat(32), bytes: 9, created_at: at, removed_at: null, removed_reason: null })
          .onConflict((oc) => oc.doNothing())
          .execute()
      }
      const { id } = await tx.q
        .insertInto('recording')
        .values({
          episode_id: episodeId,
          upload_id: null,
          file_name: 'a.wav',
          original_sha256: sha256(bytes),
          bytes: 9,
          state: 'ready',
          step: null,
          lease_owner: null,
          lease_until: null,
          error_code: null,
          error_detail: null,
          duration_seconds: 600.5,
          analysis: null,
          findings: null,
          peaks_sha256: null,
          created_at: at,
          created_by: null,
          finished_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      for (const format of ['opus', 'mp3'] as const) {
        await tx.q
          .insertInto('rendition')
          .values({
            recording_id: id,
            format,
            sha256: sha256(`${bytes}.${format}`),
            bytes: 9,
            duration_seconds: 600,
            integrated_lufs: -16,
            true_peak_dbtp: -1.5,
            loudness_range_lu: 5,
            gain_db: 2,
            limited: 0,
            bitrate_kbps: 64,
          })
          .execute()
      }
      await putRecordingInUse(tx, { episodeId, recordingId: id, actor: { kind: 'system', name: 'test' }, at })
      return id
    })
  const episode = async (title: string, airDate: string | null): Promise<number> => {
    const { body } = await lan.post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title, air_date: airDate })
    await lan.post(`/api/v1/episodes/${body.id}/scripts`, { body: title, base_revision: 0 })
    await lan.post(`/api/v1/episodes/${body.id}/decisions`, { kind: 'submitted' })
    await minh.post(`/api/v1/episodes/${body.id}/decisions`, { kind: 'approved' })
    return body.id
  }
  const clear = async (id: number): Promise<void> => {
    const { status } = await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'cleared' })
    expect(status).toBe(201)
  }

  it('only cleared episodes are candidates, by air date, undated ones last', async () => {
    const [undated, late, early, uncleared] = [
      await episode('Dự phòng', null),
      await episode('Kỳ hai', '2026-12-02'),
      await episode('Kỳ một', '2026-11-25'),
      await episode('Chờ', '2026-11-18'),
    ]
    for (const id of [undated, late, early]) {
      await record(id, `bytes ${id}`)
      await clear(id)
    }
    await record(uncleared, 'chưa duyệt')
    expect((await clearedCandidates(world.ctx.db, 1)).map((c) => c.episodeId)).toEqual([early, late, undated])
    await minh.post(`/api/v1/episodes/${late}/decisions`, { kind: 'withdrawn', comment: 'Sai' })
    expect((await clearedCandidates(world.ctx.db, 1)).map((c) => c.episodeId)).toEqual([early, undated])
  })

  it('a playable episode has the files that were cleared, MP3 first; an uncleared one has none', async () => {
    const id = await episode('Kỳ một', '2026-11-25')
    await record(id, 'bản một')
    expect((await playableEpisodes(world.ctx.db, [id])).size).toBe(0)
    await clear(id)
    const playable = (await playableEpisodes(world.ctx.db, [id, 999])).get(id)
    expect(playable).toMatchObject({ title: 'Kỳ một', number: 1, priority: 'normal', airDate: '2026-11-25' })
    expect(playable?.renditions.map((file) => [file.format, file.sha256, file.type])).toEqual([
      ['mp3', sha256('bản một.mp3'), 'audio/mpeg'],
      ['opus', sha256('bản một.opus'), 'audio/ogg'],
    ])
    await record(id, 'bản hai')
    expect((await playableEpisodes(world.ctx.db, [id])).size, 'a new recording in use voids the clearance').toBe(0)
  })

  it('a hash tells its item for ever: rendition or original, cleared, replaced or withdrawn', async () => {
    const id = await episode('Kỳ một', '2026-11-25')
    const first = await record(id, 'bản một')
    const second = await record(id, 'bản hai')
    await clear(id)
    const item = (hash: string) => audioItemBySha256(world.ctx.db, hash)
    expect(await item(sha256('bản hai.mp3'))).toMatchObject({
      episodeId: id,
      recordingId: second,
      durationSeconds: 600,
      cleared: true,
      withdrawn: false,
    })
    expect(await item(sha256('bản hai'))).toMatchObject({ recordingId: second, durationSeconds: 600.5, cleared: true })
    expect(await item(sha256('bản một.opus'))).toMatchObject({ recordingId: first, cleared: false, withdrawn: false })
    expect(await item(sha256('không có'))).toBeUndefined()
    await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'withdrawn', comment: 'Sai' })
    expect(await item(sha256('bản hai.mp3'))).toMatchObject({ episodeId: id, cleared: false, withdrawn: true })
  })

  it('the same audio in two episodes is told as the cleared one first', async () => {
    const [one, two] = [await episode('Kỳ một', '2026-11-25'), await episode('Kỳ hai', '2026-12-02')]
    await record(one, 'chung')
    await record(two, 'chung')
    await clear(one)
    const items = (await audioItemsBySha256(world.ctx.db, [sha256('chung.mp3')])).get(sha256('chung.mp3'))
    expect(items?.map((found) => [found.episodeId, found.cleared])).toEqual([
      [one, true],
      [two, false],
    ])
  })

  it('work of two people at once is neither lost nor doubled', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4].map(() =>
        lan.post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Kỳ', air_date: '2026-11-25' }),
      ),
    )
    expect(made.map((answer) => answer.body.number).sort()).toEqual([1, 2, 3, 4])
    const id = made[0]?.body.id
    const saves = await Promise.all(
      ['của Lan', 'của Minh'].map((body) => lan.post(`/api/v1/episodes/${id}/scripts`, { body, base_revision: 0 })),
    )
    expect(saves.map((answer) => answer.status).sort()).toEqual([201, 409])
    const submits = await Promise.all(
      [1, 2].map(() => lan.post(`/api/v1/episodes/${id}/decisions`, { kind: 'submitted' })),
    )
    expect(submits.map((answer) => answer.status).sort()).toEqual([201, 409])
    expect((await lan.get(`/api/v1/episodes/${id}/decisions`)).body.items).toHaveLength(1)
  })

  it('a change leaves who, what and when in the audit trail, without the text of scripts', async () => {
    const id = await episode('Kỳ một', '2026-11-25')
    await lan.patch(`/api/v1/episodes/${id}`, { title: 'Kỳ đầu' })
    const rows = await world.ctx.db.q
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_kind', '=', 'episode')
      .where('subject_id', '=', String(id))
      .orderBy('id')
      .execute()
    expect(rows.map((row) => [row.action, row.actor_name])).toEqual([
      ['episode.create', 'Nguyễn Thị Lan'],
      ['episode.save_revision', 'Nguyễn Thị Lan'],
      ['episode.submit', 'Nguyễn Thị Lan'],
      ['episode.approve', 'Trần Văn Minh'],
      ['episode.change', 'Nguyễn Thị Lan'],
    ])
    expect(JSON.parse(rows.at(-1)?.before ?? '{}').title).toBe('Kỳ một')
    expect(JSON.parse(rows.at(-1)?.after ?? '{}').title).toBe('Kỳ đầu')
  })
})
