import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { workExports } from '../../src/reports/index.ts'
import { type Ledgerless, reportsFixture } from '../reports-fixture.ts'
import type { Person } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SHOTS = process.env.SHOTS
const REPORT = '/bao-cao?period=2020-Q3'
const SETTINGS = '/quan-tri/cai-dat'
const OVER = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .slice(0, 3)
          .join(' ')}`,
    )
}

describe.skipIf(browserMissing)('closing, documents and settings, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let fixture: Ledgerless
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  const complaints: string[] = []

  beforeAll(async () => {
    world = await openWorld({ now: '2020-10-05T08:00:00+07:00', env: { PUBLIC_URL: '' } })
    fixture = await reportsFixture(world)
    const { airing, put } = fixture
    await put({
      airings: Object.values(world.stations).flatMap((station_id) =>
        ['2020-07-01', '2020-08-05', '2020-09-10'].map((on) =>
          airing({ station_id, on, outcome: 'aired', grade: 'attested' }),
        ),
      ),
    })
    site = await publish(world)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  type Look = { width?: number; scheme?: 'light' | 'dark'; lang?: 'vi' | 'en'; script?: boolean }
  const as = async (person: Person, look: Look = {}): Promise<{ page: Page; context: BrowserContext }> => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: look.width ?? 1440, height: 900 },
      colorScheme: look.scheme ?? 'light',
      javaScriptEnabled: look.script ?? true,
    })
    context.setDefaultTimeout(30_000)
    const token = await world.ctx.db.transact((tx) =>
      openSession(tx, world.accounts[person], { at: world.clock.now(), days: 1 }),
    )
    await context.addCookies([
      { name: SESSION_COOKIE, value: token, url: site.url },
      { name: 'sq_lang', value: look.lang ?? 'vi', url: site.url },
    ])
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    return { page, context }
  }

  it('the office writes its sentence: an unknown blank is refused in words, a preview stores nothing', async () => {
    const { page, context } = await as('bich', { script: false })
    await page.goto(SETTINGS)
    // The reform office has its own names, not the installation.
    expect(await page.locator('#centre').count()).toBe(0)
    await page.getByLabel('Cơ quan ban hành văn bản').fill('Phòng Nội vụ')
    const whole = page.getByLabel('Cả câu, tiếng Việt')
    await whole.fill('Trong {period} có {huyện} lượt.')
    await page.getByRole('button', { name: 'Lưu cài đặt' }).click()
    const fault = page.locator('[id="sentence_vi.whole-fault"]')
    await fault.waitFor()
    expect(await fault.textContent()).toContain('Không có chỗ điền {huyện}')
    expect(await page.getByLabel('Cơ quan ban hành văn bản').inputValue()).toBe('Phòng Nội vụ')

    await page.getByLabel('Cả câu, tiếng Việt').fill('{period}: huyện {district_count}, xã {commune_count} lượt.')
    await page.getByRole('button', { name: 'Xem thử' }).click()
    await page.getByText('Đây là bản xem thử, chưa lưu.').waitFor()
    expect(await page.locator('#preview-vi').textContent()).toBe('quý III năm 2020: huyện 3, xã 57 lượt.')
    expect(await world.ctx.db.q.selectFrom('setting').selectAll().where('key', 'like', 'report.%').execute()).toEqual(
      [],
    )
    await page.getByRole('button', { name: 'Lưu cài đặt' }).click()
    await page.getByText('Đã lưu cài đặt.').waitFor()
    await page.goto(REPORT)
    expect(await page.locator('#sentence').inputValue()).toBe('quý III năm 2020: huyện 3, xã 57 lượt.')
    await context.close()
  })

  it('the period is closed, its hash leads to the page that proves it; a supplement is a document of its own', async () => {
    const { page, context } = await as('bich', { script: false })
    await page.goto(REPORT)
    await page.getByText('Chốt số liệu kỳ này…').click()
    await page.getByRole('button', { name: 'Đồng ý, chốt số liệu' }).click()
    await page.getByRole('link', { name: 'Kiểm tra số liệu đã chốt' }).first().click()
    await page.getByText('Số liệu đúng như đã chốt.').waitFor()
    expect(await page.getByRole('row', { name: /truyền thanh xã/i }).textContent()).toContain('57')

    const { airing, put } = fixture
    const station_id = world.stations['hoa-tinh'] ?? 0
    await put({ airings: [airing({ station_id, on: '2020-07-08', outcome: 'aired', grade: 'attested' })] })
    await page.goto(REPORT)
    await page.getByText('Ra số bổ sung…').click()
    await page.getByRole('button', { name: 'Đồng ý, ra số bổ sung' }).click()
    const href = await page.getByRole('link', { name: 'Văn bản (.docx)' }).getAttribute('href')
    expect((await page.request.get(href ?? '')).headers()['content-type']).toContain('wordprocessingml')

    // Not for those who are not signed in, and words for a hash that is nobody's.
    const stranger = await browser.newContext({ baseURL: site.url })
    const { hash } = await world.ctx.db.q.selectFrom('closing').select('hash').executeTakeFirstOrThrow()
    const door = await stranger.newPage()
    await door.goto(`/xac-minh/${hash}`)
    expect(new URL(door.url()).pathname).toBe('/dang-nhap')
    await stranger.close()
    await page.goto(`/xac-minh/${'0'.repeat(64)}`)
    await page.getByText('Không lần chốt hay số bổ sung nào ở đây mang mã này.').waitFor()

    // What was written to past the program is told in words.
    const { q } = world.ctx.db
    const head = (await q.selectFrom('closing').select('head').executeTakeFirstOrThrow()).head
    await q
      .updateTable('closing')
      .set({ head: head.replace('"aired":57', '"aired":99') })
      .execute()
    await page.goto(`/xac-minh/${hash}`)
    await page.getByText('KHÔNG khớp').waitFor()
    await page.getByText('Bản chốt không còn như khi băm.').waitFor()
    await q.updateTable('closing').set({ head }).execute()
    await context.close()
  })

  it('a long file is asked for, left, and there when one comes back', async () => {
    const { page, context } = await as('bich', { script: false })
    await page.goto(REPORT)
    await page.getByText('Kỳ dài, nhiều đài: làm tệp ở phía sau').click()
    await page.getByRole('button', { name: 'Làm tệp' }).click()
    await page.getByRole('status').waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/bao-cao\/tep\/\d+$/)
    await workExports(world.ctx)
    await page.goto('/bao-cao/tep')
    await page.getByText(/^Xong, /).waitFor()
    const href = await page.getByRole('link', { name: 'Tải tệp' }).getAttribute('href')
    const file = await page.request.get(href ?? '')
    expect([file.status(), file.headers()['content-disposition']]).toEqual([
      200,
      'attachment; filename="luot-phat-2020-Q3.xlsx"',
    ])
    await context.close()
  })

  it('every screen stands in both languages and themes, wide and narrow, without a serious fault', async () => {
    const { hash } = await world.ctx.db.q.selectFrom('closing').select('hash').executeTakeFirstOrThrow()
    const supplement = await world.ctx.db.q.selectFrom('supplement').select('hash').executeTakeFirstOrThrow()
    const paths = [
      SETTINGS,
      `/xac-minh/${hash}`,
      `/xac-minh/${supplement.hash}`,
      '/bao-cao/tep',
      '/bao-cao/tep/1',
      REPORT,
    ]
    complaints.length = 0
    for (const [lang, scheme, width] of [
      ['vi', 'light', 1440],
      ['en', 'dark', 390],
    ] as const) {
      const { page, context } = await as('bao', { lang, scheme, width })
      for (const [i, path] of paths.entries()) {
        await page.goto(path)
        await page.locator('h1').waitFor()
        expect({ path, lang, faults: await faultsOf(page) }).toEqual({ path, lang, faults: [] })
        expect({ path, width, over: await page.evaluate(OVER) }).toEqual({ path, width, over: false })
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/closing-${lang}-${i}.png`, fullPage: true })
      }
      await context.close()
    }
    expect(complaints).toEqual([])
  })
})
