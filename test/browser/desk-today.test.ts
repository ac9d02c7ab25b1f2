import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import type { Person } from '../story.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { browserMissing, openBrowser } from './browser.ts'
import { tellWeek } from './story-week.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TODAY = '2026-11-23' as LocalDate
const MORE_STATIONS = 180

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)
}

type Server = { readonly url: string; readonly port: number; stop(): Promise<void> }
/** The application on a port: a given one, to come back as the same server after a restart. */
async function start(world: World, port = 0): Promise<Server> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' }, () => resolve(made))
  })
  // serve() listens on TCP, so the address is one of a host and a port.
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        world.ctx.hub.close()
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

describe.skipIf(browserMissing)('Hôm nay, in a browser', { timeout: 120_000 }, () => {
  let world: World
  let browser: Browser
  let server: Server
  let context: BrowserContext
  let page: Page

  const enter = async (person: Person, lang = 'vi'): Promise<BrowserContext> => {
    const made = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } })
    made.setDefaultTimeout(25_000)
    const token = await world.ctx.db.transact((tx) =>
      openSession(tx, world.accounts[person], { at: world.clock.now(), days: 1 }),
    )
    await made.addCookies([
      { name: SESSION_COOKIE, value: token, url: server.url },
      { name: 'sq_lang', value: lang, url: server.url },
    ])
    return made
  }
  /** What a report does: the outcome is written and told in one transaction. */
  const airs = (code: string, outcome: 'aired' | 'missed'): Promise<void> =>
    world.ctx.db.transact(async (tx) => {
      const stationId = world.stations[code] ?? 0
      await tx.q
        .updateTable('airing')
        .set({ outcome, grade: outcome === 'aired' ? 'player' : null, outcome_reason: null })
        .where('station_id', '=', stationId)
        .where('planned_on', '=', TODAY)
        .execute()
      await tx.emit({ type: 'evidence_changed', stationId, days: [TODAY] })
    })
  const markOf = (code: string) => page.locator(`[data-station="${world.stations[code]}"] .airing`)

  beforeAll(async () => {
    world = await openWorld({ now: '2026-11-23T19:40:00+07:00' })
    await tellWeek(world)
    const { q } = world.ctx.db
    await q
      .updateTable('station')
      .set({ contact_name: 'Võ Văn Tâm', contact_phone: '0909 123 456' })
      .where('code', '=', TAMS_STATION)
      .execute()
    server = await start(world)
    browser = await openBrowser()
    context = await enter('ha')
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await world?.close()
  })

  it('marks change as stations report, without a reload, and the counts with them', async () => {
    await page.goto('/')
    await page.evaluate('window.stayed = true')
    await page.locator('.now').waitFor({ state: 'attached' })
    expect(await markOf('dai-huyen-cho-gao').getAttribute('class')).toContain('s-no_word')
    await markOf('dai-huyen-cho-gao').focus()
    // The stream is open once the server counts a listener.
    await expect.poll(() => world.ctx.hub.size, { timeout: 20_000 }).toBeGreaterThan(0)
    await airs('dai-huyen-cho-gao', 'aired')
    await page.locator(`[data-station="${world.stations['dai-huyen-cho-gao']}"] .airing.s-aired`).waitFor()
    await page.locator('#counts li', { hasText: 'đã phát' }).waitFor()
    expect(await page.evaluate('window.stayed')).toBe(true)
    expect(await page.evaluate('document.activeElement.className')).toContain('s-aired')
  })

  it('a server that restarts under the open page is told quietly, and what happened meanwhile is there', async () => {
    const { port } = server
    await server.stop()
    await page.locator('.live-state', { hasText: 'Mất nối' }).waitFor()
    await airs(TAMS_STATION, 'missed')
    server = await start(world, port)
    await page.locator('.live-state', { hasText: 'Đã nối lại' }).waitFor()
    await page.locator(`[data-station="${world.stations[TAMS_STATION]}"] .airing.s-missed`).waitFor()
    expect(await page.evaluate('window.stayed')).toBe(true)
  })

  it('shows the stations with a status alone, at an address that can be sent on', async () => {
    await page.selectOption('[name=tt]', 'missed')
    await page.waitForURL('**/?tt=missed')
    expect(await page.locator('.wall .station').count()).toBe(1)
    await page.reload()
    expect(await page.locator('.wall .station-name').allInnerTexts()).toEqual(['Xã Đăng Hưng Phước'])
  })

  it('tells what waits to be done from what is there, whom to call, and where to act', async () => {
    const { q } = world.ctx.db
    const first = await q.selectFrom('airing').selectAll().where('planned_on', '=', TODAY).executeTakeFirstOrThrow()
    const coming = world.ctx.zone.toInstant('2026-11-25' as LocalDate, 17 * 60)
    const bare = { outcome: null, outcome_reason: null, grade: null, aired_on: null, actual_start: null } as const
    const on = { on_date: '2026-11-25' as LocalDate, planned_on: '2026-11-25' as LocalDate }
    const plan = { ...first, ...bare, ...on, state: 'planned', starts_at: coming, ends_at: coming + 900_000 } as const
    await q
      .insertInto('airing')
      .values({ ...plan, premiere: 1, episode_id: null })
      .execute()
    const overlap = { starts_at: coming + 300_000, ends_at: coming + 1_200_000, ordinal: 2, fallback: 0 }
    await q
      .insertInto('airing')
      .values({ ...plan, ...overlap, episode_id: 1 })
      .execute()
    await q
      .insertInto('recording')
      .values({
        episode_id: 1,
        upload_id: null,
        file_name: 'ghi âm hỏng.wav',
        original_sha256: null,
        bytes: 10,
        state: 'failed',
        step: null,
        lease_owner: null,
        lease_until: null,
        error_code: 'not_audio',
        error_detail: null,
        duration_seconds: null,
        analysis: null,
        findings: null,
        peaks_sha256: null,
        created_at: world.clock.now(),
        created_by: null,
        finished_at: null,
      })
      .execute()
    const box = await world.station(TAMS_STATION)
    const stray = {
      event_id: '0190a000-0000-7000-8000-000000000001',
      seq: 1,
      kind: 'started',
      at: '2019-01-01T00:00:00Z',
      sha256: 'a'.repeat(64),
    }
    const report = {
      device_id: 'hop',
      journal_id: 'j1',
      boot_id: 'b1',
      sent_at: '2019-01-01T00:01:00Z',
      sent_mono_ms: 60_000,
      events: [stray],
    }
    expect((await box.post(`/api/v1/stations/${TAMS_STATION}/as-run`, report)).status).toBe(200)

    await page.goto('/')
    const todo = page.locator('.todos > li')
    const row = (text: string) => todo.filter({ hasText: text })
    expect(await row('chưa duyệt phát cho buổi 17:00 25/11/2026').locator('a.button').getAttribute('href')).toBe(
      '/ky/1',
    )
    expect(await row('hai lượt phát chồng nhau từ 17:00 25/11/2026').count()).toBe(1)
    expect(await row('lượt chưa có tin').count()).toBeGreaterThan(0)
    expect(await row('ghi âm hỏng.wav').locator('a.button').getAttribute('href')).toBe('/ky/1')
    expect(await row('chờ xem xét').locator('a.button').getAttribute('href')).toBe('/nhat-ky/cho-xu-ly')
    await q
      .updateTable('airing')
      .set(bare)
      .where('station_id', '=', world.stations[TAMS_STATION] ?? 0)
      .execute()
    const tam = await enter('tam')
    const own = await tam.newPage()
    await own.goto('/')
    expect(await own.locator('.todos a[href="tel:0909123456"]').innerText()).toBe('0909 123 456')
    await tam.close()
  })

  it('is the same with 200 stations: rows out of sight are not laid out, and nothing is served twice', async () => {
    const { q } = world.ctx.db
    const [sample] = await q.selectFrom('airing').selectAll().where('planned_on', '=', TODAY).limit(1).execute()
    await world.ctx.db.transact(async (tx) => {
      for (let i = 0; i < MORE_STATIONS; i++) {
        const { id } = await tx.q
          .insertInto('station')
          .values({
            code: `xa-${i}`,
            name: `Đài Truyền thanh xã Mới ${i}`,
            frequency: null,
            contact_name: null,
            contact_phone: null,
            active_from: null,
            active_to: null,
            created_at: 0,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        const assigned = { station_id: id, from_date: '1990-01-01' as LocalDate, level_code: 'commune', unit_id: 1 }
        await tx.q.insertInto('station_assignment').values(assigned).execute()
        if (!sample) continue
        for (const [n, minutes] of [315, 660, 1035, 1140].entries()) {
          const starts_at = world.ctx.zone.toInstant(TODAY, minutes)
          const times = { starts_at, ends_at: starts_at + 900_000, ordinal: n + 1 }
          await tx.q
            .insertInto('airing')
            .values({ ...sample, ...times, station_id: id, outcome: 'aired' })
            .execute()
        }
      }
    })
    const body = await (await page.goto('/'))?.text()
    expect(await page.locator('.wall .station').count()).toBe(20 + MORE_STATIONS)
    expect(await page.locator('.wall symbol').count()).toBe(7)
    expect((body ?? '').length).toBeLessThan(600_000)
    const shown = "getComputedStyle([...document.querySelectorAll('.wall .station')].at(-1)).contentVisibility"
    expect(await page.evaluate(shown)).toBe('auto')
    const far = page.locator('.wall .station', { hasText: 'Xã Mới 99' })
    await far.scrollIntoViewIfNeeded()
    expect(await far.locator('.airing').count()).toBe(4)
    await page.selectOption('[name=cap]', 'district')
    await page.waitForURL('**/?cap=district')
    expect(await page.locator('.wall .station').count()).toBe(1)
    expect(await faultsOf(page)).toEqual([])
  })
})
