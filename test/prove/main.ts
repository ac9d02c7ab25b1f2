/**
 * `npm run prove [-- NAME …] [--OPTION …]`: the heavy doses, too long for every run of the tests. Ends with a failure when
 * one fails. Options are handed on: `npm run prove -- faults --kills 500`.
 * Their figures are kept in docs/prove.md and docs/loudness.md.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const proofs: Readonly<Record<string, readonly string[]>> = {
  loudness: ['loudness.ts'],
  kill: ['kill.ts'],
  counting: ['counting.ts'],
  simulate: ['simulate.ts'],
  start: ['start-accuracy.ts'],
  emergency: ['emergency.ts'],
  agent: ['agent-file.ts'],
  faults: ['faults.ts'],
  processes: ['processes.ts'],
  backup: ['backup.ts'],
  move: ['move.ts'],
  fuzz: ['fuzz.ts'],
}

const given = process.argv.slice(2)
const firstOption = given.findIndex((word) => word.startsWith('--'))
const asked = firstOption < 0 ? given : given.slice(0, firstOption)
const options = firstOption < 0 ? [] : given.slice(firstOption)
let failed = 0
for (const [name, [file = '', ...args]] of Object.entries(proofs)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n# ${name}\n`)
  const path = fileURLToPath(new URL(file, import.meta.url))
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...args, ...options], { stdio: 'inherit' })
  if (status !== 0) failed += 1
}
process.stdout.write(failed === 0 ? '\nall proven\n' : `\n${failed} not proven\n`)
process.exitCode = failed === 0 ? 0 : 1
