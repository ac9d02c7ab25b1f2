import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { type Client, openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SEGMENT = 'cai-cach-hanh-chinh'
/** CI is slow and noisy. */
const WAIT = { timeout: 30_000 }

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return bad.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(' ')
        .slice(0, 400)}`,
  )
}

describe.skipIf(browserMissing)('the schedule, in a browser, by its planner', { timeout: 180_000 }, () => {
  let world: World
  let ha: Client
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  beforeAll(async () => {
    world = await openWorld()
    ha = await world.as('ha')
    const row = { kind: 'chuyên mục', created_at: 0, min_seconds: null, max_seconds: null }
    for (const [code, name] of [
      [SEGMENT, 'Cải cách hành chính'],
      ['thoi-su', 'Thời sự Chợ Gạo'],
    ] as const)
      await world.ctx.db.q
        .insertInto('segment')
        .values({ ...row, code, name, fallback_episode_id: null, withdrawn_at: null })
        .execute()
    await plan({ segment: SEGMENT, times: ['05:15', '17:15'], seconds: 900 })
    await plan({ segment: 'thoi-su', times: ['05:30', '11:00'], seconds: 1800 })
    site = await publish(world)
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const plan = async ({ segment, times, seconds }: { segment: string; times: string[]; seconds: number }) => {
    const rule = { weekdays: [1, 2, 3, 4, 5, 6], times }
    const slot = { segment, target: { kind: 'all' }, rule, from: '2026-11-24', duration_seconds: seconds }
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot })
    expect((await ha.post('/api/v1/slots', { ...slot, dry_run: run.body.hash })).status).toBe(201)
  }
  const times = async (date: string): Promise<string[]> => {
    const { body } = await ha.get(`/api/v1/airings?from=${date}&to=${date}&stations=xuan-dong&state=planned`)
    return body.items.map((a: { local_time: string }) => a.local_time)
  }
  const open = async ({
    width = 1440,
    scheme = 'light',
    lang = 'vi',
  }: {
    width?: number
    scheme?: 'light' | 'dark'
    lang?: string
  } = {}) => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width, height: 1000 },
      colorScheme: scheme,
    })
    const token = await world.ctx.db.transact((tx) =>
      openSession(tx, world.accounts.ha, { at: world.clock.now(), days: 30 }),
    )
    await context.addCookies([
      { name: SESSION_COOKIE, value: token, url: site.url },
      { name: 'sq_lang', value: lang, url: site.url },
    ])
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (m) => m.type() === 'error' && !/40\d/.test(m.text()) && complaints.push(m.text()))
    return { context, page, complaints }
  }
  const week = async (page: Page): Promise<void> => {
    await page.goto('/lich-phat/tuan?dai=xuan-dong&ngay=2026-11-25')
    await page.waitForFunction("customElements.get('sq-calendar') !== undefined", undefined, WAIT)
  }
  const block = (page: Page, date: string, time: string): Locator =>
    page.locator(`[data-date="${date}"] a[data-block]`, { hasText: time })
  /** Presses in the middle of a block (or at its lower edge) and lets go some way further. */
  const drag = async (page: Page, from: Locator, by: { x?: number; y: number }, edge = false): Promise<void> => {
    await from.scrollIntoViewIfNeeded()
    const box = await from.boundingBox()
    if (!box) throw new Error('the block is not to be seen')
    const [x, y] = [box.x + 30, edge ? box.y + box.height - 2 : box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + (by.x ?? 0) / 2, y + by.y / 2, { steps: 3 })
    await page.mouse.move(x + (by.x ?? 0), y + by.y, { steps: 3 })
    await page.locator('.shadow').waitFor(WAIT)
    await page.mouse.up()
    await page.locator('dialog .preview').waitFor(WAIT)
  }

  it('Hà drags an airing into a clash, sees the choices, resolves it, saves once, and takes it back', async () => {
    const { context, page, complaints } = await open()
    await week(page)
    // Six pixels are five minutes: 05:15 goes to 05:25, into the news.
    await drag(page, block(page, '2026-11-25', '05:15'), { y: 12 })
    const dialog = page.locator('dialog')
    expect(await dialog.locator('[name=gio]').inputValue()).toBe('05:25')
    expect(await dialog.innerText()).toContain('trùng Thời sự Chợ Gạo 05:30–06:00')
    expect(await faultsOf(page)).toEqual([])
    const save = dialog.getByRole('button', { name: 'Lưu', exact: true })
    await save.click()
    await dialog.locator('[role=alert]').waitFor(WAIT)
    expect(await dialog.locator('[role=alert]').innerText()).toContain('chưa được chọn')
    await dialog.locator('select[data-choice]').first().selectOption('shift')
    await Promise.all([page.waitForEvent('load', WAIT), save.dblclick({ noWaitAfter: true })])
    await page.locator('.toast').waitFor(WAIT)
    expect(await page.locator('.toast').innerText()).toContain('Đã lưu: dời lượt phát')
    expect(await times('2026-11-25')).toEqual(['05:30', '06:00', '11:00', '17:15'])
    const changes = await world.ctx.db.q
      .selectFrom('schedule_act')
      .select('id')
      .where('kind', '=', 'slot.move')
      .execute()
    expect(changes).toHaveLength(1)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.locator('.toast', { hasText: 'Đã hoàn tác' }).waitFor(WAIT)
    expect(await times('2026-11-25')).toEqual(['05:15', '05:30', '11:00', '17:15'])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('an end is stretched, another day is chosen, and a painted stretch fills in the form of a new slot', async () => {
    const { context, page } = await open()
    await week(page)
    await drag(page, block(page, '2026-11-25', '11:00'), { y: 12 }, true)
    const dialog = page.locator('dialog')
    expect(await dialog.locator('[name=phut]').inputValue()).toBe('40')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached', ...WAIT })
    const lane = await page.locator('[data-date="2026-11-26"]').boundingBox()
    await drag(page, block(page, '2026-11-25', '17:15'), { x: lane?.width ?? 0, y: 0 })
    expect(await dialog.locator('[name=ngay]').inputValue()).toBe('26/11/2026')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached', ...WAIT })
    const empty = page.locator('[data-date="2026-11-27"]')
    await block(page, '2026-11-27', '17:15').scrollIntoViewIfNeeded()
    const at = await block(page, '2026-11-27', '17:15').boundingBox()
    if (!at) throw new Error('no block')
    await page.mouse.move(at.x + 30, at.y - 90)
    await page.mouse.down()
    await page.mouse.move(at.x + 30, at.y - 54, { steps: 4 })
    await empty.locator('.shadow').waitFor(WAIT)
    await page.mouse.up()
    await dialog.locator('.preview').waitFor(WAIT)
    // 90 px above 17:15 is 16:00; 36 px are half an hour.
    expect(await dialog.locator('[name=gio]').inputValue()).toBe('16:00')
    expect(await dialog.locator('[name=phut]').inputValue()).toBe('30')
    await Promise.all([
      page.waitForEvent('load', WAIT),
      dialog.getByRole('button', { name: 'Lưu', exact: true }).click({ noWaitAfter: true }),
    ])
    await block(page, '2026-11-27', '16:00').waitFor(WAIT)
    await context.close()
  })

  it('by keyboard alone: an airing is chosen, moved by five minutes, seen, saved for this day and later, undone', async () => {
    const { context, page, complaints } = await open()
    await page.goto('/lich-phat/tuan?dai=xuan-dong&ngay=2026-12-02')
    await page.waitForFunction("customElements.get('sq-calendar') !== undefined", undefined, WAIT)
    await block(page, '2026-12-01', '17:15').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate('document.activeElement.closest("[data-lane]").dataset.date')).toBe('2026-12-02')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+Control+ArrowDown')
    const said = page.locator('[data-said]')
    expect(await said.textContent()).toBe('17:25–17:45, Thứ Tư 02/12/2026. Enter để xem trước, Esc để bỏ.')
    await page.keyboard.press('Escape')
    expect(await said.textContent()).toContain('giữ nguyên')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Enter')
    const dialog = page.locator('dialog')
    await dialog.locator('.preview').waitFor(WAIT)
    const later = dialog.locator('[name="pham-vi"][value=later]')
    const preview = () => dialog.locator('.preview').getAttribute('data-preview-of')
    const before = await preview()
    await dialog.locator('[name="pham-vi"]:checked').focus()
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(
      (old) =>
        document.querySelector('dialog .preview')?.getAttribute('data-preview-of') !== old &&
        document.querySelector('dialog [name="pham-vi"]:checked')?.getAttribute('value') === 'day',
      before,
      WAIT,
    )
    const onDay = await preview()
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(
      (old) => document.querySelector('dialog .preview')?.getAttribute('data-preview-of') !== old,
      onDay,
      WAIT,
    )
    expect(await later.isChecked()).toBe(true)
    const save = dialog.getByRole('button', { name: 'Lưu', exact: true })
    await save.focus()
    await Promise.all([page.waitForEvent('load', WAIT), page.keyboard.press('Enter')])
    await block(page, '2026-12-02', '17:20').waitFor(WAIT)
    expect(await times('2026-12-08')).toContain('17:20')
    expect(await times('2026-12-01')).toContain('17:15')
    await page.getByRole('button', { name: 'Hoàn tác' }).focus()
    await page.keyboard.press('Enter')
    await block(page, '2026-12-02', '17:15').waitFor(WAIT)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('every screen of it is sound for axe, in Vietnamese and light, in English and dark, and on a phone', async () => {
    const paths = [
      '/lich-phat?ngay=2026-11-25',
      '/lich-phat/ngay?ngay=2026-11-25',
      '/lich-phat/tuan?dai=xuan-dong&ngay=2026-11-25',
      '/lich-phat/khung-gio',
      '/lich-phat/khung-gio/1',
      '/lich-phat/ngay-nghi',
      '/lich-phat/chuyen-muc',
      '/lich-phat/in',
    ]
    for (const look of [{ lang: 'vi' }, { scheme: 'dark', lang: 'en' }] as const) {
      const { context, page, complaints } = await open(look)
      for (const path of paths) {
        await page.goto(path)
        expect({ path, faults: await faultsOf(page) }).toEqual({ path, faults: [] })
      }
      expect(complaints).toEqual([])
      await context.close()
    }
    const { context, page } = await open({ width: 390 })
    for (const path of paths) {
      await page.goto(path)
      // Nothing but tables scrolls sideways.
      expect({ path, wide: await page.evaluate('document.documentElement.scrollWidth') }).toEqual({ path, wide: 390 })
    }
    // On paper the programme is a table, however narrow the page.
    await page.emulateMedia({ media: 'print' })
    await page.goto('/lich-phat/in')
    expect(await page.getByText('SÁNG', { exact: true }).isVisible()).toBe(true)
    expect(await page.locator('.tabs').isVisible()).toBe(false)
    await context.close()
  })
})
