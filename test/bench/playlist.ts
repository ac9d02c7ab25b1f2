import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { AppEnv } from '../../src/http/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { newSecret } from '../../src/kernel/ids.ts'
import { openContext } from '../../src/open-context.ts'
import { quickly } from '../../src/playlists/index.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { ask, type Load } from './process.ts'
import { type BenchRow, median } from './row.ts'

const CODE = 'tan-thuan-binh'
/** Microseconds of this process's CPU for one request. */
async function cpuOf(load: Load, requests: number): Promise<number> {
  const before = process.cpuUsage()
  await ask(load, requests)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

/** A station with a key and a day of airings, in a fresh installation. @returns the key */
async function furnish(ctx: Context): Promise<string> {
  const at = ctx.clock.now()
  const key = newSecret()
  const level = {
    code: 'commune',
    name: 'xã',
    name_en: 'commune',
    station_name: 'đài xã',
    station_name_en: 'commune station',
    rank: 1,
  }
  const station = { code: CODE, name: 'Đài Tân Thuận Bình', frequency: null, contact_name: null, contact_phone: null }
  await ctx.db.q.insertInto('level').values(level).execute()
  const unit = {
    code: CODE,
    name: 'Tân Thuận Bình',
    kind: 'xã',
    parent_id: null,
    valid_from: null,
    valid_to: null,
    legal_basis: null,
  }
  const { id: unitId } = await ctx.db.q.insertInto('unit').values(unit).returning('id').executeTakeFirstOrThrow()
  const dates = { active_from: null, active_to: null, created_at: at }
  const { id } = await ctx.db.q
    .insertInto('station')
    .values({ ...station, ...dates })
    .returning('id')
    .executeTakeFirstOrThrow()
  const assignment = { station_id: id, from_date: '1990-01-01' as LocalDate, level_code: 'commune', unit_id: unitId }
  await ctx.db.q.insertInto('station_assignment').values(assignment).execute()
  const unused = { created_by: null, last_used_at: null, revoked_at: null, revoked_by: null }
  const row = { station_id: id, name: 'Máy phát', key_hash: sha256(key), created_at: at }
  await ctx.db.q
    .insertInto('station_key')
    .values({ ...row, ...unused })
    .execute()
  const programme = await tellProgramme({ ctx, stations: { [CODE]: id } })
  const episode = await programme.episode({ number: 47 })
  const today = ctx.zone.localDate(at)
  for (const time of ['05:15', '11:15', '17:15', '19:15']) {
    await programme.airing({ station: CODE, at: `${today} ${time}`, episodeId: episode.id })
  }
  return key
}

/**
 * A poll of a playlist, unchanged (304) and whole (200), against constant Hono routes with the same answers, through
 * the same kind of server in the same process: CPU of the server for one request, the median of seven turns each.
 */
export async function playlistBench(requests = 3000): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-'))
  const env = { DATA_DIR: folder, MEDIA_DIR: join(folder, 'media'), LOG_LEVEL: 'warn' }
  const ctx = await openContext(readConfig(env))
  try {
    const key = await furnish(ctx)
    const app = createApp(ctx)
    const address = `/api/v1/stations/${CODE}/playlist.json`
    const authorization = `Bearer ${key}`
    const answer = await createApp(ctx).request(`http://127.0.0.1${address}`, { headers: { authorization } })
    const body = new Uint8Array(await answer.arrayBuffer())
    const etag = answer.headers.get('etag') ?? ''
    const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
    const bare = new Hono<AppEnv>()
    for (const constant of [app, bare]) constant.get('/constant/unchanged', (c) => c.body(null, 304, headers))
    const whole = { ...headers, 'Content-Type': 'application/json', 'Content-Length': String(body.length) }
    for (const constant of [app, bare]) constant.get('/constant/whole', (c) => c.body(body, 200, whole))

    const fetches = [quickly(ctx, (request, env) => app.fetch(request, env)), bare.fetch]
    const servers = fetches.map((fetch) => serve({ fetch, port: 0, hostname: '127.0.0.1' }))
    await Promise.all(
      servers.map((server) => server.listening || new Promise((resolve) => server.once('listening', resolve))),
    )
    const [base, plain] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    try {
      const current = await fetch(`${base}${address}`, { headers: { authorization } })
      const tag = current.headers.get('etag') ?? ''
      await current.arrayBuffer()
      const rows: BenchRow[] = []
      for (const [what, path, more, status, aim] of [
        ['playlist 304', 'unchanged', { 'if-none-match': tag }, 304, 0.8],
        ['playlist 200', 'whole', {}, 200, 0.65],
      ] as const) {
        const asked = { headers: { authorization, ...more }, status }
        const ours = { ...asked, url: `${base}${address}` }
        const beside = { ...asked, url: `${base}/constant/${path}` }
        const alone = { ...asked, url: `${plain}/constant/${path}` }
        rows.push(...(await compare(what, aim, ours, [alone, beside], requests)))
      }
      return rows
    } finally {
      for (const server of servers) server.close()
    }
  } finally {
    await ctx.db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Against a constant route of an empty application, and against one behind the middleware and authentication of ours. */
const LIMITS = ['a constant Hono route', 'a constant route behind our middleware'] as const

async function compare(what: string, aim: number, ours: Load, constants: readonly Load[], requests: number) {
  const loads = [ours, ...constants]
  for (const load of loads) await ask(load, requests / 2)
  const turns: number[][] = loads.map(() => [])
  // Turn about, so that a busy moment of the machine strikes all.
  for (let turn = 0; turn < 7; turn++) {
    for (const [i, load] of loads.entries()) turns[i]?.push(await cpuOf(load, requests))
  }
  const [figure = 0, ...limits] = turns.map(median)
  return LIMITS.map((name, i): BenchRow => {
    const limit = limits[i] ?? 0
    return { what: `${what}, against ${name}, µs of CPU a request`, figure, limit, ratio: limit / figure, aim }
  })
}
