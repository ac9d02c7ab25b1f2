import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { type AiringFields, type Ledgerless, reportsFixture, workdays } from '../reports-fixture.ts'
import { DISTRICT_STATION, type Person, TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WAIT = { timeout: 30_000 }
const Q3 = '/bao-cao?period=2020-Q3'

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}

/** The sample figures: 237 on the district's station, 158 on each of the 19; one airing of Tâm's station without word. */
async function sampleFigures(fixture: Ledgerless): Promise<void> {
  const days = workdays('2020-07-01', '2020-09-30')
  const { stations } = fixture.world
  const district = stations[DISTRICT_STATION] ?? 0
  const airings: AiringFields[] = days.flatMap((on) =>
    ['05:15', '11:15', '17:15'].map((time) => ({ on, time, station_id: district, outcome: 'aired' as const })),
  )
  for (const [code, station_id] of Object.entries(stations)) {
    if (code === DISTRICT_STATION) continue
    const said = code === TAMS_STATION ? { grade: 'attested' as const } : {}
    for (const on of days) {
      for (const time of ['05:15', '17:15']) airings.push({ on, time, station_id, outcome: 'aired', ...said })
    }
  }
  airings.push({ on: '2020-07-05', time: '06:30', station_id: stations[TAMS_STATION] ?? 0 })
  await fixture.put({ airings: airings.map(fixture.airing) })
}

describe.skipIf(browserMissing)('the report, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  beforeAll(async () => {
    world = await openWorld()
    await sampleFigures(await reportsFixture(world))
    const phone = { contact_name: 'Võ Văn Tâm', contact_phone: '0273 3835 111' }
    await world.ctx.db.q.updateTable('station').set(phone).where('code', '=', TAMS_STATION).execute()
    site = await publish(world)
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  type Look = { readonly script?: boolean; readonly dark?: boolean; readonly width?: number; readonly lang?: string }
  type Seat = { context: BrowserContext; page: Page; complaints: string[] }
  const as = async (person: Person, look: Look = {}): Promise<Seat> => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: look.width ?? 1440, height: 900 },
      colorScheme: look.dark ? 'dark' : 'light',
      javaScriptEnabled: look.script ?? true,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const at = { at: world.clock.now(), days: 30 }
    const value = await world.ctx.db.transact((tx) => openSession(tx, world.accounts[person], at))
    const cookies = [{ name: SESSION_COOKIE, value }, ...(look.lang ? [{ name: 'sq_lang', value: look.lang }] : [])]
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: site.url })))
    const page = await context.newPage()
    page.setDefaultTimeout(WAIT.timeout)
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    return { context, page, complaints }
  }
  const big = (page: Page): Promise<string[]> => page.locator('.figure .big').allInnerTexts()

  it('Bích sees 237 and 3.002 without JavaScript, and reaches the history of an airing from a number', async () => {
    const { context, page } = await as('bich', { script: false })
    await page.goto('/bao-cao')
    await page.selectOption('[name=nam]', '2020')
    await page.selectOption('[name=ky]', 'Q3')
    await page.locator('.report-filter button').click()
    await page.getByRole('heading', { level: 1, name: 'Quý III/2020' }).waitFor(WAIT)
    expect(await big(page)).toEqual(['237', '3.002'])
    expect(await page.locator('.compared').first().innerText()).toContain('chưa có số liệu')
    const months = await page.locator('.bars').first().locator('.value').allTextContents()
    expect(months.reduce((sum, n) => sum + Number(n), 0)).toBe(237)
    expect(await page.locator('.table.heat tbody tr').count()).toBe(20)
    expect(await page.locator('.by-station tbody tr:not(.group, .sum)').count()).toBe(20)

    const chase = page.locator('.chase tbody tr')
    expect(await chase.innerText()).toContain('1 lượt chưa có tin')
    expect(await chase.locator('a.phone').getAttribute('href')).toBe('tel:02733835111')

    await page.getByRole('link', { name: '158' }).last().waitFor(WAIT)
    await page.locator('.figure').nth(1).locator('.legend a').last().click()
    await page.locator('.table.behind').waitFor(WAIT)
    expect(await page.locator('main').innerText()).toContain('158 dòng.')
    expect(await page.locator('.table.behind tbody tr').count()).toBe(50)
    await page.locator('.pages a[rel=next]').click()
    await page.getByText('51–100 trên 158').waitFor(WAIT)
    await page.locator('.table.behind .when a').first().click()
    await page.waitForURL(/\/nhat-ky\/\d+-\d+-\d{8}-\d+$/, WAIT)
    expect(await page.locator('h1').count()).toBe(1)
    await context.close()
  })

  it('other days, filters and orders have their own addresses and their own numbers', async () => {
    const { context, page } = await as('bich', { script: false })
    const twice = (from: string, to: string): number => workdays(from, to).length * 2 * 19
    await page.goto('/bao-cao?period=cchc:2020-Q3')
    expect(await page.locator('.head .over').innerText()).toContain('15/06/2020 đến hết 14/09/2020')
    const { district, commune } = (
      await (await world.as('bich')).get('/api/v1/reports/airings.json?period=cchc:2020-Q3')
    ).body.totals
    expect(commune.aired).toBe(twice('2020-07-01', '2020-09-14'))
    expect((await big(page)).map((n) => Number(n.replace('.', '')))).toEqual([district.aired, commune.aired])
    await page.goto(`${Q3}&cap=commune&xep=no_word&chieu=giam`)
    expect(await big(page)).toEqual(['3.002'])
    expect(await page.locator('.by-station tbody th[scope=row]').first().innerText()).toBe('Xã Đăng Hưng Phước')
    expect(await page.locator('#sentence').count()).toBe(0)
    await page.goto(`${Q3}&don-vi=now`)
    expect(await page.locator('.table.units .sum .strong').allInnerTexts()).toEqual(['237', '3.002'])
    await context.close()
  })

  it('Bích enters a target, reads how much of it was reached, copies the sentence, and can change nothing else', async () => {
    const { context, page, complaints } = await as('bich')
    await page.goto(Q3)
    await page.getByRole('link', { name: 'Nhập chỉ tiêu' }).click()
    await page.locator('.plan-form').waitFor(WAIT)
    await page.selectOption('[name=cho]', 'level:commune')
    await page.fill('[name=chi-tieu]', '3200')
    await page.fill('[name=ghi-chu]', 'Kế hoạch 424/KH-UBND')
    await page.locator('.plan-form button[type=submit]').click()
    await page.locator('.table.plan tbody tr', { hasText: '3.200' }).waitFor(WAIT)
    expect(await page.locator('.table.plan .reached').innerText()).toBe('93,8%')
    await page.goto(Q3)
    expect(await page.locator('.targets').innerText()).toContain('3.002 trên 3.200 lượt')

    await page.locator('button[data-copies]').waitFor(WAIT)
    await page.locator('button[data-copies]').click()
    await page.locator('.toast', { hasText: 'Đã chép câu báo cáo.' }).waitFor(WAIT)
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(
      '237 lượt tuyên truyền trên sóng đài huyện, 3.002 lượt trên đài truyền thanh xã, thị trấn',
    )
    const forms = await page
      .locator('main form[method=post]')
      .evaluateAll((all) => all.map((form) => form.getAttribute('action')))
    expect(forms.filter((action) => !/^\/bao-cao\/(chot|tep|ke-hoach)/.test(action ?? ''))).toEqual([])
    expect(complaints).toEqual([])
    await context.close()

    const editor = await as('lan')
    await editor.page.goto('/bao-cao/ke-hoach?period=2020-Q3')
    await editor.page.locator('.table.plan').waitFor(WAIT)
    expect(await editor.page.locator('main form[method=post]').count()).toBe(0)
    await editor.context.close()
  })

  it.each([
    { lang: 'vi', dark: false, width: 1440 },
    { lang: 'en', dark: true, width: 390 },
  ])('no page of the report has a serious fault ($lang, $width px)', async (look) => {
    const { context, page, complaints } = await as('bich', look)
    const seen: unknown[] = []
    for (const path of [
      `${Q3}&don-vi=now`,
      '/bao-cao/luot?period=2020-Q3&so=aired',
      '/bao-cao/ke-hoach?period=2020-Q3',
    ]) {
      const answer = await page.goto(path)
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      const faults = await faultsOf(page)
      if (answer?.status() !== 200 || sideways || faults.length > 0) {
        seen.push({ path, status: answer?.status(), sideways, faults })
      }
    }
    expect([seen, complaints]).toEqual([[], []])
    await context.close()
  })
})
