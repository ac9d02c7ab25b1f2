// Bundles the program into dist/main.js (packages stay outside: they are installed by npm ci) and copies what it serves.
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    main: 'src/main.ts',
    'report-worker': 'src/reports/beside/worker.ts',
    'backup-worker': 'src/backup/worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  // The text of a program stays in memory as long as it runs.
  minifyWhitespace: true,
  minifySyntax: true,
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'warning',
})
// The station agent alone, with all that it needs inside: one file to be copied to a station's machine.
await build({
  entryPoints: ['src/agent/main.ts'],
  outfile: 'dist/agent.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
})
if (existsSync('src/web/assets')) cpSync('src/web/assets', 'dist/assets', { recursive: true })
cpSync('src/bundles/page', 'dist/bundle-page', { recursive: true })

// The scripts of pages that are written in TypeScript (src/web/islands.ts bundles them alike where there is no build).
const islands = JSON.parse(readFileSync('src/web/islands/islands.json', 'utf8'))
await build({
  entryPoints: Object.fromEntries(
    Object.entries({ ...islands.desk, ...islands.tram }).map(([name, path]) => [name, `src/web/islands/${path}`]),
  ),
  outdir: 'dist/assets/islands',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: islands.target,
  logLevel: 'warning',
})
