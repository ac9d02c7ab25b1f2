import { truncateSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { verifyAll } from '../../src/reports/verify.ts'
import { at, type Programme2020, planAiring, programme, report } from '../playout/fixture.ts'
import { openWorld, type World } from '../world.ts'

const STATION = 'dang-hung-phuoc'
const SLOW = 150

let world: World
let show: Programme2020
let airing: string
let server: ReturnType<typeof serve>
let port: number
beforeAll(async () => {
  world = await openWorld({ now: '2026-11-23T20:00:00+07:00' })
  show = await programme(world)
  airing = await planAiring(world, show, STATION, '2026-11-23 17:15')
  await new Promise<void>((resolve) => {
    server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve())
  })
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  if ('closeAllConnections' in server) server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await world.close()
})

const cookieOf = async ({ ctx, accounts }: World): Promise<string> => {
  const token = await ctx.db.transact((tx) => openSession(tx, accounts.phuc, { at: ctx.clock.now(), days: 30 }))
  return `${SESSION_COOKIE}=${token}`
}
const open = (text: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => resolve(socket)))
    socket.on('error', () => {})
  })
/** Puts a file of so many bytes into the store. @returns its hash */
async function stored(bytes: number, name: string): Promise<{ hash: string; path: string; content: Buffer }> {
  const content = Buffer.alloc(bytes, name)
  const hash = sha256(content)
  const from = join(world.ctx.config.dataDir, `${name}.mp3`)
  writeFileSync(from, content)
  await world.ctx.storage.put(from, { sha256: hash, extension: 'mp3' })
  const row = { sha256: hash, md5: 'm', bytes, extension: 'mp3', type: 'audio/mpeg', created_at: 0 }
  await world.ctx.db.q.insertInto('media_file').values(row).execute()
  return { hash, content, path: join(world.ctx.config.mediaDir, 'stored', hash.slice(0, 2), `${hash}.mp3`) }
}

test('clients that send a byte now and then, or read nothing, keep nobody else waiting and leave nothing behind', async () => {
  const [player, phuc] = [await world.station(STATION), await world.as('phuc')]
  const big = await stored(10_000_000, 'lon')
  const cookie = await cookieOf(world)
  const head = `POST /api/v1/stations/${STATION}/as-run HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${player.key}\r\n`
  const half = `${head}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"device_id":"a`
  const reader = `GET /audio/${big.hash}.mp3 HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`
  const slow: Socket[] = []
  for (let n = 0; n < SLOW; n += 1) {
    const socket = await open(n % 3 === 0 ? head : n % 3 === 1 ? half : reader)
    socket.pause()
    slow.push(socket)
  }
  const url = `http://127.0.0.1:${port}`
  for (let n = 0; n < 10; n += 1) {
    for (const socket of slow) if (!socket.destroyed) socket.write('x')
    const headers = { authorization: `Bearer ${player.key}` }
    const poll = await fetch(`${url}/api/v1/stations/${STATION}/playlist.json`, { headers })
    await poll.arrayBuffer()
    const event = { event_id: `e-${n}`, seq: n + 1, kind: n === 0 ? 'finished' : 'started', airing_id: airing }
    const body = report(world, [{ ...event, sha256: show.sha256, at: at('2026-11-23 17:25'), played_seconds: 600 }])
    const post = await fetch(`${url}/api/v1/stations/${STATION}/as-run`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect([poll.status, post.status]).toEqual([200, 200])
  }
  // Whoever reads gets the whole file, while the others still hold theirs.
  const whole = await fetch(`${url}/audio/${big.hash}.mp3`, { headers: { cookie } })
  expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(big.hash)
  for (const socket of slow) socket.destroy()
  const there = await world.ctx.db.q.selectFrom('evidence').select('event_id').execute()
  expect(there).toHaveLength(10)
  expect((await verifyAll(world.ctx, { kind: 'system', name: 'test' })).ok).toBe(true)
  expect((await phuc.get('/api/v1/session')).status).toBe(200)
})

test('a file that was cut off on the disk is not sent under the name of the whole one, and is whole again when it comes anew', async () => {
  const phuc = await world.as('phuc')
  const { hash, path, content } = await stored(300_000, 'cut')
  const ask = (range?: string) => phuc.request(`/audio/${hash}.mp3`, range ? { headers: { range } } : {})
  expect([(await ask()).status, (await ask('bytes=0-9')).status]).toEqual([200, 206])

  truncateSync(path, 123_456)
  const [whole, part] = [await ask(), await ask('bytes=0-9')]
  expect([whole.status, part.status]).toEqual([404, 404])
  expect(whole.headers.get('cache-control')).not.toContain('immutable')

  // A copy that was interrupted lies beside it, too.
  writeFileSync(`${path}.part`, content.subarray(0, 1000))
  const again = join(world.ctx.config.dataDir, 'again.mp3')
  await mkdir(world.ctx.config.dataDir, { recursive: true })
  writeFileSync(again, content)
  await world.ctx.storage.put(again, { sha256: hash, extension: 'mp3' })
  const mended = await ask()
  expect([mended.status, sha256(Buffer.from(await mended.arrayBuffer()))]).toEqual([200, hash])
})
