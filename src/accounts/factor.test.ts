import { afterEach, expect, it, vi } from 'vitest'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import { system } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { accountCommand } from './cli.ts'
import { createAccount } from './index.ts'
import { codeAt } from './totp.ts'

// Each sign-in weighs what a password weighs, by design; a busy machine has many of them to do.
vi.setConfig({ testTimeout: 180_000 })

const PASSWORD = 'đường làng ngõ xóm'
const SESSION = '/api/v1/session'
const FACTOR = `${SESSION}/second-factor`
const RULE = '/api/v1/second-factor-rule'

onBothDatabases('the second factor', (open) => {
  let world: World
  afterEach(() => world.close())

  /** Bảo's colleague Duyên, an approver with a password. */
  async function duyen(): Promise<number> {
    world = await open()
    const input = { username: 'duyen', name: 'Ngô Mỹ Duyên', roles: ['approver'] as const, stations: [] }
    return (await createAccount(world.ctx, system('test'), { ...input, password: PASSWORD })).id
  }
  const enter = (body: object = {}) => world.nobody().post(SESSION, { username: 'duyen', password: PASSWORD, ...body })
  const inside = (headers: Headers): Client => {
    const cookie =
      headers
        .getSetCookie()
        .find((one) => one.startsWith('sq_session='))
        ?.split(';')[0] ?? ''
    const request = async (path: string, init: RequestInit = {}) =>
      world.app.request(path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), cookie } })
    const send = (method: string) => async (path: string, body?: object) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await request(path, { method, headers, body: body ? JSON.stringify(body) : null })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
    }
    const [get, post, put, patch, remove] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(send)
    if (!get || !post || !put || !patch || !remove) throw new Error('unreachable')
    return { request, get, post, put, patch, delete: remove }
  }
  /** Switches it on. @returns the session, the secret, the recovery codes */
  async function enrolled() {
    const client = inside((await enter()).headers)
    const { secret } = (await client.post(FACTOR, {})).body
    const code = codeAt(secret, world.clock.now())
    const { status, body } = await client.put(FACTOR, { code, password: PASSWORD })
    expect(status).toBe(200)
    return { client, secret: String(secret), codes: body.recovery_codes as string[] }
  }
  const next = (secret: string): string => {
    world.clock.advance(30_000)
    return codeAt(secret, world.clock.now())
  }

  it('is on once a code and the password confirm it; then the password alone opens nothing, and a code opens once', async () => {
    const id = await duyen()
    const elsewhere = inside((await enter()).headers)
    const early = inside((await enter()).headers)
    const { secret } = (await early.post(FACTOR, {})).body
    const first = codeAt(secret, world.clock.now())
    const wrong = await early.put(FACTOR, { code: first, password: 'không phải đâu' })
    expect([wrong.status, wrong.body.fields[0].path]).toEqual([400, 'password'])
    expect((await early.put(FACTOR, { code: '000000', password: PASSWORD })).body.fields[0].path).toBe('code')
    const { body } = await early.put(FACTOR, { code: first, password: PASSWORD })
    expect(body.recovery_codes).toHaveLength(10)
    expect((await elsewhere.get(SESSION)).status).toBe(401)
    expect((await early.get(FACTOR)).body).toMatchObject({ recovery_codes_left: 10, required: false, enrol_by: null })

    const half = await enter()
    expect([half.status, half.body.code, half.headers.getSetCookie()]).toEqual([401, 'second_factor_required', []])
    // The code that confirmed is used up.
    expect((await enter({ code: first })).body.code).toBe('wrong_code')
    const fresh = next(secret)
    expect((await enter({ code: fresh })).status).toBe(200)
    expect((await enter({ code: fresh })).body.code).toBe('wrong_code')
    // The one before it, though its time is not over.
    expect((await enter({ code: first })).body.code).toBe('wrong_code')

    const bao = await world.as('bao')
    const trail = (await bao.get('/api/v1/audit')).body.items
    expect(trail.find((one: { action: string }) => one.action === 'session.open').after.second_factor).toBe('totp')
    expect(trail.map((one: { action: string }) => one.action)).toContain('second_factor.create')
    expect(JSON.stringify(trail)).not.toContain(secret)
    const page = await (await bao.request(`/quan-tri/tai-khoan/${id}`)).text()
    expect(page).toContain('Mã hai bước')
    expect(page).toContain('đúng mật khẩu, chờ mã')
  })

  it('lets in by a recovery code, each once; a person makes new ones, moves to another telephone, switches it off', async () => {
    await duyen()
    const { client, secret, codes } = await enrolled()
    const [one = '', two = ''] = codes
    expect((await enter({ code: one.toLowerCase().replaceAll('-', ' ') })).status).toBe(200)
    expect((await enter({ code: one })).body.code).toBe('wrong_code')
    expect((await client.get(FACTOR)).body.recovery_codes_left).toBe(9)
    const fresh = await client.post(`${FACTOR}/recovery-codes`, { code: next(secret) })
    expect(fresh.body.recovery_codes).toHaveLength(10)
    expect((await enter({ code: two })).body.code).toBe('wrong_code')

    expect((await client.post(FACTOR, {})).body.code).toBe('wrong_code')
    const other = (await client.post(FACTOR, { code: next(secret) })).body.secret
    // Until it is confirmed the old telephone counts.
    expect((await enter({ code: next(secret) })).status).toBe(200)
    const moved = await client.put(FACTOR, { code: codeAt(other, world.clock.now()), password: PASSWORD })
    expect(moved.status).toBe(200)
    expect((await enter({ code: next(secret) })).body.code).toBe('wrong_code')
    expect((await client.post(`${FACTOR}/removals`, { code: next(other) })).status).toBe(204)
    expect((await enter()).status).toBe(200)
  })

  it('makes who guesses codes wait, apart from passwords; a secret that was shown too long ago is void', async () => {
    await duyen()
    const { secret } = await enrolled()
    for (let i = 0; i < 5; i++) expect((await enter({ code: `00000${i}` })).body.code).toBe('wrong_code')
    const stopped = await enter({ code: codeAt(secret, world.clock.now() + 30_000) })
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '5'])
    const { headers, status } = await enter({ code: next(secret) })
    expect(status).toBe(200)
    const client = inside(headers)
    const shown = (await client.post(FACTOR, { code: next(secret) })).body.secret
    world.clock.advance(31 * 60_000)
    const late = await client.put(FACTOR, { code: codeAt(shown, world.clock.now()), password: PASSWORD })
    expect(late.body.code).toBe('factor_not_begun')
  })

  it('is needed for the roles that an administrator names, after a time of grace', async () => {
    await duyen()
    const bao = await world.as('bao')
    const before = inside((await enter()).headers)
    expect((await before.put(RULE, { roles: [], grace_days: 1 })).status).toBe(403)
    expect((await bao.put(RULE, { roles: ['approver'], grace_days: 7 })).status).toBe(204)
    expect((await bao.get(RULE)).body).toEqual({ roles: ['approver'], grace_days: 7 })
    expect((await before.get(FACTOR)).body).toMatchObject({ required: true, enrol_by: '2026-11-30T00:00:00Z' })
    expect((await before.get('/api/v1/stations')).status).toBe(200)
    world.clock.advance(7 * DAY_MS)
    const late = inside((await enter()).headers)
    const refused = await late.get('/api/v1/stations')
    expect([refused.status, refused.body.code]).toEqual([403, 'enrol_needed'])
    const page = await late.request('/lich-phat')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/tai-khoan/xac-thuc'])
    expect((await late.request('/tai-khoan/xac-thuc')).status).toBe(200)
    // Whose role does not need one goes on.
    expect((await (await world.as('lan')).get('/api/v1/stations')).status).toBe(200)
    const { client, secret } = await enrolled()
    expect((await client.get('/api/v1/stations')).status).toBe(200)
    expect((await client.post(`${FACTOR}/removals`, { code: next(secret) })).body.code).toBe('factor_required')
    const actions = (await bao.get('/api/v1/audit?subject_kind=setting')).body.items
    expect(actions[0]).toMatchObject({ action: 'second_factor_rule.change', before: { roles: [] } })
  })

  it('is taken away by an administrator, or at the machine, from who lost telephone and codes', async () => {
    const id = await duyen()
    const { client } = await enrolled()
    expect((await (await world.as('minh')).delete(`/api/v1/accounts/${id}/second-factor`)).status).toBe(403)
    expect((await (await world.as('bao')).delete(`/api/v1/accounts/${id}/second-factor`)).status).toBe(204)
    expect((await client.get(SESSION)).status).toBe(401)
    expect((await enter()).status).toBe(200)
    await enrolled()
    await accountCommand(world.ctx, ['reset-factor', 'duyen'])
    expect((await enter()).status).toBe(200)
    const trail = (await (await world.as('bao')).get(`/api/v1/audit?subject_kind=account&subject_id=${id}`)).body.items
    const removed = trail.filter((one: { action: string }) => one.action === 'second_factor.remove')
    expect(removed.map((one: { actor_name: string }) => one.actor_name)).toEqual(['command line', 'Huỳnh Quốc Bảo'])
  })
})
