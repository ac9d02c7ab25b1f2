import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../src/app.ts'
import type { Context } from '../../../src/context.ts'
import { system } from '../../../src/kernel/actor.ts'
import { addDays } from '../../../src/kernel/dates.ts'
import { countAirings } from '../../../src/reports/actions.ts'
import { freePeriod } from '../../../src/reports/periods.ts'
import { saveProposal } from '../../../src/schedule/actions.ts'
import { type Proposal, slotInput } from '../../../src/schedule/input.ts'
import { dryRun } from '../../../src/schedule/settle.ts'
import { fillDistrict, reportLines, type Station } from '../as-run/district.ts'
import { type Served, send, withServer } from '../as-run/server.ts'
import { median } from '../row.ts'

export const WORKS = ['poll', 'ingest', 'save slot', 'report'] as const
export type Work = (typeof WORKS)[number]
/** Milliseconds of the processor that each work took for all stations together. */
export type Costs = { readonly stations: number; readonly ms: Readonly<Record<Work, number>> }

const TIMES = 3
const EVENTS = 28
const actor = system('bench')

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system: own } = process.cpuUsage(before)
  return (user + own) / 1000
}

const middleOf = async (work: () => Promise<unknown>): Promise<number> => {
  const taken: number[] = []
  for (let i = 0; i < TIMES; i++) taken.push(await cpuMs(work))
  return median(taken)
}

/** Every station asks once for its playlist, which has not changed; without the socket. */
async function polls(ctx: Context, stations: readonly Station[]): Promise<number> {
  const app = createApp(ctx)
  const ask = async ({ code, key }: Station, tag: string): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, 'if-none-match': tag }
    const answer = await app.request(`http://127.0.0.1/api/v1/stations/${code}/playlist.json`, { headers })
    await answer.arrayBuffer()
    return answer
  }
  const tags: string[] = []
  for (const station of stations) tags.push((await ask(station, '"none"')).headers.get('etag') ?? '')
  return middleOf(async () => {
    for (const [i, station] of stations.entries()) {
      const { status } = await ask(station, tags[i] ?? '')
      if (status !== 304) throw new Error(`a poll was answered ${status}`)
    }
  })
}

/** One more slot on every station, each day of a week: dry run, conflicts, saving, new playlists. */
async function saving(ctx: Context): Promise<number> {
  const today = ctx.zone.localDate(ctx.clock.now())
  let hour = 8
  return middleOf(async () => {
    const slot = slotInput.parse({
      ...{ segment: 'cai-cach-hanh-chinh', target: { kind: 'all' }, duration_seconds: 600 },
      ...{ from: addDays(today, 1), until: addDays(today, 7) },
      rule: { weekdays: [1, 2, 3, 4, 5, 6, 7], times: [`${String(hour++).padStart(2, '0')}:00`] },
    })
    const proposal: Proposal = { kind: 'create', slot }
    const { hash } = await dryRun(ctx, actor, proposal)
    await saveProposal(ctx, actor, proposal, { dry_run: hash, choices: [], rest: 'keep' })
  })
}

/** The week that was just told, station by station. */
function report(ctx: Context): Promise<number> {
  const today = ctx.zone.localDate(ctx.clock.now())
  const period = freePeriod({ from: addDays(today, -7), to: addDays(today, -1) })
  const question = { units: 'then', kind: 'all', lang: 'vi', period, by: ['level', 'station'] } as const
  return middleOf(() => countAirings(ctx, actor, question))
}

async function everyWork({ ctx, home, ...served }: Served, stations: number): Promise<Costs['ms']> {
  const now = ctx.clock.now()
  const of = { stations, airings: EVENTS / 2, now, zone: ctx.zone }
  const all = fillDistrict(join(home, 'songque.db'), of)
  const lines = all.flatMap((station) => reportLines(station, EVENTS, now))
  const sending = { connections: 8, status: 'accepted', warm: 0 } as const
  const ingest = (await send({ ctx, home, ...served }, lines, sending)).cpuSeconds * 1000
  return { ingest, report: await report(ctx), poll: await polls(ctx, all), 'save slot': await saving(ctx) }
}

/** What the works cost with so many stations, on an installation of its own. */
export async function costsOf(stations: number): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-growth-'))
  try {
    return { stations, ms: await withServer(folder, (served) => everyWork(served, stations)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
