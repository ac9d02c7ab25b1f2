import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import type { Person } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'
import { tellWeek } from './story-week.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LONG = 'Kỳ'.padEnd(200, 'ê')

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}

/**
 * Presses the button of every form twice and counts what would be sent; nothing is. Forms that ask first are left out.
 * Written as text: it runs in the browser.
 */
const DOUBLE_CLICKS = `(() => {
  const forms = [...document.forms].filter((form) => form.method === 'post' && !form.querySelector('[data-confirm]') && !form.dataset.confirm)
  const sent = new Map(forms.map((form) => [form, 0]))
  window.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) sent.set(event.target, (sent.get(event.target) || 0) + 1)
    event.preventDefault()
  })
  for (const form of forms) {
    form.noValidate = true
    const button = form.querySelector('button:not([type=button]), input[type=submit]')
    if (!button) { sent.delete(form); continue }
    button.click()
    button.click()
  }
  return [...sent].filter(([, n]) => n > 1).map(([form]) => form.outerHTML.slice(0, 200)).concat(sent.size === 0 ? ['no form at all'] : [])
})()`

describe.skipIf(browserMissing)('every page of the desk, in a browser', { timeout: 120_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  let episodeId: number
  beforeAll(async () => {
    world = await openWorld()
    ;({ episodeId } = await tellWeek(world))
    await world.ctx.db.q.updateTable('episode').set({ title: LONG }).where('id', '=', episodeId).execute()
    site = await publish(world)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  type Look = { width?: number; scheme?: 'light' | 'dark'; lang?: 'vi' | 'en'; script?: boolean }
  const enter = async (context: BrowserContext, person: Person): Promise<void> => {
    const token = await world.ctx.db.transact((tx) =>
      openSession(tx, world.accounts[person], { at: world.clock.now(), days: 1 }),
    )
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url: site.url }])
  }
  const open = async (person: Person, { width = 1440, scheme = 'light', lang = 'vi', script = true }: Look = {}) => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width, height: 900 },
      colorScheme: scheme,
      javaScriptEnabled: script,
    })
    context.setDefaultTimeout(25_000)
    await context.addCookies([{ name: 'sq_lang', value: lang, url: site.url }])
    await enter(context, person)
    return { context, page: await context.newPage() }
  }
  const episodes = async (): Promise<number> =>
    Number(
      (
        await world.ctx.db.q
          .selectFrom('episode')
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirst()
      )?.n,
    )

  it('a double click sends no form twice, on any page', async () => {
    const { context } = await open('lan')
    for (const path of ['/', '/ky/moi', `/ky/${episodeId}`, '/tai-khoan', '/kitchen']) {
      const page = await context.newPage()
      await page.goto(path)
      await page.locator('main').waitFor()
      expect({ path, twice: await page.evaluate(DOUBLE_CLICKS) }).toEqual({ path, twice: [] })
      await page.close()
    }
    await context.close()
  })

  it('a new episode is created once by a double click, is said to be, and the way back finds the form usable', async () => {
    const { context, page } = await open('lan')
    const before = await episodes()
    await page.goto('/ky/moi')
    await page.fill('[name=title]', 'Một cửa điện tử')
    await page.dblclick('main form button.main')
    await page.waitForURL(/\/ky\/\d+$/)
    expect(await page.locator('.toast', { hasText: 'Đã lập kỳ' }).innerText()).toContain('Đã lập kỳ')
    expect(await episodes()).toBe(before + 1)
    await page.reload()
    expect(await page.locator('.toast').count()).toBe(0)
    await page.goBack()
    await page.waitForURL('**/ky/moi')
    expect(await page.locator('main form button.main').isEnabled()).toBe(true)
    expect(await page.locator('.kept').count()).toBe(0)
    await context.close()
  })

  it('what was typed when the session ended is offered back after signing in again, and forgotten once saved', async () => {
    const { context, page } = await open('lan')
    await page.goto('/ky/moi')
    await page.locator('[name=references]').pressSequentially('Kế hoạch 424')
    await page.locator('[name=title]').pressSequentially('Đang gõ dở')
    await expect
      .poll(() => page.evaluate('Object.values(sessionStorage).join()'), { timeout: 20_000 })
      .toContain('Đang gõ dở')
    await context.clearCookies({ name: SESSION_COOKIE })
    await page.click('main form button.main')
    await page.waitForURL('**/dang-nhap?next=%2Fky%2Fmoi')
    await enter(context, 'lan')
    await page.goto('/ky/moi')
    await page.getByRole('button', { name: 'Lấy lại chữ đã gõ' }).click()
    expect(await page.inputValue('[name=title]')).toBe('Đang gõ dở')
    expect(await page.inputValue('[name=references]')).toBe('Kế hoạch 424')
    await page.click('main form button.main')
    await page.waitForURL(/\/ky\/\d+$/)
    await page.goto('/ky/moi')
    await page.locator('[name=title]').waitFor()
    expect(await page.locator('.kept').count()).toBe(0)
    await context.close()
  })

  it('a date is typed in any form or chosen from a calendar by keyboard, weeks from Monday', async () => {
    const { context, page } = await open('lan')
    await page.goto('/ky/moi')
    const field = page.locator('[name=air_date]')
    await field.fill('25/11')
    await field.press('Tab')
    expect(await field.inputValue()).toBe('25/11/2026')
    await field.fill('31/2/2026')
    await field.press('Tab')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill('25/11/2026')
    await field.press('Alt+ArrowDown')
    const calendar = page.locator('dialog.date-box')
    await calendar.waitFor()
    expect(await calendar.locator('th').allInnerTexts()).toEqual(['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'])
    expect(await faultsOf(page)).toEqual([])
    for (const key of ['PageDown', 'ArrowDown', 'Home', 'Enter']) await page.keyboard.press(key)
    await calendar.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('28/12/2026')
    await field.press('ArrowUp')
    expect(await field.inputValue()).toBe('29/12/2026')
    await page.fill('[name=title]', 'Có ngày')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/ky\/\d+$/)
    const row = await world.ctx.db.q.selectFrom('episode').select('air_date').where('title', '=', 'Có ngày').execute()
    expect(row).toEqual([{ air_date: '2026-12-29' }])
    await context.close()
  })

  it('Ctrl+K leads to a station, a date and an episode without marks and without a mouse; "?" tells the keys', async () => {
    const { context, page } = await open('minh')
    const go = async (typed: string, first: string): Promise<string> => {
      await page.goto('/ky')
      await page.locator('a.find').waitFor()
      await page.keyboard.press('Control+k')
      await page.locator('.find-box input').fill(typed)
      await page.locator('.find-list a[aria-selected=true]', { hasText: first }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.pathname !== '/ky')
      return new URL(page.url()).pathname + new URL(page.url()).search
    }
    expect(await go('dang hung phuoc', 'Đăng Hưng Phước')).toBe('/dai/dang-hung-phuoc')
    expect(await go('25/11', 'Lịch phát')).toBe('/lich-phat?ngay=2026-11-25')
    expect(await go('ky 1', 'Kỳ')).toBe(`/ky/${episodeId}`)
    await page.goto('/ky')
    await page.locator('a.find').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: 'Phím tắt' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Phím tắt' }).waitFor({ state: 'detached' })
    await page.fill('[name=q]', 'a?')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    await context.close()
  })

  it('the library answers as it is typed in, its address follows, and what is ticked comes as an archive', async () => {
    const { context, page } = await open('lan')
    await page.goto('/ky')
    await page.locator('.is-live').waitFor()
    await page.evaluate('window.stayed = true')
    await page.locator('[name=q]').pressSequentially('mot cua dien tu')
    await page.waitForURL('**/ky?q=mot+cua+dien+tu')
    expect(await page.locator('.episodes tbody tr').count()).toBe(1)
    expect(await page.evaluate('window.stayed')).toBe(true)
    await page.check('[data-all=ky]')
    expect(await page.locator('.episodes tbody input:checked').count()).toBe(1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải các kỳ đã chọn' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('kho-noi-dung-2026-11-23.zip')
    await context.clearCookies({ name: SESSION_COOKIE })
    await page.locator('[name=q]').press('End')
    await page.locator('[name=q]').pressSequentially(' va')
    await page.locator('.toast', { hasText: 'Phiên làm việc đã hết' }).waitFor()
    expect(await page.inputValue('[name=q]')).toBe('mot cua dien tu va')
    await context.close()
  })

  it('without JavaScript all main pages are read, and their forms answer', async () => {
    const { context, page } = await open('lan', { script: false })
    const paths = [
      '/',
      '/?ngay=25/11/2026',
      '/ky',
      '/ky?tt=writing&xep=title',
      '/ky/moi',
      `/ky/${episodeId}`,
      '/tim?q=25/11',
    ]
    for (const path of [...paths, '/lich-phat', '/nhat-ky', '/bao-cao', '/dai', '/tai-khoan']) {
      expect({ path, status: (await page.goto(path))?.status() }).toEqual({ path, status: 200 })
      expect((await page.locator('h1').innerText()).length).toBeGreaterThan(0)
    }
    await page.goto('/ky')
    await page.fill('[name=q]', 'co ngay')
    await page.click('search button')
    expect(await page.locator('.episodes tbody tr').count()).toBe(1)
    await page.goto('/ky/moi')
    await page.fill('[name=title]', 'Không có kịch bản lệnh')
    await page.fill('[name=air_date]', '31/02/2027')
    await page.click('main form button.main')
    expect(await page.locator('#air_date-fault').innerText()).toContain('25/11/2026')
    expect(await page.inputValue('[name=air_date]')).toBe('31/02/2027')
    await page.fill('[name=air_date]', '1/3/2027')
    await page.click('main form button.main')
    expect(await page.locator('.flash').innerText()).toContain('Đã lập kỳ')
    await page.goto('/ky/xuat.zip')
    expect(await page.locator('.flash').innerText()).toContain('Hãy đánh dấu')
    await context.close()
  })

  it('who has no right is told so in words, and what is not there is 404', async () => {
    const { context, page } = await open('tam')
    for (const path of ['/ky', '/ky/moi', `/ky/${episodeId}`, '/ky/xuat.zip?ky=1', '/bao-cao']) {
      expect({ path, status: (await page.goto(path))?.status() }).toEqual({ path, status: 403 })
      expect(await page.locator('h1').innerText()).toBe('Chưa được phép')
    }
    expect((await page.goto('/khong-co-trang-nay'))?.status()).toBe(404)
    expect(await page.locator('h1').innerText()).toBe('Không có trang này')
    await context.close()
  })

  it.each([
    { lang: 'vi', scheme: 'light', width: 1440 },
    { lang: 'en', scheme: 'dark', width: 390 },
  ] as const)('a title of 200 letters breaks no page, and axe finds nothing serious ($lang, $scheme)', async (look) => {
    const { context, page } = await open('lan', look)
    for (const path of ['/', '/ky', '/ky/moi', `/tim?q=1`, '/kitchen']) {
      await page.goto(path)
      await page.locator('main').waitFor()
      const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      expect({ path, sideways, faults: await faultsOf(page) }).toEqual({ path, sideways: false, faults: [] })
    }
    await page.keyboard.press('Control+k')
    await page.locator('.find-list a').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await context.close()
  })
})
