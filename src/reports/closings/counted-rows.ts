import type { Context } from '../../context.ts'
import { jsonColumn } from '../../db/index.ts'
import { readNames } from '../names.ts'
import { chooseSegment, type Question, scopeOf } from '../question.ts'
import { stationIdsAfter } from '../tally-store.ts'
import { rowTexts } from './close.ts'
import { currentRows, type Reading } from './current-rows.ts'
import { type FrozenRow, frozenRow } from './frozen-row.ts'
import { withPositions } from './positions.ts'

type Asked = Pick<Question, 'period' | 'segment' | 'kind' | 'units' | 'lang'>
type Reader = Pick<Context, 'config' | 'db' | 'zone' | 'clock'>

const isAired = ({ programme, counts }: FrozenRow): boolean =>
  programme === 'episode' && (counts.player ?? counts.attested ?? counts.imported ?? counts.total ?? 0) > 0

/**
 * The rows behind `aired`, page by page: by station, then in order of time. Of a closed period the frozen ones, whatever
 * came later; else as they stand now.
 * @param closing the closing's id, or null
 * @param stationsAtOnce how many stations' rows are held in memory at a time
 */
export async function* airedRows(
  ctx: Reader,
  asked: Asked,
  closing: number | null,
  stationsAtOnce: number,
): AsyncGenerator<FrozenRow[]> {
  const pages = closing === null ? presentRows(ctx, asked, stationsAtOnce) : frozenRows(ctx, closing)
  let held: FrozenRow[] = []
  // A station's rows may end one page and begin the next: they are put in order together.
  for await (const page of pages) {
    for (const row of page) {
      if (held.length > 0 && held[0]?.ids.station !== row.ids.station) {
        yield held.sort(byTime)
        held = []
      }
      if (isAired(row)) held.push(row)
    }
  }
  if (held.length > 0) yield held.sort(byTime)
}

async function* frozenRows({ db }: Reader, closing: number): AsyncGenerator<FrozenRow[]> {
  for await (const texts of rowTexts(db, closing)) yield texts.map((text) => jsonColumn(frozenRow, text))
}

async function* presentRows(ctx: Reader, asked: Asked, atOnce: number): AsyncGenerator<FrozenRow[]> {
  const { db, zone } = ctx
  const scope = scopeOf({ ...asked, by: [] }, await chooseSegment(ctx, asked))
  const reading: Reading = { reader: db, zone, scope, names: await readNames(db), now: ctx.clock.now() }
  for (let ids = await stationIdsAfter(db, 0, atOnce); ids.length > 0; ) {
    const { rows } = await currentRows(reading, ids)
    yield await withPositions(
      reading,
      rows.filter(({ row }) => isAired(row)),
    )
    ids = await stationIdsAfter(db, ids.at(-1) ?? 0, atOnce)
  }
}

const timeOf = ({ actual, planned, total }: FrozenRow): string =>
  actual?.starts_at ?? (actual ? `${actual.on}T` : (planned?.starts_at ?? total?.from ?? ''))
const byTime = (a: FrozenRow, b: FrozenRow): number => {
  const [left, right] = [timeOf(a), timeOf(b)]
  return left < right ? -1 : left > right ? 1 : a.subject < b.subject ? -1 : 1
}
