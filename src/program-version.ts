import { readFileSync } from 'node:fs'
import { z } from 'zod'

const manifest = z.object({ version: z.string() })
/** From src in development, from dist in a build. */
const PLACES = ['../package.json', './package.json']

let known: string | undefined
/** The program's version, as its package.json says; a dash where that file was not brought along. */
export function programVersion(): string {
  known ??= PLACES.map(read).find((found) => found !== undefined) ?? process.env.npm_package_version ?? '–'
  return known
}

function read(place: string): string | undefined {
  try {
    return manifest.parse(JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'))).version
  } catch {
    return undefined
  }
}
