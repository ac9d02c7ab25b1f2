import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'

/** What an installation may set for its scripts, over the configuration's defaults. */
export type LibrarySettings = {
  /** Vietnamese syllables that an announcer reads in a minute. */
  readonly syllablesPerMinute: number
  /** Whether the reform office approves the content before the approver does. */
  readonly contentApproval: boolean
}

const keys = {
  syllablesPerMinute: 'library.syllables_per_minute',
  contentApproval: 'library.content_approval',
} as const

/** The settings now; what was never set comes from `defaults` (the configuration). */
export async function librarySettings(reader: Reader, defaults: LibrarySettings): Promise<LibrarySettings> {
  const rows = await reader.q
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('key', 'in', Object.values(keys))
    .execute()
  const stored = new Map(rows.map((row) => [row.key, row.value]))
  const pace = stored.get(keys.syllablesPerMinute)
  const content = stored.get(keys.contentApproval)
  return {
    syllablesPerMinute: pace === undefined ? defaults.syllablesPerMinute : jsonColumn(z.number().positive(), pace),
    contentApproval: content === undefined ? defaults.contentApproval : jsonColumn(z.boolean(), content),
  }
}

/** Stores settings; members left undefined stay as they are. */
export async function storeLibrarySettings(tx: Tx, at: number, change: Partial<LibrarySettings>): Promise<void> {
  const rows = [
    { key: keys.syllablesPerMinute, value: change.syllablesPerMinute },
    { key: keys.contentApproval, value: change.contentApproval },
  ]
  for (const { key, value } of rows) {
    if (value === undefined) continue
    const text = JSON.stringify(value)
    await tx.q
      .insertInto('setting')
      .values({ key, value: text, changed_at: at })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value: text, changed_at: at }))
      .execute()
  }
}
