/**
 * `npm run bench [-- --keep] [-- NAME …]`: each figure beside a limit measured in the same run, and their ratio, because
 * machines differ and are noisy. Prints a table; with --keep it goes to docs/bench.md and docs/bench.json under the
 * present commit: parts measured again at the same commit take the place of their rows.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keep, type Measured, tableOf } from './keep.ts'
import { parts } from './parts.ts'
import type { BenchPart } from './row.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One part in a process of its own. @returns null, and says so, when it broke off */
async function measure(name: string, folder: string): Promise<BenchPart | null> {
  const file = join(folder, `${name}.json`)
  const script = fileURLToPath(new URL('./part.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, name, file], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code === 0) return JSON.parse(readFileSync(file, 'utf8')) as BenchPart
  process.stderr.write(`${name} broke off (${code})\n`)
  process.exitCode = 1
  return null
}

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8', cwd: root }).trim()

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const unknown = names.filter((name) => !(name in parts))
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
const folder = mkdtempSync(join(tmpdir(), 'songque-bench-'))
const measured: Record<string, BenchPart> = {}
try {
  for (const name of Object.keys(parts)) {
    if (names.length > 0 && !names.includes(name)) continue
    process.stderr.write(`${name}…\n`)
    const part = await measure(name, folder)
    if (part) measured[name] = part
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const run: Measured = {
  commit: git('rev-parse', '--short', 'HEAD'),
  date: git('log', '-1', '--format=%cs'),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
  load: Math.round((loadavg()[1] ?? 0) * 10) / 10,
  parts: measured,
}
process.stdout.write(`${tableOf(run)}\n`)
if (process.argv.includes('--keep')) keep(root, run)
