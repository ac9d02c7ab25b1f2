import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAccount } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { TAMS_STATION } from '../story.ts'
import { page } from '../web/forms.ts'
import { type Client, openWorld, type World } from '../world.ts'

// Each sign-in weighs what a password weighs, by design; a busy machine has many of them to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const PASSWORD = 'đường làng ngõ xóm'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const withPerson = async (world: World): Promise<World> => {
  const facts = { username: 'duyen', name: 'Ngô Mỹ Duyên', roles: ['approver'] as const, stations: [] }
  await createAccount(world.ctx, system('test'), { ...facts, password: PASSWORD })
  return world
}
const from = (world: World, address: string, more: Record<string, string> = {}): Client => ({
  ...world.nobody(),
  request: async (path, init = {}) => {
    const own = Object.fromEntries(new Headers(init.headers))
    return world.app.request(path, { ...init, headers: { 'x-forwarded-for': address, ...more, ...own } })
  },
})

describe('Behind a proxy with TLS', () => {
  let world: World
  const opened: World[] = []
  const open = async (env: Record<string, string>): Promise<World> => {
    const made = await withPerson(await openWorld({ env }))
    opened.push(made)
    return made
  }
  beforeAll(async () => {
    world = await open({ TRUST_PROXY: '1' })
  })
  afterAll(() => Promise.all(opened.map((one) => one.close())))

  it('browsers are told to stay with it, and every cookie goes by it alone; by plain http nothing of that is said', async () => {
    for (const [proto, secure] of [
      ['https', true],
      ['http', false],
    ] as const) {
      const client = from(world, '203.0.113.9', { 'x-forwarded-proto': proto })
      const entered = await page(client, '/dang-nhap', { username: 'duyen', password: PASSWORD })
      const chosen = await page(client, '/ngon-ngu?lang=en')
      expect([proto, entered.status, chosen.status]).toEqual([proto, 303, 303])
      const cookies = [entered, chosen].flatMap(({ headers }) => headers.getSetCookie())
      expect(cookies.map((one) => one.split('=')[0])).toEqual(['sq_session', 'sq_lang'])
      for (const cookie of cookies) {
        expect([proto, cookie, /; Secure/.test(cookie)]).toEqual([proto, cookie, secure])
        expect(cookie).toMatch(/; HttpOnly/)
        expect(cookie).toMatch(/; SameSite=(Lax|Strict)/)
      }
      expect(entered.headers.get('strict-transport-security')).toBe(secure ? 'max-age=15552000' : null)
    }
    const off = await open({ PUBLIC_URL: 'https://songque.example.vn', HSTS_DAYS: '0' })
    expect((await off.nobody().get('/dang-nhap')).headers.get('strict-transport-security')).toBeNull()
  })

  it('every answer says what browsers must not do with it', async () => {
    const bao = await world.as('bao')
    for (const path of [
      '/',
      '/dang-nhap',
      '/quan-tri',
      '/khong-co',
      '/api/v1/stations',
      '/api/v1/khong-co',
      '/api/docs',
    ]) {
      const { headers } = await bao.request(path)
      expect([path, headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([
        path,
        'nosniff',
        'DENY',
      ])
      expect([path, headers.get('cross-origin-resource-policy')]).toEqual([path, 'same-origin'])
      const isPage = headers.get('content-type')?.includes('html')
      const policy = headers.get('content-security-policy') ?? ''
      if (isPage) expect([path, /default-src 'none'/.test(policy), /unsafe/.test(policy)]).toEqual([path, true, false])
    }
  })

  it('who signs in comes back to a page of ours alone, whatever the address asks', async () => {
    const foreign = [
      '//evil.example',
      'https://evil.example/x',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
    ]
    const more = [
      '/%2f/evil.example',
      '///evil.example',
      '/..//evil.example',
      'evil.example',
      '/@evil.example',
      '\\\\evil.example',
    ]
    for (const next of [...foreign, ...more]) {
      const client = from(world, '203.0.113.10')
      const entered = await page(client, '/dang-nhap', { username: 'duyen', password: PASSWORD, next })
      const chosen = await page(client, `/ngon-ngu?lang=vi&next=${encodeURIComponent(next)}`)
      const signedIn = await (await world.as('lan')).request(`/dang-nhap?next=${encodeURIComponent(next)}`)
      for (const to of [entered.to, chosen.to, signedIn.headers.get('location') ?? '']) {
        const target = new URL(to, 'http://own.invalid')
        expect([next, to, target.origin]).toEqual([next, to, 'http://own.invalid'])
      }
    }
    const wanted = await page(from(world, '203.0.113.10'), '/dang-nhap', {
      username: 'duyen',
      password: PASSWORD,
      next: '/ky?q=a',
    })
    expect(wanted.to).toBe('/ky?q=a')
  })

  it('a form that another site sends in somebody’s name is refused, with and without a session', async () => {
    const lan = await world.as('lan')
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }] as const) {
      for (const client of [lan, world.nobody()]) {
        const answer = await client.request('/dang-nhap', {
          method: 'POST',
          body: 'username=a',
          headers: { ...FORM, ...headers },
        })
        expect(answer.status).toBe(403)
      }
    }
    const foreign = { ...FORM, origin: 'https://evil.example', host: 'songque.example.vn' }
    expect(
      (await world.nobody().request('/dang-nhap', { method: 'POST', body: 'username=a', headers: foreign })).status,
    ).toBe(403)
  })

  it('an address that sends form after form waits, at every door; others and players do not', async () => {
    const doors: readonly (readonly [string, string, string])[] = [
      ['/api/v1/pairings/x/claims', '{"device_name":"x"}', 'application/json'],
      ['/api/v1/password-resets', '{"token":"x","password":"x"}', 'application/json'],
      ['/dat-lai-mat-khau', 'link=x&password=x', FORM['content-type']],
      ['/dang-nhap/ma', 'code=000000', FORM['content-type']],
    ]
    for (const [at, [path, body, type]] of doors.entries()) {
      world.clock.advance(60_000)
      const client = from(world, `203.0.113.${20 + at}`)
      const send = (who: Client) => who.request(path, { method: 'POST', body, headers: { 'content-type': type } })
      for (let i = 0; i < 60; i++) expect((await send(client)).status).not.toBe(429)
      const stopped = await send(client)
      expect([path, stopped.status, Number(stopped.headers.get('retry-after')) > 0]).toEqual([path, 429, true])
      expect((await send(from(world, '198.51.100.1'))).status).not.toBe(429)
      const station = await world.station(TAMS_STATION)
      const beat = { device_id: 'may', sent_at: new Date(world.clock.now()).toISOString() }
      expect(
        (
          await station.post(`/api/v1/stations/${TAMS_STATION}/heartbeat`, beat, {
            'x-forwarded-for': `203.0.113.${20 + at}`,
          })
        ).status,
      ).toBe(200)
    }
    world.clock.advance(60_000)
    expect(
      (await from(world, '203.0.113.20').request('/dang-nhap/ma', { method: 'POST', body: 'code=1', headers: FORM }))
        .status,
    ).not.toBe(429)
  })

  it('a report key does no more than its maker may: it ends with the account, and when the account loses its roles', async () => {
    const bao = await world.as('bao')
    const chi = { username: 'chi', name: 'Lê Thị Chi', roles: ['administrator'] as const, stations: [] }
    const { id } = await createAccount(world.ctx, system('test'), { ...chi, password: PASSWORD })
    const signed = await world.nobody().post('/api/v1/session', { username: 'chi', password: PASSWORD })
    const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const headers = { cookie, 'content-type': 'application/json' }
    const made = await world.app.request('/api/v1/api-keys', { method: 'POST', headers, body: '{"name":"Excel"}' })
    const { key } = (await made.json()) as { key: string }
    const read = async () =>
      (await world.app.request('/api/v1/reports/closings', { headers: { authorization: `Bearer ${key}` } })).status
    expect(await read()).toBe(200)
    await bao.patch(`/api/v1/accounts/${id}`, { roles: ['station_operator'] })
    expect(await read()).toBe(401)
    await bao.patch(`/api/v1/accounts/${id}`, { roles: ['administrator'] })
    expect(await read()).toBe(200)
    await bao.patch(`/api/v1/accounts/${id}`, { active: false })
    expect(await read()).toBe(401)
    expect(await (await bao.request('/quan-tri/khoa')).text()).toContain('người tạo đã ngừng hay hết quyền')
  })

  it('sessions end when they are old or idle, and a person ends the other ones', async () => {
    const small = await open({ SESSION_DAYS: '2', SESSION_IDLE_HOURS: '3' })
    const enter = async () => {
      const { headers } = await small.nobody().post('/api/v1/session', { username: 'duyen', password: PASSWORD })
      return headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    const get = async (cookie: string, path = '/api/v1/session', method = 'GET') =>
      small.app.request(path, {
        method,
        headers: { cookie, 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0' },
      })
    const [one, two] = [await enter(), await enter()]
    const all = (await (await get(one, '/api/v1/session/all')).json()) as { items: { own: boolean }[] }
    expect(all.items.map(({ own }) => own).sort()).toEqual([false, true])
    expect(await (await get(one, '/tai-khoan')).text()).toContain('Đóng các phiên khác')
    const ended = (await (await get(one, '/api/v1/session/others', 'DELETE')).json()) as { ended: number }
    expect([ended, (await get(two)).status, (await get(one)).status]).toEqual([{ ended: 1 }, 401, 200])
    const three = await enter()
    small.clock.advance(3 * 3_600_000 - 1)
    expect((await get(three)).status).toBe(200)
    small.clock.advance(3 * 3_600_000 + 120_000)
    expect((await get(one)).status).toBe(401)
  })

  it('a person changes the own password on the page, and hears beside the field what was wrong', async () => {
    const small = await open({})
    const { headers } = await small.nobody().post('/api/v1/session', { username: 'duyen', password: PASSWORD })
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const client: Client = {
      ...small.nobody(),
      request: async (path, init = {}) =>
        small.app.request(path, { ...init, headers: { cookie, ...Object.fromEntries(new Headers(init.headers)) } }),
    }
    const wrong = await page(client, '/tai-khoan/mat-khau', { current: 'không phải', password: 'một câu thật dài' })
    expect([wrong.status, /id="current-fault"/.test(wrong.html)]).toEqual([400, true])
    const easy = await page(client, '/tai-khoan/mat-khau', { current: PASSWORD, password: '1234567890' })
    expect([easy.status, /id="password-fault"/.test(easy.html)]).toEqual([400, true])
    expect((await page(client, '/tai-khoan/mat-khau', { current: PASSWORD, password: 'một câu thật dài' })).to).toBe(
      '/tai-khoan',
    )
    const again = await small.nobody().post('/api/v1/session', { username: 'duyen', password: 'một câu thật dài' })
    expect(again.status).toBe(200)
  })
})
