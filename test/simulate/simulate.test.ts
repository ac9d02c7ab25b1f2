import { describe, expect, it } from 'vitest'
import { FAULTS, readOptions } from './options.ts'
import { faultsOf, simulate } from './simulate.ts'

describe('The simulation', () => {
  it('a small district in bad weather: what was played is what is counted', async () => {
    // Two days with one episode between them; every second station speaks over a socket.
    const told = '--stations 6 --from 2020-06-29 --to 2020-06-30 --seed 1 --poll 3600 --socket-every 2 --faults'
    const args = told.split(' ')
    const run = await simulate(readOptions([...args, FAULTS.join(',')]))
    expect(faultsOf(run)).toEqual([])
    expect(run.planned).toBe(26)
    expect(run.played).toBeGreaterThan(15)
    // It was bad weather indeed.
    expect(run.happened.cuts).toBeGreaterThan(0)
    expect(run.happened.outages).toBeGreaterThan(0)
    expect(run.happened.again + run.happened.lostAnswers).toBeGreaterThan(0)
    // And the comparison would have seen a difference.
    expect(faultsOf({ ...run, counted: run.played - 1, unsent: 1 })).toHaveLength(2)
  }, 240_000)

  it('says what it does not understand', () => {
    expect(() => readOptions(['--faults', 'rain'])).toThrow('unknown faults: rain')
    expect(() => readOptions(['--from', '2020-02-30'])).toThrow('2020-02-30 is no date')
  })
})
