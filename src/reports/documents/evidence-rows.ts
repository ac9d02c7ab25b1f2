import { setImmediate } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { listEvidence } from '../actions.ts'
import { behindJson } from '../present.ts'
import type { Question } from '../question.ts'
import type { EvidenceRow } from '../schemas.ts'

/**
 * The most rows of evidence that a workbook holds: more than a year of a district of 20 stations (13.000). A workbook is made in
 * memory; further rows are asked for page by page at /reports/airings/evidence, and the sheet says so.
 */
export const EVIDENCE_ROWS_MAX = 15_000
const PAGE = 1000

export type Evidence = {
  readonly rows: readonly EvidenceRow[]
  /** How many there are in all. */
  readonly count: number
}

/**
 * The rows behind `aired`, read page by page up to the bound.
 * @throws DomainError sign_in_required, forbidden, no_such_segment
 */
export async function evidenceRows(
  ctx: Context,
  actor: Actor,
  question: Question,
  max = EVIDENCE_ROWS_MAX,
): Promise<Evidence> {
  const rows: EvidenceRow[] = []
  for (let offset: number | null = 0, count = 0; ; ) {
    const limit: number = Math.min(PAGE, max - rows.length)
    const behind = await listEvidence(
      ctx,
      actor,
      { ...question, figure: 'aired', programme: 'episode' },
      { offset, limit },
    )
    rows.push(...behindJson(behind, question.period, question.lang, behind.episodes).items)
    count = behind.count
    offset = behind.next
    if (offset === null || rows.length >= max) return { rows, count }
    // SQLite answers at once: without this nobody else would be heard between two pages.
    await setImmediate()
  }
}
