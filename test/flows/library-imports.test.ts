import { afterEach, beforeEach, expect, it } from 'vitest'
import { docxEntries, paragraph, zipOf } from '../../src/library/import/zip-fixture.ts'
import type { Client, World } from '../world.ts'
import { onBothDatabases } from '../world.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

onBothDatabases('import of scripts', (open) => {
  let world: World
  let lan: Client
  let id: number
  beforeEach(async () => {
    world = await open()
    lan = await world.as('lan')
    await lan.post('/api/v1/segments', { name: 'Cải cách hành chính' })
    id = (await lan.post('/api/v1/episodes', { segment: 'cai-cach-hanh-chinh', title: 'Một cửa' })).body.id
  })
  afterEach(() => world.close())

  const send = async (body: BodyInit, type: string, query = 'name=kich-ban.docx', who = lan) => {
    const response = await who.request(`/api/v1/episodes/${id}/script-imports?${query}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      duplex: 'half',
    } as RequestInit)
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  const codeOf = async (...args: Parameters<typeof send>) => {
    const { status, body } = await send(...args)
    return [status, body.code]
  }

  it('saves the text of a Word file as a new revision, in NFC', async () => {
    const file = zipOf(docxEntries(paragraph('Xã Đăng Hưng Phước'.normalize('NFD'))))
    const saved = await send(new Uint8Array(file), DOCX)
    expect([saved.status, saved.body.body, saved.body.source, saved.body.words]).toEqual([
      201,
      'Xã Đăng Hưng Phước',
      'docx',
      4,
    ])
    expect((await send(new Uint8Array(file), DOCX)).status, 'the same text again is no new revision').toBe(200)
    expect((await lan.get('/api/v1/search?q=dang+hung')).body.items).toHaveLength(1)
  })

  it('saves plain text, whatever its content type claims', async () => {
    const saved = await send(
      new Uint8Array(Buffer.from('\uFEFF# Một cửa\r\n• Khai sinh', 'utf16le')),
      'application/octet-stream',
      'name=a.txt',
    )
    expect(saved.body).toMatchObject({ body: '# Một cửa\n- Khai sinh', source: 'text' })
  })

  it('respects the revision that the writer started from', async () => {
    await send('một', 'text/plain')
    const late = await send('hai', 'text/plain', 'name=a.txt&base_revision=0')
    expect(late.body).toMatchObject({ code: 'revision_conflict', newest: { body: 'một' }, yours: { body: 'hai' } })
    expect((await send('hai', 'text/plain', 'name=a.txt&base_revision=1')).status).toBe(201)
  })

  it('refuses what is no script, each with its reason, and stores nothing', async () => {
    expect(await codeOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'application/msword')).toEqual([
      415,
      'script_file_old_word',
    ])
    expect(await codeOf('%PDF-1.7', 'application/pdf')).toEqual([415, 'script_file_unknown'])
    expect(await codeOf(new Uint8Array([0x4b, 0xdd, 0x6e, 0x68]), 'text/plain')).toEqual([
      422,
      'script_encoding_unknown',
    ])
    expect(await codeOf(new Uint8Array(zipOf(docxEntries(paragraph('x'))).subarray(0, 200)), DOCX)).toEqual([
      422,
      'script_file_broken',
    ])
    expect(await codeOf(new Uint8Array(), 'text/plain')).toEqual([400, 'script_empty'])
    expect(await codeOf('a '.repeat(2_621_440), 'text/plain'), 'a script of 5 MB').toEqual([413, 'script_too_large'])
    const long = zipOf(docxEntries(paragraph('dài lắm '.repeat(130_000))))
    expect(await codeOf(new Uint8Array(long), DOCX), 'a short file with a long text').toEqual([413, 'script_too_large'])
    expect((await lan.get(`/api/v1/episodes/${id}`)).body.script).toBeNull()
  })

  it('stops reading a file that does not end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(97))
      },
    })
    expect(await codeOf(endless, 'text/plain')).toEqual([413, 'script_file_too_large'])
    expect(sent).toBeLessThan(11 * 1_048_576)
  })

  it('is for editors only, and for known episodes', async () => {
    expect((await send('x', 'text/plain', 'name=a', await world.as('minh'))).status).toBe(403)
    expect((await send('x', 'text/plain', 'name=a', world.nobody())).status).toBe(401)
    id = 9999
    expect((await send('x', 'text/plain')).status).toBe(404)
  })
})
