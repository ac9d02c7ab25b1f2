import { setImmediate as nextTurn } from 'node:timers/promises'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Reader } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Zone } from '../kernel/time.ts'
import { rebuildStation, verifyLedger } from '../playout/index.ts'
import { verifyClosings, verifyPublishedHeads } from './closings/index.ts'
import { differingSpans, madeSpans } from './span-store.ts'
import { spanNamed } from './spans.ts'
import { compareTallies, eachPage, type TallyDifference } from './tally.ts'
import { atOneMoment, BLOCK, differingBlocks } from './tally-store.ts'
import { totalsOfLedger } from './totals-store.ts'

/** Something that does not match: in which part, at which station, where, and what in words. */
export type Difference = {
  readonly part: 'ledger' | 'outcomes' | 'roll_ups' | 'closings' | 'published_heads'
  /** Null: it is of no single station. */
  readonly stationId: number | null
  /** Position in the ledger, airing_id, key of a play, first day of a half-month, a closing, or a line of the heads. */
  readonly where: string
  readonly what: string
}
/** Rows gone through. */
type Rows = { readonly ledger: number; readonly evidence: number; readonly rollUps: number }
export type Proof = {
  readonly ok: boolean
  readonly stations: number
  readonly rows: Rows
  readonly closings: number
  /** Lines of the file of published heads. */
  readonly publishedHeads: number
  /** How many differ; the first of them stand in `differences`. */
  readonly differing: number
  readonly differences: readonly Difference[]
}
type Findings = { readonly rows: Rows; readonly differences: readonly Difference[] }

/** More of them would only hide the first. */
const MOST = 1000
const NOTHING: Findings = { rows: { ledger: 0, evidence: 0, rollUps: 0 }, differences: [] }
const join = (a: Findings, b: Findings): Findings => ({
  rows: {
    ledger: a.rows.ledger + b.rows.ledger,
    evidence: a.rows.evidence + b.rows.evidence,
    rollUps: a.rows.rollUps + b.rows.rollUps,
  },
  differences: [...a.differences, ...b.differences],
})

/**
 * Recomputes the hash chains, what became of each airing from the ledger, the roll-ups from the rows, the snapshots of
 * closed periods and the published heads; changes nothing. Station by station, so that memory stays bounded and others run in between.
 * @throws DomainError sign_in_required, forbidden
 */
export async function verifyAll(ctx: Context, actor: Actor): Promise<Proof> {
  demand(actor, 'ledger.verify')
  let rows = NOTHING.rows
  let differing = 0
  const differences: Difference[] = []
  const stations = await eachPage(ctx, async (ids) => {
    for (const id of ids) {
      const found = await verifyStation(ctx, id)
      rows = join({ rows, differences: [] }, found).rows
      differing += found.differences.length
      differences.push(...found.differences.slice(0, MOST - differences.length))
      await nextTurn()
    }
  })
  const { closings, ...frozen } = await verifyClosings(ctx)
  const { lines: publishedHeads, ...published } = await verifyPublishedHeads(ctx)
  // A station's roll-up that is wrong makes that of its level differ too: its own name is enough.
  const ofHalfMonth = ({ part, where }: Difference): boolean => part === 'roll_ups' && !spanNamed(where)
  const levels = differences.some(ofHalfMonth) ? NOTHING : await inspectLevels(ctx)
  for (const found of [levels, frozen, published]) {
    differing += found.differences.length
    differences.push(...found.differences.slice(0, MOST - differences.length))
  }
  return { ok: differing === 0, stations, rows, closings, publishedHeads, differing, differences }
}

/** What others commit while a station is read may look like a difference: a found one is looked at again at one moment. */
async function verifyStation({ db, zone }: Context, id: number): Promise<Findings> {
  const found = await inspect(db, zone, id)
  return found.differences.length === 0 ? found : atOneMoment(db, (reader) => inspect(reader, zone, id))
}

async function inspect(reader: Reader, zone: Zone, stationId: number): Promise<Findings> {
  const chain = await inspectChain(reader, stationId)
  // What a broken chain says proves nothing of the outcomes.
  const outcomes = chain.differences.length === 0 ? await inspectOutcomes(reader, zone, stationId) : NOTHING
  const tallies = await compareTallies(reader, [stationId], zone)
  // Spans are summed from the half-months: where those are wrong, their own name is enough.
  const spans = tallies.differences.length === 0 ? await inspectSpans(reader, stationId) : []
  const rollUps = {
    rows: { ...NOTHING.rows, rollUps: tallies.rows },
    differences: tallies.differences.map(ofTally).concat(spans),
  }
  return join(join(chain, outcomes), rollUps)
}

/** A longer span is the sum of its half-months. */
async function inspectSpans(reader: Reader, stationId: number): Promise<Difference[]> {
  const kept = [...(await madeSpans(reader))].flatMap((span) => spanNamed(span) ?? [])
  const found = await differingSpans(reader, [stationId], kept)
  return found.map(({ span }) => ({
    part: 'roll_ups',
    stationId,
    where: span,
    what: 'the roll-up of this span is not the sum of its half-months',
  }))
}

/** The roll-up by level is the sum of that by station. */
async function inspectLevels({ db }: Context): Promise<Pick<Findings, 'differences'>> {
  const looked = await differingBlocks(db)
  const found = looked.length === 0 ? looked : await atOneMoment(db, differingBlocks)
  return {
    differences: found.map(({ bucket, block }) => ({
      part: 'roll_ups',
      stationId: null,
      where: `${bucket}, stations ${block * BLOCK} to ${(block + 1) * BLOCK - 1}`,
      what: 'the roll-up by level is not the sum of that by station',
    })),
  }
}

const FAULTS = {
  changed: 'the text of this row is not what was hashed',
  gap: 'this row is missing or out of order',
  previous: 'this row names another row before it',
  mislabelled: 'the text of this row is of another row',
  head: 'the chain ends elsewhere than its head says',
} as const

async function inspectChain(reader: Reader, stationId: number): Promise<Findings> {
  const [report] = await verifyLedger(reader, stationId)
  if (!report) return NOTHING
  const { fault } = report
  return {
    rows: { ...NOTHING.rows, ledger: report.rows },
    differences: fault ? [{ part: 'ledger', stationId, where: String(fault.position), what: FAULTS[fault.fault] }] : [],
  }
}

async function inspectOutcomes(reader: Reader, zone: Zone, stationId: number): Promise<Findings> {
  const { evidence, differences } = await rebuildStation(reader, zone, stationId)
  const totals = await inspectTotals(reader, stationId)
  return {
    rows: { ...NOTHING.rows, evidence: evidence.length },
    differences: differences
      .map(
        ({ kind, subject, stored, rebuilt }): Difference => ({
          part: 'outcomes',
          stationId,
          where: `${kind} ${subject}`,
          what: `stored: ${JSON.stringify(stored)}; from the ledger: ${JSON.stringify(rebuilt)}`,
        }),
      )
      .concat(totals),
  }
}

async function inspectTotals(reader: Reader, stationId: number): Promise<Difference[]> {
  const { stored, ledger } = await totalsOfLedger(reader, stationId)
  const said =
    (what: string) =>
    (total: string): Difference => ({
      part: 'outcomes',
      stationId,
      where: `total ${Number.parseInt(total, 10)}`,
      what: `${what}: ${total}`,
    })
  return [
    ...stored.filter((total) => !ledger.includes(total)).map(said('stored, but not so in the ledger')),
    ...ledger.filter((total) => !stored.includes(total)).map(said('in the ledger, but not so stored')),
  ]
}

const told = (row: TallyDifference['stored']): string =>
  row
    ? `planned ${row.planned}, no word ${row.no_word}, missed ${row.missed}, cancelled ${row.cancelled}, partial ${row.partial}, aired ${row.player}+${row.attested}+${row.imported}, unplanned ${row.unplanned}, seconds ${row.seconds}`
    : 'none'

const ofTally = ({ stationId, bucket, stored, expected }: TallyDifference): Difference => ({
  part: 'roll_ups',
  stationId,
  where: bucket,
  what: `stored: ${told(stored)}; from the rows: ${told(expected)}`,
})
