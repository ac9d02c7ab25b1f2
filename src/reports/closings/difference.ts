import type { Programme } from '../../kernel/terms.ts'
import { type Counts, noCounts } from '../figures.ts'
import { addRow, bySubject, type FrozenRow, substance } from './frozen-row.ts'

/** A row that came, went or became another; never both null. */
export type Change = { readonly subject: string; readonly before: FrozenRow | null; readonly after: FrozenRow | null }

/** Rows of `before` and `after` that are not the same in substance, by subject. */
export function changesBetween(before: Iterable<FrozenRow>, after: Iterable<FrozenRow>): Change[] {
  const left = new Map([...before].map((row) => [row.subject, row]))
  const changes: Change[] = []
  for (const row of after) {
    const old = left.get(row.subject) ?? null
    left.delete(row.subject)
    if (!old || substance(old) !== substance(row)) changes.push({ subject: row.subject, before: old, after: row })
  }
  for (const row of left.values()) changes.push({ subject: row.subject, before: row, after: null })
  return changes.sort(bySubject)
}

/** Rows with changes laid over them, in turn. */
export function overlay(rows: Iterable<FrozenRow>, changes: Iterable<Change>): FrozenRow[] {
  const bySubject = new Map([...rows].map((row) => [row.subject, row]))
  for (const { subject, after } of changes) {
    if (after) bySubject.set(subject, after)
    else bySubject.delete(subject)
  }
  return [...bySubject.values()]
}

/** Signed sums of changes: what is to be added to the numbers before. */
export class SignedSums {
  readonly byLevel = new Map<string, Counts>()
  readonly apart = new Map<Exclude<Programme, 'episode'>, Map<string, Counts>>()
  readonly byStation = new Map<string, { readonly station: string; readonly level: string; readonly counts: Counts }>()

  add({ before, after }: Change): void {
    if (before) this.#put(before, -1)
    if (after) this.#put(after, 1)
  }

  #put(row: FrozenRow, sign: 1 | -1): void {
    addRow(this.#levelSum(row), row.counts, sign)
    if (row.programme !== 'episode') return
    const { station, level } = row
    const key = `${station}|${level}`
    const sum = this.byStation.get(key) ?? { station, level, counts: noCounts() }
    addRow(sum.counts, row.counts, sign)
    this.byStation.set(key, sum)
  }

  #levelSum({ programme, level }: FrozenRow): Counts {
    const levels = programme === 'episode' ? this.byLevel : (this.apart.get(programme) ?? new Map<string, Counts>())
    if (programme !== 'episode') this.apart.set(programme, levels)
    const sum = levels.get(level) ?? noCounts()
    levels.set(level, sum)
    return sum
  }
}
