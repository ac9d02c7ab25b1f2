import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import type { AppEnv } from '../http/index.ts'
import { DESK_ISLANDS, type DeskIsland, readIsland } from './islands.ts'
import { WALL_COLUMNS } from './wall-columns.ts'

/**
 * Static files, found and named by their content at start. `assets/` lies beside this file under src/web, and beside
 * dist/main.js after a build: build.mjs copies src/web/assets to dist/assets, nothing more. The typeface comes from its
 * package, which is a dependency at run time.
 */
const FOLDER = fileURLToPath(new URL('./assets', import.meta.url))
const WEIGHTS = [400, 500, 600] as const
/** Vietnamese holds the letters with marks, latin all the rest that our pages write. */
const SUBSETS = {
  vietnamese:
    'U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB',
  latin:
    'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD',
} as const
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

type Asset = { readonly type: string; readonly plain: Buffer; readonly gzip?: Buffer; readonly brotli?: Buffer }

export type Assets = {
  /** The one style sheet of every page. */
  readonly css: string
  readonly icon: string
  /** The scripts that improve pages of the desk, each under its name in islands/islands.json. */
  readonly islands: Readonly<Record<DeskIsland, string>>
  /** The station's page ("Trạm"): its own sheet and scripts, so that it opens on an old phone, and without a line. */
  readonly tram: TramAssets
  /** The files to fetch before the style sheet is read: the regular weight. */
  readonly preload: readonly string[]
  readonly files: ReadonlyMap<string, Asset>
}

export type TramAssets = {
  readonly css: string
  readonly script: string
  readonly ticker: string
  readonly icons: { readonly small: string; readonly large: string }
  /** The service worker as it is served: it names every file of the page. */
  readonly worker: string
}

/** Reads, joins, hashes and compresses every static file. Called once, at start. @throws Error when one is missing */
export function loadAssets(): Assets {
  const files = new Map<string, Asset>()
  const add = (name: string, body: Buffer): string => {
    const extension = extname(name)
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const path = `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`
    files.set(path, pack(TYPES[extension] ?? 'application/octet-stream', body))
    return path
  }
  const fonts = addFonts(add)
  const sheets = readdirSync(join(FOLDER, 'styles'))
    .filter((name) => name.endsWith('.css'))
    .sort()
  const sheet = sheets.map((name) => readFileSync(join(FOLDER, 'styles', name), 'utf8')).join('\n')
  const css = add('song-que.css', Buffer.from(`${fonts.faces}\n${sheet}\n${columnRules()}`))
  const icon = add('icon.svg', readFileSync(join(FOLDER, 'icon.svg')))
  return {
    css,
    icon,
    tram: addTram(add, fonts, icon),
    islands: addIslands(add),
    preload: fonts.preload,
    files,
  }
}

function addIslands(add: Add): Readonly<Record<DeskIsland, string>> {
  const paths = DESK_ISLANDS.map((name) => [name, add(`${name}.js`, Buffer.from(readIsland(name)))])
  // One entry for each of DESK_ISLANDS, which Object.fromEntries cannot tell.
  return Object.fromEntries(paths) as Record<DeskIsland, string>
}

function addTram(add: Add, fonts: Fonts, icon: string): TramAssets {
  const read = (name: string): Buffer => readFileSync(join(FOLDER, 'tram', name))
  const files = {
    css: add('tram.css', Buffer.from(`${fonts.faces}\n${read('tram.css')}`)),
    script: add('tram.js', Buffer.from(readIsland('tram'))),
    ticker: add('tram-tick.js', Buffer.from(readIsland('tram-tick'))),
    icons: { small: add('tram-192.png', read('icon-192.png')), large: add('tram-512.png', read('icon-512.png')) },
  }
  const shell = [files.css, files.script, files.ticker, files.icons.small, icon, ...fonts.all]
  const name = `tram-shell-${createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)}`
  return { ...files, worker: `const __SHELL__=${JSON.stringify({ name, files: shell })};\n${readIsland('tram-sw')}` }
}

type Add = (name: string, body: Buffer) => string
type Fonts = { readonly faces: string; readonly preload: string[]; readonly all: string[] }
function addFonts(add: Add): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const faces: string[] = []
  const preload: string[] = []
  const all: string[] = []
  for (const weight of WEIGHTS) {
    for (const [subset, range] of Object.entries(SUBSETS)) {
      const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`
      const path = add(name, readFileSync(resolve(`@fontsource/be-vietnam-pro/files/${name}`)))
      all.push(path)
      if (weight === 400) preload.push(path)
      faces.push(
        `@font-face{font-family:'Be Vietnam Pro';font-weight:${weight};font-display:swap;src:url(${path}) format('woff2');unicode-range:${range}}`,
      )
    }
  }
  return { faces: faces.join('\n'), preload, all }
}

/** `.at-0` to `.at-215`: the columns of the wall, five minutes each. */
const columnRules = (): string =>
  Array.from(
    { length: WALL_COLUMNS },
    (_, i) => `.at-${i}{--at:${i + 1};grid-column-start:${i + 1}}.len-${i + 1}{--len:${i + 1}}`,
  ).join('')

function pack(type: string, plain: Buffer): Asset {
  if (type === 'font/woff2' || type === 'image/png') return { type, plain }
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return { type, plain, gzip: gzipSync(plain), brotli }
}

/** Serves the files under their hashed names, for ever cacheable; any other name is 404. */
export function assetRoutes(assets: Assets): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/assets/:name', (c) => {
    const asset = assets.files.get(c.req.path)
    if (!asset) return c.text('404', 404)
    const accepts = c.req.header('accept-encoding') ?? ''
    const coding =
      asset.brotli && /\bbr\b/.test(accepts) ? 'br' : asset.gzip && /\bgzip\b/.test(accepts) ? 'gzip' : undefined
    const body = (coding === 'br' ? asset.brotli : coding === 'gzip' ? asset.gzip : undefined) ?? asset.plain
    if (coding) c.header('Content-Encoding', coding)
    if (asset.gzip) c.header('Vary', 'Accept-Encoding')
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('Content-Type', asset.type)
    c.header('X-Content-Type-Options', 'nosniff')
    return c.body(new Uint8Array(body))
  })
}
