import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { type Epoch, epochsOf } from '../../playout/index.ts'
import type { Difference } from '../verify.ts'
import { allClosingHashes, ledgerHashes } from './closings-store.ts'
import { type ClosingLine, headsPath, readHeadLines, type StationLine } from './heads-file.ts'

type Numbered<L> = { readonly number: number; readonly line: L }
type Findings = { readonly lines: number; readonly differences: readonly Difference[] }

/**
 * Checks the file of published heads in itself, and that the ledgers and closings of the database still lead through
 * every one of them; of each station the first that they do not lead through is named. What was lost with a restored copy,
 * and is told as such by an epoch in the ledger, is no difference.
 */
export async function verifyPublishedHeads(ctx: Pick<Context, 'config' | 'db'>): Promise<Findings> {
  const differences: Difference[] = []
  // The same head on many days is asked for once; two heads at one position are two.
  const byStation = new Map<number, Map<string, Numbered<StationLine>>>()
  const closings: Numbered<ClosingLine>[] = []
  let lines = 0
  for await (const { number, line } of readHeadLines(headsPath(ctx.config))) {
    if (!line) {
      differences.push({
        part: 'published_heads',
        stationId: null,
        where: `line ${number}`,
        what: 'this line is not what the file was, or does not follow from the line before',
      })
      break
    }
    lines = number
    if ('closing' in line) closings.push({ number, line })
    else {
      const own = byStation.get(line.station_id) ?? new Map<string, Numbered<StationLine>>()
      byStation.set(line.station_id, own)
      const key = `${line.position} ${line.hash}`
      if (!own.has(key)) own.set(key, { number, line })
    }
  }
  for (const [stationId, own] of byStation) {
    const heads = [...own.values()]
    const hashes = await ledgerHashes(
      ctx.db,
      stationId,
      heads.map(({ line }) => line.position),
    )
    const lost = heads.filter(({ line }) => hashes.get(line.position) !== line.hash)
    const epochs = lost.length === 0 ? [] : await epochsOf(ctx.db, stationId)
    const first = lost.find(({ line }) => !epochs.some((epoch) => isTold(epoch, line)))
    if (first) differences.push(lostHead(stationId, first, hashes.get(first.line.position)))
    await nextTurn()
  }
  return { lines, differences: [...differences, ...(await lostClosings(ctx, closings))] }
}

/**
 * Whether an epoch tells that this head was lost with a restored copy: only what stood behind the place where the copy goes
 * on, and no further than the last head that the epoch names.
 */
const isTold = (epoch: Epoch, line: StationLine): boolean =>
  line.position >= epoch.position &&
  (line.position < epoch.published_position ||
    (line.position === epoch.published_position && line.hash === epoch.published_hash))

const lostHead = (
  stationId: number,
  { number, line }: Numbered<StationLine>,
  found: string | undefined,
): Difference => ({
  part: 'published_heads',
  stationId,
  where: `line ${number}`,
  what: `published on ${line.date}: position ${line.position}, hash ${line.hash}; in the ledger: ${found ?? 'no such row'}`,
})

async function lostClosings(
  { db }: Pick<Context, 'db'>,
  lines: readonly Numbered<ClosingLine>[],
): Promise<Difference[]> {
  const known = new Map(
    (await allClosingHashes(db)).map(({ closing, supplement, hash }) => [`${closing} ${supplement ?? ''}`, hash]),
  )
  return lines.flatMap(({ number, line }): Difference[] => {
    const found = known.get(`${line.closing} ${line.supplement ?? ''}`)
    if (found === line.hash) return []
    const name = `closing ${line.closing}${line.supplement === null ? '' : ` supplement ${line.supplement}`}`
    const what = `published on ${line.date}: ${name}, hash ${line.hash}; now: ${found ?? 'not there'}`
    return [{ part: 'published_heads', stationId: null, where: `line ${number}`, what }]
  })
}
