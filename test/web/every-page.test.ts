import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webRoutes } from '../../src/web/index.ts'
import { pagesOf, postedTo, untold } from '../desk-pages.ts'
import { type DeskStory, tellDesk } from '../desk-story.ts'
import { type Person, people } from '../story.ts'
import type { Client, World } from '../world.ts'

/** What the reform office may send: its own sign-in, the plan, closings and reports that it signs, its word on scripts. */
const REFORM_OFFICE_MAY = new Set([
  '/quan-tri/thong-bao/tim-so-bo-sung',
  '/dang-nhap',
  '/dang-nhap/ma',
  '/dang-xuat',
  '/dat-lai-mat-khau',
  '/thiet-lap',
  '/kitchen',
  '/tai-khoan/pin',
  '/tai-khoan/mat-khau',
  '/tai-khoan/phien-khac',
  '/tai-khoan/xac-thuc',
  '/tai-khoan/xac-thuc/bat-dau',
  '/tai-khoan/xac-thuc/ma-du-phong',
  '/tai-khoan/xac-thuc/tat',
  '/bao-cao/chot',
  '/bao-cao/ke-hoach',
  '/bao-cao/ke-hoach/:id{[0-9]+}/bo',
  '/bao-cao/chot/:id/bo-sung',
  '/bao-cao/tep',
  '/quan-tri/cai-dat',
  '/ky/:id{[1-9][0-9]*}/quyet-dinh',
  // Looks at two texts, and keeps nothing.
  '/ky/:id{[1-9][0-9]*}/so-sanh',
  // Looks through the ledger anew.
  '/quan-tri/kiem-tra',
])

describe('every page of the desk', () => {
  let world: World
  let story: DeskStory
  beforeAll(async () => {
    ;({ world, story } = await tellDesk())
  }, 120_000)
  afterAll(() => world?.close())

  const routes = () => webRoutes(world.ctx).routes
  const ask = async (client: Client, path: string) => {
    const answer = await client.request(path)
    return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() }
  }
  const titleOf = (html: string): string => /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
  const h1sOf = (html: string): number => html.match(/<h1[\s>]/g)?.length ?? 0

  it('is told to these tests', () => {
    expect(untold(routes())).toEqual({ missing: [], gone: [] })
  })

  it('answers each role with itself or with a word why not, never with nothing', async () => {
    const wrong: unknown[] = []
    for (const person of Object.keys(people) as Person[]) {
      const client = await world.as(person)
      for (const path of pagesOf(story, ['page', 'open', 'paper', 'file'])) {
        const { status, html } = await ask(client, path)
        const said = status === 200 || status === 303 || status === 302 || status === 400 || status === 403
        const isPage = !pagesOf(story, ['file', 'paper']).includes(path) || status === 403
        const whole = status === 303 || status === 302 || !isPage || (titleOf(html) !== '' && h1sOf(html) === 1)
        if (!said || !whole) wrong.push({ person, path, status, title: titleOf(html), h1: h1sOf(html) })
        if (status === 403 && !html.includes('Chưa được phép')) wrong.push({ person, path, status, words: 'none' })
      }
    }
    expect(wrong).toEqual([])
  })

  it('comes compressed where the browser takes that, and is the same', async () => {
    const lan = await world.as('lan')
    const asked = async (accept: string) => lan.request('/ky', { headers: { 'accept-encoding': accept } })
    const [plain, refused, small] = [await asked('identity'), await asked('gzip;q=0'), await asked('br, gzip')]
    expect([plain, refused, small].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, null, 'gzip'])
    expect(small.headers.get('vary')).toContain('Accept-Encoding')
    const bytes = Buffer.from(await small.arrayBuffer())
    expect(gunzipSync(bytes).toString()).toBe(await plain.text())
  })

  it('lets nobody in who is not signed in, and leads them to the door', async () => {
    const nobody = world.nobody()
    for (const path of pagesOf(story, ['page', 'paper', 'file'])) {
      const { status, to } = await ask(nobody, path)
      expect({ path, status }).toEqual({ path, status: path === '/kitchen' ? status : 303 })
      if (path !== '/kitchen') expect(to).toMatch(/^\/dang-nhap/)
    }
    for (const path of pagesOf(story, ['open'])) expect((await ask(nobody, path)).status).toBe(200)
  })

  it('shows who looks after a station that station alone', async () => {
    const tam = await world.as('tam')
    for (const path of pagesOf(story, ['page', 'file']).filter((one) => one.startsWith(`/dai/${story.station}`))) {
      const own = await ask(tam, path)
      const other = await ask(tam, path.replace(story.station, story.otherStation))
      expect({ path, other: other.status }).toEqual({ path, other: 403 })
      if (!path.endsWith('/sua') && !path.endsWith('/ho-so'))
        expect({ path, own: own.status }).toEqual({ path, own: path.includes('/tai?') ? 303 : 200 })
    }
    for (const path of ['/', '/lich-phat', '/nhat-ky', '/dai', '/lich-phat/ngay', '/nhat-ky/cho-xu-ly']) {
      const { status, html } = await ask(tam, path)
      expect({ path, status, foreign: html.includes('Đài Truyền thanh xã Xuân Đông') }).toEqual({
        path,
        status: 200,
        foreign: false,
      })
    }
  })

  /** All rows of all tables but those that move by looking. */
  const everything = async (): Promise<string> => {
    const { q } = world.ctx.db
    const names = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(q)
    const rows: unknown[] = []
    for (const { name } of names.rows) {
      if (/^(session|sign_in|login|rate)/.test(name) || name.includes('_fts') || name.startsWith('sqlite')) continue
      rows.push([name, (await sql`select * from ${sql.table(name)}`.execute(q)).rows])
    }
    return JSON.stringify(rows)
  }

  it('lets the reform office read the report, and change nothing that is not its own', async () => {
    const bich = await world.as('bich')
    const { status, html } = await ask(bich, '/bao-cao?period=2026-11')
    expect([status, html.includes('Báo cáo')]).toEqual([200, true])
    const before = await everything()
    const wrong: unknown[] = []
    for (const { method, path } of routes()) {
      if (method !== 'POST' || REFORM_OFFICE_MAY.has(path)) continue
      const to = postedTo(path, story)
      const answer = await bich.request(to, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'reason=x&comment=x&name=x',
      })
      if (answer.status !== 403) wrong.push({ to, status: answer.status })
    }
    expect(wrong).toEqual([])
    expect((await everything()) === before).toBe(true)
    for (const kind of ['submitted', 'approved', 'cleared', 'withdrawn', 'clearance_voided']) {
      const answer = await bich.request(`/ky/${story.episode}/quyet-dinh`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `kind=${kind}&comment=x`,
      })
      expect({ kind, status: answer.status }).toEqual({ kind, status: 403 })
    }
    expect((await everything()) === before).toBe(true)
  })
})
