import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE, setPin } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import type { Playlist } from '../../src/protocol/playlist.ts'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser, publish } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PIN = '250981'
const SHOTS = process.env.SHOTS

/** A tone as MP3. */
const tone = (seconds: number): Buffer =>
  execFileSync(process.env.FFMPEG_PATH ?? 'ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', `sine=440:duration=${seconds}`, '-ac', '1', '-b:a', '64k'],
    ...['-f', 'mp3', 'pipe:1'],
  ])

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe.skipIf(browserMissing)('the station’s page, in a browser', { timeout: 180_000 }, () => {
  let world: World
  let show: Programme2026
  let browser: Browser
  let site: Awaited<ReturnType<typeof publish>>
  let device: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T05:40:00+07:00', env: { PUBLIC_URL: '' } })
    show = await tellProgramme(world)
    const short = await show.episode({ number: 1, audio: tone(3), seconds: 3, title: 'Một cửa liên thông ở xã' })
    const long = await show.episode({ number: 2, audio: tone(12), seconds: 12, title: 'Cấp lại căn cước công dân' })
    for (const [time, { id }, seconds] of [
      ['05:15', short, 3],
      ['06:15', short, 3],
      ['11:00', short, 3],
      ['17:15', long, 12],
    ] as const)
      await show.airing({ station: TAMS_STATION, at: `2026-11-23 ${time}`, episodeId: id, seconds })
    await setPin(world.ctx, system('test'), { accountId: world.accounts.tam, pin: PIN })
    site = await publish(world)
    browser = await openBrowser()
    device = await browser.newContext({ baseURL: site.url, viewport: { width: 390, height: 844 } })
    device.setDefaultTimeout(60_000)
    page = await device.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.clock.install({ time: world.clock.now() })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await world?.close()
  })

  const row = (time: string) => page.locator('.rows li', { hasText: time })
  const shot = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/tram-${name}.png`, fullPage: true })
  }
  /** Moves the device's day on to a local time, and the server's with it. */
  const goTo = async (time: string): Promise<void> => {
    const now = Number(await page.evaluate('Date.now()'))
    const to = Date.parse(`2026-11-23T${time}+07:00`)
    await page.clock.fastForward(to - now)
    world.clock.set(new Date(to).toISOString())
  }
  /** A page that was opened anew may have to be touched first: that is the browser's own decision. */
  const allowSound = async (): Promise<void> => {
    await page.getByRole('heading', { name: 'Máy này' }).waitFor()
    const button = page.getByRole('button', { name: 'Cho phép phát tiếng' })
    if (await button.isVisible()) await button.click()
  }
  const outcomes = () =>
    world.ctx.db.q.selectFrom('airing').select(['starts_at', 'outcome', 'grade']).orderBy('starts_at').execute()

  it('is paired by opening the link that Tâm’s QR code holds', async () => {
    const office = await browser.newContext({ baseURL: site.url })
    const token = await world.ctx.db.transact((tx) =>
      openSession(tx, world.accounts.tam, { at: world.clock.now(), days: 1 }),
    )
    await office.addCookies([{ name: SESSION_COOKIE, value: token, url: site.url }])
    const desk = await office.newPage()
    await desk.goto('/dai')
    await desk.getByRole('link', { name: 'Ghép máy mới' }).click()
    await desk.getByRole('button', { name: 'Lấy mã ghép' }).click()
    expect((await desk.locator('.qr svg').boundingBox())?.width).toBeGreaterThan(200)
    expect(await faultsOf(desk)).toEqual([])
    if (SHOTS) await desk.screenshot({ path: `${SHOTS}/tram-pairing.png`, fullPage: true })
    const link = (await desk.locator('.pair-link').getAttribute('href')) ?? ''
    expect(link).toContain(`${site.url}/tram/${TAMS_STATION}#ghep=`)

    await page.goto(link)
    await page.getByLabel('Tên máy này').fill('Máy ở phòng truyền thanh')
    await shot('pair')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Ghép máy' }).click()
    await page.getByRole('heading', { name: 'Đài Truyền thanh xã Đăng Hưng Phước' }).waitFor()
    expect(page.url()).not.toContain('ghep')
    const keys = (await (await world.as('bao')).get(`/api/v1/stations/${TAMS_STATION}/keys`)).body.items
    expect(keys.map(({ name }: { name: string }) => name)).toEqual(['Máy ở phòng truyền thanh'])

    await page.goto('about:blank')
    await page.goto(link)
    await page.getByRole('button', { name: 'Ghép máy' }).click()
    await page.locator('[role=alert]', { hasText: 'đã được dùng' }).waitFor()
    await page.goto(`/tram/${TAMS_STATION}`)
    await office.close()
  })

  it('counts down to the next airing, and fetches what it will play', async () => {
    await page.getByText('Tệp âm thanh: 2/2 đã có sẵn').waitFor()
    await page.locator('.line-state', { hasText: 'Có mạng' }).waitFor()
    expect(await page.locator('.when').innerText()).toBe('06:15')
    expect(await page.locator('.count').innerText()).toMatch(/^sau 3[0-5]:\d\d$/)
    expect(await row('05:15').innerText()).toContain('chưa xác nhận')
    await shot('watching')
    await page.getByRole('button', { name: 'Bật tự phát trên máy này' }).click()
    await page.getByText('Máy này đang chỉ xem').waitFor({ state: 'detached' })
    expect(await faultsOf(page)).toEqual([])
  })

  /** Seconds heard of what is playing, as the device keeps it on disk. */
  const heard = (): Promise<number> =>
    page.evaluate(`new Promise((done) => {
      const opening = indexedDB.open('songque-tram-${TAMS_STATION}')
      opening.onsuccess = () => {
        const asked = opening.result.transaction('entries').objectStore('entries').getAll()
        asked.onsuccess = () => {
          opening.result.close()
          done(Math.max(0, ...asked.result.filter(({ state }) => state === 'playing').map((entry) => entry.heard)))
        }
      }
    })`)

  it('plays and notes three airings from 06:00 on without a line, over a reload and a closed page', async () => {
    await goTo('06:00:00')
    await device.setOffline(true)
    await page.locator('.line-state', { hasText: 'Mất mạng' }).waitFor()
    await goTo('06:14:58')
    await page.getByRole('heading', { name: 'Đang phát' }).waitFor()
    await shot('playing')
    await row('06:15').getByText('đã phát').waitFor()

    await page.reload()
    await shot('reloaded')
    await allowSound()
    expect(await row('06:15').innerText()).toContain('đã phát')
    await goTo('10:59:58')
    await row('11:00').getByText('đã phát').waitFor()

    await goTo('17:14:58')
    await page.getByRole('heading', { name: 'Đang phát' }).waitFor()
    // What is written down of it outlives the page: three seconds of twelve.
    await expect.poll(heard, { timeout: 30_000, interval: 200 }).toBeGreaterThan(3)
    await page.close()
    page = await device.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.clock.install({ time: Date.parse('2026-11-23T17:15:08+07:00') })
    await page.goto(`/tram/${TAMS_STATION}`)
    await allowSound()
    await page.getByRole('heading', { name: 'Đang phát' }).waitFor()
    // It goes on where it was: the rest is shorter than the whole.
    expect(await page.locator('.count').innerText()).toMatch(/^còn 0:0\d$/)
    await row('17:15').getByText('đã phát').waitFor()
    expect((await outcomes()).map(({ outcome }) => outcome)).toEqual([null, null, null, null])
    await shot('offline')
    expect(await faultsOf(page)).toEqual([])
  })

  it('when the line returns, all three are counted, each once', async () => {
    world.clock.set(new Date(Number(await page.evaluate('Date.now()'))).toISOString())
    await device.setOffline(false)
    await page.getByText('Nhật ký đã gửi hết').waitFor()
    expect((await outcomes()).map(({ outcome, grade }) => [outcome, grade])).toEqual([
      [null, null],
      ['aired', 'player'],
      ['aired', 'player'],
      ['aired', 'player'],
    ])
    const events = await world.ctx.db.q.selectFrom('evidence').select(['kind', 'seq', 'state']).orderBy('seq').execute()
    expect(events.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      ...['started counted', 'finished counted', 'started counted', 'finished counted'],
      ...['started counted', 'stopped counted', 'started counted', 'finished counted'],
    ])
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const plays = await world.ctx.db.q.selectFrom('unplanned_play').selectAll().execute()
    expect(plays).toEqual([])
    const report = await (await world.as('bich')).get('/api/v1/reports/airings.json?from=2026-11-23&to=2026-11-23')
    expect(report.body.totals.commune).toMatchObject({
      aired: 3,
      by_evidence: { player: 3, attested: 0 },
      unplanned: 0,
    })
  })

  it('lets Tâm confirm by PIN what another player aired, also said without a line, and tell of trouble', async () => {
    await device.setOffline(true)
    await page.locator('.line-state', { hasText: 'Mất mạng' }).waitFor()
    await row('05:15').getByRole('button', { name: 'Đã phát' }).click()
    await page.getByLabel('Mã PIN (6 số)').fill(PIN)
    await shot('pin')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Xác nhận đã phát' }).click()
    await page.getByText('Chưa có mạng. Đã ghi lại').waitFor()
    await page.getByRole('button', { name: 'Đóng' }).click()
    await device.setOffline(false)
    await page.getByRole('button', { name: 'Nhập mã PIN' }).click()
    await page.getByLabel('Mã PIN (6 số)').fill('250980')
    await page.keyboard.press('Enter')
    await page.locator('[role=alert]', { hasText: 'Mã PIN không đúng' }).waitFor()
    await page.getByLabel('Mã PIN (6 số)').fill(PIN)
    await page.keyboard.press('Enter')
    await page.getByText('Đã xác nhận').first().waitFor()
    expect((await outcomes())[0]).toMatchObject({ outcome: 'aired', grade: 'attested' })

    const { id } = await show.episode({ number: 3, audio: tone(2), seconds: 2 })
    await show.airing({ station: TAMS_STATION, at: '2026-11-23 17:30', episodeId: id, seconds: 2 })
    await row('17:30').waitFor()
    await page.getByRole('button', { name: 'Tắt tự phát' }).click()
    await page.locator('.panel').getByRole('button', { name: 'Tắt tự phát' }).click()
    await goTo('17:31:00')
    await row('17:30').getByRole('button', { name: 'Có sự cố' }).click()
    await page.getByLabel('Hỏng loa, đứt dây').check()
    await shot('trouble')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Ghi sự cố' }).click()
    await row('17:30').locator('.state', { hasText: 'có sự cố' }).waitFor()
    await expect.poll(async () => (await outcomes()).at(-1)?.outcome, { timeout: 10_000 }).toBe('missed')
  })

  it('shows what another player of the station reported, and asks nobody to confirm it', async () => {
    const { id } = await show.episode({ number: 5, audio: tone(5), seconds: 5 })
    await show.airing({ station: TAMS_STATION, at: '2026-11-23 17:40', episodeId: id, seconds: 5 })
    await row('17:40').waitFor()
    await goTo('17:45:00')
    await row('17:40').locator('.state', { hasText: 'chưa xác nhận' }).waitFor()
    const other = await world.station(TAMS_STATION)
    const base = `/api/v1/stations/${TAMS_STATION}`
    const playlist: Playlist = (await other.get(`${base}/playlist.json?from=2026-11-23`)).body
    const airing_id = playlist.items.find((item) => item.starts_local.includes('T17:40'))?.airing_id
    const at_unix = Date.parse('2026-11-23T17:40:05+07:00') / 1000
    const told = { airing_id, status: 'ended', at_unix, played_seconds: 5 }
    expect((await other.post(`${base}/as-run/simple`, told)).body.status).toBe('accepted')
    await page.clock.fastForward(120_000)
    await row('17:40').locator('.state', { hasText: 'nguồn khác báo' }).waitFor({ timeout: 30_000 })
    expect(await row('17:40').getByRole('button').count()).toBe(0)
    await shot('elsewhere')
    expect(await faultsOf(page)).toEqual([])
  })

  it('an emergency is on air within seconds of its clearance', async () => {
    await page.getByRole('button', { name: 'Bật tự phát trên máy này' }).click()
    const { id } = await show.episode({ number: 4, audio: tone(4), seconds: 4, title: 'Nước lũ về, bà con di dời' })
    const before = performance.now()
    await show.airing({
      station: TAMS_STATION,
      at: world.clock.now(),
      episodeId: id,
      seconds: 4,
      priority: 'emergency',
    })
    await page.getByRole('heading', { name: 'Đang phát' }).waitFor({ timeout: 5000 })
    const took = performance.now() - before
    if (SHOTS) process.stdout.write(`emergency: ${Math.round(took)} ms to the screen\n`)
    expect(took).toBeLessThan(5000)
  })

  it('a revoked device says so and plays no more', async () => {
    const bao = await world.as('bao')
    const [key] = (await bao.get(`/api/v1/stations/${TAMS_STATION}/keys`)).body.items
    await bao.delete(`/api/v1/stations/${TAMS_STATION}/keys/${key.id}`)
    await page.clock.fastForward(120_000)
    await page.getByText('đã bị ngắt ghép').waitFor()
    expect(complaints.filter((text) => !/Failed to load resource|net::ERR_INTERNET_DISCONNECTED/.test(text))).toEqual(
      [],
    )
  })

  it.each([
    { lang: 'en', colorScheme: 'dark' },
    { lang: 'vi', colorScheme: 'light' },
  ] as const)('has no serious fault for who is not paired ($lang, $colorScheme)', async ({ lang, colorScheme }) => {
    const context = await browser.newContext({ baseURL: site.url, viewport: { width: 390, height: 844 }, colorScheme })
    await context.addCookies([{ name: 'sq_lang', value: lang, url: site.url }])
    const fresh = await context.newPage()
    await fresh.goto(`/tram/${TAMS_STATION}`)
    await fresh.getByRole('heading', { level: 2 }).waitFor()
    expect(await fresh.locator('html').getAttribute('lang')).toBe(lang)
    expect(await fresh.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    expect(await faultsOf(fresh)).toEqual([])
    await context.close()
  })
})
