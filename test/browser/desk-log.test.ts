import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { type Programme2020, planAiring, programme } from '../playout/fixture.ts'
import { logSheet, workbook } from '../playout/workbooks.ts'
import type { Person } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OWN = 'dang-hung-phuoc'
const WAIT = { timeout: 30_000 }

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}

describe.skipIf(browserMissing)('the log, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let show: Programme2020
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    for (const station of [OWN, 'xuan-dong'])
      for (const day of ['20', '21', '22'])
        for (const time of ['05:15', '17:15']) await planAiring(world, show, station, `2026-11-${day} ${time}`)
    site = await publish(world)
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  type Look = { readonly script?: boolean; readonly dark?: boolean; readonly width?: number; readonly lang?: string }
  const as = async (
    person: Person,
    look: Look = {},
  ): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: look.width ?? 1440, height: 900 },
      colorScheme: look.dark ? 'dark' : 'light',
      javaScriptEnabled: look.script ?? true,
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
  const id = (station: string, day: string, time: string): string =>
    `${show.slotId}-${world.stations[station]}-202611${day}-${Number(time.replace(':', '')) + 1}`
  const row = (page: Page, airing: string) => page.locator(`[id="a-${airing}"]`)

  it('Tâm confirms one airing by one tap and several by keyboard, and reads who said what', async () => {
    const { context, page, complaints } = await as('tam')
    await page.goto('/nhat-ky')
    await page.locator('sq-log label.all').waitFor(WAIT)
    expect(await page.locator('table.log tbody tr').count()).toBe(6)
    await row(page, id(OWN, '22', '17:15'))
      .getByRole('button')
      .click()
    await row(page, id(OWN, '22', '17:15'))
      .locator('.s-aired')
      .waitFor(WAIT)
    expect(await page.locator('table.log .s-aired').count()).toBe(1)

    // By keyboard alone: the first box, the next two with Shift and the arrow, then the button.
    await page.locator('sq-log label.all').waitFor(WAIT)
    // One box ticks the whole page, and unticks it.
    const all = page.locator('sq-log input[data-all]')
    await all.check(WAIT)
    expect(await page.locator('sq-log input[name=ids]:not(:checked)').count()).toBe(0)
    await all.uncheck(WAIT)
    const first = row(page, id(OWN, '22', '05:15')).locator('input[type=checkbox]')
    await first.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await page.locator('output.count').innerText()).toBe('3 đã chọn')
    await page.fill('[name=note]', 'sổ trực đài trang 12')
    await page.keyboard.press('Enter')
    await row(page, id(OWN, '20', '17:15')).waitFor(WAIT)
    await page.locator('table.log .s-aired').nth(3).waitFor(WAIT)
    expect(await page.locator('table.log .s-aired').count()).toBe(4)

    await row(page, id(OWN, '21', '17:15'))
      .locator('a')
      .first()
      .click()
    await page.getByText('sổ trực đài trang 12').waitFor(WAIT)
    expect(await page.locator('ol.line').innerText()).toContain('Võ Văn Tâm')
    expect(await page.getByText('Đính chính').count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('without JavaScript the same forms do the same', async () => {
    const { context, page } = await as('tam', { script: false })
    await page.goto('/nhat-ky?tu=20/11/2026&den=20/11/2026')
    expect(await page.locator('sq-log label.all').isVisible()).toBe(false)
    await row(page, id(OWN, '20', '17:15'))
      .locator('input[type=checkbox]')
      .check()
    await page.selectOption('[name=outcome]', 'missed')
    await page.locator('.bulk button').click()
    await row(page, id(OWN, '20', '17:15'))
      .locator('.s-missed')
      .waitFor(WAIT)
    await page.locator('.bulk button').click()
    await page.locator('[role=alert]', { hasText: 'Chưa chọn lượt nào.' }).waitFor(WAIT)
    await context.close()
  })

  it('Hà brings a log from Excel, sees what would come of it, and imports it once', async () => {
    const { context, page, complaints } = await as('ha')
    const rows = [
      { cells: ['21/11/2026', '05:15', null, 'Xã Xuân Đông', 10, 'đã phát'] },
      { cells: ['22/11/2026', '05:15', null, 'Xã Xuân Đông', 10, 'đã phát'] },
      { cells: ['31/11/2026', '05:15', null, 'Xã Xuân Đông', 10, 'đã phát'] },
    ]
    const buffer = Buffer.from(await workbook([logSheet('Tháng 11', rows)]))
    await page.goto('/nhat-ky/nhap')
    await page.setInputFiles('[name=file]', { name: 'sổ.xlsx', mimeType: 'application/octet-stream', buffer })
    await page.getByRole('button', { name: 'Đưa lên và xem trước' }).click()
    await page.locator('.findings-group.bad', { hasText: "Trang 'Tháng 11', ô A6" }).waitFor(WAIT)
    expect(await page.locator('.findings-group.bad').innerText()).toContain('ngày 31/11/2026 không có thật')
    await page.getByRole('button', { name: 'Nhập 2 lượt vào nhật ký' }).click()
    await page.locator('.notice', { hasText: 'Phạm Thu Hà đã xác nhận lúc' }).waitFor(WAIT)
    await page.goto('/nhat-ky?dai=xuan-dong&bc=imported')
    expect(await page.locator('table.log tbody tr').count()).toBe(2)
    expect(complaints).toEqual([])
    await context.close()
  })

  it.each([
    { lang: 'vi', dark: false, width: 1440 },
    { lang: 'en', dark: true, width: 390 },
  ])('no page of the log has a serious fault ($lang, $width px)', async (look) => {
    const { context, page, complaints } = await as('ha', look)
    const one = `/nhat-ky/${id(OWN, '22', '17:15')}`
    const seen: unknown[] = []
    for (const path of [
      '/nhat-ky',
      one,
      '/nhat-ky/ngoai-lich',
      '/nhat-ky/cho-xu-ly',
      '/nhat-ky/nhap',
      '/nhat-ky/nhap/1',
      '/nhat-ky/tong-so',
    ]) {
      const answer = await page.goto(path)
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      const faults = await faultsOf(page)
      if (answer?.status() !== 200 || sideways || faults.length > 0)
        seen.push({ path, status: answer?.status(), sideways, faults })
    }
    expect([seen, complaints]).toEqual([[], []])
    await context.close()
  })
})
