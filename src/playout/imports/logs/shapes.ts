import { json, line, localDate, text, z } from '../../../http/index.ts'
import type { Words } from '../../../kernel/errors.ts'
import { isoUtc } from '../../../kernel/time.ts'
import type { LogPreview } from './actions.ts'
import { logMapping, unmapped } from './columns.ts'
import { type Finding, weightOf } from './findings.ts'
import { placeOf, reasonOf } from './sentence.ts'
import type { LogImport } from './store.ts'
import { columnName } from './table.ts'

/** What is pasted: a log of a quarter is some 50,000 characters. */
export const PASTED_MAX = 1_000_000

export const mappingBody = z.object({
  heads: logMapping.shape.heads.openapi({
    description: 'The head (as written in the file) that stands over each field',
    example: { date: 'Ngày phát', time: 'Giờ' },
  }),
  order: logMapping.shape.order.default('auto').openapi({ description: 'How days are written' }),
  from: localDate.nullish().openapi({ description: 'The days that the log is of: rows outside are refused' }),
  to: localDate.nullish(),
})

/** All of a new import but its file. */
export const newLogBody = z.object({
  segment: line(100),
  station: line(100).nullish().openapi({ description: 'Left out: a column names the station of each row' }),
  kind: z.enum(['airings', 'totals']).default('airings'),
  mapping: mappingBody
    .extend({ heads: mappingBody.shape.heads.optional() })
    .optional()
    .openapi({ description: 'Heads left out: as last confirmed for this station, else guessed' }),
})
export const pastedLogBody = newLogBody.extend({
  text: text(PASTED_MAX).openapi({ description: 'The table: CSV, or cells copied from a spreadsheet' }),
  name: line(120).default('dan.txt'),
})
export const filedLogBody = newLogBody.extend({
  mapping: z.string().optional().openapi({ description: 'The same mapping as JSON text' }),
  file: z.string().openapi({ format: 'binary', description: '.xlsx, .csv or .txt of at most 10 MiB' }),
})
export const confirmation = z.object({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .openapi({ description: 'Of the preview: stands for what it showed' }),
})

const nullable = z.string().nullable()
const head = z.object({
  id: z.number(),
  kind: z.enum(['airings', 'totals']),
  station: nullable,
  segment: z.string(),
  state: z.enum(['open', 'done', 'dropped']),
  file: z.object({ name: z.string(), sha256: z.string(), bytes: z.number() }),
  imported: z.number().openapi({ description: 'Rows that are in the ledger; 0 until it is confirmed' }),
  created_at: z.string(),
  created_by: z.string(),
  decided_at: nullable,
  decided_by: nullable,
})
const fault = z.object({
  code: z.string(),
  weight: z.enum(['bad', 'duplicate', 'skipped', 'note']),
  sheet: nullable.openapi({ description: 'The name of the sheet; null: the file has none' }),
  line: z.number().nullable().openapi({ description: 'As the spreadsheet shows it, from 1' }),
  cell: nullable.openapi({ example: 'D6' }),
  place: z.string(),
  message: z.string(),
})
const row = z.object({
  sheet: nullable,
  line: z.number(),
  station: z.string(),
  airing_id: z.string().optional(),
  outcome: z.string().optional(),
  at: nullable.optional(),
  played_seconds: z.number().nullable().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  n: z.number().optional(),
  note: nullable,
})
const preview = head.extend({
  heads: z.array(z.string()),
  mapping: logMapping,
  unmapped: z.array(z.string()).openapi({ description: 'Fields without which nothing can be read; map them first' }),
  duplicates: z.number(),
  bad: z.number(),
  faults: z.array(fault),
  rows: z.array(row).openapi({ description: 'What a confirmation would import; empty once it is settled' }),
  same_file: z.array(z.number()).openapi({ description: 'Finished imports of the very same file' }),
  digest: nullable,
})
export const previewAnswer = (words: string) => json(preview, words)
export const listAnswer = json(
  z.object({ items: z.array(head), next: z.number().nullable() }),
  'One page, newest first',
)

/** Codes by id: what the API calls stations and segments. */
export type Codes = { readonly stations: ReadonlyMap<number, string>; readonly segments: ReadonlyMap<number, string> }

export const showLog = (log: LogImport, { stations, segments }: Codes): z.output<typeof head> => ({
  id: log.id,
  kind: log.kind,
  station: log.station_id === null ? null : (stations.get(log.station_id) ?? null),
  segment: segments.get(log.segment_id) ?? '',
  state: log.state,
  file: { name: log.file_name, sha256: log.sha256, bytes: log.bytes },
  imported: log.imported,
  created_at: isoUtc(log.created_at),
  created_by: log.created_by_name,
  decided_at: log.decided_at === null ? null : isoUtc(log.decided_at),
  decided_by: log.decided_by_name,
})

const inOrder = (a: Finding, b: Finding): number =>
  a.sheet - b.sheet || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

export function showPreview(seen: LogPreview, codes: Codes, lang: keyof Words): z.output<typeof preview> {
  const sheet = (index: number): string | null => seen.sheets[index]?.name ?? null
  const of = (one: { sheet: number; line: number; stationId: number; note: string | null }) => ({
    sheet: sheet(one.sheet),
    line: one.line,
    station: codes.stations.get(one.stationId) ?? '',
    note: one.note,
  })
  return {
    ...showLog(seen.log, codes),
    heads: [...seen.heads],
    mapping: seen.mapping,
    unmapped: unmapped(seen.log.kind, seen.mapping),
    duplicates: seen.duplicates,
    bad: seen.bad,
    faults: [...seen.findings].sort(inOrder).map((finding) => ({
      code: finding.code,
      weight: weightOf(finding),
      sheet: sheet(finding.sheet),
      line: finding.line,
      cell: finding.line === null || finding.column === null ? null : `${columnName(finding.column)}${finding.line}`,
      place: placeOf(finding, seen.sheets, lang),
      message: reasonOf(finding, lang),
    })),
    rows: [
      ...seen.airings.map((one) => ({
        ...of(one),
        airing_id: one.airingId,
        outcome: one.outcome,
        at: one.at === null ? null : isoUtc(one.at),
        played_seconds: one.playedSeconds,
      })),
      ...seen.totals.map((one) => ({ ...of(one), from: one.from, to: one.to, n: one.n })),
    ],
    same_file: seen.before.map(({ id }) => id),
    digest: seen.log.state === 'open' ? seen.digest : null,
  }
}
