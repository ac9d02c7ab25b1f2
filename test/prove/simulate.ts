/**
 * The simulation in earnest: the sample quarter without a fault, which must give the published 237 and 3.002, and ten
 * seeds of 200 stations with all faults, as many at once as there are cores. What was proven is kept for this commit, so
 * that a run that was broken off goes on where it stopped. PROVE_STATIONS, PROVE_SEEDS and PROVE_AT_ONCE change the dose.
 */
import { execFileSync, spawn } from 'node:child_process'
import { appendFile, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../../src/kernel/canonical.ts'
import { FAULTS, readOptions } from '../simulate/options.ts'
import { simulationHome } from '../simulate/server.ts'
import { described, faultsOf, prepare, simulate } from '../simulate/simulate.ts'

const quarter = ['--from', '2020-07-01', '--to', '2020-09-30']
const stations = process.env.PROVE_STATIONS ?? '200'
const seeds = Array.from({ length: Number(process.env.PROVE_SEEDS ?? 10) }, (_, n) => n + 1)
const atOnce = Number(process.env.PROVE_AT_ONCE ?? availableParallelism())
// A call every six hours and what has to be reported at once; one station in ten over a socket.
const dose = ['--stations', stations, ...quarter, '--poll', '21600', '--socket-every', '10']
const program = fileURLToPath(new URL('../simulate/main.ts', import.meta.url))
let failed = 0
const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function publishedFigures(): Promise<void> {
  const run = await simulate(readOptions(['--stations', '20', ...quarter]))
  const { district, commune } = run.byLevel
  const right = district === 237 && commune === 3002
  const faults = [...faultsOf(run), ...(right ? [] : [`expected 237 and 3002, counted ${district} and ${commune}`])]
  say([described(run), ...faults.map((fault) => `  ${fault}`)].join('\n'))
  if (faults.length > 0) failed += 1
}

/** What was proven before by this very program with this dose, a line for each seed. */
function memory(): string {
  let commit = 'unknown'
  try {
    commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    // Not a clone: then the dose alone names it.
  }
  return join(tmpdir(), `songque-prove-simulate-${sha256([commit, ...dose].join(' ')).slice(0, 12)}.txt`)
}

function oneSeed(seed: number, home: string): Promise<{ readonly line: string; readonly proven: boolean }> {
  const args = ['--max-semi-space-size=64', '--import', 'tsx', program, ...dose]
  const more = ['--faults', FAULTS.join(','), '--seed', String(seed), '--home', home]
  const child = spawn(process.execPath, [...args, ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ line: said.trim() || `seed ${seed}: died`, proven: code === 0 })),
  )
}

if (process.env.PROVE_FIGURES !== '0') await publishedFigures()
const kept = memory()
const before = (await readFile(kept, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
for (const line of before) say(`${line} (before)`)
const left = seeds.filter((seed) => !before.some((line) => line.startsWith(`seed ${seed}:`)))
if (left.length > 0) {
  const home = await simulationHome()
  await prepare(readOptions(dose), home)
  const worker = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const { line, proven } = await oneSeed(seed, home)
      say(line)
      if (proven) await appendFile(kept, `${line}\n`)
      else failed += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker)).finally(() =>
    rm(home, { recursive: true, force: true }),
  )
}
process.exitCode = failed === 0 ? 0 : 1
