import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { jsonColumn, type Reader } from '../../db/index.ts'
import type { Difference } from '../verify.ts'
import { rowTexts } from './close.ts'
import { closingHead, type StationHead } from './closing-head.ts'
import {
  allClosingHashes,
  type Closing,
  closingById,
  ledgerHashes,
  type Supplement,
  supplementsOf,
} from './closings-store.ts'
import { snapshotHash } from './snapshot.ts'
import { supplementHead } from './supplement-head.ts'
import { changeTexts } from './supplements.ts'
import { ListHash } from './tally-rows.ts'

type Findings = { readonly closings: number; readonly differences: readonly Difference[] }

/**
 * Recomputes the hash of every closing and supplement from what is stored, checks that each supplement follows from the
 * one before, and that the ledgers still hold the rows that frozen rows stand on. Names the stations whose rows changed.
 */
export async function verifyClosings({ db }: Pick<Context, 'db'>): Promise<Findings> {
  const differences: Difference[] = []
  const ids = (await allClosingHashes(db)).flatMap((row) => (row.supplement === null ? [row.closing] : []))
  for (const id of ids) {
    const closing = await closingById(db, id)
    if (closing) differences.push(...(await inspectClosing(db, closing)))
    let previous = closing?.hash ?? ''
    for (const [index, supplement] of (await supplementsOf(db, id)).entries()) {
      differences.push(...(await inspectSupplement(db, supplement, { number: index + 1, previous })))
      previous = supplement.hash
    }
    await nextTurn()
  }
  return { closings: ids.length, differences }
}

/** What checking one closing found: faults of its own, and of each of its supplements by number. */
export type ClosingCheck = {
  readonly closing: readonly Difference[]
  readonly supplements: readonly { readonly number: number; readonly differences: readonly Difference[] }[]
}

/** The same proof for one closing and its supplements. A closing that is not there has nothing to prove. */
export async function checkClosing({ db }: Pick<Context, 'db'>, id: number): Promise<ClosingCheck> {
  const closing = await closingById(db, id)
  if (!closing) return { closing: [], supplements: [] }
  const supplements: { number: number; differences: readonly Difference[] }[] = []
  let previous = closing.hash
  for (const [index, supplement] of (await supplementsOf(db, id)).entries()) {
    const differences = await inspectSupplement(db, supplement, { number: index + 1, previous })
    supplements.push({ number: supplement.number, differences })
    previous = supplement.hash
  }
  return { closing: await inspectClosing(db, closing), supplements }
}

const fault = (where: string, what: string, stationId: number | null = null): Difference => ({
  part: 'closings',
  stationId,
  where,
  what,
})
const UNREADABLE = 'the snapshot can no longer be read'
const CHANGED = 'the snapshot is not what was hashed'

async function inspectClosing(reader: Reader, closing: Closing): Promise<Difference[]> {
  const where = `closing ${closing.id}`
  const head = readHead(closingHead, closing.head)
  if (!head) return [fault(where, UNREADABLE)]
  const { period, segment, kind, row_count } = head
  const filed =
    period.from === closing.from_date &&
    period.to === closing.to_date &&
    segment.code === closing.segment_code &&
    kind === closing.kind &&
    row_count === closing.row_count
  const snapshot = { where, text: closing.head, hash: closing.hash, stations: head.stations }
  return [
    ...(filed ? [] : [fault(where, 'it stands under other days, segment or kind than its snapshot says')]),
    ...(await inspectSnapshot(reader, snapshot, rowTexts(reader, closing.id), closedRow)),
  ]
}

async function inspectSupplement(
  reader: Reader,
  supplement: Supplement,
  expected: { readonly number: number; readonly previous: string },
): Promise<Difference[]> {
  const where = `closing ${supplement.closing_id} supplement ${supplement.number}`
  const head = readHead(supplementHead, supplement.head)
  if (!head) return [fault(where, UNREADABLE)]
  const follows =
    head.number === expected.number &&
    supplement.number === expected.number &&
    head.previous_hash === expected.previous &&
    head.closing.id === supplement.closing_id
  const snapshot = { where, text: supplement.head, hash: supplement.hash, stations: head.stations }
  return [
    ...(follows ? [] : [fault(where, 'it does not follow from the closing or supplement before')]),
    ...(await inspectSnapshot(reader, snapshot, changeTexts(reader, supplement), changedRow)),
  ]
}

function readHead<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return jsonColumn(schema, text)
  } catch {
    return null
  }
}

/** What checking needs of a row: whose it is, and where its evidence stands. */
type Traced = { readonly stationId: number; readonly ledger: readonly number[] }
const traced = z.object({ ids: z.object({ station: z.number() }), ledger: z.array(z.number()) })
const closedRow = (text: string): Traced => {
  const { ids, ledger } = jsonColumn(traced, text)
  return { stationId: ids.station, ledger }
}
const changedRow = (text: string): Traced => {
  const { before, after } = jsonColumn(z.object({ before: traced.nullable(), after: traced.nullable() }), text)
  return { stationId: (after ?? before)?.ids.station ?? 0, ledger: after?.ledger ?? [] }
}

type Snapshot = {
  readonly where: string
  readonly text: string
  readonly hash: string
  readonly stations: readonly StationHead[]
}

async function inspectSnapshot(
  reader: Reader,
  { where, text, hash, stations }: Snapshot,
  texts: AsyncIterable<readonly string[]>,
  read: (text: string) => Traced,
): Promise<Difference[]> {
  const hashes = new Map<number, ListHash>()
  const wanted = new Map<number, Set<number>>()
  let unreadable = false
  async function* watched() {
    for await (const page of texts) {
      for (const row of page) {
        try {
          const { stationId, ledger } = read(row)
          hashes.set(stationId, (hashes.get(stationId) ?? new ListHash()).add(row))
          const positions = wanted.get(stationId) ?? new Set<number>()
          wanted.set(stationId, positions)
          for (const position of ledger) positions.add(position)
        } catch {
          unreadable = true
        }
      }
      yield page
      await nextTurn()
    }
  }
  const found = await snapshotHash(JSON.parse(text) as Parameters<typeof snapshotHash>[0], watched())
  const out: Difference[] = []
  if (found !== hash) {
    const changed = stations.filter(({ id, rows_sha256 }) => {
      const now = (hashes.get(id) ?? new ListHash()).end().rows_sha256
      return now !== rows_sha256
    })
    out.push(...changed.map(({ id }) => fault(where, 'the frozen rows of this station are not what was hashed', id)))
    if (changed.length === 0 || unreadable) out.push(fault(where, CHANGED))
  }
  return [...out, ...(await inspectLedgers(reader, where, stations, wanted))]
}

/** The ledgers must still lead through where they ended then, and hold every row that was counted. */
async function inspectLedgers(
  reader: Reader,
  where: string,
  stations: readonly StationHead[],
  wanted: ReadonlyMap<number, ReadonlySet<number>>,
): Promise<Difference[]> {
  const out: Difference[] = []
  for (const { id, position, hash } of stations) {
    const positions = [...(wanted.get(id) ?? [])]
    const ends = position > 0 ? [position] : []
    const hashes = await ledgerHashes(reader, id, [...new Set([...positions, ...ends])])
    if (position > 0 && hashes.get(position) !== hash) {
      out.push(fault(where, `the ledger no longer leads through position ${position}, where it ended then`, id))
    }
    const gone = positions.sort((a, b) => a - b).find((place) => !hashes.has(place))
    if (gone !== undefined) out.push(fault(where, `row ${gone} of the ledger, which was counted, is gone`, id))
  }
  return out
}
