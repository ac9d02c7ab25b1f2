import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into freely; expect() is the type check
type Loose = any
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options']

describe('The API document', () => {
  let world: World
  let document: Loose
  const operations = (): [string, string, Loose][] =>
    Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method): [string, string, Loose] => [method, path, item[method]]),
    )
  beforeAll(async () => {
    world = await openWorld({ empty: true })
    const answer = await world.nobody().get('/api/v1/openapi.json')
    expect(answer.status).toBe(200)
    document = answer.body
  })
  afterAll(() => world.close())

  /** "/stations/:code/:playlist{playlist\.[^/]+}" and "/stations/{code}/playlist.{format}" as one shape. */
  const shapeOf = (path: string): string =>
    path
      .replace(/:playlist\{.*\}$/, 'playlist.*')
      .replace(/\/:name$/, (name) => (path.startsWith('/audio/') ? '/*.*' : name))
      .replace(/:\w+(\{[^}]*\})?\??/g, '*')
      .replace(/\{\w+\}/g, '*')

  it('holds every route that is mounted under /api/v1, and the audio', () => {
    const documented = new Set(operations().map(([method, path]) => `${method} ${shapeOf(path)}`))
    const mounted = world.app.routes
      .filter(({ method, path }) => method !== 'ALL' && /^\/(api\/v1|audio)\//.test(path) && !/\*/.test(path))
      .filter(({ path }) => path !== '/api/v1/openapi.json')
      // tus takes every method at both addresses and sorts them itself; the document has those of its protocol.
      .filter(({ path }) => !path.startsWith('/api/v1/uploads'))
      .map(({ method, path }) => `${method.toLowerCase()} ${shapeOf(path)}`)
    for (const route of ['post /api/v1/uploads', 'head /api/v1/uploads/*', 'patch /api/v1/uploads/*'])
      expect(documented).toContain(route)
    expect(mounted.length).toBeGreaterThan(20)
    expect([...new Set(mounted)].filter((route) => !documented.has(route))).toEqual([])
  })

  it('has the shape that OpenAPI 3.1 asks for', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.info).toMatchObject({ title: 'Sóng Quê API', version: expect.any(String) })
    for (const [path, item] of Object.entries<Loose>(document.paths)) {
      expect(path).toMatch(/^\//)
      for (const key of Object.keys(item)) expect([...METHODS, 'parameters', 'summary', 'description']).toContain(key)
    }
    for (const [method, path, operation] of operations()) {
      const name = `${method} ${path}`
      const answers = Object.entries<Loose>(operation.responses)
      expect(answers.length, name).toBeGreaterThan(0)
      for (const [status, answer] of answers) {
        expect(status, name).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/)
        expect(answer.description, `${name} ${status}`).toEqual(expect.any(String))
      }
      const inPath = (operation.parameters ?? []).filter((p: Loose) => p.in === 'path')
      expect(inPath.map((p: Loose) => p.name).sort(), name).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort(),
      )
      for (const parameter of operation.parameters ?? []) {
        expect(['path', 'query', 'header', 'cookie'], name).toContain(parameter.in)
        if (parameter.in === 'path') expect(parameter.required, name).toBe(true)
        expect(parameter.schema ?? parameter.content, `${name} ${parameter.name}`).toBeDefined()
      }
      if (operation.requestBody) expect(Object.keys(operation.requestBody.content).length, name).toBeGreaterThan(0)
    }
  })

  it('refers to nothing that it does not hold', () => {
    const missing = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)]
      .map(([, path]) => path ?? '')
      .filter(
        (path) => path.split('/').reduce<Loose>((at, key) => at?.[key.replaceAll('~1', '/')], document) === undefined,
      )
    expect(missing).toEqual([])
  })

  it('says of every route what it is, under an id of its own', () => {
    const silent = operations().filter(([, , operation]) => !operation.summary?.trim())
    expect(silent.map(([method, path]) => `${method} ${path}`)).toEqual([])
    const ids = operations().map(([, , operation]) => operation.operationId)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it('tells the four ways to show who one is', () => {
    const ways = document.components.securitySchemes
    expect(ways.session).toMatchObject({ type: 'apiKey', in: 'cookie', name: 'sq_session' })
    expect(ways.bearer).toMatchObject({ type: 'http', scheme: 'bearer' })
    expect(ways.basic).toMatchObject({ type: 'http', scheme: 'basic' })
    expect(ways.token).toMatchObject({ type: 'apiKey', in: 'query', name: 'token' })
    expect(document.security.flatMap((way: object) => Object.keys(way)).sort()).toEqual(Object.keys(ways).sort())
  })

  it('is shown by pages that are made of our own files, under a policy that lets nothing else in', async () => {
    const page = await world.nobody().get('/api/docs')
    expect(page.status).toBe(200)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=|https?:\/\//)
    for (const [, path] of page.body.matchAll(/(?:src|href)="(\/[^"]*)"/g)) {
      const file = await world.nobody().request(path)
      expect([path, file.status]).toEqual([path, 200])
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
    }
    const packed = await world
      .nobody()
      .request('/api/docs/swagger-ui-bundle.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
  })
})
