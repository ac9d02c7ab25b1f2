import { afterEach, expect, it } from 'vitest'
import { onBothDatabases, type World } from '../../test/world.ts'
import { system } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { createAccount } from './index.ts'
import { tidySignIns } from './jobs.ts'

const PASSWORD = 'đường làng ngõ xóm'
const SESSION = '/api/v1/session'

onBothDatabases('signing in', (open) => {
  let world: World
  afterEach(() => world.close())

  /** Hồng, an editor with a password, in a world of her own. */
  async function hong(): Promise<void> {
    world = await open()
    const input = {
      username: 'Hồng.Lê',
      name: 'Lê Thị Hồng',
      roles: ['editor'] as const,
      stations: [],
      password: PASSWORD,
    }
    await createAccount(world.ctx, system('test'), input)
  }
  const trySignIn = (username: string, password: string) => world.nobody().post(SESSION, { username, password })
  const cookieOf = (headers: Headers): string => headers.getSetCookie().find((c) => c.startsWith('sq_session=')) ?? ''
  const tokenOf = (headers: Headers): string => cookieOf(headers).split(';')[0] ?? ''
  const withCookie = (cookie: string, init: RequestInit = {}) =>
    world.nobody().request(SESSION, { ...init, headers: { ...init.headers, cookie } })
  const statusWith = async (cookie: string): Promise<number> => (await withCookie(cookie)).status

  it('opens a session in a cookie that scripts and other sites cannot use', async () => {
    await hong()
    const answer = await trySignIn('Hồng.Lê', PASSWORD)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ name: 'Lê Thị Hồng', roles: ['editor'] })
    expect(cookieOf(answer.headers)).toMatch(/^sq_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    const me = await withCookie(tokenOf(answer.headers))
    expect(await me.json()).toMatchObject({ username: 'Hồng.Lê' })
  })

  it('over https the cookie is Secure', async () => {
    world = await open({ env: { PUBLIC_URL: 'https://songque.example.vn' } })
    await createAccount(world.ctx, system('test'), {
      username: 'hong',
      name: 'Hồng',
      roles: [],
      stations: [],
      password: PASSWORD,
    })
    expect(cookieOf((await trySignIn('hong', PASSWORD)).headers)).toMatch(/; Secure/)
  })

  it('takes the user name in any case, with or without marks, composed or not', async () => {
    await hong()
    for (const name of ['hồng.lê', 'HONG.LE', 'Hồng.Lê'.normalize('NFD'), '  hong.le ']) {
      expect((await trySignIn(name, PASSWORD)).status).toBe(200)
    }
  })

  it('says the same of a wrong password and of a name that nobody has', async () => {
    await hong()
    const [wrong, unknown] = [await trySignIn('hong.le', 'không phải đâu'), await trySignIn('ai.do', 'không phải đâu')]
    expect(wrong.status).toBe(401)
    expect(wrong.body.code).toBe('wrong_password')
    expect(unknown.body).toEqual(wrong.body)
    expect(cookieOf(wrong.headers)).toBe('')
  })

  it('makes the sixth guess wait, also with the right password, and lets go in time', async () => {
    await hong()
    for (let i = 0; i < 5; i++) expect((await trySignIn('hong.le', `lần thử thứ ${i} nhé`)).status).toBe(401)
    const stopped = await trySignIn('hong.le', PASSWORD)
    expect(stopped.status).toBe(429)
    expect(stopped.body.code).toBe('too_many_attempts')
    expect(stopped.headers.get('Retry-After')).toBe('5')
    world.clock.advance(5_000)
    expect((await trySignIn('hong.le', PASSWORD)).status).toBe(200)
    // The success has cleared the account.
    expect((await trySignIn('hong.le', 'lại nhầm lần nữa')).status).toBe(401)
  })

  it("a stranger's guesses do not lock the person out, and one address cannot go on through all names", async () => {
    world = await open({ env: { TRUST_PROXY: '1' } })
    await createAccount(world.ctx, system('test'), {
      username: 'hong',
      name: 'Hồng',
      roles: [],
      stations: [],
      password: PASSWORD,
    })
    const from = (address: string, username: string, password: string) =>
      world.nobody().post(SESSION, { username, password }, { 'x-forwarded-for': `10.9.9.9, ${address}` })
    const fail = (address: string, names: readonly string[]) => {
      const rows = names.map((name) => ({ username_folded: name, address, at: world.clock.now(), succeeded: 0 }))
      return world.ctx.db.q.insertInto('sign_in_attempt').values(rows).execute()
    }
    await fail('203.0.113.7', Array<string>(8).fill('hong'))
    expect((await from('203.0.113.7', 'hong', PASSWORD)).status).toBe(429)
    expect((await from('198.51.100.4', 'hong', PASSWORD)).status).toBe(200)
    await fail(
      '192.0.2.66',
      Array.from({ length: 30 }, (_, i) => `nguoi-thu-${i}`),
    )
    expect((await from('192.0.2.66', 'hong', PASSWORD)).status).toBe(429)
    expect((await from('198.51.100.4', 'hong', PASSWORD)).status).toBe(200)
  })

  it('what ended is tidied away each night, what goes on stays', async () => {
    await hong()
    const token = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    world.clock.advance(8 * DAY_MS)
    await trySignIn('hong.le', 'không phải đâu')
    await tidySignIns(world.ctx)
    expect(await statusWith(token)).toBe(200)
    expect(await world.ctx.db.q.selectFrom('sign_in_attempt').select('succeeded').execute()).toEqual([{ succeeded: 0 }])
    world.clock.advance(15 * DAY_MS)
    await tidySignIns(world.ctx)
    expect(await world.ctx.db.q.selectFrom('sign_in_session').select('account_id').execute()).toEqual([])
  })

  it('counts guesses that are sent at the same moment', async () => {
    await hong()
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => trySignIn('hong.le', `lần thử thứ ${i} nhé`)))
    expect(all.map((a) => a.status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  it('wants both fields, and text in them', async () => {
    await hong()
    for (const body of [{}, { username: 'hong' }, { username: 'hong', password: 7 }, { username: '', password: '' }]) {
      const answer = await world.nobody().post(SESSION, body)
      expect(answer.status).toBe(400)
      expect(answer.body.fields.length).toBeGreaterThan(0)
    }
    const sql = await trySignIn("' or 1=1 --", "' or 1=1 --")
    expect(sql.status).toBe(401)
  })

  it('is over after signing out, on this device only', async () => {
    await hong()
    const [one, two] = [await trySignIn('hong.le', PASSWORD), await trySignIn('hong.le', PASSWORD)]
    const [a, b] = [tokenOf(one.headers), tokenOf(two.headers)]
    expect([await statusWith(a), await statusWith(b)]).toEqual([200, 200])
    expect((await withCookie(a, { method: 'DELETE' })).status).toBe(204)
    expect([await statusWith(a), await statusWith(b)]).toEqual([401, 200])
  })

  it('signing out everywhere ends every session, and says how many', async () => {
    await hong()
    const [a, b] = [
      tokenOf((await trySignIn('hong.le', PASSWORD)).headers),
      tokenOf((await trySignIn('hong.le', PASSWORD)).headers),
    ]
    expect(await statusWith(b)).toBe(200)
    const ended = await world.nobody().request(`${SESSION}/everywhere`, { method: 'DELETE', headers: { cookie: a } })
    expect(await ended.json()).toEqual({ ended: 2 })
    expect([await statusWith(a), await statusWith(b)]).toEqual([401, 401])
  })

  it('a new password ends the other sessions and keeps this one', async () => {
    await hong()
    const [a, b] = [
      tokenOf((await trySignIn('hong.le', PASSWORD)).headers),
      tokenOf((await trySignIn('hong.le', PASSWORD)).headers),
    ]
    expect(await statusWith(b)).toBe(200)
    const change = async (current: string, password: string): Promise<number> => {
      const body = JSON.stringify({ current, password })
      const headers = { cookie: a, 'content-type': 'application/json' }
      return (await world.nobody().request(`${SESSION}/password`, { method: 'PUT', headers, body })).status
    }
    expect(await change('không phải đâu', 'mật khẩu mới của Hồng')).toBe(403)
    expect(await change(PASSWORD, 'ngắn')).toBe(400)
    expect(await change(PASSWORD, 'mật khẩu mới của Hồng')).toBe(204)
    expect([await statusWith(a), await statusWith(b)]).toEqual([200, 401])
    expect((await trySignIn('hong.le', PASSWORD)).status).toBe(401)
    expect((await trySignIn('hong.le', 'mật khẩu mới của Hồng')).status).toBe(200)
  })

  it('the token is changed once a day; the one before it goes on for ten minutes', async () => {
    await hong()
    const first = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    world.clock.advance(DAY_MS - 1)
    expect(tokenOf((await withCookie(first)).headers)).toBe('')
    world.clock.advance(1)
    const second = tokenOf((await withCookie(first)).headers)
    expect(second).toMatch(/^sq_session=[\w-]{43}$/)
    expect(second).not.toBe(first)
    expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200])
    world.clock.advance(10 * 60_000)
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200])
  })

  it('an answer with the new token that got lost is made good', async () => {
    await hong()
    const first = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    world.clock.advance(DAY_MS)
    await withCookie(first)
    world.clock.advance(60_000)
    const again = tokenOf((await withCookie(first)).headers)
    expect(again).toMatch(/^sq_session=/)
    world.clock.advance(30 * 60_000)
    expect([await statusWith(first), await statusWith(again)]).toEqual([401, 200])
  })

  it('a session nobody uses for fourteen days is over, and any after thirty', async () => {
    await hong()
    const idle = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    world.clock.advance(14 * DAY_MS)
    expect(await statusWith(idle)).toBe(401)
    let used = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    for (let days = 10; days < 30; days += 10) {
      world.clock.advance(10 * DAY_MS)
      used = tokenOf((await withCookie(used)).headers)
      expect(await statusWith(used)).toBe(200)
    }
    world.clock.advance(10 * DAY_MS)
    expect(await statusWith(used)).toBe(401)
  })

  it('a cookie that opens nothing is taken away and is nobody, not an error', async () => {
    await hong()
    for (const cookie of [`sq_session=${'a'.repeat(43)}`, 'sq_session=', 'sq_session=<script>']) {
      const answer = await withCookie(cookie)
      expect(answer.status).toBe(401)
      expect((await answer.json()).code).toBe('sign_in_required')
      expect(cookieOf(answer.headers)).toMatch(/^sq_session=; Max-Age=0/)
    }
  })

  it('what another site sends in a person’s name is refused', async () => {
    await hong()
    const cookie = tokenOf((await trySignIn('hong.le', PASSWORD)).headers)
    const send = async (headers: Record<string, string>): Promise<number> =>
      (await withCookie(cookie, { method: 'DELETE', headers: { host: 'localhost', ...headers } })).status
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await send({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await send({ origin: 'https://evil.example' })).toBe(403)
    expect(await send({ origin: 'null' })).toBe(403)
    expect(await statusWith(cookie)).toBe(200)
    // Reading is no matter of it.
    expect((await withCookie(cookie, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200)
    expect(await send({ origin: 'http://localhost' })).toBe(204)
  })
})
