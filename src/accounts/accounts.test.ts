import { afterEach, expect, it } from 'vitest'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { ACCOUNT_USAGE, accountCommand, firstStart } from './index.ts'

const PASSWORD = 'đường làng ngõ xóm'
const tokenIn = (url: string | null | undefined): string => new URL(url ?? '').searchParams.get('link') ?? ''

onBothDatabases('accounts', (open) => {
  let world: World
  afterEach(() => world.close())

  const bao = async (): Promise<Client> => {
    world = await open()
    return world.as('bao')
  }
  const signIn = async (username: string, password: string): Promise<number> =>
    (await world.nobody().post('/api/v1/session', { username, password })).status

  it('an administrator creates a person with roles and stations, and nobody else does', async () => {
    const admin = await bao()
    const body = {
      username: 'sau',
      name: 'Phan Văn Sáu',
      roles: ['station_operator', 'technician'],
      stations: ['binh-ninh', 'xuan-dong'],
    }
    const created = await admin.post('/api/v1/accounts', { ...body, password: PASSWORD })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ ...body, active: true, has_password: true })
    expect(created.body.roles).toEqual(['station_operator', 'technician'])
    expect(await signIn('sau', PASSWORD)).toBe(200)
    for (const person of ['lan', 'minh', 'phuc', 'ha', 'tam', 'bich'] as const) {
      const other = await world.as(person)
      expect((await other.post('/api/v1/accounts', { ...body, username: 'bay' })).status).toBe(403)
      expect((await other.get('/api/v1/accounts')).status).toBe(403)
    }
    expect((await world.nobody().get('/api/v1/accounts')).status).toBe(401)
    expect((await (await world.station('binh-ninh')).get('/api/v1/accounts')).status).toBe(403)
  })

  it('a user name is taken whatever its case and marks', async () => {
    const admin = await bao()
    for (const username of ['LAN', 'lan', 'Lân', 'Lân'.normalize('NFD')]) {
      const answer = await admin.post('/api/v1/accounts', { username, name: 'Lan khác' })
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('username_taken')
    }
  })

  it('refuses what is no account, naming each field', async () => {
    const admin = await bao()
    const wrong = async (body: Record<string, unknown>): Promise<string[]> => {
      const answer = await admin.post('/api/v1/accounts', { username: 'sau', name: 'Sáu', ...body })
      expect(answer.status).toBe(400)
      return answer.body.fields.map((field: { path: string }) => field.path)
    }
    expect(await wrong({ username: 'a b' })).toEqual(['username'])
    expect(await wrong({ username: '<b>sau</b>' })).toEqual(['username'])
    expect(await wrong({ username: 'ab' })).toEqual(['username'])
    expect(await wrong({ name: '   ' })).toEqual(['name'])
    expect(await wrong({ name: 7 })).toEqual(['name'])
    expect(await wrong({ roles: ['king'] })).toEqual(['roles.0'])
    expect(await wrong({ stations: ['khong-co-dai-nay'] })).toEqual(['stations'])
    expect(await wrong({ password: 'ngắn' })).toEqual(['password'])
    expect(await wrong({ password: '1234567890' })).toEqual(['password'])
    expect((await admin.get('/api/v1/accounts')).body.items).toHaveLength(7)
    expect((await admin.get('/api/v1/accounts/999999')).status).toBe(404)
    expect((await admin.get('/api/v1/accounts/abc')).status).toBe(400)
  })

  it('names are kept composed, and SQL and HTML in them are only text', async () => {
    const admin = await bao()
    const name = `Nguyễn "Sáu'); drop table account; -- <script>alert(1)</script>`
    const created = await admin.post('/api/v1/accounts', { username: 'sau', name: name.normalize('NFD') })
    expect(created.body.name).toBe(name)
    expect((await admin.get(`/api/v1/accounts/${created.body.id}`)).body.name).toBe(name)
  })

  it('a change of roles and stations holds from the next request on', async () => {
    const admin = await bao()
    const lan = await world.as('lan')
    expect((await lan.get('/api/v1/accounts')).status).toBe(403)
    const changed = await admin.patch(`/api/v1/accounts/${world.accounts.lan}`, { roles: ['editor', 'administrator'] })
    expect(changed.body.roles).toEqual(['administrator', 'editor'])
    expect((await lan.get('/api/v1/accounts')).status).toBe(200)
    const tam = await world.as('tam')
    expect((await tam.get('/api/v1/stations')).body.items).toHaveLength(1)
    await admin.patch(`/api/v1/accounts/${world.accounts.tam}`, { stations: ['binh-ninh', 'xuan-dong'] })
    const codes = (await tam.get('/api/v1/stations')).body.items.map((s: { code: string }) => s.code)
    expect(codes.sort()).toEqual(['binh-ninh', 'xuan-dong'])
  })

  it('a deactivated account is out at once and cannot sign in; its decisions keep its name', async () => {
    const admin = await bao()
    const created = await admin.post('/api/v1/accounts', { username: 'sau', name: 'Sáu', password: PASSWORD })
    const lan = await world.as('lan')
    expect((await lan.get('/api/v1/session')).status).toBe(200)
    for (const id of [created.body.id, world.accounts.lan]) {
      expect((await admin.patch(`/api/v1/accounts/${id}`, { active: false })).body.active).toBe(false)
    }
    expect((await lan.get('/api/v1/session')).status).toBe(401)
    expect(await signIn('sau', PASSWORD)).toBe(401)
    expect((await admin.post(`/api/v1/accounts/${created.body.id}/reset-links`)).body.code).toBe('account_inactive')
    await admin.patch(`/api/v1/accounts/${created.body.id}`, { active: true })
    expect(await signIn('sau', PASSWORD)).toBe(200)
  })

  it('the last active administrator stays', async () => {
    const admin = await bao()
    const own = `/api/v1/accounts/${world.accounts.bao}`
    expect((await admin.patch(own, { active: false })).body.code).toBe('last_administrator')
    expect((await admin.patch(own, { roles: ['editor'] })).body.code).toBe('last_administrator')
    expect((await admin.patch(own, { name: 'Huỳnh Quốc Bảo (QTV)' })).status).toBe(200)
    await admin.patch(`/api/v1/accounts/${world.accounts.lan}`, { roles: ['administrator'] })
    expect((await admin.patch(own, { roles: ['editor'] })).status).toBe(200)
    const lan = await world.as('lan')
    expect((await lan.patch(`/api/v1/accounts/${world.accounts.lan}`, { active: false })).status).toBe(409)
  })

  it('two administrators cannot remove each other in one moment', async () => {
    const admin = await bao()
    await admin.patch(`/api/v1/accounts/${world.accounts.lan}`, { roles: ['administrator'] })
    const lan = await world.as('lan')
    const both = await Promise.all([
      admin.patch(`/api/v1/accounts/${world.accounts.lan}`, { active: false }),
      lan.patch(`/api/v1/accounts/${world.accounts.bao}`, { active: false }),
    ])
    expect(both.filter((answer) => answer.status === 200)).toHaveLength(1)
    const still = await world.ctx.db.q.selectFrom('account').select('id').where('active', '=', 1).execute()
    const ids = still.map((row) => row.id)
    expect(ids.includes(world.accounts.bao) || ids.includes(world.accounts.lan)).toBe(true)
  })

  it('an administrator signs a lost phone out', async () => {
    const admin = await bao()
    const tam = await world.as('tam')
    expect((await tam.get('/api/v1/session')).status).toBe(200)
    const ended = await world.app.request(`/api/v1/accounts/${world.accounts.tam}/sessions`, { method: 'DELETE' })
    expect(ended.status).toBe(401)
    expect((await admin.delete(`/api/v1/accounts/${world.accounts.tam}/sessions`)).body).toEqual({ ended: 1 })
    expect((await tam.get('/api/v1/session')).status).toBe(401)
  })

  it('a forgotten password is replaced through a link that works once, for a day, the newest only', async () => {
    const admin = await bao()
    const make = async () => (await admin.post(`/api/v1/accounts/${world.accounts.lan}/reset-links`)).body
    const old = tokenIn((await make()).url)
    const made = await make()
    expect(made.url).toMatch(/^http:\/\/localhost\/dat-lai-mat-khau\?link=[\w-]{43}$/)
    expect(made.expires_at).toBe('2026-11-24T00:00:00Z')
    const token = tokenIn(made.url)
    const lan = await world.as('lan')
    expect((await lan.get('/api/v1/session')).status).toBe(200)
    const reset = async (link: string, password: string) =>
      (await world.nobody().post('/api/v1/password-resets', { token: link, password })).status
    expect(await reset(old, PASSWORD)).toBe(410)
    expect(await reset(token, 'ngắn')).toBe(400)
    expect(await reset(token, PASSWORD)).toBe(204)
    expect(await reset(token, 'một mật khẩu khác')).toBe(410)
    expect((await lan.get('/api/v1/session')).status).toBe(401)
    expect(await signIn('lan', PASSWORD)).toBe(200)
    const late = tokenIn((await make()).url)
    world.clock.advance(DAY_MS)
    expect(await reset(late, 'một mật khẩu khác')).toBe(410)
    expect(await reset('không phải', 'một mật khẩu khác')).toBe(410)
  })

  it('each change is in the audit trail with before and after, page by page, for administrators', async () => {
    const admin = await bao()
    await admin.patch(`/api/v1/accounts/${world.accounts.lan}`, { name: 'Nguyễn Thị Lan Anh' })
    await admin.post('/api/v1/api-keys', { name: 'Phòng Nội vụ' })
    const page = await admin.get('/api/v1/audit?limit=1')
    expect(page.body.items).toMatchObject([
      { action: 'api_key.create', actor_name: 'Huỳnh Quốc Bảo', after: { name: 'Phòng Nội vụ' } },
    ])
    expect(page.body.next).toBe(1)
    const second = await admin.get('/api/v1/audit?limit=1&offset=1')
    expect(second.body.items).toMatchObject([
      {
        action: 'account.change',
        actor_kind: 'account',
        actor_id: world.accounts.bao,
        at: '2026-11-23T00:00:00Z',
        before: { name: 'Nguyễn Thị Lan' },
        after: { name: 'Nguyễn Thị Lan Anh' },
      },
    ])
    const only = await admin.get(`/api/v1/audit?subject_kind=account&subject_id=${world.accounts.lan}`)
    expect(only.body.items).toHaveLength(1)
    expect((await (await world.as('lan')).get('/api/v1/audit')).status).toBe(403)
  })

  it('the account command creates, lists, resets, signs out and ends', async () => {
    await bao()
    const run = (...argv: string[]) => accountCommand(world.ctx, argv)
    const [line, url] =
      (await run('create', 'sau', '--name', 'Phan Văn Sáu', '--role', 'station_operator', '--station', 'binh-ninh')) ??
      []
    expect(line).toMatch(/\tsau\tPhan Văn Sáu\tstation_operator\tbinh-ninh\tactive$/)
    const token = tokenIn(url)
    expect((await world.nobody().post('/api/v1/password-resets', { token, password: PASSWORD })).status).toBe(204)
    expect(await signIn('sau', PASSWORD)).toBe(200)
    expect(await run('list')).toHaveLength(8)
    expect(await run('sign-out', 'SAU')).toEqual(['1 sessions ended'])
    expect((await run('reset-link', 'sau'))?.[0]).toMatch(/\/dat-lai-mat-khau\?link=/)
    expect((await run('deactivate', 'sau'))?.[0]).toMatch(/inactive$/)
    await expect(run('deactivate', 'bao')).rejects.toMatchObject({ code: 'last_administrator' })
    await expect(run('reset-link', 'ai-do')).rejects.toMatchObject({ code: 'not_found' })
    await expect(run('create', 'x', '--role', 'king')).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await run('dance')).toBeNull()
    expect(ACCOUNT_USAGE).toContain('reset-link')
  })
})

onBothDatabases('the first start', (open) => {
  let world: World
  afterEach(() => world.close())
  const setUp = (token: string, more: Record<string, unknown> = {}) =>
    world
      .nobody()
      .post('/api/v1/setup', { token, username: 'bao', name: 'Huỳnh Quốc Bảo', password: PASSWORD, ...more })

  it('prints a link by which the administrator is created, once', async () => {
    world = await open({ empty: true })
    const url = await firstStart(world.ctx)
    expect(url).toMatch(/^http:\/\/localhost\/thiet-lap\?link=[\w-]{43}$/)
    const token = tokenIn(url)
    expect((await setUp(token, { password: 'ngắn' })).body.fields).toMatchObject([{ path: 'password' }])
    const made = await setUp(token)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ username: 'bao', roles: ['administrator'] })
    const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await world.nobody().request('/api/v1/accounts', { headers: { cookie } })).status).toBe(200)
    expect((await setUp(token, { username: 'ke-gian' })).body.code).toBe('already_set_up')
    expect(await firstStart(world.ctx)).toBeNull()
  })

  it('a restart prints a new link and the old one ends; a link ends after a day', async () => {
    world = await open({ empty: true })
    const old = tokenIn(await firstStart(world.ctx))
    const token = tokenIn(await firstStart(world.ctx, 'http://127.0.0.1:4711'))
    expect((await setUp(old)).body.code).toBe('link_invalid')
    world.clock.advance(DAY_MS)
    expect((await setUp(token)).body.code).toBe('link_invalid')
    expect((await setUp(tokenIn(await firstStart(world.ctx)))).status).toBe(201)
  })

  it('two people who open the link together make one administrator', async () => {
    world = await open({ empty: true })
    const token = tokenIn(await firstStart(world.ctx))
    const both = await Promise.all([setUp(token), setUp(token, { username: 'hai' })])
    expect(both.map((answer) => answer.status).filter((status) => status === 201)).toHaveLength(1)
    expect(await world.ctx.db.q.selectFrom('account').selectAll().execute()).toHaveLength(1)
  })
})
