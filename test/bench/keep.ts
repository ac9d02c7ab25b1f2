import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parts as order } from './parts.ts'
import { type BenchPart, type BenchRow, reached } from './row.ts'

/** What one run of the bench measured, by part. */
export type Measured = {
  readonly commit: string
  readonly date: string
  readonly machine: string
  /** Of the last five minutes: what else kept the machine busy. */
  readonly load: number
  readonly parts: Readonly<Record<string, BenchPart>>
}

const short = (n: number | null): string =>
  n === null ? '' : Math.abs(n) >= 100 ? n.toFixed(0) : String(Number(n.toPrecision(3)))
const aimOf = ({ aim, sense }: BenchRow): string => `${sense === 'at most' ? '≤' : '≥'} ${short(aim)}`

function line(row: BenchRow): string {
  const what = row.word === undefined ? row.what : `${row.what} (${row.word})`
  return `| ${[what, short(row.figure), short(row.limit), short(row.ratio), aimOf(row), reached(row) ? 'yes' : '**no**'].join(' | ')} |`
}

/** The table as Markdown, parts in their order; tables of their own below. */
export function tableOf({ parts }: Pick<Measured, 'parts'>): string {
  const present = Object.keys(order).flatMap((name) => parts[name] ?? [])
  return [
    '| what | figure | limit in the same run | ratio | aim | reached |',
    '|---|---:|---:|---:|---:|:---:|',
    ...present.flatMap(({ rows }) => rows.map(line)),
    ...present.flatMap(({ tables = [] }) => tables.map((more) => `\n${more}`)),
  ].join('\n')
}

const INTRO = `# Measured speed

\`npm run bench -- --keep\`; one part: \`npm run bench -- NAME --keep\`. A ratio says more than a figure: limit and figure come
from the same run on the same machine. The same as data: bench.json.
`
const headOf = (run: Measured): string => `## ${run.date}, ${run.commit} (`

/** Writes a run into docs/bench.md and docs/bench.json, newest first; parts of the same commit are joined. */
export function keep(root: string, run: Measured): void {
  const [text, data] = [join(root, 'docs', 'bench.md'), join(root, 'docs', 'bench.json')]
  const kept = (existsSync(data) ? JSON.parse(readFileSync(data, 'utf8')) : []) as Measured[]
  const same = kept.find(({ commit }) => commit === run.commit)
  const joined: Measured = { ...run, parts: { ...same?.parts, ...run.parts } }
  writeFileSync(data, `${JSON.stringify([joined, ...kept.filter((one) => one !== same)], null, 1)}\n`)

  const before = existsSync(text) ? readFileSync(text, 'utf8') : ''
  const sections = before.split(/^(?=## )/m).filter((part) => part.startsWith('## ') && !part.startsWith(headOf(run)))
  const section = `${headOf(joined)}${joined.machine}; load ${joined.load})\n\n${tableOf(joined)}\n`
  writeFileSync(text, `${[INTRO, section, ...sections.map((part) => part.trimEnd().concat('\n'))].join('\n')}`)
}
