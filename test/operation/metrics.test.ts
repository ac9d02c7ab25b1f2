import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { putJobRun } from '../../src/db/index.ts'
import { countQuickly } from '../../src/metrics/index.ts'
import { quickly } from '../../src/playlists/index.ts'
import { at, planAiring, programme, report } from '../playout/fixture.ts'
import { lacking } from '../programs.ts'
import { onBothDatabases, openWorld, type World } from '../world.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const TOKEN = 'khoa-doc-so-lieu-0123'
const STATION = 'dang-hung-phuoc'
const deploy = fileURLToPath(new URL('../../deploy/prometheus', import.meta.url))

/** "name{a="b"}" → value */
const series = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )

onBothDatabases('the metrics', (open) => {
  it('are complete', async () => {
    const world = await open({ env: { METRICS_TOKEN: TOKEN } })
    try {
      const answer = await world.app.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
      const told = series(await answer.text())
      expect(told.get('songque_metrics_complete')).toBe(1)
      expect(told.get('songque_stations{state="never"}')).toBe(20)
      expect(told.get('songque_work_queue_items{queue="notices",state="waiting"}')).toBe(0)
      expect(told.get('songque_database_size_bytes')).toBeGreaterThan(100_000)
    } finally {
      await world.close()
    }
  })
})

describe('what the metrics tell', () => {
  let world: World
  let text: string
  let told: Map<string, number>
  const read = async () => {
    const answer = await world.app.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(answer.status).toBe(200)
    return answer.text()
  }
  beforeAll(async () => {
    world = await openWorld({ env: { METRICS_TOKEN: TOKEN }, now: '2026-11-23T20:00:00+07:00' })
    const show = await programme(world)
    const airing = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const player = await world.station(STATION)
    const list = `/api/v1/stations/${STATION}/playlist.json`
    const etag = (await player.get(list)).headers.get('etag') ?? ''
    for (let i = 0; i < 3; i += 1) await player.request(list, { headers: { 'if-none-match': etag } })
    await world.nobody().get(list)
    const played = { event_id: 'e1', seq: 1, kind: 'finished', airing_id: airing, sha256: show.sha256 }
    const told2 = { ...played, at: at('2026-11-23 17:25'), played_seconds: 600 }
    const post = () => player.post(`/api/v1/stations/${STATION}/as-run`, report(world, [told2]))
    await post()
    await post()
    for (const path of ['/khong-co-trang-nay', '/khong-co-trang-kia', '/api/v1/gi-do']) await player.get(path)
    const job = { name: 'extend-horizon', startedAt: world.clock.now() - 5000, finishedAt: world.clock.now() }
    await world.ctx.db.transact((tx) => putJobRun(tx, { ...job, error: null }))
    await world.ctx.db.transact((tx) => putJobRun(tx, { ...job, startedAt: job.startedAt + 1000, error: 'đĩa đầy' }))
    text = await read()
    told = series(text)
  })
  afterAll(() => world.close())

  it('count requests by route and status, never by address, and never a key', () => {
    const poll = [...told].filter(([name]) => /requests_total\{method="GET",route="[^"]*playlist/.test(name))
    expect(poll.map(([name, n]) => [/status="(\d+)"/.exec(name)?.[1], n]).sort()).toEqual([
      ['200', 1],
      ['304', 3],
    ])
    expect(text).not.toMatch(/dang-hung-phuoc|khong-co-trang|token|Bearer/)
    const routes = new Set([...text.matchAll(/route="([^"]+)"/g)].map((match) => match[1]))
    expect(routes.size).toBeLessThan(8)
    expect(told.get('songque_playlist_polls_total{answer="unchanged"}')).toBe(3)
    const buckets = [...told].filter(([name]) => /duration_seconds_bucket\{route="[^"]*playlist/.test(name))
    const counts = buckets.map(([, n]) => n)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts.at(-1)).toBe(4)
  })

  it('count the polls too that are answered past the application', async () => {
    const server = serve({ fetch: quickly(world.ctx, world.app.fetch, countQuickly(world.ctx)), port: 0 })
    try {
      await new Promise((resolve) => server.once('listening', resolve))
      const player = await world.station(STATION)
      const { port } = server.address() as AddressInfo
      const list = `http://127.0.0.1:${port}/api/v1/stations/${STATION}/playlist.json`
      const authorization = `Bearer ${player.key}`
      const first = await fetch(list, { headers: { authorization } })
      const tag = { authorization, 'if-none-match': first.headers.get('etag') ?? '' }
      const before = series(await read()).get('songque_playlist_polls_total{answer="unchanged"}') ?? 0
      for (let i = 0; i < 4; i += 1) expect((await fetch(list, { headers: tag })).status).toBe(304)
      expect(series(await read()).get('songque_playlist_polls_total{answer="unchanged"}')).toBe(before + 4)
    } finally {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    }
  })

  it('tell what became of reports, how stations are, what waits, the disks, the jobs and that there is no backup', () => {
    expect(told.get('songque_as_run_events_total{status="accepted"}')).toBe(1)
    expect(told.get('songque_as_run_events_total{status="duplicate"}')).toBe(1)
    expect(told.get('songque_stations{state="never"}')).toBe(19)
    expect(told.get('songque_stations{state="silent"}')).toBe(0)
    expect(told.get('songque_work_queue_items{queue="recordings",state="waiting"}')).toBe(0)
    expect(told.get('songque_disk_free_bytes{folder="media"}')).toBeGreaterThan(0)
    expect(told.get('songque_job_last_run_failed{job="extend-horizon"}')).toBe(1)
    expect(told.get('songque_job_last_success_timestamp_seconds{job="extend-horizon"}')).toBe(world.clock.now() / 1000)
    expect(told.get('songque_backup_exists')).toBe(0)
    expect([...told.keys()].some((name) => name.startsWith('songque_backup_last'))).toBe(false)
    expect(told.get('songque_metrics_complete')).toBe(1)
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'songque_live_listeners'])
      expect(told.get(name)).toBeGreaterThanOrEqual(0)
  })

  it('ask the database only now and then', async () => {
    const silent = async () => series(await read()).get('songque_stations{state="silent"}')
    await world.ctx.db.q.updateTable('device').set({ last_seen_at: 0 }).execute()
    await world.ctx.db.q.updateTable('station_key').set({ last_used_at: 0 }).execute()
    expect(await silent()).toBe(0)
    world.clock.advance(20_000)
    expect(await silent()).toBe(1)
  })

  it('are nobody’s business without the token; on this machine only where no proxy stands between', async () => {
    const status = async (app: World['app'], headers: Record<string, string>, from?: string) =>
      (await app.request('/metrics', { headers }, from ? { incoming: { socket: { remoteAddress: from } } } : {})).status
    expect(await status(world.app, {})).toBe(404)
    expect(await status(world.app, { authorization: 'Bearer khoa-sai-0123456789' }, '127.0.0.1')).toBe(404)
    const bao = await world.as('bao')
    expect((await bao.request('/metrics')).status).toBe(404)

    const off = createApp({ ...world.ctx, config: { ...world.ctx.config, metricsToken: '' } })
    expect(await status(off, { authorization: 'Bearer ' }, '127.0.0.1')).toBe(404)
    const here = createApp({ ...world.ctx, config: { ...world.ctx.config, metricsToken: '', metrics: 'loopback' } })
    expect(await status(here, {}, '127.0.0.1')).toBe(200)
    expect(await status(here, {}, '::ffff:127.0.0.1')).toBe(200)
    expect(await status(here, {}, '10.0.0.7')).toBe(404)
    expect(await status(here, { 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1')).toBe(404)
  })

  it('are asked for by the alerts under the names that they have', () => {
    const rules = readFileSync(`${deploy}/alerts.yml`, 'utf8')
    const wanted = new Set(
      [...rules.matchAll(/^ {8}expr: (.+)$/gm)]
        .flatMap(([, expr = '']) => [...expr.matchAll(/\b(?:songque|nodejs|process)_\w+/g)])
        .map(([name]) => name),
    )
    expect(wanted.size).toBeGreaterThan(12)
    const typed = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] ?? ''))
    for (const name of wanted) expect([name, typed.has(name.replace(/_bucket$/, ''))]).toEqual([name, true])
    // Each says what to do, and where it is told at length.
    const guide = readFileSync(new URL('../../docs/van-hanh/su-co-may-chu.md', import.meta.url), 'utf8')
    const titles = [...guide.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replace(/ /g, '-'),
    )
    for (const [, anchor] of rules.matchAll(/su-co-may-chu\.md#(\S+?)'/g)) expect(titles).toContain(anchor)
  })

  it.skipIf(lacking('promtool'))('pass promtool: the names, the rules, and the rules’ own tests', () => {
    const promtool = (args: string[], input?: string) =>
      execFileSync('promtool', args, { cwd: deploy, encoding: 'utf8', input, stdio: 'pipe' })
    promtool(['check', 'metrics'], text)
    expect(promtool(['check', 'rules', 'alerts.yml'])).toContain('SUCCESS')
    promtool(['check', 'config', 'prometheus.yml'])
    promtool(['test', 'rules', 'alerts.test.yml'])
  })
})
