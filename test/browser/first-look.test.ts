import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeResetLink } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'
import { tellWeek } from './story-week.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PASSWORD = 'mùa nước nổi về sớm'

/** A tone of a kilohertz, mono, 8 kHz, 16 bits. */
function toneWav(seconds: number): Buffer {
  const rate = 8000
  const wav = Buffer.alloc(44 + seconds * rate * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(wav.length - 44, 40)
  for (let i = 0; i < seconds * rate; i++)
    wav.writeInt16LE(Math.round(8000 * Math.sin((i * 2 * Math.PI * 1000) / rate)), 44 + i * 2)
  return wav
}

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
/** What axe finds serious or critical; evaluated by the browser itself, so that our security policy stays in force. */
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

describe.skipIf(browserMissing)('the first look, in a browser', { timeout: 120_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  let episodeId: number
  beforeAll(async () => {
    world = await openWorld()
    ;({ episodeId } = await tellWeek(world))
    site = await publish(world)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const open = async (options: { width?: number; scheme?: 'light' | 'dark'; script?: boolean } = {}) => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: options.width ?? 1440, height: 900 },
      colorScheme: options.scheme ?? 'light',
      javaScriptEnabled: options.script ?? true,
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    return { context, page, complaints }
  }
  const signIn = async (page: Page, username: string, password = PASSWORD): Promise<void> => {
    await page.goto('/dang-nhap')
    await page.fill('[name=username]', username)
    await page.fill('[name=password]', password)
    await page.click('form[action="/dang-nhap"] button')
  }
  /** Gives a person a password the way people get one: by the administrator's link. */
  const reset = async (page: Page, person: 'lan' | 'minh' | 'tam' | 'phuc'): Promise<void> => {
    const { url } = await makeResetLink(world.ctx, system('test'), {
      accountId: world.accounts[person],
      base: site.url,
    })
    await page.goto(url)
    await page.fill('[name=password]', PASSWORD)
    await page.click('main button')
    await page.waitForURL('**/dang-nhap?xong')
  }

  it('lets Lan in after a wrong password, keeps her name in the form, and brings her where she wanted to go', async () => {
    const { context, page } = await open({ script: false })
    await reset(page, 'lan')
    await page.goto(`/ky/${episodeId}`)
    expect(page.url()).toContain(`/dang-nhap?next=${encodeURIComponent(`/ky/${episodeId}`)}`)
    await page.fill('[name=username]', 'lan')
    await page.fill('[name=password]', 'không nhớ nữa rồi')
    await page.click('main button')
    expect(await page.locator('[role=alert]').innerText()).toContain('không đúng')
    expect(await page.inputValue('[name=username]')).toBe('lan')
    await page.fill('[name=password]', PASSWORD)
    await page.click('main button')
    expect(new URL(page.url()).pathname).toBe(`/ky/${episodeId}`)
    expect(await page.locator('h1').innerText()).toContain('Một cửa liên thông')
    await context.close()
  })

  it('takes the script from submission to return and back, without JavaScript', async () => {
    const lan = await open({ script: false })
    await signIn(lan.page, 'lan')
    await lan.page.goto(`/ky/${episodeId}`)
    await lan.page.click('text=Trình duyệt')
    const minh = await open({ script: false })
    await reset(minh.page, 'minh')
    await signIn(minh.page, 'minh')
    await minh.page.goto(`/ky/${episodeId}`)
    await minh.page.click('details.act > summary')
    await minh.page.fill('[name=comment]', 'Xin sửa đoạn lệ phí')
    await minh.page.click('details.act button')
    expect(await minh.page.locator('.line').innerText()).toContain('Xin sửa đoạn lệ phí')
    await lan.page.reload()
    await lan.page.click('#sua > summary')
    await lan.page.fill('[name=text]', 'PTV 1: Lệ phí đã sửa.')
    await lan.page.click('#sua button')
    expect(await lan.page.locator('.script').innerText()).toContain('Lệ phí đã sửa.')
    await lan.context.close()
    await minh.context.close()
  })

  it.each([
    { lang: 'vi', scheme: 'light', width: 1440 },
    { lang: 'en', scheme: 'dark', width: 390 },
  ] as const)(
    'has no serious fault for anybody on any page ($lang, $scheme, $width px)',
    async ({ lang, scheme, width }) => {
      const { context, page, complaints } = await open({ scheme, width })
      await context.addCookies([{ name: 'sq_lang', value: lang, url: site.url }])
      const look = async (path: string, status = 200): Promise<void> => {
        const response = await page.goto(path)
        const seen = {
          path,
          status: response?.status(),
          lang: await page.locator('html').getAttribute('lang'),
          sideways: await page.evaluate('document.documentElement.scrollWidth > innerWidth'),
          faults: await faultsOf(page),
        }
        expect(seen).toEqual({ path, status, lang, sideways: false, faults: [] })
      }
      await look('/dang-nhap')
      await signIn(page, 'lan')
      const day = '?ngay=2026-11-22'
      for (const path of ['/', `/${day}`, '/ky', '/ky?q=dat+dai', '/ky/moi', `/ky/${episodeId}`, `/lich-phat${day}`])
        await look(path)
      for (const path of ['/bao-cao?period=2026-11', '/bao-cao?tu=2026-11-01&den=2026-11-22', '/dai']) await look(path)
      expect(complaints).toEqual([])
      await look('/khong-co', 404)
      await context.close()
    },
  )

  it('shows Tâm the own station alone, and no page that is not his', async () => {
    const { context, page } = await open()
    await reset(page, 'tam')
    await signIn(page, 'tam')
    expect(await page.locator('.wall .station').count()).toBe(1)
    expect(await page.locator('nav a').allInnerTexts()).toEqual(['Hôm nay', 'Lịch phát', 'Nhật ký', 'Đài'])
    expect((await page.goto('/bao-cao'))?.status()).toBe(403)
    expect(await page.locator('h1').innerText()).toBe('Chưa được phép')
    await context.close()
  })

  it('sends Phúc’s recording to its end though the line breaks once', async () => {
    const { context, page } = await open()
    await reset(page, 'phuc')
    await signIn(page, 'phuc')
    await page.goto(`/ky/${episodeId}`)
    let broken = 0
    await page.route('**/api/v1/uploads/*', (route) => {
      if (route.request().method() !== 'PATCH' || broken++ > 0) return route.continue()
      return route.abort('connectionreset')
    })
    const recording = { name: 'CCHC kỳ 1.wav', mimeType: 'audio/wav', buffer: toneWav(2) }
    await page.setInputFiles('sq-upload input', recording)
    await page.locator('sq-upload output', { hasText: 'Đứt đường truyền' }).waitFor()
    await page.locator('section:has(#audio) .notice', { hasText: 'CCHC kỳ 1.wav' }).waitFor()
    expect(broken).toBe(2)
    await context.close()
  })

  it('says Vietnamese until asked for English, and keeps to it', async () => {
    const { context, page } = await open()
    await signIn(page, 'lan')
    await page.goto('/bao-cao')
    await page.click('text=English')
    expect(new URL(page.url()).pathname).toBe('/bao-cao')
    await page.goto('/')
    expect(await page.locator('h1').innerText()).toBe('Today')
    await context.close()
  })
})
