/**
 * Servers killed at random moments while virtual stations report and staff edit: `npm run prove -- faults --kills 500`.
 * `--postgres 100` adds kills of two server processes on one Postgres; `--seed` another stream of chance; `--at-once` how many
 * installations are worked on side by side. Each installation bears 25 kills. What was proven is kept for this commit (or
 * for the name in PROVE_RUN), so that a run that was broken off goes on where it stopped.
 */
import { execFileSync } from 'node:child_process'
import { appendFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inShort, type KillsReport, killAtRandom } from '../faults/kills.ts'
import { startPostgres } from '../faults/postgres.ts'
import { buildProgram, type Program } from '../faults/program.ts'

const PER_WORLD = 25
const LINE_EVERY = 50
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    postgres: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
  },
})
const say = (text: string): void => void process.stdout.write(`${text}\n`)

function nameOfRun(): string {
  if (process.env.PROVE_RUN) return process.env.PROVE_RUN
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

type Kept = KillsReport & { readonly on: 'sqlite' | 'postgres' }
const kept = join(tmpdir(), `songque-prove-faults-${nameOfRun()}.ndjson`)
const before = (await readFile(kept, 'utf8').catch(() => ''))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Kept)

/** Several reports as one, for the line of figures. */
function together(runs: readonly KillsReport[]): KillsReport {
  const sum = (of: (run: KillsReport) => number): number => runs.reduce((all, run) => all + of(run), 0)
  const acts: Record<string, number> = {}
  for (const run of runs) for (const [what, n] of Object.entries(run.acts)) acts[what] = (acts[what] ?? 0) + n
  return {
    ...{ seed: runs[0]?.seed ?? 0, kills: sum((r) => r.kills), atStart: sum((r) => r.atStart), acts },
    ...{ tools: sum((r) => r.tools), events: sum((r) => r.events), cut: sum((r) => r.cut), again: sum((r) => r.again) },
    ...{ unsure: sum((r) => r.unsure), unsureThere: sum((r) => r.unsureThere), airings: sum((r) => r.airings) },
    ...{ comparisons: sum((r) => r.comparisons), seconds: sum((r) => r.seconds) },
    broken: runs.flatMap((run) => run.broken.map((one) => `seed ${run.seed}: ${one}`)),
  }
}

let failed = 0
async function series(on: Kept['on'], kills: number, work: (seed: number, kills: number) => Promise<KillsReport>) {
  const first = Number(values.seed)
  const worlds = Array.from({ length: Math.ceil(kills / PER_WORLD) }, (_, n) => ({
    seed: first + n,
    kills: Math.min(PER_WORLD, kills - n * PER_WORLD),
  }))
  const done: Kept[] = before.filter((run) => run.on === on && worlds.some(({ seed }) => seed === run.seed))
  if (done.length > 0) say(`${on}: ${together(done).kills} kills were done before`)
  const left = worlds.filter(({ seed }) => !done.some((run) => run.seed === seed))
  let told = Math.floor(together(done).kills / LINE_EVERY)
  const worker = async (): Promise<void> => {
    for (let world = left.shift(); world !== undefined; world = left.shift()) {
      const came = await work(world.seed, world.kills).catch((error: unknown) => {
        say(`  seed ${world.seed}: the harness itself failed, run it again: ${String(error)}`)
        return null
      })
      if (came === null) {
        failed += 1
        continue
      }
      const run: Kept = { ...came, on }
      done.push(run)
      for (const one of run.broken) say(`  seed ${run.seed}: ${one}`)
      await appendFile(kept, `${JSON.stringify(run)}\n`)
      const so = together(done)
      if (Math.floor(so.kills / LINE_EVERY) === told) continue
      told = Math.floor(so.kills / LINE_EVERY)
      say(`${on}, ${inShort(so)}`)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(values['at-once'])) }, worker))
  const all = together(done)
  say(`${on}, in all: ${inShort(all)}`)
  return all.broken.length
}

async function onPostgres(program: Program, kills: number): Promise<number> {
  const cluster = await startPostgres()
  try {
    return await series('postgres', kills, async (seed, n) => {
      const databaseUrl = await cluster.database(`faults_${seed}`)
      return killAtRandom(program, { seed, kills: n, servers: 2, databaseUrl })
    })
  } finally {
    await cluster.remove()
  }
}

const program = await buildProgram()
try {
  let broken = 0
  if (Number(values.kills) > 0)
    broken += await series('sqlite', Number(values.kills), (seed, kills) =>
      killAtRandom(program, { seed, kills, servers: 1 }),
    )
  if (Number(values.postgres) > 0) broken += await onPostgres(program, Number(values.postgres))
  process.exitCode = broken + failed === 0 ? 0 : 1
} finally {
  await program.remove()
}
