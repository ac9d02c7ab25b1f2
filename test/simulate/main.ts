/**
 * `npm run simulate -- --stations 20 --from 2020-07-01 --to 2020-07-14 --faults line,power,clock,duplicate --seed 1`:
 * virtual stations against a real server. Ends with a failure when what was played is not what was counted.
 */
import { readOptions } from './options.ts'
import { described, faultsOf, simulate } from './simulate.ts'

const run = await simulate(readOptions(process.argv.slice(2)), (text) => process.stderr.write(`${text}\n`))
const faults = faultsOf(run)
process.stdout.write(`${described(run)}\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
process.stdout.write(faults.length === 0 ? 'played = counted\n' : `${faults.length} differences\n`)
process.exitCode = faults.length === 0 ? 0 : 1
