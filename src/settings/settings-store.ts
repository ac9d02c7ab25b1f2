import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'

/** What an installation sets for itself as a whole. */
export type Settings = {
  /** "Trung tâm Văn hóa, Thông tin và Truyền thanh Chợ Gạo"; empty: not named. */
  readonly centreName: string
  /** Whether closed totals may be read by everybody. Off until somebody switches it on. */
  readonly publicTotals: boolean
}

const stored = {
  centreName: { key: 'centre.name', schema: z.string(), unset: '' },
  publicTotals: { key: 'public.totals', schema: z.boolean(), unset: false },
} as const
const KEYS = Object.values(stored).map(({ key }) => key)

/** The settings now; what was never set is empty or off. */
export async function settings(reader: Reader): Promise<Settings> {
  const rows = await reader.q.selectFrom('setting').select(['key', 'value']).where('key', 'in', KEYS).execute()
  const texts = new Map(rows.map(({ key, value }) => [key, value]))
  const read = <T>({ key, schema, unset }: { key: string; schema: z.ZodType<T>; unset: T }): T => {
    const text = texts.get(key)
    return text === undefined ? unset : jsonColumn(schema, text)
  }
  return { centreName: read<string>(stored.centreName), publicTotals: read<boolean>(stored.publicTotals) }
}

/** What a change may leave out. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined }

/** Stores settings; members left undefined stay as they are. */
export async function storeSettings(tx: Tx, at: number, change: SettingsChange): Promise<void> {
  for (const name of Object.keys(stored) as (keyof typeof stored)[]) {
    if (change[name] === undefined) continue
    const value = JSON.stringify(change[name])
    await tx.q
      .insertInto('setting')
      .values({ key: stored[name].key, value, changed_at: at })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value, changed_at: at }))
      .execute()
  }
}
