import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions, BuildResult, OutputFile } from 'esbuild'
import islands from './islands/islands.json' with { type: 'json' }

export type DeskIsland = keyof typeof islands.desk
export type IslandName = DeskIsland | keyof typeof islands.tram

// The keys of the file are the names, as its type says.
export const DESK_ISLANDS = Object.keys(islands.desk) as DeskIsland[]
const ENTRIES: Readonly<Record<IslandName, string>> = { ...islands.desk, ...islands.tram }

const SOURCES = fileURLToPath(new URL('./islands', import.meta.url))
const BUILT = fileURLToPath(new URL('./assets/islands', import.meta.url))

/** True while developing: the program runs from its source, without a build beside it. */
export const FROM_SOURCE = !existsSync(BUILT)

/**
 * A script for the browser, bundled from src/web/islands. A build has them beside dist/main.js (build.mjs); in
 * development and tests they are bundled here, once, by the same rules (islands.json).
 * @throws Error when it is neither built nor can be
 */
export function readIsland(name: IslandName): string {
  const built = join(BUILT, `${name}.js`)
  if (existsSync(built)) return readFileSync(built, 'utf8')
  // A development dependency: only asked for where there is no build.
  const esbuild: { buildSync(options: BuildOptions & { write: false }): BuildResult & { outputFiles: OutputFile[] } } =
    createRequire(import.meta.url)('esbuild')
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [join(SOURCES, ENTRIES[name])],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: islands.target,
    write: false,
    logLevel: 'warning',
  })
  const [file] = outputFiles
  if (!file) throw new Error(`island ${name} gave nothing`)
  return file.text
}
