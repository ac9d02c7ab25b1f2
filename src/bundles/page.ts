import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Playlist } from '../protocol/playlist.ts'

/** Beside this file in the source; build.mjs copies src/bundles/page to dist/bundle-page. */
function read(name: string): string {
  const here = fileURLToPath(new URL(`./page/${name}`, import.meta.url))
  return readFileSync(
    existsSync(here) ? here : fileURLToPath(new URL(`./bundle-page/${name}`, import.meta.url)),
    'utf8',
  )
}

type Parts = { readonly style: string; readonly script: string }
let parts: Parts | undefined
/** Pages opened from a stick may not load modules: the files become one script. */
const joined = (names: readonly string[]): string =>
  `(() => {\n'use strict'\n${names
    .map((name) =>
      read(name)
        .replace(/^import .*\n/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('\n')}})()`

const partsOnce = (): Parts => {
  parts ??= { style: read('page.css'), script: joined(['words.js', 'proof.js', 'player.js']) }
  return parts
}

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
/** JSON that can stand inside a script element, whatever titles hold. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)

/**
 * The page of a bundle: one file that plays from the stick, without a server and without the network. Its policy lets it
 * load nothing but the audio beside it.
 */
export function bundlePage(bundle: {
  readonly bundleId: string
  readonly key: string
  readonly playlist: Playlist
}): string {
  const { style, script } = partsOnce()
  const policy = [
    "default-src 'none'",
    "media-src 'self' file: data:",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const data = { bundle_id: bundle.bundleId, key: bundle.key, playlist: bundle.playlist }
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(bundle.playlist.station_name)} · Sóng Quê</title>
<style>${style}</style>
</head>
<body>
<main id="app"></main>
<noscript><p>Cần bật JavaScript để trang này tự phát. This page needs JavaScript to play.</p></noscript>
<script type="application/json" id="bundle">${embedded(data)}</script>
<script>${script}</script>
</body>
</html>
`
}
