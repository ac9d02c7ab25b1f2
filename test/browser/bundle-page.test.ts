import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unzip } from '../bundles/unzip.ts'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { type Client, openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A tone of a kilohertz, mono, 8 kHz, 16 bits: players look at what a file holds, not at its name. */
function tone(seconds: number): Buffer {
  const [rate, bytes] = [8000, seconds * 16_000]
  const wav = Buffer.alloc(44 + bytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + bytes, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(bytes, 40)
  for (let i = 0; i < bytes / 2; i++) wav.writeInt16LE(Math.round(8000 * Math.sin((i * Math.PI) / 4)), 44 + i * 2)
  return wav
}

describe.skipIf(browserMissing)('the page of a USB bundle, opened from the stick', { timeout: 120_000 }, () => {
  let browser: Browser
  let world: World
  let programme: Programme2026
  let station: Client
  let folder: string
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'songque-usb-'))
    world = await openWorld({ now: '2026-11-23T07:00:00+07:00' })
    programme = await tellProgramme(world)
    station = await world.station(TAMS_STATION)
  })
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const plan = async (number: number, at: string, seconds: number, audio: Buffer | string = tone(seconds)) => {
    const made = await programme.episode({ number, title: `Kỳ thử ${number}`, seconds, audio })
    await programme.airing({ station: TAMS_STATION, at, episodeId: made.id, seconds })
    return made
  }
  /** Unpacks the bundle as a person does, and opens its page with the clock at a local time of that Monday. */
  const openStick = async (time: string, options: { width?: number; scheme?: 'light' | 'dark' } = {}) => {
    const response = await station.request(`/api/v1/stations/${TAMS_STATION}/bundle.zip?days=2`)
    for (const [path, content] of await unzip(Buffer.from(await response.arrayBuffer()))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1024, height: 800 },
      colorScheme: options.scheme ?? 'light',
      acceptDownloads: true,
      offline: true,
    })
    const page = await context.newPage()
    const seen = { complaints: [] as string[], requests: [] as string[] }
    page.on('console', (message) => message.type() === 'error' && seen.complaints.push(message.text()))
    page.on('pageerror', (error) => seen.complaints.push(error.message))
    page.on('request', (request) => seen.requests.push(new URL(request.url()).protocol))
    const at = Date.parse(`2026-11-23T${time}+07:00`)
    await page.clock.install({ time: at - 60_000 })
    await page.goto(pathToFileURL(join(folder, 'PHAT.html')).href)
    // From here on it stands still until it is told to go.
    await page.clock.pauseAt(at)
    return { context, page, seen }
  }
  const stateOf = (page: Page, n: number) => page.locator('.items li').nth(n).locator('.state')
  const report = async (page: Page) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')])
    const text = readFileSync(await download.path(), 'utf8')
    return { name: download.suggestedFilename(), text, body: JSON.parse(text) }
  }
  const send = (text: string) =>
    station.request(`/api/v1/stations/${TAMS_STATION}/bundle-report`, { method: 'POST', body: text })

  it('plays at the time, without the network, and its report is counted once', async () => {
    const { sha256 } = await plan(1, '2026-11-23 17:15', 1)
    const { context, page, seen } = await openStick('17:14:50')
    expect(await page.locator('h1').innerText()).toContain('Đăng Hưng Phước')
    await page.click('#start')
    expect(await stateOf(page, 0).innerText()).toBe('chưa đến giờ')
    await page.clock.runFor(9000)
    expect(await stateOf(page, 0).innerText()).toBe('chưa đến giờ')
    await page.clock.runFor(1500)
    await page.locator('.items .s-done').waitFor()
    const { name, text, body } = await report(page)
    expect(name).toMatch(/^nhat-ky-dang-hung-phuoc-.*\.json$/)
    const told = body.events.map(({ kind, sha256: hash }: { kind: string; sha256: string }) => [kind, hash])
    expect(told).toEqual([
      ['started', sha256],
      ['finished', sha256],
    ])
    expect(Math.abs(Date.parse(body.events[0].at) - Date.parse('2026-11-23T10:15:00Z'))).toBeLessThan(2000)
    expect(body.events[1].played_seconds).toBeCloseTo(1, 1)
    expect(new Set(seen.requests)).toEqual(
      new Set(['file:', 'data:', 'blob:'].filter((p) => seen.requests.includes(p))),
    )
    expect(seen.complaints).toEqual([])

    world.clock.set('2026-11-23T20:00:00+07:00')
    const first = await (await send(text)).json()
    expect(first.airings).toMatchObject([{ outcome: 'aired' }])
    const second = await (await send(text)).json()
    expect(second.events.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate'])
    const rows = await world.ctx.db.q.selectFrom('airing').select(['outcome', 'grade']).execute()
    expect(rows).toEqual([{ outcome: 'aired', grade: 'imported' }])
    expect((await send(text.replace('"finished"', '"stopped"'))).status).toBe(422)
    await context.close()
  })

  it('does not play a second time after the page was closed and opened again', async () => {
    await plan(1, '2026-11-23 17:15', 1)
    const { context, page } = await openStick('17:14:59')
    await page.click('#start')
    await page.clock.runFor(1500)
    await page.locator('.items .s-done').waitFor()
    await page.reload()
    await page.click('#start')
    await page.clock.runFor(3000)
    expect(await stateOf(page, 0).innerText()).toBe('đã phát')
    expect((await report(page)).body.events).toHaveLength(2)
    await context.close()
  })

  it('does not start long after the time by itself, but at a tap', async () => {
    await plan(1, '2026-11-23 17:15', 1)
    const { context, page } = await openStick('17:40:00')
    await page.click('#start')
    await page.clock.runFor(2000)
    expect(await stateOf(page, 0).innerText()).toBe('đã qua giờ')
    await page.click('text=Phát ngay')
    await page.locator('.items .s-done').waitFor()
    await context.close()
  })

  it('interrupts for an emergency, and plays what is more urgent first', async () => {
    await plan(1, '2026-11-23 17:15', 60)
    const urgent = await programme.episode({ number: 2, title: 'Lũ về', seconds: 1, audio: tone(1) })
    const facts = { station: TAMS_STATION, episodeId: urgent.id, seconds: 1, priority: 'emergency' as const }
    await programme.airing({ ...facts, at: '2026-11-23 17:16' })
    const { context, page } = await openStick('17:14:59')
    await page.click('#start')
    await page.clock.runFor(1500)
    await page.locator('.items .s-playing').waitFor()
    await expect.poll(async () => page.locator('#count').innerText()).toContain('1 dòng')
    await page.clock.runFor(60_000)
    await page.locator('.items .s-done').waitFor()
    const { events } = (await report(page)).body
    expect(events.map(({ kind, detail }: { kind: string; detail?: string }) => [kind, detail])).toEqual([
      ['started', undefined],
      ['stopped', 'interrupted'],
      ['started', undefined],
      ['finished', undefined],
    ])
    await context.close()
  })

  it('says that a file cannot be played, and that an item has none', async () => {
    await plan(1, '2026-11-23 17:15', 1, 'không phải âm thanh')
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:20', episodeId: null })
    const { context, page } = await openStick('17:14:59')
    await page.click('#start')
    await page.clock.runFor(1500)
    await page.locator('.items .s-failed').waitFor()
    expect(await stateOf(page, 1).innerText()).toBe('không có âm thanh')
    expect((await report(page)).body.events).toMatchObject([{ kind: 'failed' }])
    await context.close()
  })

  it.each([
    { lang: 'vi', scheme: 'light', width: 1440 },
    { lang: 'en', scheme: 'dark', width: 390 },
  ] as const)('has no serious fault for anybody ($lang, $scheme, $width px)', async ({ lang, scheme, width }) => {
    await plan(1, '2026-11-23 17:15', 1)
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 05:15', episodeId: null })
    const { context, page } = await openStick('17:00:00', { scheme, width })
    if (lang === 'en') await page.click('text=English')
    expect(await page.locator('html').getAttribute('lang')).toBe(lang)
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    const shots = process.env.SHOTS
    if (shots) await page.screenshot({ path: join(shots, `usb-${scheme}-${width}.png`), fullPage: true })
    await page.clock.resume()
    await page.evaluate(axe)
    const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as {
      id: string
      impact: string
    }[]
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await context.close()
  })
})
