// Bundles the program into dist/main.js (packages stay outside: they are installed by npm ci) and copies what it serves.
import { cpSync, existsSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'warning',
})
if (existsSync('src/web/assets')) cpSync('src/web/assets', 'dist/assets', { recursive: true })
cpSync('src/bundles/page', 'dist/bundle-page', { recursive: true })
