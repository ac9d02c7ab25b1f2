import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { nodeFetch } from '../../src/agent/http.ts'

const open: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('sends method, headers and body, and gives status, headers and body back', async () => {
  const url = await serving(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(206, { 'x-asked': `${request.method} ${request.headers.range}` }).end(body.toUpperCase())
  })
  const response = await nodeFetch(url, { method: 'POST', headers: { range: 'bytes=5-' }, body: 'đài' })
  expect([response.status, response.headers.get('x-asked'), await response.text()]).toEqual([
    206,
    'POST bytes=5-',
    'ĐÀI',
  ])
})

it('follows a redirect elsewhere without the key, and does not follow for ever', async () => {
  const store = await serving((request, response) => response.end(`key: ${request.headers.authorization}`))
  const url = await serving((request, response) =>
    response.writeHead(302, { location: request.url === '/audio' ? `${store}/file` : '/again' }).end(),
  )
  const headers = { authorization: 'Bearer K' }
  expect(await (await nodeFetch(`${url}/audio`, { headers })).text()).toBe('key: undefined')
  await expect(nodeFetch(`${url}/again`, { headers })).rejects.toThrow('too many redirects')
})

it('tells a broken line: none at all, one given up, one that breaks in the middle', async () => {
  await expect(nodeFetch('http://127.0.0.1:1', {})).rejects.toThrow('fetch failed')
  const silent = await serving(() => {})
  const stopper = new AbortController()
  const waiting = nodeFetch(silent, { signal: stopper.signal })
  stopper.abort()
  await expect(waiting).rejects.toThrow('fetch failed')
  const cut = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const response = await nodeFetch(cut, {})
  await expect(response.text()).rejects.toThrow()
})
