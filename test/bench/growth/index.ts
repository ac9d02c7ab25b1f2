import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchPart, BenchRow } from '../row.ts'
import { drawGrowth } from './draw.ts'
import { type Costs, WORKS, type Work } from './measure.ts'

const SIZES = [20, 200, 2_000, 11_000]
/** Noise of a machine shared with others: a step may cost so much more than n log n says and still be called that. */
const NOISE = 1.1
const MEANS: Readonly<Record<Work, string>> = {
  poll: 'every station polls its unchanged playlist',
  ingest: 'every station uploads a week of 28 events',
  'save slot': 'dry run and saving of a slot of a week on all stations',
  report: 'a week counted by station',
}

/** Each size in a process of its own, so that the caches and the heap of one do not burden the next. */
async function apart(stations: number, folder: string): Promise<Costs> {
  const file = join(folder, `${stations}.json`)
  const script = fileURLToPath(new URL('./size.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(stations), file], { stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`${stations} stations broke off (${code})`)
  return JSON.parse(readFileSync(file, 'utf8')) as Costs
}

/** The steepest step from one size to the next, beside what n log n would allow for it. */
export function steepest(costs: readonly Costs[], work: Work): BenchRow {
  const steps = costs.slice(1).map((to, i) => {
    const from = costs[i] ?? to
    const allowed = (to.stations * Math.log(to.stations)) / (from.stations * Math.log(from.stations))
    return { from, to, allowed, figure: to.ms[work] / from.ms[work] }
  })
  const [worst] = steps.toSorted((a, b) => b.figure / b.allowed - a.figure / a.allowed)
  if (!worst) throw new Error('growth needs two sizes')
  return {
    what: `growth of ${work}, times as dear from ${worst.from.stations} to ${worst.to.stations} stations, its steepest step, against n log n`,
    ...{
      figure: worst.figure,
      limit: worst.allowed,
      ratio: worst.figure / worst.allowed,
      aim: NOISE,
      sense: 'at most',
    },
    word: MEANS[work],
  }
}

function tableOf(costs: readonly Costs[]): string {
  const cell = (ms: number, stations: number): string =>
    `${ms.toFixed(ms < 100 ? 1 : 0)} (${((ms / stations) * 1000).toFixed(0)})`
  return [
    '| stations | poll | ingest | save slot | report |',
    '|---:|---:|---:|---:|---:|',
    ...costs.map(
      ({ stations, ms }) => `| ${[stations, ...WORKS.map((work) => cell(ms[work], stations))].join(' | ')} |`,
    ),
    '\nGrowth: ms of CPU for all stations together (µs for each of them). Curves: growth.svg.',
  ].join('\n')
}

/**
 * What a poll, a week's ingest, saving a slot and a report cost for all stations together as stations grow, drawn into
 * docs/growth.svg. `GROWTH_UP_TO` leaves larger sizes out: 11.000 stations take minutes.
 */
export async function growthBench(): Promise<BenchPart> {
  const most = Number(process.env.GROWTH_UP_TO ?? SIZES.at(-1))
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-growth-'))
  try {
    const costs: Costs[] = []
    for (const stations of SIZES.filter((size) => size <= most)) costs.push(await apart(stations, folder))
    const caption = 'Both axes logarithmic; the dashed line is n log n from the first point of ingest.'
    writeFileSync(fileURLToPath(new URL('../../../docs/growth.svg', import.meta.url)), drawGrowth(costs, caption))
    return { rows: WORKS.map((work) => steepest(costs, work)), tables: [tableOf(costs)] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
