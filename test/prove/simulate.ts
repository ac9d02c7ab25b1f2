/**
 * The simulation in earnest: the sample quarter without a fault, which must give the published 237 and 3.002, and ten
 * seeds with all faults. PROVE_STATIONS and PROVE_SEEDS make it larger or smaller.
 */
import { FAULTS, readOptions } from '../simulate/options.ts'
import { described, faultsOf, simulate } from '../simulate/simulate.ts'

const quarter = ['--from', '2020-07-01', '--to', '2020-09-30']
let failed = 0
const prove = async (args: readonly string[], more: (levels: Readonly<Record<string, number>>) => string[]) => {
  const run = await simulate(readOptions([...quarter, ...args]))
  const faults = [...faultsOf(run), ...more(run.byLevel)]
  process.stdout.write(`${described(run)}\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
  if (faults.length > 0) failed += 1
}

await prove(['--stations', '20'], ({ district, commune }) =>
  district === 237 && commune === 3002 ? [] : [`expected 237 and 3002, counted ${district} and ${commune}`],
)
const seeds = Number(process.env.PROVE_SEEDS ?? 10)
for (let seed = 1; seed <= seeds; seed += 1) {
  const all = ['--stations', process.env.PROVE_STATIONS ?? '20', '--faults', FAULTS.join(','), '--seed', String(seed)]
  await prove(all, () => [])
}
process.exitCode = failed === 0 ? 0 : 1
