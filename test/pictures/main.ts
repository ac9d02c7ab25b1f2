import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser/browser.ts'
import { type District, runningDistrict, startDistrict } from './district.ts'
import { SHOTS, type Shot } from './shots.ts'

/**
 * Takes the pictures of README and guide anew:
 *   npx tsx test/pictures/main.ts [--demo FOLDER] [--out FOLDER] [--only NAME]
 * Without --demo a sample district is started for it and removed afterwards.
 */
const { values } = parseArgs({
  options: { demo: { type: 'string' }, out: { type: 'string', default: 'docs/pictures' }, only: { type: 'string' } },
})
const MOST_BYTES = 120_000

async function signIn(page: Page, district: District, who: string): Promise<void> {
  await page.goto('/dang-nhap')
  await page.locator('input[name=username]').fill(who)
  await page.locator('input[name=password]').fill(district.passwordOf(who))
  await page.locator('main button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'))
}

/** WebP of what is seen, as small as need be. Only the browser's own protocol writes WebP. */
async function picture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  for (const quality of [82, 70, 55]) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
    const bytes = Buffer.from(data, 'base64')
    if (bytes.length <= MOST_BYTES) return bytes
  }
  throw new Error('the picture stays too large')
}

async function take(browser: Browser, district: District, shot: Shot): Promise<Buffer> {
  const device = await browser.newContext({
    baseURL: district.url,
    viewport: { width: shot.width, height: shot.height },
    colorScheme: shot.scheme,
    deviceScaleFactor: shot.width === 390 ? 2 : 1,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  })
  const page = await device.newPage()
  page.setDefaultTimeout(60_000)
  try {
    await signIn(page, district, shot.who)
    await page.goto(shot.path)
    await shot.prepare?.(page)
    await page.evaluate('document.fonts.ready')
    // A page with live news never falls silent; half a second of painting is enough for the others.
    await page.waitForTimeout(1_000)
    return await picture(page)
  } finally {
    await device.close()
  }
}

const district = values.demo === undefined ? await startDistrict() : await runningDistrict(values.demo)
const browser = await openBrowser()
try {
  for (const shot of SHOTS.filter(({ name }) => values.only === undefined || name === values.only)) {
    const bytes = await take(browser, district, shot)
    await writeFile(join(values.out, `${shot.name}.webp`), bytes)
    process.stdout.write(`${shot.name}.webp  ${Math.round(bytes.length / 1000)} kB\n`)
  }
} finally {
  await browser.close()
  await district.close()
}
