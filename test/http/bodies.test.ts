import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BODY_MAX, bodyMaxOf } from '../../src/http/bounded-body.ts'
import { onBothDatabases, openWorld, type World } from '../world.ts'

const MIB = 1_048_576

/** A body without an announced length that says how much of itself was taken. */
function endless(): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0
  const chunk = new Uint8Array(65_536).fill(0x20)
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    taken += chunk.length
    if (taken > 60 * MIB) controller.close()
    else controller.enqueue(chunk)
  }
  return { body: new ReadableStream({ pull }, { highWaterMark: 0 }), taken: () => taken }
}

onBothDatabases('A body that is too long', (open) => {
  let world: World
  beforeAll(async () => {
    world = await open()
  })
  afterAll(() => world.close())

  const write = ['POST', 'PUT', 'PATCH', 'DELETE']
  const routes = (): string[] => [
    ...new Set(
      world.app.routes
        .filter(({ method }) => write.includes(method))
        .map(({ method, path }) => `${method} ${path.replace(/:\w+(\{[^/]*\})?/g, '1')}`)
        .filter((route) => !route.includes('/uploads')),
    ),
  ]

  it('is not read to its end on any route, whoever sends it', async () => {
    const [bao, nobody] = [await world.as('bao'), world.nobody()]
    expect(routes().length).toBeGreaterThan(50)
    for (const client of [bao, nobody]) {
      for (const route of routes()) {
        const [method = '', path = ''] = route.split(' ')
        for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
          const { body, taken } = endless()
          const init = { method, body, duplex: 'half', headers: { 'content-type': type } } as RequestInit
          const { status } = await client.request(path, init)
          expect([route, type, taken() <= (bodyMaxOf(path) ?? 10 * MIB) + 2 * 65_536]).toEqual([route, type, true])
          expect([route, status < 500]).toEqual([route, true])
        }
      }
    }
  })

  it('is 413 with a problem document that ends the connection', async () => {
    const { body } = endless()
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit
    const answer = await world.nobody().request('/api/v1/session', init)
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close'])
    expect(await answer.json()).toMatchObject({ code: 'too_large', title: 'Dữ liệu quá lớn' })
  })

  it('is refused by its announced length before a byte is read', async () => {
    const { body, taken } = endless()
    const headers = { 'content-type': 'application/json', 'content-length': String(60 * MIB) }
    const init = { method: 'POST', body, duplex: 'half', headers } as RequestInit
    expect((await world.nobody().request('/api/v1/session', init)).status).toBe(413)
    expect(taken()).toBe(0)
  })

  it('to a page behind the door is not read at all of who is not signed in, and read of who is', async () => {
    const [lan, nobody] = [await world.as('lan'), world.nobody()]
    for (const path of ['/nhat-ky/nhap', '/ky/1/nhap', '/ky/1/ban-sua', '/khan-cap/chuan-bi', '/dai/x/bo-usb']) {
      for (const [client, read] of [
        [nobody, false],
        [lan, true],
      ] as const) {
        const { body, taken } = endless()
        const headers = { 'content-type': 'multipart/form-data; boundary=x' }
        const answer = await client.request(path, { method: 'POST', body, duplex: 'half', headers } as RequestInit)
        const isNone = path === '/khan-cap/chuan-bi' && read
        expect([path, read, isNone || taken() > 0]).toEqual([path, read, read])
        if (read) continue
        expect([answer.status, answer.headers.get('connection')]).toEqual([303, 'close'])
        expect(answer.headers.get('location')).toMatch(/^\/dang-nhap/)
      }
    }
  })

  it('on a page is told in words', async () => {
    const form = new URLSearchParams({ username: 'x'.repeat(BODY_MAX), password: 'y' })
    const answer = await world.nobody().request('/dang-nhap', { method: 'POST', body: form })
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close'])
    expect(await answer.text()).toContain('<html')
  })

  it('but what fits is taken: a script of its full length, in JSON', async () => {
    const lan = await world.as('lan')
    const long = await lan.post('/api/v1/episodes/1/scripts', { body: 'ệ'.repeat(300_000), base_revision: 0 })
    // Read and judged: there is no such episode.
    expect([long.status, long.body.code]).toEqual([404, 'not_found'])
  })
})

describe('Over a real line', () => {
  let world: World
  let server: ReturnType<typeof serve>
  let port: number
  beforeAll(async () => {
    world = await openWorld()
    await new Promise<void>((resolve) => {
      server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve())
    })
    port = (server.address() as AddressInfo).port
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await world.close()
  })

  /** @returns the status that was heard (null: the connection broke first) and how many bytes had left */
  const post = (path: string, type: string, bytes: number, announced: boolean) =>
    new Promise<{ status: number | null; closes: boolean; sent: number }>((resolve) => {
      let sent = 0
      const headers = { 'content-type': type, ...(announced ? { 'content-length': bytes } : {}) }
      const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers })
      const source = Readable.from(
        (function* () {
          for (const chunk = Buffer.alloc(65_536, 0x20); sent < bytes; sent += chunk.length) yield chunk
        })(),
      )
      request.on('response', (response) => {
        response.resume()
        source.destroy()
        resolve({ status: response.statusCode ?? null, closes: response.headers.connection === 'close', sent })
      })
      request.on('error', () => resolve({ status: null, closes: true, sent }))
      source.pipe(request)
    })

  it.each([
    ['/api/v1/session', 'application/json', true],
    ['/api/v1/session', 'application/json', false],
    ['/dang-nhap', 'application/x-www-form-urlencoded', true],
    ['/dang-nhap', 'application/x-www-form-urlencoded', false],
  ])('%s (%s, length announced: %s) is refused while most of it is still to come', async (path, type, announced) => {
    const { status, closes, sent } = await post(path, type, 60 * MIB, announced)
    expect([413, null]).toContain(status)
    expect(closes).toBe(true)
    expect(sent).toBeLessThan(40 * MIB)
  })

  it('a body of the right length, chunked or not, arrives whole', async () => {
    const url = `http://127.0.0.1:${port}/api/v1/session`
    const headers = { 'content-type': 'application/json' }
    const text = JSON.stringify({ username: 'ai-do', password: 'x'.repeat(390) })
    const whole = await fetch(url, { method: 'POST', headers, body: text })
    const body = Readable.toWeb(Readable.from([text.slice(0, 20), text.slice(20)].map((part) => Buffer.from(part))))
    const chunked = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect([whole.status, chunked.status]).toEqual([401, 401])
    expect(await chunked.json()).toMatchObject({ code: 'wrong_password' })
  })
})
