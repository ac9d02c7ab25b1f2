import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/kernel/actor.ts'
import { saveScript, takeDecision } from '../../src/library/index.ts'
import { tellWeek } from '../browser/story-week.ts'
import { people } from '../story.ts'
import { type Client, openWorld, type World } from '../world.ts'

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})
const page = async (client: Client, path: string, init?: RequestInit) => {
  const response = await client.request(path, init)
  return { status: response.status, headers: response.headers, html: await response.text() }
}

describe('pages over HTTP', () => {
  let world: World
  let episodeId: number
  beforeAll(async () => {
    world = await openWorld()
    ;({ episodeId } = await tellWeek(world))
  })
  afterAll(() => world.close())

  it('send whoever is not signed in to do so, and back afterwards', async () => {
    const { status, headers } = await page(world.nobody(), '/bao-cao?period=2020-Q3')
    expect([status, headers.get('location')]).toEqual([303, '/dang-nhap?next=%2Fbao-cao%3Fperiod%3D2020-Q3'])
  })

  it.each(['//evil.example/x', '/\\evil.example', 'https://evil.example', '/\t/evil.example', '/..//evil.example'])(
    'lead nobody to another site by next=%s',
    async (next) => {
      const lan = await world.as('lan')
      const { headers } = await page(lan, `/dang-nhap?next=${encodeURIComponent(next)}`)
      expect(new URL(headers.get('location') ?? '', 'http://localhost').host).toBe('localhost')
      expect(headers.get('location')).toMatch(/^\/(?!\/)/)
    },
  )

  it('answer a wrong password beside the form with the name kept, and nothing of the password', async () => {
    const given = { username: 'lan"><b>', password: 'bí mật của tôi' }
    const { status, html } = await page(world.nobody(), '/dang-nhap', form(given))
    expect(status).toBe(401)
    expect(html).toContain('Tên đăng nhập hoặc mật khẩu không đúng.')
    expect(html).toContain('value="lan&quot;&gt;&lt;b&gt;"')
    expect(html).not.toContain(given.password)
  })

  it('say how long to wait after many wrong passwords', async () => {
    const nobody = world.nobody()
    const guess = (): ReturnType<typeof page> =>
      page(nobody, '/dang-nhap', form({ username: 'phuc', password: 'đoán mò' }))
    let last = await guess()
    for (let i = 0; i < 20 && last.status === 401; i++) last = await guess()
    expect(last.status).toBe(429)
    expect(last.html).toMatch(/Xin chờ \d+ giây/)
  })

  it('allow nothing inline and nothing from outside', async () => {
    const { headers, html } = await page(await world.as('phuc'), `/ky/${episodeId}`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(html).not.toMatch(
      /<script(?! type="module" src="\/assets\/| id="[\w-]+" type="application\/json")|<style|\sstyle=|\son\w+=/,
    )
    expect([...html.matchAll(/(?:src|href)="(https?:)?\/\//g)]).toEqual([])
    // Our own forms are known as ours also on plain http, where browsers send no Sec-Fetch-Site.
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })

  it('show what people wrote as text', async () => {
    const { html } = await page(await world.as('minh'), `/ky/${episodeId}`)
    expect(html).toContain('&lt;script&gt;alert(')
  })

  it('name static files by their content and keep them for ever', async () => {
    const { html } = await page(world.nobody(), '/dang-nhap')
    const path = html.match(/href="(\/assets\/song-que\.[0-9a-f]{12}\.css)"/)?.[1] ?? ''
    const response = await world.nobody().request(path, { headers: { 'accept-encoding': 'br' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const css = await (await world.nobody().request(path)).text()
    const fonts = [...css.matchAll(/url\((\/assets\/[^)]+\.woff2)\)/g)].map((m) => m[1] ?? '')
    expect(fonts).toHaveLength(6)
    for (const font of fonts)
      expect((await world.nobody().request(font)).headers.get('content-type')).toBe('font/woff2')
    expect((await world.nobody().request('/assets/../../package.json')).status).toBe(404)
  })

  it('say in words, in both languages, what is not there or not allowed', async () => {
    const bich = await world.as('bich')
    expect(await page(bich, '/ky/999999')).toMatchObject({
      status: 404,
      html: expect.stringContaining('Không có trang này'),
    })
    expect(await page(bich, '/ky/0x1')).toMatchObject({ status: 404 })
    expect(await page(bich, '/ky/moi')).toMatchObject({ status: 403, html: expect.stringContaining('Chưa được phép') })
    const english = { headers: { cookie: 'sq_lang=en' } }
    expect((await page(world.nobody(), '/nowhere', english)).html).toContain('There is no such page')
    expect(await page(bich, '/bao-cao?period=cchc:2020-Q2')).toMatchObject({
      status: 400,
      html: expect.stringContaining('Chưa làm được'),
    })
  })
  it('refuse a form that another site sent', async () => {
    const lan = await world.as('lan')
    const foreign = { ...form({ text: 'x', base: '1' }) }
    foreign.headers = { ...foreign.headers, 'sec-fetch-site': 'cross-site' }
    const { status, html } = await page(lan, `/ky/${episodeId}/ban-sua`, foreign)
    expect(status).toBe(403)
    expect(html).toContain('Yêu cầu đến từ một trang khác')
  })

  it('bring a new episode back with its values when something is wrong, and make it when all is right', async () => {
    const lan = await world.as('lan')
    const given = {
      segment: 'cai-cach-hanh-chinh',
      title: '',
      air_date: '2026-02-30',
      field: 'Nội vụ',
      references: '',
      number: '',
    }
    const failed = await page(lan, '/ky', form(given))
    expect(failed.status).toBe(400)
    expect(failed.html).toContain('value="Nội vụ"')
    expect(failed.html).toContain('id="air_date-fault"')
    expect(failed.html).toContain('id="title-fault"')
    const made = await page(lan, '/ky', form({ ...given, title: 'Định danh điện tử mức 2', air_date: '2026-12-02' }))
    expect(made.status).toBe(303)
    expect((await page(lan, made.headers.get('location') ?? '')).html).toContain('Định danh điện tử mức 2')
    expect((await page(lan, '/ky?q=dinh+danh')).html).toContain('Định danh điện tử mức 2')
  })

  it('keep both texts when another person saved meanwhile', async () => {
    const lan = await world.as('lan')
    const [first, second] = ['Bản của Lan.', 'Bản của người khác.']
    expect((await page(lan, `/ky/${episodeId}/ban-sua`, form({ text: second, base: '1' }))).status).toBe(303)
    const late = await page(lan, `/ky/${episodeId}/ban-sua`, form({ text: first, base: '1' }))
    expect(late.status).toBe(409)
    expect(late.html).toContain(`>${first}</textarea>`)
    expect(late.html).toContain(second)
    expect(late.html).toContain('name="base" value="2"')
  })

  it('let nobody act without the right, whatever form is sent', async () => {
    const phuc = await world.as('phuc')
    expect((await page(phuc, `/ky/${episodeId}`)).html).not.toContain('<textarea')
    expect((await page(phuc, `/ky/${episodeId}/ban-sua`, form({ text: 'x' }))).status).toBe(403)
    expect((await page(phuc, `/ky/${episodeId}/quyet-dinh`, form({ kind: 'approved' }))).status).toBe(403)
  })

  it('name the airings that a new revision of a cleared episode would empty, and ask', async () => {
    const { ctx, accounts } = world
    const minh: Actor = {
      kind: 'account',
      accountId: accounts.minh,
      name: people.minh.name,
      roles: ['editor', 'approver'],
      stationIds: [],
    }
    const common = { episodeId, comment: null, confirmEmpties: true }
    await saveScript(ctx, minh, {
      episodeId,
      text: 'PTV 1: Bản cuối.',
      baseRevision: undefined,
      confirmEmpties: true,
      source: 'typed',
    })
    await takeDecision(ctx, minh, { ...common, kind: 'submitted' })
    await takeDecision(ctx, minh, { ...common, kind: 'approved' })
    const at = ctx.clock.now()
    const decision = {
      episode_id: episodeId,
      kind: 'cleared',
      script_revision_id: null,
      script_hash: 'x',
      recording_id: null,
      audio_hash: 'y',
      comment: null,
      actor_id: null,
      actor_name: 'Minh',
      at,
    } as const
    const { id } = await ctx.db.q.insertInto('decision').values(decision).returning('id').executeTakeFirstOrThrow()
    await ctx.db.q
      .updateTable('episode')
      .set({ cleared_decision_id: id, cleared_at: at })
      .where('id', '=', episodeId)
      .execute()
    const lan = await world.as('lan')
    const asked = await page(lan, `/ky/${episodeId}/ban-sua`, form({ text: 'PTV 1: Sửa sau khi duyệt.' }))
    expect(asked.status).toBe(409)
    expect(asked.html).toContain('17:15 23/11/2026')
    expect(asked.html).toContain('name="confirm" value="1"')
    expect(
      (await page(lan, `/ky/${episodeId}/ban-sua`, form({ text: 'PTV 1: Sửa sau khi duyệt.', confirm: '1' }))).status,
    ).toBe(303)
    expect((await page(lan, `/ky/${episodeId}`)).html).toContain('Duyệt phát hết hiệu lực')
  })

  it('count in the report what the API counts', async () => {
    const bich = await world.as('bich')
    const { body } = await bich.get('/api/v1/reports/airings.json?period=2026-11&by=level')
    const { html } = await page(bich, '/bao-cao?period=2026-11')
    const shown = [...html.matchAll(/<span class="big">([\d.]+)<\/span>/g)].map((m) => Number(m[1]))
    expect(shown).toEqual([body.totals.district.aired, body.totals.commune.aired])
    expect(shown[1]).toBeGreaterThan(0)
    const csv = html.match(/href="(\/api\/v1\/reports\/airings\.csv[^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await bich.request(csv)).headers.get('content-type')).toContain('text/csv')
  })
})
