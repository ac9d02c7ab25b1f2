/**
 * 100.000 inputs to every route of the JSON API, every form and every page: `npm run prove -- fuzz [--inputs N] [--seed S]
 * [--at-once K]`. The inputs are those of test/fuzz; every 5.000 meet a fresh world. A fault is named by its seed and number.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '2' },
  },
})
const atOnce = Math.max(1, Number(values['at-once']))
const each = Math.ceil(Number(values.inputs) / atOnce)
const folder = await mkdtemp(join(tmpdir(), 'songque-fuzz-'))

/** The test itself in a larger dose: it lives in vitest, as the world that it is told in does. */
function part(n: number): Promise<boolean> {
  const file = join(folder, `${n}.txt`)
  const env = {
    ...process.env,
    ...{ POSTGRES: '0', FUZZ_INPUTS: String(each), FUZZ_SEED: String(Number(values.seed) + n * 1000), FUZZ_FILE: file },
  }
  const child = spawn('npx', ['--no-install', 'vitest', 'run', 'test/fuzz/routes.test.ts'], { env, stdio: 'ignore' })
  return new Promise((resolve) =>
    child.once('close', async (code) => {
      process.stdout.write(`part ${n + 1} of ${atOnce}:\n${await readFile(file, 'utf8').catch(() => 'died\n')}`)
      resolve(code === 0)
    }),
  )
}

const good = await Promise.all(Array.from({ length: atOnce }, (_, n) => part(n)))
await rm(folder, { recursive: true, force: true })
process.exitCode = good.every(Boolean) ? 0 : 1
