import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeFactorRule, codeAt, createAccount } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PASSWORD = 'duong lang ngo xom'
const WAIT = { timeout: 30_000 }

describe.skipIf(browserMissing)('the second factor in a browser', { timeout: 180_000 }, () => {
  let browser: Browser
  let world: World
  let site: { url: string; close: () => Promise<void> }
  beforeAll(async () => {
    browser = await openBrowser()
    world = await openWorld()
    site = await publish(world)
    const facts = { username: 'duyen', name: 'Ngô Mỹ Duyên', roles: ['approver'] as const, stations: [] }
    await createAccount(world.ctx, system('test'), { ...facts, password: PASSWORD })
    await changeFactorRule(world.ctx, system('test'), { roles: ['approver'], graceDays: 0 })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const complaints = async (page: Page): Promise<unknown> => {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }
      const { violations } = await axe.run()
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
    })
  }
  const fits = (page: Page): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
  const signIn = async (page: Page): Promise<void> => {
    await page.goto(`${site.url}/dang-nhap?next=/ky`)
    await page.locator('#username').fill('duyen', WAIT)
    await page.locator('#password').fill(PASSWORD)
    await page.keyboard.press('Enter')
  }
  const open = (width: number, colorScheme: 'light' | 'dark'): Promise<BrowserContext> =>
    browser.newContext({ viewport: { width, height: 860 }, colorScheme })

  it('is switched on by keyboard where the role needs it, and asked for at the next sign-in, also on a phone in the dark', async () => {
    const desk = await open(1280, 'light')
    const page = await desk.newPage()
    await signIn(page)
    await page.locator('.notice.bad').waitFor(WAIT)
    expect(new URL(page.url()).pathname).toBe('/tai-khoan/xac-thuc')
    // Nothing else opens.
    await page.goto(`${site.url}/lich-phat`)
    expect(new URL(page.url()).pathname).toBe('/tai-khoan/xac-thuc')
    await page.locator('form[action$="bat-dau"] button').focus(WAIT)
    await page.keyboard.press('Enter')
    await page.locator('.qr svg').waitFor(WAIT)
    expect(await complaints(page)).toEqual([])
    const secret = ((await page.locator('.secret-text').textContent()) ?? '').replaceAll(' ', '')
    await page.locator('#code').fill(codeAt(secret, world.clock.now()))
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.recovery li').first().waitFor(WAIT)
    expect(await page.locator('.recovery li').count()).toBe(10)
    expect(await complaints(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.rail').isVisible()).toBe(false)
    expect(await page.locator('.recovery').isVisible()).toBe(true)
    await page.goto(`${site.url}/ky`)
    expect(new URL(page.url()).pathname).toBe('/ky')
    await desk.close()

    const phone = await open(390, 'dark')
    const small = await phone.newPage()
    await small.goto(`${site.url}/ngon-ngu?lang=en`)
    await signIn(small)
    await small.locator('#code').waitFor(WAIT)
    expect(new URL(small.url()).pathname).toBe('/dang-nhap/ma')
    expect([await complaints(small), await fits(small)]).toEqual([[], true])
    expect(await small.locator('#code').getAttribute('autocomplete')).toBe('one-time-code')
    await small.locator('#code').fill('000000')
    await small.keyboard.press('Enter')
    await small.locator('.notice.bad').waitFor(WAIT)
    world.clock.advance(30_000)
    await small.locator('#code').fill(codeAt(secret, world.clock.now()))
    await small.keyboard.press('Enter')
    await small.waitForURL('**/ky', WAIT)
    for (const path of ['/tai-khoan', '/tai-khoan/xac-thuc']) {
      await small.goto(`${site.url}${path}`)
      await small.locator('h1').waitFor(WAIT)
      expect([path, await complaints(small), await fits(small)]).toEqual([path, [], true])
    }
    await phone.close()
  })
})
