/**
 * `npm run simulate -- --stations 20 --from 2020-07-01 --to 2020-07-14 --faults line,power,clock,duplicate --seed 1`:
 * virtual stations against a real server. Ends with a failure when what was played is not what was counted.
 */
import { readOptions } from './options.ts'
import { described, faultsOf, inShort, simulate } from './simulate.ts'

// With a prepared home it is one of many runs: a line of figures is enough.
const options = readOptions(process.argv.slice(2))
const short = options.home !== null
const run = await simulate(options, short ? () => {} : (text) => process.stderr.write(`${text}\n`))
const faults = faultsOf(run)
process.stdout.write(`${short ? inShort(run) : described(run)}\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
if (!short) process.stdout.write(faults.length === 0 ? 'played = counted\n' : `${faults.length} differences\n`)
process.exitCode = faults.length === 0 ? 0 : 1
