import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeResetLink, resetPassword } from '../../src/accounts/index.ts'
import { system } from '../../src/kernel/actor.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { lacking } from '../programs.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { type Asked, ask, open, type RunningProxy, type Start, startCaddy, startNginxExample } from './proxies.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const PASSWORD = 'kênh nước ngọt chảy qua Chợ Gạo'
const MB = 1_048_576
// nginx stands in a folder that only root has in its path.
process.env.PATH = `${process.env.PATH}:/usr/sbin`

const examples: readonly (readonly [name: string, programs: string[], start: Start])[] = [
  ['Caddy (deploy/caddy/Caddyfile)', ['caddy'], startCaddy],
  ['nginx (deploy/nginx/songque.conf)', ['nginx', 'openssl'], startNginxExample],
]

describe.each(examples)('behind %s', (name, programs, start) => {
  const isLacking = lacking(...programs)
  const told = it.skipIf(isLacking)
  let world: World
  let home: string
  let server: ReturnType<typeof serve>
  let proxy: RunningProxy
  let direct: string
  let key: string
  let episode: { readonly id: number; readonly sha256: string }
  const audio = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
  const through = (path: string, init: Parameters<typeof ask>[1] = {}): Promise<Asked> =>
    ask(`${proxy.url}${path}`, { ...init, ca: proxy.ca })

  beforeAll(async () => {
    if (isLacking) return
    // As deploy/songque.env has it, but for the public address: what the proxy tells is then all there is.
    const accel: Record<string, string> = name.startsWith('nginx') ? { X_ACCEL_PREFIX: '/_media/' } : {}
    world = await openWorld({ env: { TRUST_PROXY: '1', PUBLIC_URL: '', METRICS: 'loopback', ...accel } })
    home = mkdtempSync(join(tmpdir(), 'songque-proxy-'))
    server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    direct = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    proxy = await start(home, direct, world.ctx.config.mediaDir)
    const programme = await tellProgramme(world)
    episode = await programme.episode({ number: 47, audio })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    key = (await world.station(TAMS_STATION)).key
    const { url } = await makeResetLink(world.ctx, system('test'), { accountId: world.accounts.phuc })
    await resetPassword(world.ctx, { token: /link=([\w-]+)/.exec(url)?.[1] ?? '', password: PASSWORD })
  })
  afterAll(async () => {
    await proxy?.stop()
    server?.close()
    if ('closeAllConnections' in (server ?? {})) (server as { closeAllConnections(): void }).closeAllConnections()
    await world?.close()
    if (home) rmSync(home, { recursive: true, force: true })
  })

  const signIn = (headers: Record<string, string> = {}) =>
    through('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ username: 'phuc', password: PASSWORD }),
    })

  told(
    'one signs in: the cookie is for https alone, the address is the caller’s, whatever the caller says',
    async () => {
      const answer = await signIn({ origin: proxy.url, 'x-forwarded-for': '6.6.6.6', 'x-forwarded-proto': 'http' })
      expect([answer.status, answer.body.toString()]).toEqual([
        expect.toSatisfy((n: number) => n < 300),
        expect.anything(),
      ])
      const cookie = String(answer.headers['set-cookie'])
      expect(cookie).toMatch(/sq_session=[\w-]+/)
      expect(cookie).toMatch(/; Secure/)
      expect(cookie).toMatch(/; HttpOnly/)
      const session = await world.ctx.db.q.selectFrom('sign_in_session').select('address').execute()
      expect(session.map(({ address }) => address)).toContain('127.0.0.1')
      expect(session.map(({ address }) => address)).not.toContain('6.6.6.6')
      expect((await signIn({ origin: 'https://ke-xau.example' })).status).toBe(403)
      const mine = /sq_session=[\w-]+/.exec(cookie)?.[0] ?? ''
      expect((await through('/api/v1/session', { headers: { cookie: mine } })).status).toBe(200)
      expect((await through('/ky', { headers: { cookie: mine } })).status).toBe(200)
    },
  )

  told('a station polls: addresses begin as the station reached us, and what is unchanged costs nothing', async () => {
    const path = `/api/v1/stations/${TAMS_STATION}/playlist.json`
    const headers = { authorization: `Bearer ${key}` }
    const first = await through(path, { headers })
    expect(first.status).toBe(200)
    const { items } = JSON.parse(first.body.toString())
    expect(items[0].audio.url).toBe(`${proxy.url}/audio/${episode.sha256}.mp3`)
    const etag = String(first.headers.etag)
    const again = await through(path, { headers: { ...headers, 'if-none-match': etag } })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  told('audio comes whole and in parts, and only to who may have it', async () => {
    const path = `/audio/${episode.sha256}.mp3`
    const headers = { authorization: `Bearer ${key}` }
    const whole = await through(path, { headers })
    expect(createHash('sha256').update(whole.body).digest('hex')).toBe(episode.sha256)
    const part = await through(path, { headers: { ...headers, range: 'bytes=1000-1999' } })
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 1000-1999/300000'])
    expect(part.body.equals(audio.subarray(1000, 2000))).toBe(true)
    expect((await through(path)).status).toBe(401)
  })

  told('live events arrive one by one, not when some buffer is full', async () => {
    const path = `/api/v1/stations/${TAMS_STATION}/events`
    const stream = await open(`${proxy.url}${path}`, { headers: { authorization: `Bearer ${key}` }, ca: proxy.ca })
    expect([stream.statusCode, stream.headers['content-type']]).toEqual([
      200,
      expect.stringContaining('text/event-stream'),
    ])
    let heard = ''
    stream.setEncoding('utf8').on('data', (text) => (heard += text))
    const stationId = world.stations[TAMS_STATION] ?? 0
    await vi.waitFor(() => expect(world.ctx.hub.size).toBeGreaterThan(0), { timeout: 20_000 })
    for (const id of [9001, 9002]) {
      world.ctx.hub.publish({ id, stationId, kind: 'playlist', data: `{"version":${id}}` })
      await vi.waitFor(() => expect(heard).toContain(`"version":${id}`), { timeout: 20_000 })
    }
    stream.destroy()
  })

  told('a recording of 40 MB comes up in one piece', async () => {
    const cookie = /sq_session=[\w-]+/.exec(String((await signIn()).headers['set-cookie']))?.[0] ?? ''
    const tus = { 'tus-resumable': '1.0.0', cookie, 'sec-fetch-site': 'same-origin' }
    const sound = Buffer.alloc(40 * MB, 7)
    const made = await through('/api/v1/uploads', {
      method: 'POST',
      headers: {
        ...tus,
        'upload-length': String(sound.length),
        'upload-metadata': `episode_id ${btoa(String(episode.id))},filename ${btoa('ky-47.wav')}`,
      },
    })
    expect(made.status).toBe(201)
    const at = new URL(String(made.headers.location), proxy.url).pathname
    const sent = await through(at, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: sound,
    })
    expect([sent.status, sent.headers['upload-offset']]).toEqual([204, String(40 * MB)])
    const stored = await world.ctx.db.q
      .selectFrom('recording')
      .select('original_sha256')
      .orderBy('id', 'desc')
      .execute()
    expect(stored[0]?.original_sha256).toBe(createHash('sha256').update(sound).digest('hex'))
  })

  told('the metrics stay inside, and plain http leads to https', async () => {
    expect((await ask(`${direct}/metrics`)).status).toBe(200)
    expect((await through('/metrics')).status).toBe(404)
    const led = await ask(`${proxy.plainUrl}/ky?q=1`)
    expect([Math.trunc(led.status / 100), led.headers.location]).toEqual([
      3,
      expect.stringMatching(/^https:\/\/localhost.*\/ky\?q=1$/),
    ])
  })
})
