import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commonErrors, declaredErrors, notFound } from '../../src/kernel/errors.ts'
import { NOUNS } from '../../src/kernel/nouns.ts'
import { openWorld, type World } from '../world.ts'

const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9]/u

describe('A problem', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  it('has a short title that stays the same, and a sentence of its own', async () => {
    const lan = await world.as('lan')
    const [first, second] = [await lan.get('/api/v1/episodes/77'), await lan.get('/api/v1/slots/78')]
    expect(first.body).toMatchObject({ title: 'Không tìm thấy', detail: 'Không tìm thấy kỳ phát.' })
    expect(second.body).toMatchObject({ title: 'Không tìm thấy', detail: 'Không tìm thấy khung giờ số 78.' })
    const english = await lan.get('/api/v1/slots/78?lang=en')
    expect(english.body).toMatchObject({ title: 'Not found', detail: 'There is no such slot: 78.' })
  })

  it('names in English what was not found', () => {
    for (const noun of Object.keys(NOUNS) as (keyof typeof NOUNS)[]) {
      const { vi, en } = notFound(noun, 'x-1')
      expect([noun, vi, en]).toEqual([
        noun,
        `Không tìm thấy ${NOUNS[noun].vi} x-1.`,
        `There is no such ${NOUNS[noun].en}: x-1.`,
      ])
      expect(en).not.toMatch(VIETNAMESE)
    }
  })

  it('has its words in both languages: none is put together from words of one', () => {
    for (const [code, { vi, en }] of declaredErrors()) {
      expect([code, vi === '' || en === '' || VIETNAMESE.test(en.replace(/Sóng Quê|"[^"]*"/g, ''))]).toEqual([
        code,
        false,
      ])
    }
    const root = join(import.meta.dirname, '../../src')
    const loose = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|kernel\/errors\.ts|kernel\/nouns\.ts/.test(name))
      .filter((name) =>
        /Errors\.\w+\(\{[^}]*(?<!\bvi): *['"`][^'"`]*[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9]/u.test(
          readFileSync(join(root, name), 'utf8'),
        ),
      )
    expect(loose).toEqual([])
  })

  it('of a body that is no JSON, or of another type, is told in whole sentences', async () => {
    const bao = await world.as('bao')
    const send = async (type: string, body: string) => {
      const init = { method: 'POST', headers: { 'content-type': type }, body }
      const answer = await bao.request('/api/v1/levels', init)
      return (await answer.json()) as Record<string, unknown>
    }
    expect(await send('application/json', '{"a":')).toMatchObject({ status: 400, code: 'bad_body' })
    expect(await send('text/plain', '{}')).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
      detail: commonErrors.unsupported_media_type().vi,
    })
    const empty = await bao.post('/api/v1/levels?lang=en', {})
    expect(empty.body.fields).toContainEqual({ path: 'name', message: 'This is missing.' })
    expect(JSON.stringify(empty.body)).not.toMatch(/undefined|received|expected/i)
  })

  it('of an Idempotency-Key names the header', async () => {
    const player = await world.station('dang-hung-phuoc')
    const path = '/api/v1/stations/dang-hung-phuoc/as-run/simple?lang=en'
    const { status, body } = await player.post(
      path,
      { airing_id: '1-2', status: 'ended' },
      { 'idempotency-key': 'a b' },
    )
    expect([status, body.fields]).toEqual([
      400,
      [{ path: 'Idempotency-Key', message: 'Needs 1 to 100 visible ASCII characters without spaces.' }],
    ])
  })

  it('of a wrong method says which are right', async () => {
    const bao = await world.as('bao')
    const asked = async (method: string, path: string) => {
      const { status, headers } = await bao.request(path, { method })
      return [status, headers.get('allow')]
    }
    expect(await asked('DELETE', '/api/v1/units/cho-gao')).toEqual([405, 'GET, HEAD, PATCH'])
    expect(await asked('PUT', '/api/v1/stations/x/playlist.json')).toEqual([405, 'GET, HEAD'])
    expect(await asked('GET', '/api/v1/unit-successions')).toEqual([405, 'POST'])
    expect(await asked('POST', '/bao-cao')).toEqual([405, 'GET, HEAD'])
    expect(await asked('DELETE', '/api/v1/khong-co')).toEqual([404, null])
    expect(await asked('GET', '/assets/khong-co.js')).toEqual([404, null])
    expect((await bao.request('/api/v1/unit-successions?lang=en')).status).toBe(405)
  })
})

describe('Addresses', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  it('of the readable documentation work with a slash at the end', async () => {
    const { status, headers } = await world.nobody().request('/api/docs/')
    expect([status, headers.get('location')]).toEqual([301, '/api/docs'])
  })

  it('with ?lang= are answered in that language, pages as the API, whatever was chosen before', async () => {
    const lan = await world.as('lan')
    const langOf = async (path: string, headers = {}) =>
      (await (await lan.request(path, { headers })).text()).match(/<html lang="(\w+)"/)?.[1]
    expect(await langOf('/')).toBe('vi')
    expect(await langOf('/?lang=en')).toBe('en')
    expect(await langOf('/khong-co?lang=en')).toBe('en')
    const nobody = await world.nobody().request('/dang-nhap?lang=vi', { headers: { cookie: 'sq_lang=en' } })
    expect(await nobody.text()).toContain('<html lang="vi"')
    expect(await (await world.nobody().request('/dang-nhap', { headers: { cookie: 'sq_lang=en' } })).text()).toContain(
      '<html lang="en"',
    )
  })
})
