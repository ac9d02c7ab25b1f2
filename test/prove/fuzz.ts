/**
 * 100.000 inputs to every route of the JSON API, every form and every page: `npm run prove -- fuzz [--inputs N] [--seed S]
 * [--at-once K]`. The inputs are those of test/fuzz; every 4.000 meet a fresh world. A fault is named by its seed and number.
 * What was done is kept for this commit (or for the name in PROVE_RUN), so that a run that was broken off goes on.
 */
import { execFileSync, spawn } from 'node:child_process'
import { appendFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { buildProgram } from '../faults/program.ts'
import { type FuzzReport, said, together } from '../fuzz/report.ts'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '2' },
  },
})
const PER_WORLD = 4000
const atOnce = Math.max(1, Number(values['at-once']))
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// Beside the built program, whose assets and threads it finds there; without vitest it starts in a moment.
const program = await buildProgram()
const bundle = join(program.folder, 'dist', 'fuzz.js')
await build({
  entryPoints: [here('../fuzz/main.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  alias: { vitest: here('../fuzz/without-vitest.ts') },
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'warning',
})

function nameOfRun(): string {
  if (process.env.PROVE_RUN) return process.env.PROVE_RUN
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

type Kept = FuzzReport & { readonly seed: number }
const kept = join(tmpdir(), `songque-prove-fuzz-${nameOfRun()}.ndjson`)
const done = (await readFile(kept, 'utf8').catch(() => ''))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Kept)
if (done.length > 0) say(`before: ${said(together(done))}`)

/** One world in a process of its own. @returns what came out; null when the process died */
function oneWorld(seed: number, inputs: number): Promise<FuzzReport | null> {
  const args = ['--enable-source-maps', bundle, String(seed), String(inputs)]
  const child = spawn(process.execPath, args, { cwd: program.folder, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  return new Promise((resolve) =>
    child.once('close', () => {
      try {
        resolve(JSON.parse(out) as FuzzReport)
      } catch {
        resolve(null)
      }
    }),
  )
}

const seeds = Array.from({ length: Math.ceil(Number(values.inputs) / PER_WORLD) }, (_, n) => Number(values.seed) + n)
const left = seeds.filter((seed) => !done.some((one) => one.seed === seed))
let died = 0
const worker = async (): Promise<void> => {
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const report = await oneWorld(seed, Math.min(PER_WORLD, Number(values.inputs)))
    if (report === null) {
      died += 1
      say(`seed ${seed}: died`)
      continue
    }
    done.push({ ...report, seed })
    await appendFile(kept, `${JSON.stringify({ ...report, seed })}\n`)
    for (const one of report.broken) say(`  ${one}`)
    say(said(together(done)))
  }
}
await Promise.all(Array.from({ length: atOnce }, worker))
const all = together(done)
for (const { ms, what } of all.slowest) say(`  ${ms} ms: ${what}`)
await program.remove()
process.exitCode = died + all.broken.length === 0 ? 0 : 1
