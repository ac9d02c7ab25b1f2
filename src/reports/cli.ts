import { parseArgs } from 'node:util'
import type { Context } from '../context.ts'
import { parseInput, z } from '../http/index.ts'
import { system } from '../kernel/actor.ts'
import { normaliseLine } from '../kernel/text.ts'
import { countAirings } from './actions.ts'
import { markRestored } from './closings/index.ts'
import { toCsv } from './csv.ts'
import { countsJson, countsTable, periodHeading } from './present.ts'
import { countsQuery, groupingsAsked, periodAsked } from './schemas.ts'
import { verifyAll } from './verify.ts'

export const REPORT_USAGE = `report PERIOD|FROM..TO [--by level,station,…] [--segment CODE|all] [--units then|now]
       [--kind premiere|repeat|all] [--lang vi|en] [--csv|--json]
restored NOTE         after a backup was put back: marks in each ledger where it goes on from the older copy
verify                recompute hash chains, outcomes, roll-ups and snapshots; exit code 1 when something differs`

const actor = system('command line')
const options = {
  by: { type: 'string', default: 'level' },
  segment: { type: 'string' },
  units: { type: 'string' },
  kind: { type: 'string' },
  lang: { type: 'string', default: 'vi' },
  csv: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

/**
 * The `report` command: the same counts as over HTTP.
 * @param argv what follows `report`
 * @throws DomainError invalid_input, no_such_period, no_such_segment, no_such_grouping
 */
export async function reportCommand(ctx: Context, argv: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options })
  const [words = ''] = positionals
  const [from, to] = words.split('..')
  const asked = parseInput(countsQuery, {
    ...(to === undefined ? { period: words } : { from, to }),
    segment: values.segment,
    units: values.units,
    kind: values.kind,
  })
  const lang = parseInput(z.enum(['vi', 'en']), values.lang)
  const question = { ...asked, period: periodAsked(asked), by: groupingsAsked(values.by), lang }
  const { counted, answer } = await countAirings(ctx, actor, question)
  if (values.json) return JSON.stringify(countsJson(counted, answer), null, 2)
  const table = countsTable(counted, answer)
  if (values.csv) return toCsv(table)
  const heading = [periodHeading(question.period, lang), counted.segment.name ?? counted.segment.code].join(' · ')
  return [heading, ...aligned(table)].join('\n')
}

/** Columns side by side: texts to the left, numbers to the right. */
function aligned(table: readonly (readonly (string | number | null)[])[]): string[] {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((line) => String(line[i] ?? '').length)))
  const isNumber = widths.map((_, i) => table.slice(1).some((line) => typeof line[i] === 'number'))
  return table.map((line) =>
    line
      .map((cell, i) => {
        const text = String(cell ?? '')
        return isNumber[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)
      })
      .join('  ')
      .trimEnd(),
  )
}

/** The `verify` command. Sets the exit code to 1 when something differs. */
export async function verifyCommand(ctx: Context): Promise<string> {
  const { ok, stations, rows, closings, publishedHeads, differing, differences } = await verifyAll(ctx, actor)
  if (!ok) process.exitCode = 1
  return [
    `${stations} stations; rows: ledger ${rows.ledger}, evidence ${rows.evidence}, roll-ups ${rows.rollUps}; closings ${closings}; published heads ${publishedHeads}`,
    ...differences.map(
      (d) => `DIFFERS ${d.part}${d.stationId === null ? '' : ` station ${d.stationId}`} ${d.where}: ${d.what}`,
    ),
    ok ? 'ok: nothing differs' : `NOT OK: ${differing} differences`,
  ].join('\n')
}

/** The `restored` command. @returns null without a note */
export async function restoredCommand(ctx: Context, argv: readonly string[]): Promise<string[] | null> {
  const note = normaliseLine(argv.join(' '))
  if (note === '') return null
  const stations = await markRestored(ctx, actor, note)
  return [`${stations} ledgers behind their published heads; each has an epoch row`]
}
