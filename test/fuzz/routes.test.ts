import { expect, it } from 'vitest'
import { fuzzRoutes } from './fuzz.ts'
import { said } from './report.ts'

// `npm run prove -- fuzz` sends 100.000 (docs/prove.md); here the same in small. A seed and a number name each input.
const INPUTS = 2500

it('no input to any route is answered with a fault of the server, ends it, or keeps it busy for a second', async () => {
  const report = await fuzzRoutes({ seed: 1, inputs: INPUTS })
  expect({ broken: report.broken, said: said(report) }).toMatchObject({ broken: [] })
  expect(report.inputs).toBeGreaterThan(INPUTS * 0.95)
}, 300_000)
