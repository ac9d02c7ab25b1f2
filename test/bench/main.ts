/**
 * `npm run bench [-- --keep] [-- NAME …]`: each figure beside a limit measured in the same run, and their ratio, because
 * machines differ and are noisy. Prints a table; with --keep the table goes to docs/bench.md under the present commit.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { asRunBench } from './as-run.ts'
import { expansionRows } from './expansion.ts'
import { ingestBench } from './ingest.ts'
import { pagesBench } from './pages.ts'
import { playlistBench } from './playlist.ts'
import type { BenchRow } from './row.ts'

/** What does not fit into the one table. */
const tables: string[] = []
const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  playlist: () => playlistBench(),
  'as-run': () => asRunBench(),
  expansion: async () => expansionRows(),
  ingest: () => ingestBench(),
  pages: async () => {
    const { rows, table } = await pagesBench()
    tables.push(table)
    return rows
  },
}

const short = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toPrecision(3))
const line = (row: BenchRow): string =>
  `| ${row.what} | ${short(row.figure)} | ${short(row.limit)} | ${row.ratio.toFixed(2)} | ${short(row.aim)} |`

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const rows: BenchRow[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  process.stderr.write(`${name}…\n`)
  rows.push(...(await bench()))
}
const table = [
  '| what | figure | limit in the same run | ratio | aim |',
  '|---|---:|---:|---:|---:|',
  ...rows.map(line),
  ...tables.map((more) => `\n${more}`),
].join('\n')
process.stdout.write(`${table}\n`)

if (process.argv.includes('--keep')) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const date = execFileSync('git', ['log', '-1', '--format=%cs'], { encoding: 'utf8' }).trim()
  const file = new URL('../../docs/bench.md', import.meta.url)
  const intro =
    '# Measured speed\n\n`npm run bench -- --keep`. A ratio says more than a figure: limit and figure come from the same run on the same machine.\n'
  const before = existsSync(file) ? readFileSync(file, 'utf8').replace(intro, '') : ''
  const cores = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
  writeFileSync(file, `${intro}\n## ${date}, ${commit} (${cores})\n\n${table}\n${before}`)
}
