import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package that comes with the program, and under which licence. */
export type Licensed = {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly from: string
}

/** Licences under which a package may come along: they ask for no more than that their text stays with it. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'CC-BY-3.0', 'PSF-2.0', 'Unlicense', 'Zlib'],
  // Fonts: may be sent along, not be sold by themselves.
  'OFL-1.1',
])

/** Whether a package may come along: one of the licences to choose from, and all of those that hold together, are known. */
export const isKnown = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => KNOWN.has(one)))

type Entry = { readonly dependencies?: Record<string, string>; readonly optionalDependencies?: Record<string, string> }
type Manifest = Entry & {
  readonly name: string
  readonly version: string
  readonly license?: string | { readonly type?: string }
  readonly licenses?: readonly { readonly type: string }[]
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'))
const licenceOf = ({ license, licenses }: Manifest): string => {
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none told'
}

/** Packages that our own source names; those that are built into its bundles are among the development ones. */
function named(root: string): Set<string> {
  const found = new Set<string>()
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name)) continue
    const text = readFileSync(join(root, 'src', name), 'utf8')
    for (const [, from = ''] of text.matchAll(
      /(?:from |import\(|import |resolve\()'((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^']*)?'/g,
    ))
      found.add(from)
  }
  return found
}

/** Every package that comes with the program: what it needs to run and what is built into its pages, with theirs. */
export function licensed(root: string): Licensed[] {
  const lock = read<{ packages: Record<string, Entry> }>(join(root, 'package-lock.json')).packages
  const own = read<{ dependencies: Record<string, string>; devDependencies: Record<string, string> }>(
    join(root, 'package.json'),
  )
  const uses = named(root)
  const roots = [...Object.keys(own.dependencies), ...Object.keys(own.devDependencies).filter((name) => uses.has(name))]
  const found = new Map<string, Licensed>()
  /** Where Node finds a package from a place: nearest first. */
  const place = (name: string, from: string): string | null => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
      if (lock[path]) return path
      if (at === '' || !at.includes('/')) return lock[`node_modules/${name}`] ? `node_modules/${name}` : null
    }
  }
  const walk = (name: string, from: string): void => {
    const path = place(name, from)
    if (path === null || found.has(path)) return
    let manifest: Manifest
    try {
      manifest = read<Manifest>(join(root, path, 'package.json'))
    } catch {
      // Made for another machine, and not installed here.
      return
    }
    const { version } = manifest
    found.set(path, { name, version, licence: licenceOf(manifest), from: from.split('node_modules/').at(-1) ?? '' })
    const needs = lock[path] ?? {}
    for (const next of Object.keys({ ...needs.dependencies, ...needs.optionalDependencies })) walk(next, path)
  }
  for (const name of roots) walk(name, '')
  return [...found.values()].sort((a, b) =>
    a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1,
  )
}

/** The list as a page. */
export function licencePage(all: readonly Licensed[]): string {
  const counts = new Map<string, number>()
  for (const { licence } of all) counts.set(licence, (counts.get(licence) ?? 0) + 1)
  const sums = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([licence, n]) => `${licence} (${n})`)
  const rows = all.map(({ name, version, licence, from }) => `| ${name} | ${version} | ${licence} | ${from || '–'} |`)
  return `# Licences of what comes with the program

Written by \`WRITE_LICENCES=1 npx vitest run test/docs/licences.test.ts\`, held by that test: a package under a licence that
is not known to it fails. Listed are the packages that the program needs to run and those that are built into its pages,
with theirs. ffmpeg, bubblewrap and the like are not sent along: they come from the machine's own distribution.

${all.length} packages: ${sums.join(', ')}.

| package | version | licence | brought by |
|---|---|---|---|
${rows.join('\n')}
`
}
