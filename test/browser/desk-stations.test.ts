import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { type Person, TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SHOTS = process.env.SHOTS

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

/** What makes the page wider than its window: it must never scroll sideways as a whole. */
const OVER = `(() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll('main *, header *')]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest('.table-wrap, .tabs'))
    .map((one) => one.tagName + '.' + one.className)
    .slice(0, 5)
})()`

describe.skipIf(browserMissing)('the pages of the stations, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  const complaints: string[] = []

  beforeAll(async () => {
    world = await openWorld({ env: { PUBLIC_URL: '' } })
    const now = world.clock.now()
    const device = (stationCode: string, told: { ago: number; offset?: number; disk?: number }) =>
      world.ctx.db.q
        .insertInto('device')
        .values({
          station_id: world.stations[stationCode] ?? 0,
          device_id: `pi-${stationCode}`,
          first_seen_at: now - 9e9,
          last_seen_at: now - told.ago,
          player: 'mpv',
          version: '1.4',
          disk_free: told.disk ?? 9_400_000_000,
          clock_offset_ms: told.offset ?? 180,
          playing: null,
        })
        .execute()
    await device(TAMS_STATION, { ago: 120_000 })
    await device('binh-ninh', { ago: 8 * 3_600_000 })
    await device('quon-long', { ago: 300_000, offset: -95_000, disk: 120_000_000 })
    site = await publish(world)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const opened: BrowserContext[] = []
  const as = async (
    person: Person,
    look: { width?: number; scheme?: 'light' | 'dark'; lang?: 'vi' | 'en'; script?: boolean } = {},
  ): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: look.width ?? 1440, height: 900 },
      colorScheme: look.scheme ?? 'light',
      javaScriptEnabled: look.script ?? true,
    })
    opened.push(context)
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
    return page
  }
  const shot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/stations-${name}.png`, fullPage: true })
  }
  const SCREENS = ['', '/khoa', '/gio-phat', '/dia-chi', '/bo-usb', '/ho-so', '/sua']

  it('stand in both languages and themes, wide and narrow, without a serious fault', async () => {
    for (const [lang, scheme, width] of [
      ['vi', 'light', 1440],
      ['en', 'dark', 390],
    ] as const) {
      const page = await as('bao', { lang, scheme, width })
      for (const path of ['/dai', '/dai-moi', '/nhom-dai', ...SCREENS.map((tab) => `/dai/${TAMS_STATION}${tab}`)]) {
        await page.goto(path)
        await page.locator('h1').waitFor()
        expect({ path, lang, faults: await faultsOf(page) }).toEqual({ path, lang, faults: [] })
        expect({ path, width, over: await page.evaluate(OVER) }).toEqual({ path, width, over: [] })
        await shot(page, `${lang}-${width}-${path.replaceAll('/', '_')}`)
      }
      await page.context().close()
    }
  })
})
