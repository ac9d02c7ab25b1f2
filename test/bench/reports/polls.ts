import { execFile } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { sha256 } from '../../../src/kernel/canonical.ts'
import { newSecret } from '../../../src/kernel/ids.ts'
import { openContext } from '../../../src/open-context.ts'
import { quickly } from '../../../src/playlists/index.ts'
import { type BenchRow, median } from '../row.ts'

const TURN_MS = 4000
const TURNS = 3
const client = fileURLToPath(new URL('./poll-waits.mjs', import.meta.url))
type Waits = { readonly polls: number; readonly middle: number; readonly p99: number; readonly longest: number }

/**
 * How long polls of an unchanged playlist wait while the same server is asked for a year of every station, again and again,
 * and how long they wait when it is not: turn about, so that what else keeps the machine busy strikes both.
 */
export async function pollRows(file: string): Promise<BenchRow[]> {
  const folder = dirname(file)
  const env = { DATA_DIR: folder, MEDIA_DIR: `${folder}/media`, DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'warn' }
  const ctx = await openContext(readConfig(env))
  const key = newSecret()
  const [stationKey, reader] = [sha256(key), newSecret()]
  const unused = { created_by: null, last_used_at: null, revoked_at: null, revoked_by: null }
  const made = { name: 'bench', created_at: ctx.clock.now(), ...unused }
  await ctx.db.q
    .insertInto('station_key')
    .values({ station_id: 1, key_hash: stationKey, ...made })
    .execute()
  await ctx.db.q
    .insertInto('api_key')
    .values({ key_hash: sha256(reader), ...made })
    .execute()
  const app = createApp(ctx)
  const server = serve({ fetch: quickly(ctx, app.fetch), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const address = `${base}/api/v1/stations/dai-huyen-1/playlist.json`
    const authorization = `Bearer ${key}`
    const tag = (await fetch(address, { headers: { authorization } })).headers.get('etag') ?? ''
    const headers = JSON.stringify({ authorization, 'if-none-match': tag })
    const waits = async (): Promise<Waits> =>
      JSON.parse(
        (await promisify(execFile)(process.execPath, [client, address, headers, '304', String(TURN_MS)])).stdout,
      )
    const report = async (): Promise<void> => {
      const asked = await fetch(`${base}/api/v1/reports/airings.json?period=2025&by=level,station`, {
        headers: { authorization: `Bearer ${reader}` },
      })
      if (asked.status !== 200) throw new Error(`the report answered ${asked.status}: ${await asked.text()}`)
      await asked.arrayBuffer()
    }
    await report()
    const [calm, beside]: [Waits[], Waits[]] = [[], []]
    let reports = 0
    for (let turn = 0; turn < TURNS; turn++) {
      calm.push(await waits())
      let over = false
      const asking = (async () => {
        for (; !over; reports++) await report()
      })()
      beside.push(await waits())
      over = true
      await asking
    }
    const of = (all: readonly Waits[], name: keyof Waits): number => median(all.map((waited) => waited[name]))
    const word = `the middle of ${TURNS} turns, ${reports} reports; without a report `
    const at = (what: string, name: 'p99' | 'longest'): BenchRow => ({
      what: `${what} while a year of every station is asked, ms`,
      figure: of(beside, name),
      ...{ limit: null, ratio: null, aim: 20, sense: 'at most' as const },
      word: `${word}${of(calm, name).toFixed(1)}`,
    })
    return [at('99 of 100 polls of a playlist wait at most', 'p99'), at('the longest wait of a poll', 'longest')]
  } finally {
    server.close()
    await ctx.db.close()
  }
}
