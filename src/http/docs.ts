import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono, type Context as HonoContext } from 'hono'
import { noneMatchHolds } from './conditions.ts'
import { apiDocument, type DocumentPart } from './document.ts'
import type { AppEnv } from './env.ts'

const page = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sóng Quê API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" href="data:,">
<script src="/api/docs/swagger-ui-bundle.js" defer></script>
<script src="/api/docs/start.js" defer></script>
</head>
<body>
<noscript>Trang này cần JavaScript; tài liệu gốc ở <a href="/api/v1/openapi.json">openapi.json</a>.</noscript>
<main id="swagger-ui"></main>
</body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  docExpansion: 'none',
  validatorUrl: null,
})
`

/** Nothing from outside, nothing inline: what the page shows comes from these few files alone. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

type Kept = { readonly plain: Uint8Array<ArrayBuffer>; readonly packed: Uint8Array<ArrayBuffer>; readonly hash: string }
const compress = promisify(gzip)

async function keep(content: string | Buffer): Promise<Kept> {
  const plain = new Uint8Array(Buffer.from(content))
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
  return { plain, packed: new Uint8Array(await compress(plain)), hash }
}

/** Answers with a file that changes only with the program. */
async function send(c: HonoContext<AppEnv>, kept: Promise<Kept>, type: string): Promise<Response> {
  const { plain, packed, hash } = await kept
  const zipped = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')
  const etag = `"${hash}${zipped ? '-gz' : ''}"`
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' }
  if (noneMatchHolds(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)
  const body = zipped ? packed : plain
  return c.body(body, 200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': String(body.length),
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
}

/** Makes a thing at its first use; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}

const swaggerFile = (name: string): Promise<Kept> => {
  const home = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return readFile(join(home, name)).then(keep)
}

/** The API document and its readable pages, which load nothing from outside. Mounted at the root, after all others. */
export function docsRoutes(parts: readonly DocumentPart[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const document = once(async () => keep(JSON.stringify(apiDocument(parts))))
  const style = once(() => swaggerFile('swagger-ui.css'))
  const bundle = once(() => swaggerFile('swagger-ui-bundle.js'))
  const startScript = once(() => keep(start))
  const html = once(() => keep(page))
  app.get('/api/v1/openapi.json', (c) => send(c, document(), 'application/json'))
  app.get('/api/docs/swagger-ui.css', (c) => send(c, style(), 'text/css; charset=utf-8'))
  app.get('/api/docs/swagger-ui-bundle.js', (c) => send(c, bundle(), 'text/javascript; charset=utf-8'))
  app.get('/api/docs/start.js', (c) => send(c, startScript(), 'text/javascript; charset=utf-8'))
  app.get('/api/docs', (c) => {
    c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    return send(c, html(), 'text/html; charset=utf-8')
  })
  app.get('/api/docs/', (c) => c.redirect('/api/docs', 301))
  return app
}
