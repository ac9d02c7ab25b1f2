import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Client, onBothDatabases, openWorld, type World } from '../../test/world.ts'
import { createApp } from '../app.ts'
import { Db } from '../db/index.ts'
import { openLog } from '../log.ts'
import { stationKeyCommand } from '../stations/index.ts'
import { accountCommand, firstStart, writeUses } from './index.ts'

/** Any route that knows who asks: 403 tells that the key was accepted, 401 that it was not. */
const PROBE = '/api/v1/accounts'
const STATION = '/api/v1/stations/dang-hung-phuoc'

onBothDatabases('keys', (open) => {
  let world: World
  afterEach(() => world.close())

  it('a station key is shown once, and opens as Bearer, ?token= and Basic', async () => {
    world = await open()
    const bao = await world.as('bao')
    const made = await bao.post(`${STATION}/keys`, { name: 'Máy phát chính' })
    expect(made.status).toBe(201)
    expect(made.body.key).toMatch(/^[\w-]{43}$/)
    const { key } = made.body
    const basic = `Basic ${Buffer.from(`bat-ky:${key}`).toString('base64')}`
    const statuses = await Promise.all([
      world.app.request(PROBE, { headers: { authorization: `Bearer ${key}` } }),
      world.app.request(`${PROBE}?token=${key}`),
      world.app.request(PROBE, { headers: { authorization: basic } }),
    ])
    expect(statuses.map((answer) => answer.status)).toEqual([403, 403, 403])
    const listed = await bao.get(`${STATION}/keys`)
    expect(listed.body.items).toMatchObject([{ name: 'Máy phát chính', revoked_at: null }])
    expect(JSON.stringify(listed.body)).not.toContain(key)
    const stored = await world.ctx.db.q.selectFrom('station_key').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(key)
  })

  it('a wrong key is refused before anything else, with an invitation to Basic; a session beside it does not help', async () => {
    world = await open()
    const wrong = 'x'.repeat(43)
    const bao = await world.as('bao')
    for (const authorization of [
      `Bearer ${wrong}`,
      'Bearer ',
      'Bearer <script>',
      `Basic ${btoa(`a:${wrong}`)}`,
      'Digest x',
    ]) {
      const answer = await bao.request(PROBE, { headers: { authorization } })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Basic realm=/)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(await answer.json()).toMatchObject({ code: 'invalid_key' })
    }
    // A page's script is not to be answered by the browser's own password dialog.
    const script = await world.nobody().request(PROBE, { headers: { 'sec-fetch-dest': 'empty' } })
    expect(script.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm=/)
    expect((await bao.request(`${PROBE}?token=${wrong}`)).status).toBe(401)
    expect((await bao.request(`${PROBE}?token=`)).status).toBe(401)
  })

  it('a session’s token is no key, and a key no session', async () => {
    world = await open()
    const { key } = await world.station('dang-hung-phuoc')
    expect((await world.nobody().request('/api/v1/session', { headers: { cookie: `sq_session=${key}` } })).status).toBe(
      401,
    )
    expect((await world.app.request(`${PROBE}?token=${key}`)).status).toBe(403)
    expect((await world.nobody().request('/api/v1/session', { headers: { cookie: `sq_session=${key}` } })).status).toBe(
      401,
    )
  })

  it('revoking acts at once, and once', async () => {
    world = await open()
    const bao = await world.as('bao')
    const { id, key } = (await bao.post(`${STATION}/keys`, { name: 'Máy phát' })).body
    const probe = async () => (await world.app.request(`${PROBE}?token=${key}`)).status
    expect(await probe()).toBe(403)
    expect((await bao.delete(`/api/v1/stations/binh-ninh/keys/${id}`)).status).toBe(404)
    expect(await probe()).toBe(403)
    expect((await bao.delete(`${STATION}/keys/${id}`)).status).toBe(204)
    expect(await probe()).toBe(401)
    expect((await bao.delete(`${STATION}/keys/${id}`)).body.code).toBe('station_key_revoked')
    expect((await bao.get(`${STATION}/keys`)).body.items[0].revoked_at).toBe('2026-11-23T00:00:00Z')
  })

  it('a report key may read reports and no more; it is revoked at once too', async () => {
    world = await open()
    const bao = await world.as('bao')
    const { id, key } = (await bao.post('/api/v1/api-keys', { name: 'Cổng báo cáo' })).body
    const probe = async () => (await world.app.request(PROBE, { headers: { authorization: `Bearer ${key}` } })).status
    expect(await probe()).toBe(403)
    expect((await world.app.request(`${STATION}?token=${key}`)).status).toBe(403)
    expect((await bao.delete(`/api/v1/api-keys/${id}`)).status).toBe(204)
    expect(await probe()).toBe(401)
    expect((await bao.delete(`/api/v1/api-keys/${id}`)).status).toBe(409)
    expect((await bao.delete('/api/v1/api-keys/999999')).status).toBe(404)
  })

  it('administrators make, see and revoke keys; an operator those of the own station, nobody else any', async () => {
    world = await open()
    const { id } = (await (await world.as('bao')).post(`${STATION}/keys`, { name: 'Máy phát' })).body
    const others = [await world.as('ha'), await world.station('dang-hung-phuoc'), await world.reportKey()]
    const tam = await world.as('tam')
    const refused = async (who: Client, station: string): Promise<void> => {
      expect((await who.post(`${station}/keys`, { name: 'Lén' })).status).toBe(403)
      expect((await who.get(`${station}/keys`)).status).toBe(403)
      expect((await who.delete(`${station}/keys/${id}`)).status).toBe(403)
      expect((await who.post('/api/v1/api-keys', { name: 'Lén' })).status).toBe(403)
    }
    for (const other of others) await refused(other, STATION)
    await refused(tam, '/api/v1/stations/binh-ninh')
    const own = await tam.post(`${STATION}/keys`, { name: 'Điện thoại' })
    expect(own.status).toBe(201)
    expect((await tam.get(`${STATION}/keys`)).body.items.map((key: { name: string }) => key.name)).toContain(
      'Điện thoại',
    )
    expect((await tam.delete(`${STATION}/keys/${own.body.id}`)).status).toBe(204)
  })

  it('the last use is kept, at most each minute, and never on the request’s path', async () => {
    world = await open()
    const bao = await world.as('bao')
    const { key } = (await bao.post(`${STATION}/keys`, { name: 'Máy phát' })).body
    const lastUse = async () => (await bao.get(`${STATION}/keys`)).body.items[0].last_used_at
    const use = () => world.app.request(`${PROBE}?token=${key}`)
    await use()
    expect(await lastUse()).toBeNull()
    await writeUses(world.ctx)
    expect(await lastUse()).toBe('2026-11-23T00:00:00Z')
    world.clock.advance(59_000)
    await use()
    await writeUses(world.ctx)
    expect(await lastUse()).toBe('2026-11-23T00:00:00Z')
    world.clock.advance(1_000)
    await use()
    await writeUses(world.ctx)
    expect(await lastUse()).toBe('2026-11-23T00:01:00Z')
  })

  it('a poll with a known key asks the database nothing', async () => {
    world = await open()
    const { key } = await world.station('dang-hung-phuoc')
    const poll = () => world.app.request(`/api/v1/session?token=${key}`)
    expect((await poll()).status).toBe(403)
    const asked = vi.spyOn(Db.prototype, 'q', 'get')
    expect((await poll()).status).toBe(403)
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  it('what a command revokes in another process ends in the server within five seconds', async () => {
    world = await open()
    const { key } = await world.station('dang-hung-phuoc')
    const tam = await world.as('tam')
    const probe = async () => [
      (await world.app.request(`${PROBE}?token=${key}`)).status,
      (await tam.get('/api/v1/session')).status,
    ]
    expect(await probe()).toEqual([403, 200])
    // The same database through another handle is what another process has.
    const other = new Db(world.ctx.db.q, world.ctx.db.dialect, world.ctx.db.url)
    const [row] = await world.ctx.db.q.selectFrom('station_key').select('id').execute()
    await stationKeyCommand({ ...world.ctx, db: other }, ['revoke', String(row?.id)])
    await accountCommand({ ...world.ctx, db: other }, ['deactivate', 'tam'])
    world.clock.advance(4_999)
    expect(await probe()).toEqual([401, 401])
  })

  it('the station-key command makes, lists and revokes', async () => {
    world = await open()
    const run = (...argv: string[]) => stationKeyCommand(world.ctx, argv)
    const [key] = (await run('create', 'binh-ninh', 'Hộp', 'phát')) ?? []
    expect((await world.app.request(`${PROBE}?token=${key}`)).status).toBe(403)
    const [line] = (await run('list', 'binh-ninh')) ?? []
    expect(line).toMatch(/^\d+\tbinh-ninh\tHộp phát\tnever used\tvalid$/)
    expect(await run('revoke', line?.split('\t')[0] ?? '')).toEqual([expect.stringMatching(/revoked$/)])
    expect((await world.app.request(`${PROBE}?token=${key}`)).status).toBe(401)
    expect((await run('list'))?.[0]).toMatch(/revoked$/)
    await expect(run('create', 'khong-co', 'Máy')).rejects.toMatchObject({ code: 'station_not_found' })
    await expect(run('revoke', 'abc')).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(run('revoke', '999999')).rejects.toMatchObject({ code: 'station_key_not_found' })
    expect(await run('create', 'binh-ninh')).toBeNull()
    expect(await run()).toBeNull()
  })
})

describe('secrets', () => {
  it('stand in no log line and no audit row, nor anywhere in the database', async () => {
    const world = await openWorld()
    const lines: string[] = []
    const log = openLog('trace', { write: (line: string) => void lines.push(line) })
    const ctx = { ...world.ctx, log }
    const app = createApp(ctx)
    const send = async (cookie: string, path: string, body?: unknown, method = 'POST') =>
      app.request(path, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    try {
      const password = 'bí mật không ai biết'
      const setup = await firstStart(ctx)
      expect(setup).toBeNull()
      const [, link = ''] =
        (await accountCommand(ctx, ['create', 'sau', '--name', 'Sáu', '--role', 'administrator'])) ?? []
      const linkToken = new URL(link).searchParams.get('link') ?? ''
      await app.request(link)
      await send('', '/api/v1/password-resets', { token: linkToken, password })
      const signedIn = await send('', '/api/v1/session', { username: 'sau', password })
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      expect(signedIn.status).toBe(200)
      const { key } = await (await send(cookie, `${STATION}/keys`, { name: 'Máy phát' })).json()
      const { key: apiKey } = await (await send(cookie, '/api/v1/api-keys', { name: 'Báo cáo' })).json()
      await app.request(`${PROBE}?token=${key}&x=1`)
      await app.request(PROBE, { headers: { authorization: `Bearer ${apiKey}` } })
      await send(cookie, '/api/v1/session/password', { current: password, password: 'bí mật khác nữa đây' }, 'PUT')
      await writeUses(ctx)
      const tables = [
        'audit_entry',
        'station_key',
        'api_key',
        'sign_in_session',
        'one_time_link',
        'account',
        'sign_in_attempt',
      ] as const
      const stored: unknown[] = []
      for (const table of tables) stored.push(await world.ctx.db.q.selectFrom(table).selectAll().execute())
      const everything = lines.join('\n') + JSON.stringify(stored)
      expect(lines.length).toBeGreaterThan(5)
      for (const secret of [
        password,
        'bí mật khác nữa đây',
        linkToken,
        cookie.replace('sq_session=', ''),
        key,
        apiKey,
      ]) {
        expect(secret.length).toBeGreaterThan(10)
        expect(everything.includes(secret)).toBe(false)
        expect(everything.includes(encodeURIComponent(secret))).toBe(false)
      }
    } finally {
      await world.close()
    }
  })
})
