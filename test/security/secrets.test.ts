import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { codeAt, createAccount, firstStart, makeResetLink } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { openLog } from '../../src/log.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'

// Each sign-in weighs what a password weighs, by design; a busy machine has many of them to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const PASSWORD = 'bi-mat-cua-duyen-2026'
const WEBHOOK_SECRET = 'bi-mat-cua-webhook-2026'
const SMTP_PASSWORD = 'bi-mat-cua-thu-2026'

type Sent = readonly [method: string, path: string, init?: { body?: string; headers?: Record<string, string> }]

describe('What is secret', () => {
  let world: World
  let written = ''
  let secrets: Record<string, string>
  let cookie: string
  beforeAll(async () => {
    world = await openWorld({
      env: {
        SMTP_URL: `smtp://ten:${SMTP_PASSWORD}@127.0.0.1:1`,
        MAIL_FROM: 'a@example.vn',
        WEBHOOK_URL: 'http://127.0.0.1:1/x',
        WEBHOOK_SECRET,
      },
    })
    const sink = new Writable({
      write: (chunk, _, done) => {
        written += String(chunk)
        done()
      },
    })
    Object.assign(world.ctx, { log: openLog('trace', sink) })
    const facts = { username: 'duyen', name: 'Ngô Mỹ Duyên', roles: ['approver'] as const, stations: [] }
    const { id } = await createAccount(world.ctx, system('test'), { ...facts, password: PASSWORD })
    const { headers } = await world.nobody().post('/api/v1/session', { username: 'duyen', password: PASSWORD })
    cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const ask = async (method: string, path: string, body: object) => {
      const sent = { cookie, 'content-type': 'application/json' }
      return (await world.app.request(path, { method, headers: sent, body: JSON.stringify(body) })).json()
    }
    const { secret } = await ask('POST', '/api/v1/session/second-factor', {})
    const code = codeAt(secret, world.clock.now())
    const { recovery_codes } = await ask('PUT', '/api/v1/session/second-factor', { code, password: PASSWORD })
    const bao = await world.as('bao')
    const { url } = await makeResetLink(world.ctx, system('test'), { accountId: id })
    secrets = {
      password: PASSWORD,
      session: cookie.split('=')[1] ?? '',
      'station key': (await world.station(TAMS_STATION)).key,
      'report key': (await world.reportKey()).key,
      'reset link': new URL(url).searchParams.get('link') ?? '',
      pairing: (await bao.post('/api/v1/pairings', { station: TAMS_STATION })).body.code,
      'factor secret': secret,
      'recovery code': recovery_codes[0],
      webhook: WEBHOOK_SECRET,
      mail: SMTP_PASSWORD,
    }
    expect(await firstStart(world.ctx)).toBeNull()
  })
  afterAll(() => world?.close())

  /** Each secret in every place where somebody may send it, rightly or by mistake. */
  const places = (secret: string): Sent[] => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const json = { 'content-type': 'application/json' }
    const posted = (path: string, fields: object): Sent[] => [
      ['POST', path, { body: JSON.stringify(fields), headers: json }],
      ['POST', path, { body: `${JSON.stringify(fields)}{`, headers: json }],
    ]
    const page = (path: string, names: readonly string[]): Sent => [
      'POST',
      path,
      { body: names.map((name) => `${name}=${encodeURIComponent(secret)}`).join('&'), headers: form },
    ]
    return [
      ...posted('/api/v1/session', { username: 'duyen', password: secret, code: secret }),
      ...posted('/api/v1/password-resets', { token: secret, password: secret }),
      ...posted('/api/v1/setup', { token: secret, username: 'x', name: 'x', password: secret }),
      ...posted(`/api/v1/pairings/${secret}/claims`, { device_name: 'x' }),
      page('/dang-nhap', ['username', 'password']),
      page('/dang-nhap/ma', ['code']),
      page('/dat-lai-mat-khau', ['link', 'password']),
      page('/thiet-lap', ['link', 'password', 'name', 'username']),
      ['GET', `/api/v1/stations/${TAMS_STATION}/playlist.json?token=${secret}`],
      ['GET', `/api/v1/stations/xuan-dong/playlist.m3u?date=x&token=${secret}`],
      ['GET', `/dat-lai-mat-khau?link=${secret}`],
      ['GET', '/api/v1/stations', { headers: { authorization: `Bearer ${secret}` } }],
      ['GET', '/api/v1/stations', { headers: { authorization: `Basic ${btoa(`x:${secret}`)}` } }],
      ['GET', '/api/v1/accounts', { headers: { authorization: `Bearer ${secret}x` } }],
      ['GET', '/tai-khoan', { headers: { cookie: `sq_session=${secret}` } }],
      ['POST', '/dang-nhap/ma', { body: 'code=1', headers: { ...form, cookie: `sq_step=${secret}` } }],
      [
        'PUT',
        '/api/v1/session/password',
        {
          body: JSON.stringify({ current: secret, password: secret }),
          headers: { ...json, cookie },
        },
      ],
      page('/tai-khoan/mat-khau', ['current', 'password']),
    ]
  }
  const send = async ([method, path, init = {}]: Sent) => {
    world.clock.advance(3_600_000)
    const answer = await world.app.request(path, { method, ...init })
    return { status: answer.status, text: await answer.text(), headers: JSON.stringify([...answer.headers]) }
  }

  it('is in no log line and no answer that refuses, whatever goes wrong, also within the server', async () => {
    const leaks = new Set<string>()
    const plain = world.ctx.db.transact.bind(world.ctx.db)
    let faults = 0
    for (const broken of [false, true]) {
      if (broken) {
        world.ctx.db.transact = () => Promise.reject(new Error('disk I/O error'))
      }
      for (const [name, secret] of Object.entries(secrets)) {
        for (const place of places(secret)) {
          const before = written.length
          const { status, text, headers } = await send(place)
          if (status >= 500) faults += 1
          const where = `${name}: ${place[0]} ${place[1].replaceAll(secret, '…')} ${status}`
          if (written.slice(before).includes(secret)) leaks.add(`log: ${where}`)
          // A page whose form came back keeps the link that was in it, as it was sent.
          const isOwnForm = /name="link"|name="username"/.test(text)
          if (status >= 400 && !isOwnForm && (text.includes(secret) || headers.includes(secret)))
            leaks.add(`answer: ${where}`)
        }
      }
    }
    world.ctx.db.transact = plain
    expect(faults).toBeGreaterThan(20)
    expect(written.length).toBeGreaterThan(10_000)
    expect([...leaks]).toEqual([])
  })

  it('stands in no page of who may see most, no audit row, no export, no metrics; hashes of it alone in the database', async () => {
    const bao = await world.as('bao')
    const told = [
      ...['/quan-tri', '/quan-tri/nhat-ky', '/quan-tri/khoa', '/quan-tri/dang-nhap', '/quan-tri/thong-bao'],
      ...['/quan-tri/cai-dat', `/dai/${TAMS_STATION}/khoa`, '/api/v1/audit?limit=500', '/api/v1/export.ndjson'],
      ...['/api/v1/api-keys', '/api/v1/accounts', '/api/v1/settings', '/metrics'],
    ]
    for (const path of told) {
      const text = await (await bao.request(path)).text()
      for (const [name, secret] of Object.entries(secrets))
        expect([path, name, text.includes(secret)]).toEqual([path, name, false])
    }
    // What a telephone computes codes from cannot be a hash; everything else is.
    const { q } = world.ctx.db
    const kept: unknown[] = []
    for (const table of [
      'account',
      'sign_in_session',
      'station_key',
      'api_key',
      'one_time_link',
      'pairing',
      'recovery_code',
      'second_step',
      'audit_entry',
      'setting',
    ] as const)
      kept.push(await q.selectFrom(table).selectAll().execute())
    const text = JSON.stringify(kept)
    for (const [name, secret] of Object.entries(secrets)) expect([name, text.includes(secret)]).toEqual([name, false])
  })
})
