import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Tx } from '../../src/db/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { putRecordingInUse } from '../../src/library/index.ts'
import type { Client, World } from '../world.ts'
import { onBothDatabases } from '../world.ts'

const SCRIPT = '# Một cửa ở xã Đăng Hưng Phước\n\nPTV 1: Kính chào bà con.\n\n- Khai sinh\n- Hộ tịch'

/** An MP3 that the technician's upload became: the library only needs its rows. */
async function recordingReady(world: World, episodeId: number, name: string): Promise<number> {
  const at = world.clock.now()
  const hash = sha256(name)
  return world.ctx.db.transact(async (tx: Tx) => {
    const file = {
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
      bytes: 1000,
      type: 'audio/mpeg',
      created_at: at,
      removed_at: null,
      removed_reason: null,
    }
    await tx.q
      .insertInto('media_file')
      .values({ sha256: hash, extension: 'mp3', ...file })
      .execute()
    const { id } = await tx.q
      .insertInto('recording')
      .values({
        episode_id: episodeId,
        upload_id: null,
        file_name: name,
        original_sha256: null,
        bytes: 1000,
        state: 'ready',
        step: null,
        lease_owner: null,
        lease_until: null,
        error_code: null,
        error_detail: null,
        duration_seconds: 600,
        analysis: null,
        findings: null,
        peaks_sha256: null,
        created_at: at,
        created_by: null,
        finished_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.q
      .insertInto('rendition')
      .values({
        recording_id: id,
        format: 'mp3',
        sha256: hash,
        bytes: 1000,
        duration_seconds: 600,
        integrated_lufs: -16,
        true_peak_dbtp: -1.5,
        loudness_range_lu: 5,
        gain_db: 2,
        limited: 0,
        bitrate_kbps: 64,
      })
      .execute()
    await putRecordingInUse(tx, { episodeId, recordingId: id, actor: { kind: 'system', name: 'test' }, at })
    return id
  })
}

onBothDatabases('the library', (open) => {
  let world: World
  let lan: Client
  let minh: Client
  let bich: Client
  beforeEach(async () => {
    world = await open()
    lan = await world.as('lan')
    minh = await world.as('minh')
    bich = await world.as('bich')
  })
  afterEach(() => world.close())

  const segment = async (name = 'Cải cách hành chính') => (await lan.post('/api/v1/segments', { name })).body
  const episode = async (more: Record<string, unknown> = {}) => {
    const known = await lan.get('/api/v1/segments/cai-cach-hanh-chinh')
    if (known.status === 404) await segment()
    const made = await lan.post('/api/v1/episodes', {
      segment: 'cai-cach-hanh-chinh',
      title: 'Một cửa liên thông',
      ...more,
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body
  }
  const write = (id: number, body: string, base: number, more = {}) =>
    lan.post(`/api/v1/episodes/${id}/scripts`, { body, base_revision: base, ...more })
  const decideAs = (who: Client, id: number, kind: string, more = {}) =>
    who.post(`/api/v1/episodes/${id}/decisions`, { kind, ...more })
  const stateOf = async (id: number) => (await lan.get(`/api/v1/episodes/${id}`)).body
  const clearedEpisode = async (more: Record<string, unknown> = {}) => {
    const { id } = await episode(more)
    await write(id, SCRIPT, 0)
    await decideAs(lan, id, 'submitted')
    await decideAs(minh, id, 'approved')
    const recordingId = await recordingReady(world, id, `ky-${id}.wav`)
    const cleared = await decideAs(minh, id, 'cleared', { recording_id: recordingId })
    expect(cleared.status, JSON.stringify(cleared.body)).toBe(201)
    return { id, recordingId }
  }
  /** An airing of tomorrow that carries the episode. */
  const plan = async (episodeId: number, startsAt: string) => {
    const { db, clock } = world.ctx
    const station = world.stations['dang-hung-phuoc'] ?? 0
    await db.transact(async (tx) => {
      const { segment_id } = await tx.q
        .selectFrom('episode')
        .select('segment_id')
        .where('id', '=', episodeId)
        .executeTakeFirstOrThrow()
      const slot = {
        segment_id,
        programme: 'episode' as const,
        title: null,
        target: '{}',
        rule: '{}',
        from_date: '2026-11-01' as LocalDate,
        until_date: null,
        duration_seconds: 900,
        premiere: 1,
        priority: 'normal' as const,
        episode_mode: 'newest' as const,
        episode_id: null,
        origin: 'standing' as const,
        created_at: clock.now(),
        created_by: null,
        ended_at: null,
      }
      const { id } = await tx.q.insertInto('slot').values(slot).returning('id').executeTakeFirstOrThrow()
      const starts = Date.parse(startsAt)
      const day = startsAt.slice(0, 10) as LocalDate
      await tx.q
        .insertInto('airing')
        .values({
          station_id: station,
          starts_at: starts,
          slot_id: id,
          on_date: day,
          ordinal: 1,
          ends_at: starts + 900_000,
          planned_on: day,
          segment_id,
          programme: 'episode',
          premiere: 1,
          priority: 'normal',
          episode_id: episodeId,
          state: 'planned',
          state_reason: null,
          level_code: 'commune',
          unit_id: 1,
          outcome: null,
          outcome_reason: null,
          grade: null,
          flags: null,
          aired_on: null,
          actual_start: null,
          played_seconds: null,
          aired_episode_id: null,
        })
        .execute()
    })
  }

  it('takes an episode from script to clearance, each decision a record that binds the hashes', async () => {
    const { id } = await clearedEpisode()
    const state = await stateOf(id)
    expect(state).toMatchObject({ cleared: true, script_state: 'approved', number: 1, year: 2026 })
    expect(state.decisions.map((d: { kind: string; actor: string }) => [d.kind, d.actor])).toEqual([
      ['submitted', 'Nguyễn Thị Lan'],
      ['approved', 'Trần Văn Minh'],
      ['cleared', 'Trần Văn Minh'],
    ])
    expect(state.decisions[2]).toMatchObject({
      script_hash: sha256(SCRIPT),
      audio_hash: sha256(`ky-${id}.wav`),
      revision: 1,
    })
    expect(state.script).toMatchObject({ hash: sha256(SCRIPT), words: 15, reading_seconds: 5, body: SCRIPT })
  })

  it('asks before an edit empties airings, names them, and then voids approval and clearance', async () => {
    const { id } = await clearedEpisode()
    await plan(id, '2026-11-25T17:15:00+07:00')
    await plan(id, '2026-11-20T17:15:00+07:00')
    const asked = await write(id, `${SCRIPT}\nSửa.`, 1)
    expect(asked.status).toBe(409)
    expect(asked.body).toMatchObject({
      code: 'clearance_would_be_voided',
      count: 1,
      airings: [
        {
          station: 'dang-hung-phuoc',
          station_name: 'Đài Truyền thanh xã Đăng Hưng Phước',
          starts_at: '2026-11-25T10:15:00Z',
        },
      ],
    })
    expect((await stateOf(id)).cleared).toBe(true)

    expect((await write(id, `${SCRIPT}\nSửa.`, 1, { confirm_empties: true })).status).toBe(201)
    const state = await stateOf(id)
    expect(state).toMatchObject({ cleared: false, script_state: 'draft' })
    expect(state.decisions.slice(-2).map((d: { kind: string }) => d.kind)).toEqual([
      'clearance_voided',
      'approval_voided',
    ])
    expect(state.revisions.map((r: { revision: number }) => r.revision)).toEqual([2, 1])
  })

  it('asks the same before a cleared script is returned', async () => {
    const { id } = await clearedEpisode()
    await plan(id, '2026-11-25T17:15:00+07:00')
    const asked = await decideAs(minh, id, 'returned', { comment: 'Sai số liệu' })
    expect([asked.status, asked.body.code, asked.body.count]).toEqual([409, 'clearance_would_be_voided', 1])
    const confirmed = await decideAs(minh, id, 'returned', { comment: 'Sai số liệu', confirm_empties: true })
    expect(confirmed.body.items.slice(-2).map((d: { kind: string }) => d.kind)).toEqual([
      'clearance_voided',
      'returned',
    ])
  })

  it('tells the stations of a new name of a segment, for it stands in their playlists', async () => {
    const { id } = await clearedEpisode()
    await plan(id, '2026-11-25T17:15:00+07:00')
    const heard: (readonly number[])[] = []
    world.ctx.db.listen(async (_, event) => {
      if (event.type === 'airings_changed') heard.push(event.stationIds)
    })
    await lan.patch('/api/v1/segments/cai-cach-hanh-chinh', { name: 'Cải cách hành chính', max_seconds: 1200 })
    expect(heard).toEqual([])
    await lan.patch('/api/v1/segments/cai-cach-hanh-chinh', { name: 'Cải cách và đời sống' })
    expect(heard).toEqual([[world.stations['dang-hung-phuoc']]])
  })

  it('voids the clearance, not the approval, when another recording comes into use', async () => {
    const { id } = await clearedEpisode()
    await recordingReady(world, id, 'ban-moi.wav')
    expect(await stateOf(id)).toMatchObject({ cleared: false, script_state: 'approved' })
    expect((await decideAs(minh, id, 'cleared')).status).toBe(201)
    expect((await stateOf(id)).decisions.at(-1).audio_hash).toBe(sha256('ban-moi.wav'))
  })

  it('tells the slices above of every change of clearance, in the same transaction', async () => {
    const heard: number[] = []
    world.ctx.db.listen(async (tx, event) => {
      if (event.type !== 'clearance_changed') return
      const row = await tx.q
        .selectFrom('episode')
        .select('cleared_decision_id')
        .where('id', '=', event.episodeId)
        .executeTakeFirstOrThrow()
      heard.push(row.cleared_decision_id === null ? 0 : 1)
    })
    const { id } = await clearedEpisode()
    await decideAs(minh, id, 'clearance_voided')
    await decideAs(minh, id, 'cleared')
    await decideAs(minh, id, 'withdrawn', { comment: 'Số liệu sai' })
    expect(heard).toEqual([1, 0, 1, 0])
  })

  it('gives both texts back when someone else saved meanwhile', async () => {
    const { id } = await episode()
    await write(id, 'Bản đầu', 0)
    await write(id, 'Bản của chị Lan', 1)
    const late = await write(id, 'Bản của anh Minh', 1)
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({
      code: 'revision_conflict',
      newest: { revision: 2, body: 'Bản của chị Lan' },
      yours: { body: 'Bản của anh Minh' },
    })
    expect((await write(id, 'Bản của chị Lan', 1)).status, 'the same text is no new revision').toBe(200)
  })

  it('refuses a decision on a revision that is no longer the newest', async () => {
    const { id } = await episode()
    await write(id, 'Bản đầu', 0)
    await decideAs(lan, id, 'submitted')
    await write(id, 'Bản hai', 1)
    await decideAs(lan, id, 'submitted')
    expect((await decideAs(minh, id, 'approved', { revision: 1 })).body.code).toBe('decision_outdated')
    expect((await decideAs(minh, id, 'approved', { revision: 2 })).status).toBe(201)
  })

  it('asks the reform office for the content first, where that step is switched on', async () => {
    const bao = await world.as('bao')
    const { id } = await episode()
    await write(id, SCRIPT, 0)
    await decideAs(lan, id, 'submitted')
    expect((await decideAs(bich, id, 'content_approved')).body.code).toBe('content_approval_off')
    expect(
      (await bao.patch('/api/v1/library-settings', { content_approval: true, syllables_per_minute: 100 })).status,
    ).toBe(200)
    expect((await decideAs(minh, id, 'approved')).body.code).toBe('content_approval_missing')
    expect((await decideAs(bich, id, 'content_approved')).status).toBe(201)
    expect((await decideAs(minh, id, 'approved')).status).toBe(201)
    expect((await stateOf(id)).script.reading_seconds, '15 syllables at 100 a minute').toBe(9)
  })

  it('returns a script with a comment, never without', async () => {
    const { id } = await episode()
    await write(id, SCRIPT, 0)
    await decideAs(lan, id, 'submitted')
    expect((await decideAs(minh, id, 'returned')).body.code).toBe('comment_required')
    await decideAs(minh, id, 'returned', { comment: 'Xem lại <b>số liệu</b>; DROP TABLE' })
    const state = await stateOf(id)
    expect(state.script_state).toBe('returned')
    expect(state.decisions.at(-1).comment).toBe('Xem lại <b>số liệu</b>; DROP TABLE')
  })

  it('clears nothing without an approved newest revision and a recording that is ready', async () => {
    const { id } = await episode()
    await write(id, SCRIPT, 0)
    await decideAs(lan, id, 'submitted')
    expect((await decideAs(minh, id, 'cleared')).body.code).toBe('script_not_approved')
    await decideAs(minh, id, 'approved')
    expect((await decideAs(minh, id, 'cleared')).body.code).toBe('recording_not_ready')
  })

  it('keeps everything of a withdrawn episode, and lets nobody change it', async () => {
    const { id } = await clearedEpisode()
    expect((await decideAs(minh, id, 'withdrawn')).body.code).toBe('comment_required')
    await decideAs(minh, id, 'withdrawn', { comment: 'Số liệu đã cũ' })
    const state = await stateOf(id)
    expect(state).toMatchObject({
      cleared: false,
      withdrawn: { reason: 'Số liệu đã cũ' },
      script: { body: SCRIPT },
      allowed: [],
    })
    expect((await write(id, 'Sửa', 1, { confirm_empties: true })).body.code).toBe('episode_withdrawn')
    expect((await lan.patch(`/api/v1/episodes/${id}`, { title: 'Khác' })).body.code).toBe('episode_withdrawn')
    expect((await lan.get('/api/v1/episodes')).body.items).toEqual([])
    expect((await lan.get('/api/v1/episodes?withdrawn=only')).body.items).toHaveLength(1)
    expect((await lan.get('/api/v1/search?q=mot+cua')).body.items).toEqual([])
  })

  it('numbers episodes by segment and year, each number once', async () => {
    expect((await episode({ air_date: '2026-11-25' })).number).toBe(1)
    expect((await episode({ air_date: '2026-12-02' })).number).toBe(2)
    expect(await episode({ air_date: '2027-01-06' })).toMatchObject({ number: 1, year: 2027 })
    const taken = await lan.post('/api/v1/episodes', {
      segment: 'cai-cach-hanh-chinh',
      title: 'Trùng số',
      number: 2,
      year: 2026,
    })
    expect([taken.status, taken.body.code]).toEqual([409, 'episode_number_taken'])
    const { id } = await episode({ number: 7 })
    expect((await lan.patch(`/api/v1/episodes/${id}`, { number: 2 })).body.code).toBe('episode_number_taken')
  })

  it('lists episodes by filter, by the Vietnamese alphabet, page by page', async () => {
    for (const [title, day, tags] of [
      ['Đất đai', '2026-11-18', ['đất']],
      ['Ăn uống', '2026-11-04', []],
      ['Dân số', '2026-11-11', ['hộ tịch']],
      ['Ấp văn hóa', null, []],
    ] as const) {
      await episode({ title, air_date: day, tags: [...tags] })
    }
    const titles = async (query: string) =>
      (await lan.get(`/api/v1/episodes?${query}`)).body.items.map((e: { title: string }) => e.title)
    expect(await titles('sort=title')).toEqual(['Ăn uống', 'Ấp văn hóa', 'Dân số', 'Đất đai'])
    expect(await titles('')).toEqual(['Ấp văn hóa', 'Đất đai', 'Dân số', 'Ăn uống'])
    expect(await titles('sort=oldest')).toEqual(['Ăn uống', 'Dân số', 'Đất đai', 'Ấp văn hóa'])
    expect(await titles('from=2026-11-05&to=2026-11-18&sort=oldest')).toEqual(['Dân số', 'Đất đai'])
    expect(await titles(`tag=${encodeURIComponent('hộ tịch'.normalize('NFD'))}`)).toEqual(['Dân số'])
    expect(await titles('tag=h')).toEqual([])
    const first = (await lan.get('/api/v1/episodes?sort=title&limit=3')).body
    expect(first.next).toBe(3)
    expect((await lan.get('/api/v1/episodes?sort=title&limit=3&offset=3')).body).toMatchObject({
      items: [{ title: 'Đất đai' }],
      next: null,
    })
  })

  it('finds folded words in title, script, references and tags; the title first; the last word may be unfinished', async () => {
    const inScript = await episode({ title: 'Thông báo tuần' })
    await write(inScript.id, `Đoàn công tác nói về đất đai. ${'Đất đai quan trọng. '.repeat(60)}`, 0)
    const inTitle = await episode({ title: 'Đất đai và sổ hồng' })
    await write(inTitle.id, 'Nội dung khác hẳn', 0)
    const inReference = await episode({
      title: 'Kế hoạch năm',
      legal_references: ['Kế hoạch 424/KH-UBND'],
      tags: ['Hoà Định'],
    })
    const found = async (q: string) =>
      (await lan.get(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.items.map(
        (hit: { episode: { id: number } }) => hit.episode.id,
      )
    expect(await found('dat dai')).toEqual([inTitle.id, inScript.id])
    expect(await found('ĐẤT ĐAI'.normalize('NFD'))).toEqual([inTitle.id, inScript.id])
    expect(await found('cong ta')).toEqual([inScript.id])
    expect(await found('424/KH')).toEqual([inReference.id])
    expect(await found('Hòa Đ')).toEqual([inReference.id])
    expect(await found('đất hành tinh')).toEqual([])
    const [hit] = (await lan.get('/api/v1/search?q=doan')).body.items
    expect(hit.snippet.slice(0, 2)).toEqual([
      { text: 'Đoàn', hit: true },
      { text: expect.stringMatching(/^ công tác nói về/), hit: false },
    ])
    await write(inTitle.id, 'Bản sửa nói chuyện chăn nuôi', 1)
    expect(await found('khac han'), 'the words of an old revision are gone').toEqual([])
    expect(await found('chan nuoi')).toEqual([inTitle.id])
    expect((await lan.get('/api/v1/episodes?q=dat&sort=number')).body.items.map((e: { id: number }) => e.id)).toEqual([
      inScript.id,
      inTitle.id,
    ])
  })

  it('takes any question without a syntax error', async () => {
    await episode()
    for (const q of [
      '"',
      "'",
      '*',
      'a*b',
      'NEAR(',
      'a AND OR',
      'title:x',
      '(((',
      "' or 1=1 --",
      'a & | !',
      '\\',
      '%_',
      '<->',
      'mot:*',
      '𝕏',
      '-',
      '^cua',
      'mot" cua',
    ]) {
      for (const path of ['search', 'episodes']) {
        const { status } = await lan.get(`/api/v1/${path}?q=${encodeURIComponent(q)}`)
        expect([q, path, status]).toEqual([q, path, 200])
      }
    }
    expect((await lan.get('/api/v1/search?q=%22')).body.items).toEqual([])
  })

  it('keeps names sent in NFD as NFC, and SQL and HTML as the text that they are', async () => {
    const wild = `<script>alert("x")</script> '); DROP TABLE episode; -- & <b>"`
    await segment()
    const made = (
      await lan.post('/api/v1/segments', { name: `Hòa Tịnh ${wild}`.normalize('NFD'), kind: wild, code: 'hoa-tinh' })
    ).body
    expect(made).toMatchObject({ name: `Hòa Tịnh ${wild}`.normalize('NFC'), kind: wild })
    const created = await episode({
      title: `Tiếng Việt ${wild}`.normalize('NFD'),
      field: wild,
      tags: [wild, wild],
      legal_references: [wild],
    })
    expect(created).toMatchObject({ title: `Tiếng Việt ${wild}`, field: wild, tags: [wild], legal_references: [wild] })
    const body = `${wild}\r\n${'Quơn Long'.normalize('NFD')}`
    const saved = await write(created.id, body, 0)
    expect(saved.body.body).toBe(`${wild}\nQuơn Long`)
    expect(saved.body.hash).toBe(sha256(`${wild}\nQuơn Long`))
    expect((await lan.get('/api/v1/search?q=drop+table')).body.items).toHaveLength(1)
  })

  it('refuses wrong and missing fields, each by name', async () => {
    await segment()
    const fault = async (body: Record<string, unknown>) => {
      const { status, body: problem } = await lan.post('/api/v1/episodes', {
        segment: 'cai-cach-hanh-chinh',
        title: 'Kỳ',
        ...body,
      })
      return [status, problem.code, problem.fields?.[0]?.path]
    }
    expect(await fault({ title: '   ' })).toEqual([400, 'invalid_input', 'title'])
    expect(await fault({ title: 7 })).toEqual([400, 'invalid_input', 'title'])
    expect(await fault({ title: undefined })).toEqual([400, 'invalid_input', 'title'])
    expect(await fault({ air_date: '2026-02-30' })).toEqual([400, 'invalid_input', 'air_date'])
    expect(await fault({ priority: 'gấp' })).toEqual([400, 'invalid_input', 'priority'])
    expect(await fault({ number: 0 })).toEqual([400, 'invalid_input', 'number'])
    expect(await fault({ number: 1.5 })).toEqual([400, 'invalid_input', 'number'])
    expect(await fault({ nonsense: 1 })).toEqual([400, 'invalid_input', 'nonsense'])
    expect((await fault({ segment: 'khong-co' })).slice(0, 2)).toEqual([404, 'not_found'])
    expect((await lan.post('/api/v1/segments', { name: '???' })).body.fields[0].path).toBe('code')
    expect((await lan.post('/api/v1/segments', { name: 'Cải cách hành chính' })).body.code).toBe('segment_code_taken')
    expect((await lan.post('/api/v1/segments', { name: 'Ngắn', min_seconds: 9, max_seconds: 3 })).status).toBe(400)
    const { id } = await episode()
    expect((await lan.post(`/api/v1/episodes/${id}/scripts`, { body: 'không có gốc' })).body.fields[0].path).toBe(
      'base_revision',
    )
    expect((await write(id, ' \n ', 0)).body.code).toBe('script_empty')
    expect((await decideAs(lan, id, 'blessed')).status).toBe(400)
    const broken = await lan.request('/api/v1/episodes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":',
    })
    expect(broken.status).toBe(400)
  })

  it('refuses a script of 5 MB with a clear error, and stores nothing', async () => {
    const { id } = await episode()
    for (const size of [5 * 1_048_576, 1_200_000]) {
      const { status, body } = await write(id, 'a '.repeat(size / 2), 0)
      expect([status, body.code]).toEqual([413, 'script_too_large'])
      expect(body.detail).toContain('1048576')
    }
    expect((await stateOf(id)).script).toBeNull()
    expect((await write(id, 'ba chữ thôi '.repeat(50_000), 0)).status, 'a long one within the limit').toBe(201)
  })

  it('lets each role do its own work only, and tells strangers to sign in', async () => {
    const { id } = await episode()
    await write(id, SCRIPT, 0)
    const tam = await world.as('tam')
    const phuc = await world.as('phuc')
    const refused = async (answer: Promise<{ status: number }>) => expect((await answer).status).toBe(403)
    await refused(tam.get(`/api/v1/episodes/${id}`))
    await refused(tam.get('/api/v1/search?q=mot'))
    await refused(minh.post('/api/v1/segments', { name: 'Thời sự' }))
    await refused(phuc.post(`/api/v1/episodes/${id}/scripts`, { body: 'x', base_revision: 1 }))
    await refused(decideAs(lan, id, 'approved'))
    await refused(decideAs(phuc, id, 'cleared'))
    await refused(decideAs(lan, id, 'withdrawn', { comment: 'x' }))
    await refused(lan.patch('/api/v1/library-settings', { content_approval: true }))
    expect((await world.nobody().get('/api/v1/episodes')).status).toBe(401)
    expect((await (await world.station('dang-hung-phuoc')).get(`/api/v1/episodes/${id}`)).status).toBe(403)
  })

  it('knows nothing of unknown ids', async () => {
    for (const path of [
      'episodes/999',
      'episodes/999/scripts',
      'episodes/999/scripts/1',
      'episodes/999/decisions',
      'segments/khong-co',
      'segments/99',
    ]) {
      expect([path, (await lan.get(`/api/v1/${path}`)).status]).toEqual([path, 404])
    }
    expect((await write(999, 'x', 0)).status).toBe(404)
    expect((await decideAs(minh, 999, 'approved')).status).toBe(404)
    expect((await lan.get('/api/v1/episodes/abc')).status).toBe(400)
  })

  it('sets a fallback of the same segment only, and withdraws a segment without losing it', async () => {
    const { id } = await clearedEpisode()
    await segment('Thời sự')
    const other = await lan.post('/api/v1/episodes', { segment: 'thoi-su', title: 'Bản tin' })
    const set = (episodeId: number | null) =>
      lan.patch('/api/v1/segments/cai-cach-hanh-chinh', { fallback_episode_id: episodeId })
    expect((await set(other.body.id)).body.code).toBe('fallback_of_other_segment')
    expect((await set(9999)).status).toBe(404)
    expect((await set(id)).body.fallback_episode_id).toBe(id)
    expect((await lan.delete('/api/v1/segments/cai-cach-hanh-chinh')).body).toMatchObject({
      withdrawn: true,
      fallback_episode_id: id,
    })
    expect((await lan.post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Thêm' })).body.code).toBe(
      'segment_withdrawn',
    )
    expect((await stateOf(id)).cleared).toBe(true)
    expect((await lan.get('/api/v1/segments')).body.items.map((s: { code: string }) => s.code)).toEqual(['thoi-su'])
  })
})
