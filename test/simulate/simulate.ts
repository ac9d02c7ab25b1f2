import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ApiClient } from '../../src/demo/api.ts'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { VirtualTime } from '../agent/virtual.ts'
import { type Comparison, compare } from './compare.ts'
import { type SimulatedDistrict, tellDistrict } from './district.ts'
import type { Options } from './options.ts'
import { startSimulatedServer, TestClock } from './server.ts'
import { settleWaiting } from './settle.ts'
import { SimulatedStation } from './station.ts'

export type Simulated = Comparison & {
  readonly options: Options
  readonly seconds: number
  readonly happened: SimulatedStation['happened']
  /** Events that waited for a person, who settled them. */
  readonly settled: number
  /** What the report says over HTTP for the whole time, aired by level. */
  readonly reported: Readonly<Record<string, number>>
}

const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1

const TOLD = 'told.json'
const signIn = z.object({ username: z.string(), password: z.string() })
const toldSchema = z.object({
  stations: z.array(z.object({ code: z.string(), key: z.string() })),
  office: signIn,
  scheduler: signIn,
})
const horizonOf = ({ from, to }: Options): number => Math.min(daysBetween(from, to) + 20, 400)

/** Tells the district once, for several runs with `home`. @param folder where it is kept */
export async function prepare(options: Options, folder: string): Promise<void> {
  const clock = new TestClock(0)
  const server = await startSimulatedServer(clock, horizonOf(options))
  const told = await tellDistrict(server.ctx, server.url, clock, options)
  await server.keep(folder)
  await writeFile(join(folder, TOLD), JSON.stringify(told))
}

/** Runs the stations through the time, lets the last reports come in, and compares what was played with what is counted. */
export async function simulate(options: Options, say: (text: string) => void = () => {}): Promise<Simulated> {
  const begun = performance.now()
  const clock = new TestClock(0)
  const server = await startSimulatedServer(clock, horizonOf(options), options.home)
  try {
    const { ctx, url } = server
    const district =
      options.home === null
        ? await tellDistrict(ctx, url, clock, options)
        : toldSchema.parse(JSON.parse(await readFile(join(options.home, TOLD), 'utf8')))
    const instant = (date: LocalDate, minutes = 0): number => ctx.zone.toInstant(date, minutes)
    const time = new VirtualTime(instant(addDays(options.from, -1), 8 * 60), (now) => clock.set(now))
    const [from, to] = [time.now, instant(addDays(options.to, 1))]
    const stations = district.stations.map((station, n) => new SimulatedStation(time, server, station, options, n))
    const starts = await startsByStation(ctx)
    for (const station of stations) {
      await station.start()
      station.draw(from, to, starts.get(station.code) ?? [])
    }
    for (let day = options.from; day <= options.to; day = addDays(day, 1)) {
      await time.runUntil(instant(addDays(day, 1)))
      if (day.endsWith('1')) say(`${day}, ${((performance.now() - begun) / 1000).toFixed(0)} s`)
    }
    // The lines are mended, the machines are on: what is still in the journals comes in.
    for (const station of stations) station.calm()
    await time.run(3 * 86_400_000)
    const settled = await settleWaiting(url, district.scheduler, stations)
    const told = await compare(ctx, stations)
    const reported = await reportedByLevel(url, district.office, addDays(options.from, -2), addDays(options.to, 3))
    for (const { agent } of stations) await agent?.stop()
    const happened = { outages: 0, cuts: 0, clocks: 0, again: 0, lostAnswers: 0 }
    for (const station of stations) {
      for (const key of Object.keys(happened) as (keyof typeof happened)[]) happened[key] += station.happened[key]
    }
    return { ...told, options, happened, settled, reported, seconds: Math.round((performance.now() - begun) / 1000) }
  } finally {
    await server.stop()
  }
}

type Ctx = Awaited<ReturnType<typeof startSimulatedServer>>['ctx']

async function startsByStation(ctx: Ctx): Promise<Map<string, number[]>> {
  const rows = await ctx.db.q
    .selectFrom('airing')
    .innerJoin('station', 'station.id', 'airing.station_id')
    .select(['station.code', 'starts_at'])
    .execute()
  const starts = new Map<string, number[]>()
  for (const { code, starts_at } of rows) starts.set(code, [...(starts.get(code) ?? []), starts_at])
  return starts
}

async function reportedByLevel(
  url: string,
  { username, password }: SimulatedDistrict['office'],
  from: LocalDate,
  to: LocalDate,
): Promise<Record<string, number>> {
  const office = new ApiClient(url)
  await office.signIn(username, password)
  const answer = await office.get(`/api/v1/reports/airings.json?from=${from}&to=${to}&by=level`)
  const levels = answer.at('totals').raw
  const names = levels !== null && typeof levels === 'object' ? Object.keys(levels) : []
  return Object.fromEntries(names.map((name) => [name, answer.at('totals').at(name).at('aired').number]))
}

/** What does not hold; empty when played = counted. */
export function faultsOf(run: Simulated): string[] {
  const { lost, doubled, startedTwice, played, counted, unsent, unplanned, quarantined, byLevel, reported } = run
  const wrong = Object.entries(byLevel).filter(([level, n]) => reported[level] !== n)
  return [
    ...lost.map((one) => `lost: ${one}`),
    ...doubled.map((one) => `doubled: ${one}`),
    ...startedTwice.map((one) => `started twice: ${one}`),
    ...(counted < played ? [`played ${played}, counted ${counted}`] : []),
    ...(unsent > 0 ? [`${unsent} events were never sent`] : []),
    ...(unplanned > 0 ? [`${unplanned} plays were not recognised`] : []),
    ...(quarantined > 0 ? [`${quarantined} events wait for a person`] : []),
    ...wrong.map(([level, n]) => `${level}: ${n} airings, the report says ${reported[level]}`),
  ]
}

/** One line of figures. */
export const inShort = (run: Simulated): string =>
  `seed ${run.options.seed}: planned ${run.planned}, played whole ${run.played}, cut short ${run.cutShort}, counted ${run.counted}, lost ${run.lost.length}, doubled ${run.doubled.length}, started twice ${run.startedTwice.length}; ${run.events} events, unsent ${run.unsent}, settled by a person ${run.settled}, still waiting ${run.quarantined}, unplanned ${run.unplanned}; ${run.seconds} s`

export function described(run: Simulated): string {
  const { options: o, happened: h } = run
  return [
    `seed ${o.seed}: ${o.stations} stations, ${o.from} to ${o.to}, faults: ${[...o.faults].join(', ') || 'none'}`,
    `  ${h.outages} outages of a line, ${h.cuts} cuts of power or kills, ${h.clocks} changes of a clock, ${h.again} reports sent twice, ${h.lostAnswers} answers lost`,
    `  planned ${run.planned}, played whole ${run.played}, counted ${run.counted}, cut short ${run.cutShort}; ${run.events} events`,
    `  lost ${run.lost.length}, doubled ${run.doubled.length}, started twice ${run.startedTwice.length}, settled by a person ${run.settled}, still waiting ${run.quarantined}, unplanned ${run.unplanned}, unsent ${run.unsent}`,
    `  by level: ${Object.entries(run.byLevel)
      .map(([level, n]) => `${level} ${n}`)
      .join(', ')}; ${run.seconds} s`,
  ].join('\n')
}
