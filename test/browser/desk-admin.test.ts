import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { workRecordings } from '../../src/library/index.ts'
import type { Person } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, CHROMIUM, publish } from './browser.ts'
import { tellWeek } from './story-week.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SHOTS = process.env.SHOTS
/** A microphone that beeps, and nobody who has to allow it. */
const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

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
const OVER = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'

describe.skipIf(browserMissing)('administration and emergencies, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  const complaints: string[] = []

  beforeAll(async () => {
    world = await openWorld({ env: { PUBLIC_URL: '' } })
    await tellWeek(world)
    // In a small centre one person records and clears.
    await world.ctx.db.q
      .insertInto('account_role')
      .values({ account_id: world.accounts.phuc, role: 'approver' })
      .execute()
    site = await publish(world)
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', ...FAKE_MICROPHONE],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const as = async (
    person: Person,
    look: { width?: number; scheme?: 'light' | 'dark'; lang?: 'vi' | 'en'; script?: boolean } = {},
  ): Promise<{ page: Page; context: BrowserContext }> => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: look.width ?? 1440, height: 900 },
      colorScheme: look.scheme ?? 'light',
      javaScriptEnabled: look.script ?? true,
      permissions: ['microphone'],
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
  const shot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/admin-${name}.png`, fullPage: true })
  }

  it('administration stands in both languages and themes, wide and narrow, without a serious fault', async () => {
    const person = `/quan-tri/tai-khoan/${world.accounts.tam}`
    const paths = ['', '/tai-khoan', '/dang-nhap', '/khoa', '/nhat-ky', '/don-vi', '/don-vi/dang-hung-phuoc']
    for (const [lang, scheme, width] of [
      ['vi', 'light', 1440],
      ['en', 'dark', 390],
    ] as const) {
      const { page, context } = await as('bao', { lang, scheme, width })
      for (const path of [...paths.map((tail) => `/quan-tri${tail}`), person]) {
        await page.goto(path)
        await page.locator('h1').waitFor()
        expect({ path, lang, faults: await faultsOf(page) }).toEqual({ path, lang, faults: [] })
        expect({ path, width, over: await page.evaluate(OVER) }).toEqual({ path, width, over: false })
        await shot(page, `${lang}-${width}-${path.replaceAll('/', '_')}`)
      }
      await context.close()
    }
  })

  it('a reset link is shown once, and a double click makes one account', async () => {
    const { page, context } = await as('bao')
    await page.goto('/quan-tri/tai-khoan')
    await page.getByLabel('Họ và tên').fill('Nguyễn Văn Sáu')
    await page.getByLabel('Tên đăng nhập', { exact: true }).fill('sau')
    await page.getByLabel('phụ trách đài', { exact: true }).check()
    await page.getByText('Đài phụ trách').last().click()
    await page.getByLabel('Đài Truyền thanh xã Bình Ninh').check()
    await page.getByRole('button', { name: 'Thêm tài khoản' }).dblclick()
    await page.getByRole('heading', { level: 1, name: 'Nguyễn Văn Sáu' }).waitFor()
    const made = await world.ctx.db.q.selectFrom('account').select('id').where('username', '=', 'sau').execute()
    expect(made).toHaveLength(1)
    await page.getByRole('button', { name: 'Tạo liên kết đặt mật khẩu' }).click()
    const link = await page.locator('.secret-text').innerText()
    expect(link).toContain(`${site.url}/dat-lai-mat-khau?link=`)
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'reset-link')
    await page.goto(`/quan-tri/tai-khoan/${made[0]?.id}`)
    await page.getByRole('button', { name: 'Tạo liên kết đặt mật khẩu' }).waitFor()
    expect(await page.content()).not.toContain(link.split('link=')[1])
    await context.close()
  })

  it('an emergency is recorded, checked, cleared and put on air by one person', async () => {
    const { page, context } = await as('phuc')
    await page.goto('/khan-cap')
    await page.getByLabel('Tên bản phát').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'emergency-start')
    await page.getByLabel('Tên bản phát').fill('Lũ về gấp trên sông Tiền')
    await page.getByLabel('Nội dung sẽ nói').fill('Bà con ven sông khẩn trương lên chỗ cao trước 17 giờ.')
    expect(await page.getByText('Dừng thu').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Bắt đầu thu' }).click()
    await page.locator('sq-recorder output', { hasText: /Đang thu 0:0[3-9]/ }).waitFor()
    await page.getByRole('button', { name: 'Dừng thu' }).click()
    await page.locator('sq-recorder output', { hasText: 'Đã thu' }).waitFor()
    await shot(page, 'emergency-recorded')
    await page.getByRole('button', { name: 'Gửi và kiểm tra' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lũ về gấp trên sông Tiền' }).waitFor()
    await workRecordings(world.ctx)
    await page.goto(page.url())
    await page.getByRole('button', { name: 'Đã nghe, duyệt phát' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'emergency-clear')
    await page.getByRole('button', { name: 'Đã nghe, duyệt phát' }).click()
    await page.getByRole('heading', { name: 'Phát khẩn cấp ngay' }).waitFor()
    expect(await page.locator('#episode_id option:checked').innerText()).toContain('Lũ về gấp')
    await shot(page, 'emergency-stations')
    await page.getByRole('button', { name: 'Xem trước' }).click()
    await page.getByLabel(/Gõ số đài/).fill('20')
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'emergency-confirm')
    await page.getByRole('button', { name: 'Phát ngay' }).click()
    await page.getByText('chưa phát').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'emergency-progress')
    const decisions = await world.ctx.db.q
      .selectFrom('decision')
      .innerJoin('episode', 'episode.id', 'decision.episode_id')
      .select(['decision.kind', 'decision.actor_name as who'])
      .where('episode.priority', '=', 'emergency')
      .orderBy('decision.id')
      .execute()
    expect(decisions.map(({ kind }) => kind)).toEqual(['submitted', 'approved', 'cleared'])
    expect(new Set(decisions.map(({ who }) => who))).toEqual(new Set(['Lê Hoàng Phúc']))
    expect(await page.locator('tbody tr').count()).toBe(20)
    await context.close()
    expect(complaints).toEqual([])
  })
})
