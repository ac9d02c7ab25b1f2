import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../../db/index.ts'
import { DEFAULT_SENTENCES, type SentenceTemplate } from './sentence.ts'

/** What an office sets once for its reports. Empty texts are left open in documents, to be written by hand. */
export type ReportSettings = {
  /** The agency above ("cơ quan chủ quản"); empty: none is named. */
  readonly superior: string
  /** The agency that issues the report. */
  readonly agency: string
  /** The place in "Chợ Gạo, ngày …". */
  readonly place: string
  /** What follows the number: "BC-PNV". */
  readonly symbol: string
  /** Above the signature, one a line: "TL. CHỦ TỊCH", "TRƯỞNG PHÒNG". */
  readonly signatureLines: readonly string[]
  readonly signer: string
  /** "Nơi nhận", one a line, without dash and stop. */
  readonly recipients: readonly string[]
  readonly sentenceVi: SentenceTemplate
  readonly sentenceEn: SentenceTemplate
}

export const UNSET: ReportSettings = {
  superior: '',
  agency: '',
  place: '',
  symbol: 'BC',
  signatureLines: [],
  signer: '',
  recipients: [],
  sentenceVi: DEFAULT_SENTENCES.vi,
  sentenceEn: DEFAULT_SENTENCES.en,
}

const template = z.object({ whole: z.string(), first: z.string(), further: z.string() })
const stored = {
  superior: { key: 'report.superior', schema: z.string() },
  agency: { key: 'report.agency', schema: z.string() },
  place: { key: 'report.place', schema: z.string() },
  symbol: { key: 'report.symbol', schema: z.string() },
  signatureLines: { key: 'report.signature_lines', schema: z.array(z.string()) },
  signer: { key: 'report.signer', schema: z.string() },
  recipients: { key: 'report.recipients', schema: z.array(z.string()) },
  sentenceVi: { key: 'report.sentence_vi', schema: template },
  sentenceEn: { key: 'report.sentence_en', schema: template },
} as const
const KEYS = Object.values(stored).map(({ key }) => key)

/** The settings now; what was never set is as in `UNSET`. */
export async function reportSettings(reader: Reader): Promise<ReportSettings> {
  const rows = await reader.q.selectFrom('setting').select(['key', 'value']).where('key', 'in', KEYS).execute()
  const texts = new Map(rows.map(({ key, value }) => [key, value]))
  const read = <T>({ key, schema }: { key: string; schema: z.ZodType<T> }, otherwise: T): T => {
    const text = texts.get(key)
    return text === undefined ? otherwise : jsonColumn(schema, text)
  }
  return {
    superior: read(stored.superior, UNSET.superior),
    agency: read(stored.agency, UNSET.agency),
    place: read(stored.place, UNSET.place),
    symbol: read(stored.symbol, UNSET.symbol),
    signatureLines: read(stored.signatureLines, [...UNSET.signatureLines]),
    signer: read(stored.signer, UNSET.signer),
    recipients: read(stored.recipients, [...UNSET.recipients]),
    sentenceVi: read(stored.sentenceVi, UNSET.sentenceVi),
    sentenceEn: read(stored.sentenceEn, UNSET.sentenceEn),
  }
}

/** What a change may leave out. */
export type SettingsChange = { readonly [Name in keyof ReportSettings]?: ReportSettings[Name] | undefined }

/** Stores settings; members left undefined stay as they are. */
export async function storeReportSettings(tx: Tx, at: number, change: SettingsChange): Promise<void> {
  for (const name of Object.keys(stored) as (keyof typeof stored)[]) {
    const value = change[name]
    if (value === undefined) continue
    const text = JSON.stringify(value)
    await tx.q
      .insertInto('setting')
      .values({ key: stored[name].key, value: text, changed_at: at })
      .onConflict((oc) => oc.column('key').doUpdateSet({ value: text, changed_at: at }))
      .execute()
  }
}
