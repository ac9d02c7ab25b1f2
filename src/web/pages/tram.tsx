import { Hono, type Context as HonoContext } from 'hono'
import { raw } from 'hono/html'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { assetsOnce, send, viewFor } from '../answer.tsx'
import { Language } from '../components/page.tsx'
import type { View } from '../view.ts'
import { wordsOf } from '../words/index.ts'

/** Sounds are played from memory (blob:), a worker keeps the page for when there is no line, a manifest makes it an app. */
const MORE_ALLOWED = { 'media-src': "'self' blob:", 'worker-src': "'self'", 'manifest-src': "'self'" }

/** What a browser may read inside a script block that is no script: nothing in it can end the block. */
const inert = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

/**
 * The station's page: the same for everybody and of nobody's data, so that it can be kept for when there is no line.
 * Whose it is, the device's own key says (islands/tram).
 */
const Tram = ({ v, code }: { v: View; code: string }) => {
  const { tram, icon, preload } = v.assets
  return (
    <html lang={v.lang}>
      <head>
        <meta charset="utf-8" />
        <title>{v.t('tram.title')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#f8f5ee" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#12181a" media="(prefers-color-scheme: dark)" />
        <meta name="mobile-web-app-capable" content="yes" />
        <meta name="apple-mobile-web-app-capable" content="yes" />
        {preload.map((href) => (
          <link rel="preload" href={href} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        <link rel="stylesheet" href={tram.css} />
        <link rel="manifest" href={`/tram/${encodeURIComponent(code)}/manifest.webmanifest`} />
        <link rel="icon" href={icon} type="image/svg+xml" />
        <link rel="apple-touch-icon" href={tram.icons.small} />
        <script src={tram.script} defer />
      </head>
      <body>
        <div class="page">
          <header class="top">
            <h1>{v.t('tram.title')}</h1>
            <Language v={v} />
          </header>
          <main id="tram" data-station={code} data-ticker={tram.ticker}>
            <noscript>
              <p class="notice bad">{v.t('tram.no_script')}</p>
            </noscript>
            <p class="quiet">{v.t('tram.opening')}</p>
          </main>
        </div>
        <script id="tram-words" type="application/json">
          {raw(inert(wordsOf('tram', v.lang)))}
        </script>
      </body>
    </html>
  )
}

const manifestOf = (v: View, code: string) => ({
  id: `/tram/${encodeURIComponent(code)}`,
  name: `${v.t('tram.title')} · ${code}`,
  short_name: v.t('tram.short_title'),
  start_url: `/tram/${encodeURIComponent(code)}`,
  scope: '/tram/',
  display: 'standalone',
  lang: v.lang,
  background_color: '#f8f5ee',
  theme_color: '#f8f5ee',
  icons: [
    { src: v.assets.tram.icons.small, sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
    { src: v.assets.tram.icons.large, sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
  ],
})

const serveWorker = (c: HonoContext<AppEnv>): Response => {
  c.header('Content-Type', 'text/javascript; charset=utf-8')
  c.header('Cache-Control', 'no-cache')
  c.header('X-Content-Type-Options', 'nosniff')
  return c.body(assetsOnce().tram.worker)
}

/** The page of a station for its operator, its manifest, and the worker that keeps it. */
export function tramRoutes(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/tram/sw.js', serveWorker)
  app.get('/tram/:code', (c) => send(c, <Tram v={viewFor(ctx, c)} code={c.req.param('code')} />, 200, MORE_ALLOWED))
  app.get('/tram/:code/manifest.webmanifest', (c) => {
    c.header('Content-Type', 'application/manifest+json')
    c.header('Cache-Control', 'no-cache')
    return c.body(JSON.stringify(manifestOf(viewFor(ctx, c), c.req.param('code'))))
  })
  return app
}
