import { gzipSync } from 'node:zlib'
import type { Chance } from '../faults/chance.ts'
import { fitting, type Json, mutated, ODD_STRINGS, odd, type Pool, type Schema, spoiled } from './values.ts'

/** One request as it is sent; `route` names what it is aimed at, for the figures. */
export type Input = {
  readonly route: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | FormData | null
}

type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema }
/** A route of the API document. */
export type Operation = {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly types: readonly string[]
  readonly schema: Schema | null
}
type OperationObject = {
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}
export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

export const operationsOf = (document: ApiDocument): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (one.parameters ?? []).filter(({ schema }) => schema !== undefined),
      types: Object.keys(one.requestBody?.content ?? {}),
      schema: one.requestBody?.content?.['application/json']?.schema ?? null,
    })),
  )
export const resolverOf =
  (document: ApiDocument) =>
  (ref: string): Schema =>
    document.components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {}

const encoded = (text: string): string => {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return encodeURIComponent(whole.slice(0, 3000))
}
/** An odd value as an address or a form carries it. */
const oddText = (chance: Chance): string => {
  const value = odd(chance)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
const TYPES = [
  ...['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded'],
  ...['multipart/form-data', 'multipart/form-data; boundary=x', 'application/octet-stream', 'x', ''],
  ...['application/problem+json', 'application/json;;;', 'application/vnd.api+json'],
]
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['if-none-match', ['*', '"', 'W/"x"', '"a","b",', 'x'.repeat(5000)]],
  ['range', ['bytes=0-', 'bytes=-1', 'bytes=9-1', 'bytes=0-0,2-3', 'bytes=99999999999999999999-', 'x=1-2', 'bytes=']],
  ['if-range', ['"x"', 'Wed, 21 Oct 2015 07:28:00 GMT', 'x']],
  ['accept-language', ['en', 'xx;q=9', ','.repeat(3000)]],
  ['accept-encoding', ['gzip', 'br;q=x', '*', 'identity;q=0']],
  ['idempotency-key', ['x', 'y'.repeat(5000), '1 2', '"']],
  ['content-encoding', ['gzip', 'br', 'identity', 'x', 'gzip, gzip']],
  ['last-event-id', ['0', '-1', '1e999', 'x'.repeat(200)]],
  ['cookie', ['sq_lang=xx', 'a=b; =; ;;', 'sq_flash=%7B', 'sq_lang=%']],
  ['x-forwarded-for', ['1.2.3.4', '::', ',,,', 'x'.repeat(2000)]],
  ['host', ['', 'a b', 'localhost:99999', 'x'.repeat(300)]],
  ['authorization', ['Basic', 'Basic x', 'Basic Og==', 'Bearer', `Bearer ${'x'.repeat(9000)}`, 'x']],
  ['accept', ['text/html', '*/*;q=2', 'application/json,,']],
]
const TUS: readonly (readonly [string, readonly string[]])[] = [
  ['tus-resumable', ['1.0.0', '0.2.2', '', '9']],
  ['upload-length', ['10', '0', '-1', '1e3', '99999999999999999999', 'x', '44']],
  ['upload-offset', ['0', '-1', '5', 'x', '99999999999999999999', '44']],
  ['upload-defer-length', ['1', '0', 'x']],
  ['upload-concat', ['partial', 'final;/api/v1/uploads/a /api/v1/uploads/b', 'x']],
  ['upload-checksum', ['sha1 x', 'md5', 'sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=']],
  [
    'upload-metadata',
    [
      'episode_id MQ==,filename YS53YXY=',
      'episode_id',
      'a b c',
      ',,,',
      'filename ////',
      `filename ${'A'.repeat(6000)}`,
      'episode_id LTE=,filename Li4vYQ==',
    ],
  ],
  ['x-http-method-override', ['PATCH', 'DELETE', 'x']],
]

/** A request to a route of the API: mostly right, and then changed in a place or two. */
export function apiInput(operation: Operation, chance: Chance, pool: Pool, resolve: (ref: string) => Schema): Input {
  const { method, types } = operation
  const headers: Record<string, string> = {}
  let path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = pool[name] ?? []
    if (known.length > 0 && chance.happens(0.75)) return encoded(String(chance.of(known)))
    return encoded(chance.happens(0.5) ? chance.of(ODD_STRINGS) : oddText(chance))
  })
  const query: string[] = []
  for (const { name, in: place, schema } of operation.parameters) {
    if (place !== 'query' || chance.happens(0.45)) continue
    const fits = chance.happens(0.7)
    const value = fits ? fitting(schema, chance, pool, resolve, name) : odd(chance)
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    query.push(`${name}=${encoded(text)}`)
    if (chance.happens(0.04)) query.push(`${name}=${encoded(oddText(chance))}`)
  }
  if (chance.happens(0.05))
    query.push(chance.of(['&', '=', 'a[]=1', '%', '%ff', '__proto__=1', 'lang=xx', 'token=x', 'q=%ED%A0%80']))
  if (query.length > 0) path += `?${query.join('&')}`
  if (path.includes('/uploads')) {
    headers['tus-resumable'] = '1.0.0'
    for (const [name, values] of TUS) if (chance.happens(0.6)) headers[name] = chance.of(values)
  }
  let body: Input['body'] = null
  if (method !== 'GET' && method !== 'HEAD' && (types.length > 0 || chance.happens(0.2))) {
    const type = types.length > 0 ? chance.of(types) : 'application/json'
    headers['content-type'] = type
    let value: Json = operation.schema === null ? odd(chance) : fitting(operation.schema, chance, pool, resolve)
    for (let n = chance.below(4); n > 1; n -= 1) value = mutated(value, chance)
    body = type.includes('json') ? JSON.stringify(value) : chance.of(ODD_STRINGS)
    if (chance.happens(0.15)) body = spoiled(String(body), chance)
    if (chance.happens(0.03)) {
      body = chance.happens(0.5) ? new Uint8Array(gzipSync(String(body))) : gzipSync('x'.repeat(30)).subarray(0, 20)
      headers['content-encoding'] = 'gzip'
    }
    if (chance.happens(0.06)) headers['content-type'] = chance.of(TYPES)
  }
  if (chance.happens(0.12)) {
    const [name, values] = chance.of(HEADERS)
    headers[name] = chance.of(values)
  }
  const asked = chance.happens(0.01) ? chance.of(['PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS', 'HEAD']) : method
  return { route: `${method} ${operation.path}`, method: asked, path, headers, body: asked === 'HEAD' ? null : body }
}

/** A form that stands on a page: where it is sent to and what it holds. */
export type Form = {
  readonly route: string
  readonly action: string
  readonly multipart: boolean
  readonly fields: readonly (readonly [name: string, value: string, isFile: boolean])[]
}
const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"') ?? null

/** The forms of a page's HTML that are sent by POST. @param page its own address */
export function formsOf(html: string, page: string): Form[] {
  const found: Form[] = []
  for (const [whole, head = '', inside = ''] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (!/method="post"/i.test(head)) continue
    const fields: [string, string, boolean][] = []
    for (const [tag] of inside.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
      const name = attribute(tag, 'name')
      if (name !== null) fields.push([name, attribute(tag, 'value') ?? '', /type="file"/.test(tag)])
    }
    for (const [, value = ''] of inside.matchAll(/<option\b[^>]*value="([^"]*)"/g)) {
      const last = fields.at(-1)
      if (last && chanceless(value)) fields.push([last[0], value, false])
    }
    const action = attribute(` ${head}`, 'action') ?? page
    found.push({ route: action, action, multipart: whole.includes('multipart/form-data'), fields })
  }
  return found
}
const chanceless = (value: string): boolean => value.length > 0 && value.length < 40

const file = (chance: Chance, bytes: readonly Uint8Array[]): File =>
  new File(
    [new Uint8Array(chance.of(bytes))],
    chance.of(['a.wav', 'a.docx', 'so.xlsx', 'so.csv', '', '../x', `${'x'.repeat(300)}.jpg`]),
    {
      type: chance.of(['audio/wav', 'image/jpeg', 'text/csv', 'application/octet-stream', '']),
    },
  )

/** A form as a browser sends it, with fields changed, missing, doubled or added. @param files contents for its file fields */
export function formInput(form: Form, chance: Chance, pool: Pool, files: readonly Uint8Array[]): Input {
  const pairs: [string, string | File][] = []
  for (const [name, value, isFile] of form.fields) {
    if (chance.happens(0.15)) continue
    if (isFile) pairs.push([name, chance.happens(0.9) ? file(chance, files) : 'x'])
    else if (chance.happens(0.7)) pairs.push([name, value || String(chance.of(pool[name] ?? ['x']))])
    else pairs.push([name, oddText(chance).slice(0, 100_000)])
  }
  if (chance.happens(0.1)) pairs.push([chance.of(ODD_STRINGS), oddText(chance)])
  const action = chance.happens(0.08) ? form.action.replace(/\d+/, () => encoded(oddText(chance))) : form.action
  const sent = { route: `POST ${form.route.replace(/\d+/g, '1')}`, method: 'POST', path: action }
  if (form.multipart !== chance.happens(0.06)) {
    const body = new FormData()
    for (const [name, value] of pairs)
      body.append(name.toWellFormed(), typeof value === 'string' ? value.toWellFormed() : value)
    return { ...sent, headers: {}, body }
  }
  const text = pairs
    .map(
      ([name, value]) =>
        `${encoded(name)}=${encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : 'x')}`,
    )
    .join('&')
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  if (chance.happens(0.04)) headers['content-type'] = chance.of(TYPES)
  return { ...sent, headers, body: chance.happens(0.06) ? spoiled(text, chance) : text }
}

/** A page asked for with parameters that it may or may not know. */
export function pageInput(page: string, chance: Chance, pool: Pool): Input {
  let [path = '/', query = ''] = page.split('?', 2)
  if (chance.happens(0.3)) path = path.replace(/\/[^/]+$/, () => `/${encoded(oddText(chance))}`)
  const names = [
    'ngay',
    'tu',
    'den',
    'q',
    'period',
    'so',
    'dai',
    'trang',
    'offset',
    'limit',
    'segment',
    'by',
    'kind',
    'units',
    'lang',
    'loc',
    'tuan',
    'thang',
  ]
  const pairs = query === '' ? [] : [query]
  for (let n = chance.below(4); n > 0; n -= 1) {
    const name = chance.of(names)
    const value = chance.happens(0.4) ? String(chance.of(pool[name] ?? ['2026-11'])) : oddText(chance)
    pairs.push(`${name}=${encoded(value)}`)
  }
  if (pairs.length > 0) path += `?${pairs.join('&')}`
  return { route: `GET ${page.split('?')[0]}`, method: 'GET', path, headers: {}, body: null }
}
