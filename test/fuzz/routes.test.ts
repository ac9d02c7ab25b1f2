import { appendFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fuzzRoutes, said } from './fuzz.ts'

// `npm run prove -- fuzz` sends 100.000 (docs/prove.md); here the same in small. A seed and a number name each input.
const inputs = Number(process.env.FUZZ_INPUTS ?? 2500)
const seed = Number(process.env.FUZZ_SEED ?? 1)
const kept = process.env.FUZZ_FILE
const say = (text: string): void => (kept === undefined ? undefined : appendFileSync(kept, `${text}\n`))

it(
  'no input to any route is answered with a fault of the server, ends it, or keeps it busy for a second',
  async () => {
    const report = await fuzzRoutes({ seed, inputs, say })
    for (const one of report.broken) say(`  ${one}`)
    for (const { ms, what } of report.slowest) say(`  ${ms} ms: ${what}`)
    expect({ broken: report.broken, said: said(report) }).toMatchObject({ broken: [] })
    expect(report.inputs).toBeGreaterThan(inputs * 0.95)
  },
  24 * 3_600_000,
)
