import { z } from 'zod'

/** What each kind of notice knows. Dates are local days, instants epoch ms. */
export const lateStations = z.object({
  day: z.string(),
  stations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** Airings since yesterday morning that nobody reported. */
      no_word: z.number().int(),
      last_word_at: z.number().int().nullable(),
      contact_name: z.string().nullable(),
      contact_phone: z.string().nullable(),
    }),
  ),
})
export const deadline = z.object({
  period: z.string(),
  period_vi: z.string(),
  period_en: z.string(),
  due: z.string(),
  days_left: z.number().int(),
})
export const supplementPending = z.object({
  closing: z.number().int(),
  from: z.string(),
  to: z.string(),
  changes: z.number().int(),
})
export const ledgerHeads = z.object({
  day: z.string(),
  /** The lines that were added to the file of heads, as they stand there. */
  lines: z.array(z.string()),
})

export const backupTrouble = z.object({
  day: z.string(),
  target: z.string(),
  /** What went wrong the last time; null: nothing, but the last good one is too old. */
  error: z.string().nullable(),
  last_good_at: z.number().int().nullable(),
})

export type LateStations = z.output<typeof lateStations>
export type Deadline = z.output<typeof deadline>
export type SupplementPending = z.output<typeof supplementPending>
export type LedgerHeads = z.output<typeof ledgerHeads>

export type BackupTrouble = z.output<typeof backupTrouble>

/** A notice before it is written down: `key` makes sure that the same thing is told once. */
export type Fresh =
  | { readonly kind: 'late_stations'; readonly key: string; readonly data: LateStations }
  | { readonly kind: 'deadline'; readonly key: string; readonly data: Deadline }
  | { readonly kind: 'supplement_pending'; readonly key: string; readonly data: SupplementPending }
  | { readonly kind: 'ledger_heads'; readonly key: string; readonly data: LedgerHeads }
  | { readonly kind: 'backup_trouble'; readonly key: string; readonly data: BackupTrouble }
