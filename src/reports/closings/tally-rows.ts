import { createHash, type Hash } from 'node:crypto'
import type { Programme } from '../../kernel/terms.ts'
import { addCounts, type Counts, noCounts } from '../figures.ts'
import type { FrozenFigure } from './closing-head.ts'
import { addRow, datedCounts, type FrozenRow, rowCountsOf } from './frozen-row.ts'

/** SHA-256 of the RFC 8785 text of a list, whose items come one by one as texts. */
export class ListHash {
  readonly #hash: Hash = createHash('sha256')
  count = 0
  add(text: string): this {
    this.#hash.update(`${this.count === 0 ? '[' : ','}${text}`, 'utf8')
    this.count += 1
    return this
  }
  end(): { readonly rows: number; readonly rows_sha256: string } {
    this.#hash.update(this.count === 0 ? '[]' : ']', 'utf8')
    return { rows: this.count, rows_sha256: this.#hash.digest('hex') }
  }
}

/** Sums of rows as they are frozen: by level, and by all that a report is split by. */
export class FrozenSums {
  readonly #levels = new Map<Programme, Map<string, Counts>>()
  readonly #figures = new Map<string, { readonly key: Omit<FrozenFigure, 'counts'>; readonly counts: Counts }>()

  add(row: FrozenRow): void {
    const levels = this.#levels.get(row.programme) ?? new Map<string, Counts>()
    this.#levels.set(row.programme, levels)
    const sum = levels.get(row.level) ?? noCounts()
    addRow(sum, row.counts)
    levels.set(row.level, sum)
    // Totals have no day of their own: they are frozen as totals.
    if (row.kind === 'total') return
    for (const { on, counts } of datedCounts(row)) {
      const { station, unit, segment } = row.ids
      const month = on?.slice(0, 7) ?? ''
      const key = { station, level: row.level, unit, segment, month, programme: row.programme }
      const text = JSON.stringify(key)
      const figure = this.#figures.get(text) ?? { key, counts: noCounts() }
      this.#figures.set(text, figure)
      addRow(figure.counts, counts)
    }
  }

  /** Levels in use are given, so that a level of which nothing counted stands with zeros. */
  levels(programme: Programme, always: readonly string[] = []): Map<string, Counts> {
    const sums = new Map(always.map((level) => [level, noCounts()]))
    for (const [level, counts] of this.#levels.get(programme) ?? []) {
      const sum = sums.get(level) ?? noCounts()
      addCounts(sum, counts)
      sums.set(level, sum)
    }
    return sums
  }

  figures(): FrozenFigure[] {
    return [...this.#figures.values()].map(({ key, counts }) => ({ ...key, counts: rowCountsOf(counts) }))
  }
}
