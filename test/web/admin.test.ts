import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Client, onBothDatabases, type World } from '../world.ts'
import { page, ticketOf, toldBy } from './forms.ts'

const PATHS = ['', '/tai-khoan', '/dang-nhap', '/khoa', '/nhat-ky', '/don-vi'].map((tail) => `/quan-tri${tail}`)
const LONG = 'Nguyễn'.padEnd(200, 'x')

// A busy machine is slow; nothing here waits for time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

onBothDatabases('the pages of administration', (open) => {
  let world: World
  let bao: Client
  beforeEach(async () => {
    world = await open()
    bao = await world.as('bao')
  })
  afterEach(() => world.close())
  const accounts = '/quan-tri/tai-khoan'
  const given = { name: LONG, username: 'sau', roles: ['station_operator'], stations: ['binh-ninh'] }

  it('are for administrators: anybody else is told so in words, whatever form is sent', async () => {
    for (const who of ['lan', 'minh', 'phuc', 'tam'] as const) {
      const client = await world.as(who)
      for (const path of PATHS) {
        const answer = await page(client, path)
        expect({ who, path, status: answer.status }).toEqual({ who, path, status: 403 })
        expect(answer.html).toContain('Chưa được phép')
      }
      expect((await page(client, '/')).html).not.toContain('href="/quan-tri"')
      for (const form of [accounts, `${accounts}/${world.accounts.bao}/ngung`, '/quan-tri/khoa', '/quan-tri/kiem-tra'])
        expect({ form, status: (await page(client, form, given)).status }).toEqual({ form, status: 403 })
    }
    expect((await page(world.nobody(), '/quan-tri')).to).toContain('/dang-nhap')
    // One entry in the rail, and it leads there.
    expect([...(await page(bao, '/')).html.matchAll(/href="\/quan-tri"/g)]).toHaveLength(1)
    for (const gone of ['999999', '0x1', '-1'])
      expect({ gone, status: (await page(bao, `${accounts}/${gone}`)).status }).toEqual({ gone, status: 404 })
  })

  it('make an account once, its name however long; a form that failed comes back as it was', async () => {
    const ticket = ticketOf((await page(bao, accounts)).html)
    const failed = await page(bao, accounts, { ...given, ticket, username: 'Sáu Già' })
    expect(failed.status).toBe(400)
    expect(failed.html).toContain('value="Sáu Già"')
    expect(failed.html).toContain('id="username-fault"')
    expect(failed.html).toMatch(/value="station_operator" checked/)
    expect(failed.html).toMatch(/value="binh-ninh" checked/)
    const press = () => page(bao, accounts, { ...given, ticket })
    const [one, two] = await Promise.all([press(), press()])
    expect([one.status, one.to, toldBy(one)]).toEqual([303, two.to, 'admin.account_made'])
    world.clock.advance(60_000)
    expect((await press()).to).toBe(accounts)
    const list = await page(bao, `${accounts}?q=nguyenx`)
    expect([...list.html.matchAll(/<th scope="row"/g)]).toHaveLength(1)
    expect(list.html).toContain('Đài Truyền thanh xã Bình Ninh')
    const taken = await page(bao, accounts, { ...given, ticket: '' })
    expect([taken.status, taken.html.includes('value="sau"')]).toEqual([409, true])
  })

  it('make a link to set a password, shown this once; ended, the account is out at once', async () => {
    const tam = await world.as('tam')
    const at = `${accounts}/${world.accounts.tam}`
    const ticket = ticketOf((await page(bao, at)).html)
    const made = await page(bao, `${at}/dat-lai`, { ticket })
    const link = /link=([\w-]+)/.exec(made.html)?.[1] ?? ''
    expect([link.length > 20, made.headers.get('cache-control')]).toEqual([true, 'no-store'])
    expect((await page(bao, at)).html).not.toContain(link)
    world.clock.advance(20_000)
    expect(toldBy(await page(bao, `${at}/dat-lai`, { ticket }))).toBe('admin.link_spent')
    expect((await page(tam, '/dai')).status).toBe(200)
    expect(toldBy(await page(bao, `${at}/ngung`, {}))).toBe('admin.was_ended')
    expect((await page(tam, '/dai')).to).toContain('/dang-nhap')
    expect((await page(bao, at)).html).not.toContain(`${at}/dat-lai`)
    await page(bao, `${at}/mo-lai`, {})
    const weak = await page(bao, `${at}/pin`, { pin: '111111' })
    expect([weak.status, weak.html.includes('id="pin-fault"')]).toEqual([400, true])
    expect(weak.html).not.toContain('111111')
    expect(toldBy(await page(bao, `${at}/pin`, { pin: '493817' }))).toBe('account.pin_done')
    // Nobody shuts himself, or the last administrator, out.
    const self = await page(bao, `${accounts}/${world.accounts.bao}/ngung`, {})
    expect([self.status, self.html.includes('notice bad')]).toEqual([409, true])
  })

  it('show a report key once, and tell all of it in the audit trail by who, what and day', async () => {
    const ticket = ticketOf((await page(bao, '/quan-tri/khoa')).html)
    const press = () => page(bao, '/quan-tri/khoa', { ticket, name: 'Phòng <Nội vụ>' })
    const key = /class="secret-text">([\w-]+)</.exec((await press()).html)?.[1] ?? ''
    const read = async () =>
      (await world.app.request(`/api/v1/reports/airings.json?period=2026-11&token=${key}`)).status
    expect(await read()).toBe(200)
    world.clock.advance(20_000)
    expect((await press()).status).toBe(303)
    const list = await page(bao, '/quan-tri/khoa')
    expect(list.html).not.toContain(key)
    await page(bao, /action="([^"]+\/thu-hoi)"/.exec(list.html)?.[1] ?? '', {})
    expect(await read()).toBe(401)
    const trail = await page(bao, '/quan-tri/nhat-ky?loai=api_key')
    const told = trail.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(told).toContain('Huỳnh Quốc Bảo · thu hồi khóa')
    expect(told).toContain('Huỳnh Quốc Bảo · tạo khóa')
    expect(trail.html).toContain('Phòng &lt;Nội vụ&gt;')
    expect(trail.html).not.toContain(key)
    for (const narrow of ['nguoi=Trần+Văn+Minh', 'den=22/11/2026', 'ma=999'])
      expect((await page(bao, `/quan-tri/nhat-ky?loai=api_key&${narrow}`)).html).not.toContain('class="entry"')
    expect((await page(bao, '/quan-tri/nhat-ky?tu=32/13/2026&truoc=x')).status).toBe(200)
  })

  it('verify the ledger when asked, and say when, by whom and what came of it', async () => {
    expect((await page(bao, '/quan-tri')).html).toContain('Chưa ai kiểm tra')
    expect(toldBy(await page(bao, '/quan-tri/kiem-tra', {}))).toBe('admin.proof_good')
    const { html } = await page(bao, '/quan-tri')
    expect(html).toContain('Huỳnh Quốc Bảo')
    expect(html).toContain('07:00 23/11/2026')
  })
})
