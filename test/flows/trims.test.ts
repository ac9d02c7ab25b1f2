import { afterEach, beforeEach, expect, it } from 'vitest'
import { workRecordings } from '../../src/library/index.ts'
import { wordParagraphs, xmlParts } from '../office-files.ts'
import { wav } from '../sound.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'

const TUS = { 'tus-resumable': '1.0.0' }
const b64 = (text: string): string => Buffer.from(text).toString('base64')

async function upload(client: Client, episodeId: number, name: string, content: Buffer): Promise<number> {
  const metadata = `episode_id ${b64(String(episodeId))},filename ${b64(name)}`
  const made = await client.request('/api/v1/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(content.length), 'upload-metadata': metadata },
  })
  const sent = await client.request(made.headers.get('location') ?? '', {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(content),
  })
  return Number(sent.headers.get('x-recording-id'))
}

onBothDatabases('A recording cut, and a new one of a cleared episode', (open) => {
  let world: World
  let phuc: Client
  let lan: Client
  let minh: Client
  let id: number

  beforeEach(async () => {
    world = await open()
    ;[phuc, lan, minh] = [await world.as('phuc'), await world.as('lan'), await world.as('minh')]
    await lan.post('/api/v1/segments', { code: 'cchc', name: 'Cải cách hành chính' })
    const made = await lan.post('/api/v1/episodes', { segment: 'cchc', title: 'Một cửa', air_date: '2026-11-25' })
    id = made.body.id
    const script = {
      body: '# Một cửa\n\nPTV 1: Theo 424/KH-UBND [đọc: bốn hai bốn] **hôm nay**.\n\n- Đơn',
      base_revision: 0,
    }
    await lan.post(`/api/v1/episodes/${id}/scripts`, script)
  })
  afterEach(() => world.close())

  const recordings = async () => (await phuc.get(`/api/v1/episodes/${id}/recordings`)).body.items
  const clear = async (): Promise<void> => {
    await lan.post(`/api/v1/episodes/${id}/decisions`, { kind: 'submitted' })
    await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'approved' })
    expect((await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'cleared' })).status).toBe(201)
  }

  it('a cut is a new recording of the same original, measured and encoded anew; what was aired keeps its files', async () => {
    const first = await upload(phuc, id, 'Kỳ 1.wav', wav(8))
    await workRecordings(world.ctx)
    const [whole] = await recordings()
    const cut = (body: object) => phuc.post(`/api/v1/recordings/${first}/trims`, { ...body })
    expect((await lan.post(`/api/v1/recordings/${first}/trims`, { head_seconds: 1, tail_seconds: 0 })).status).toBe(403)
    expect((await cut({ head_seconds: 5, tail_seconds: 2.5 })).body.code).toBe('trim_outside')
    expect((await cut({ head_seconds: 0, tail_seconds: 0 })).body.code).toBe('trim_unchanged')
    const made = await cut({ head_seconds: 1.5, tail_seconds: 2 })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      state: 'waiting',
      trim: { from_seconds: 1.5, to_seconds: 6 },
      sha256: whole.sha256,
    })

    await workRecordings(world.ctx)
    const [short, old] = await recordings()
    expect(short).toMatchObject({ id: made.body.id, state: 'ready', in_use: true })
    expect(short.duration_seconds).toBeCloseTo(4.5, 1)
    expect(short.renditions[0].duration_seconds).toBeCloseTo(4.5, 1)
    expect(short.renditions[0].sha256).not.toBe(whole.renditions[0].sha256)
    expect(old).toEqual({ ...whole, in_use: false })
    const peaks = (await phuc.get(short.peaks_url)).body
    expect(peaks.length).toBe(Math.ceil(short.duration_seconds * 20))
    // A cut of the cut is told from the original's ends, and may be wider.
    const wider = await phuc.post(`/api/v1/recordings/${short.id}/trims`, { head_seconds: 0.5, tail_seconds: 0 })
    expect(wider.body.trim).toEqual({ from_seconds: 0.5, to_seconds: null })
  })

  it('what is cleared for air stays on air until a person puts the new recording in its place, and is told what that empties', async () => {
    const first = await upload(phuc, id, 'Kỳ 1.wav', wav(3))
    await workRecordings(world.ctx)
    await clear()
    const second = await upload(phuc, id, 'Kỳ 1 thu lại.wav', wav(4))
    await workRecordings(world.ctx)
    expect(await recordings()).toMatchObject([
      { id: second, state: 'ready', in_use: false },
      { id: first, in_use: true },
    ])
    expect((await lan.get(`/api/v1/episodes/${id}`)).body.cleared).toBe(true)

    const use = (confirm: boolean) =>
      phuc.put(`/api/v1/episodes/${id}/recording`, { recording_id: second, confirm_empties: confirm })
    const asked = await use(false)
    expect(asked).toMatchObject({ status: 409, body: { code: 'clearance_would_be_voided', count: 0, airings: [] } })
    expect((await use(true)).body).toMatchObject({ id: second, in_use: true })
    const after = (await lan.get(`/api/v1/episodes/${id}`)).body
    expect(after).toMatchObject({ cleared: false, recording_id: second, script_state: 'approved' })
    expect(after.decisions.at(-1)).toMatchObject({ kind: 'clearance_voided', actor: 'Lê Hoàng Phúc' })
    expect((await lan.put(`/api/v1/episodes/${id}/recording`, { recording_id: first })).status).toBe(403)
    expect((await phuc.put(`/api/v1/episodes/${id}/recording`, { recording_id: 99 })).status).toBe(404)
  })

  it('the copies for signature say who wrote and who approved this very text', async () => {
    const bao = await world.as('bao')
    await bao.patch('/api/v1/library-settings', { superior: 'UBND huyện Chợ Gạo', place: 'Chợ Gạo' })
    await lan.post(`/api/v1/episodes/${id}/decisions`, { kind: 'submitted' })
    await minh.post(`/api/v1/episodes/${id}/decisions`, { kind: 'approved' })
    const file = await lan.request(`/ky/${id}/kich-ban.docx`)
    expect(file.headers.get('content-disposition')).toContain('kich-ban-cchc-1-2026.docx')
    const parts = await xmlParts(new Uint8Array(await file.arrayBuffer()))
    const document = parts.get('word/document.xml') ?? ''
    const lines = wordParagraphs(document)
    for (const line of [
      'UBND HUYỆN CHỢ GẠO',
      'ĐÀI TRUYỀN THANH HUYỆN CHỢ GẠO',
      'Chợ Gạo, ngày 23 tháng 11 năm 2026',
      'PTV 1: Theo 424/KH-UBND [đọc: bốn hai bốn] hôm nay.',
      '- Đơn',
      'NGƯỜI DUYỆT',
      'Nguyễn Thị Lan',
      'Trần Văn Minh',
    ])
      expect(lines).toContain(line)
    expect(document).toContain('Times New Roman')
    const page = await (await lan.request(`/ky/${id}/ban-in`)).text()
    expect(page).toContain('Trần Văn Minh')
    expect(page).toContain('ĐÀI TRUYỀN THANH HUYỆN CHỢ GẠO')
    // Of a later text nobody has approved anything yet.
    await lan.post(`/api/v1/episodes/${id}/scripts`, { body: 'Bài mới', base_revision: 1 })
    expect(await (await lan.request(`/ky/${id}/ban-in`)).text()).not.toContain('Trần Văn Minh')
  })
})
