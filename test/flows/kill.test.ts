import { expect, it } from 'vitest'
import { killDuringAnalysis, killDuringReports, killDuringUpload } from '../prove/kill.ts'

// The real server process, killed without warning; `npm run prove` does it twenty times each.
it('what was uploaded when the server was killed is there after its restart, once', async () => {
  expect((await killDuringUpload(2)).broken).toEqual([])
}, 60_000)

it('work on a recording that was killed comes to its end after the restart, and leaves nothing behind', async () => {
  expect((await killDuringAnalysis(2)).broken).toEqual([])
}, 120_000)

it('reports that were acknowledged before the server was killed stand in the ledger, each once', async () => {
  expect((await killDuringReports(2)).broken).toEqual([])
}, 60_000)
