import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import type { AppEnv } from '../../src/http/index.ts'
import { ROLES } from '../../src/kernel/actor.ts'
import { webRoutes } from '../../src/web/index.ts'
import { pagesOf, untold } from '../desk-pages.ts'
import { type DeskStory, tellDesk } from '../desk-story.ts'
import type { World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** All rules once in the light; in the dark the page is the same but for its colours. */
const LIGHT = `axe.run({ resultTypes: ['violations'], preload: false })`
const DARK = `axe.run({ resultTypes: ['violations'], preload: false, runOnly: ['color-contrast', 'link-in-text-block'] })`
const FAULTS = `.then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' ')))`
/** What reaches over the edge of the window, when the page as a whole would scroll sideways. */
const SIDEWAYS = `(() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest('.table-wrap'))
    .slice(0, 4).map((one) => one.tagName + '.' + one.className)
})()`

/** What the first press of Tab comes to; on a page that begins in a field, what it would come to from the top. */
const FIRST = `(document.querySelector('main [autofocus]')
  ? document.querySelector('a[href], button, input, select, textarea')
  : document.activeElement).className`

/** Words of the one language that have no place on a page of the other. */
const STRANGE = {
  vi: /\b(Save|Search|Cancel|Settings|Station|Schedule|Episode|Upload|undefined|null|NaN)\b/,
  en: /\b(Lưu|Huỷ|Hủy|Tìm|Xoá|Thêm|undefined|null|NaN)\b/,
} as const
const TOLD = `(() => [...document.querySelectorAll('button, label, th, .nav a, h1 + .tools a')]
  .filter((one) => !one.closest('[lang]:not(html)')).map((one) => one.innerText).join('\\n'))()`

/**
 * Every page of the desk in one language, looked at in the light and in the dark, at 1440 and at 390 px: no serious or
 * critical fault for axe, nothing sideways, no complaint on the console, a title, one heading of the first order, the
 * language said, and the skip link first for the keyboard. The person has every role, so that every form is there.
 */
export function everyPageIn(lang: 'vi' | 'en'): void {
  describe.skipIf(browserMissing)(`every page of the desk, ${lang}`, { timeout: 600_000 }, () => {
    let world: World
    let story: DeskStory
    let browser: Browser
    let site: Awaited<ReturnType<typeof publish>>
    beforeAll(async () => {
      ;({ world, story } = await tellDesk({ env: { PUBLIC_URL: '' } }))
      const { q } = world.ctx.db
      const has = await q
        .selectFrom('account_role')
        .select('role')
        .where('account_id', '=', world.accounts.bao)
        .execute()
      for (const role of ROLES)
        if (!has.some((one) => one.role === role))
          await q.insertInto('account_role').values({ account_id: world.accounts.bao, role }).execute()
      // Pages of work under way ask for themselves again: not while they are looked at.
      const still = new Hono<AppEnv>().use(async (c, next) => {
        await next()
        c.res.headers.delete('refresh')
      })
      site = await publish({ ...world, app: still.route('/', world.app) })
      browser = await openBrowser()
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await site?.close()
      await world?.close()
    })

    const visitor = async (signedIn: boolean): Promise<{ page: Page; complaints: string[] }> => {
      const viewport = { width: 1440, height: 900 }
      // Colours do not fade from one scheme to the other, so that both are judged at their end.
      const context = await browser.newContext({ baseURL: site.url, viewport, reducedMotion: 'reduce' })
      context.setDefaultTimeout(60_000)
      const cookies = [{ name: 'sq_lang', value: String(lang), url: site.url }]
      if (signedIn) {
        const told = { at: world.clock.now(), days: 1 }
        const token = await world.ctx.db.transact((tx) => openSession(tx, world.accounts.bao, told))
        cookies.push({ name: SESSION_COOKIE, value: token, url: site.url })
      }
      await context.addCookies(cookies)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      return { page, complaints }
    }

    type Seen = Readonly<Record<string, unknown>>
    const look = async (page: Page, complaints: string[], path: string, kind: 'page' | 'open' | 'paper') => {
      complaints.length = 0
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      const status = (await page.goto(path))?.status()
      await page.locator('h1').first().waitFor()
      const wide = await page.evaluate(SIDEWAYS)
      await page.keyboard.press('Tab')
      const first = kind === 'page' ? await page.evaluate(FIRST) : 'skip'
      await page.evaluate(axe)
      const light = await page.evaluate(LIGHT + FAULTS)
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await page.evaluate(DARK + FAULTS)
      await page.setViewportSize({ width: 390, height: 800 })
      const narrow = await page.evaluate(SIDEWAYS)
      const strange = STRANGE[lang].exec(String(await page.evaluate(TOLD)))?.[0] ?? ''
      const said = await page.evaluate(
        '[document.documentElement.lang, document.title !== "", document.querySelectorAll("h1").length]',
      )
      const seen: Seen = { status, said, first, light, dark, wide, narrow, strange, complaints: [...complaints] }
      const good: Seen = {
        status: 200,
        said: [lang, true, 1],
        first: 'skip',
        light: [],
        dark: [],
        wide: [],
        narrow: kind === 'paper' ? narrow : [],
        strange: kind === 'paper' || path === '/kitchen' ? strange : '',
        complaints: [],
      }
      const wrong = Object.keys(good).filter((name) => JSON.stringify(seen[name]) !== JSON.stringify(good[name]))
      return wrong.length === 0 ? [] : [[path, ...wrong.map((name) => `${name}: ${JSON.stringify(seen[name])}`)]]
    }

    it('is good to look at, to hear, and to use by keyboard', async () => {
      expect(untold(webRoutes(world.ctx).routes).missing).toEqual([])
      const faults: string[][] = []
      const walk = async (paths: readonly string[], kind: 'page' | 'open' | 'paper'): Promise<void> => {
        const { page, complaints } = await visitor(kind !== 'open')
        for (const path of paths) faults.push(...(await look(page, complaints, path, kind)))
        await page.context().close()
      }
      await walk(pagesOf(story, ['page']), 'page')
      await walk(pagesOf(story, ['open']), 'open')
      await walk(pagesOf(story, ['paper']), 'paper')
      expect(faults).toEqual([])
    })
  })
}
