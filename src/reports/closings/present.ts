import { jsonColumn } from '../../db/index.ts'
import type { Page } from '../../kernel/paging.ts'
import { isoUtc } from '../../kernel/time.ts'
import type { ClosingBrief, Supplement, SupplementBrief } from './closings-store.ts'
import type { Change } from './difference.ts'
import type { ClosingJson } from './schemas.ts'
import { supplementHead } from './supplement-head.ts'

export const supplementJson = (row: SupplementBrief) => ({
  number: row.number,
  issued_at: isoUtc(row.issued_at),
  issued_by: { id: row.issued_by, name: row.issued_by_name },
  note: row.note,
  row_count: row.row_count,
  hash: row.hash,
})

export const closingJson = (closing: ClosingBrief, supplements: readonly SupplementBrief[]): ClosingJson => ({
  id: closing.id,
  period: { key: closing.period_key, from: closing.from_date, to: closing.to_date },
  segment: closing.segment_code,
  kind: closing.kind,
  rules: closing.rules,
  closed_at: isoUtc(closing.closed_at),
  closed_by: { id: closing.closed_by, name: closing.closed_by_name },
  row_count: closing.row_count,
  hash: closing.hash,
  reopened:
    closing.reopened_at === null
      ? null
      : {
          at: isoUtc(closing.reopened_at),
          by: { id: closing.reopened_by, name: closing.reopened_by_name ?? '' },
          reason: closing.reopen_reason ?? '',
        },
  supplements: supplements.map(supplementJson),
})

export const supplementWithRows = (supplement: Supplement, { items, next }: Page<Change>) => ({
  ...supplementJson(supplement),
  closing: supplement.closing_id,
  snapshot: jsonColumn(supplementHead, supplement.head),
  items: [...items],
  next,
})
