import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'

/** What an installation may set for its scripts, over the configuration's defaults. */
export type LibrarySettings = {
  /** Vietnamese syllables that an announcer reads in a minute. */
  readonly syllablesPerMinute: number
  /** Whether the reform office approves the content before the approver does. */
  readonly contentApproval: boolean
  /** Heads of printed scripts: the agency above, the centre itself, the place; empty: not set. */
  readonly superior: string
  readonly agency: string
  readonly place: string
}

const keys = {
  syllablesPerMinute: 'library.syllables_per_minute',
  contentApproval: 'library.content_approval',
  superior: 'library.superior',
  agency: 'library.agency',
  place: 'library.place',
} as const

/** What the configuration knows of them. */
export type LibraryDefaults = Pick<LibrarySettings, 'syllablesPerMinute' | 'contentApproval'>

/** The settings now; what was never set comes from `defaults`. */
export async function librarySettings(reader: Reader, defaults: LibraryDefaults): Promise<LibrarySettings> {
  const rows = await reader.q
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('key', 'in', Object.values(keys))
    .execute()
  const stored = new Map(rows.map((row) => [row.key, row.value]))
  const pace = stored.get(keys.syllablesPerMinute)
  const content = stored.get(keys.contentApproval)
  const textAt = (key: string): string => {
    const text = stored.get(key)
    return text === undefined ? '' : jsonColumn(z.string(), text)
  }
  return {
    syllablesPerMinute: pace === undefined ? defaults.syllablesPerMinute : jsonColumn(z.number().positive(), pace),
    contentApproval: content === undefined ? defaults.contentApproval : jsonColumn(z.boolean(), content),
    superior: textAt(keys.superior),
    agency: textAt(keys.agency),
    place: textAt(keys.place),
  }
}

/** Stores settings; members left undefined stay as they are. */
export async function storeLibrarySettings(tx: Tx, at: number, change: Partial<LibrarySettings>): Promise<void> {
  for (const [name, key] of Object.entries(keys) as [keyof LibrarySettings, string][]) {
    const value = change[name]
    if (value === undefined) continue
    const text = JSON.stringify(value)
    await tx.q
      .insertInto('setting')
      .values({ key, value: text, changed_at: at })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value: text, changed_at: at }))
      .execute()
  }
}
