import { z } from 'zod'
import type { Context } from '../context.ts'
import { jsonColumn } from '../db/index.ts'
import type { Lang } from '../http/index.ts'
import { sha256 } from '../kernel/canonical.ts'
import { isoUtc } from '../kernel/time.ts'
import { closedTotals, toCsv } from '../reports/index.ts'
import { settings } from '../settings/index.ts'
import { levels } from '../units/index.ts'

const int = z.number().int()
const figures = z.object({
  planned: int,
  aired: int,
  partial: int,
  missed: int,
  no_word: int,
  by_evidence: z.object({ player: int, attested: int, imported: int, total: int }),
})
type Figures = z.output<typeof figures>
const byLevel = z.record(z.string(), figures)
const label = z.object({ vi: z.string(), en: z.string() })
/** What of a snapshot everybody may know: no station, no person, no single airing. */
const publicHead = z.object({
  period: z.object({ key: z.string(), from: z.string(), to: z.string(), label }),
  segment: z.object({ code: z.string(), name: z.string().nullable() }),
  kind: z.string(),
  rules: int,
  totals: byLevel,
})
const publicSupplement = z.object({ number: int, differences: z.object({ totals: byLevel }) })

/** The public answer: closings in force, newest first, each with its supplements' signed differences. */
export type PublicTotals = {
  readonly publisher: string
  readonly levels: readonly { readonly code: string; readonly name: { readonly vi: string; readonly en: string } }[]
  readonly closings: readonly (z.output<typeof publicHead> & {
    readonly closed_at: string
    readonly hash: string
    readonly supplements: readonly {
      readonly number: number
      readonly issued_at: string
      readonly hash: string
      readonly totals: Readonly<Record<string, Figures>>
    }[]
  })[]
}

async function publicTotals({ db }: Context, centreName: string): Promise<PublicTotals> {
  const known = await levels(db)
  return {
    publisher: centreName,
    levels: known.map(({ code, stationName, stationNameEn }) => ({
      code,
      name: { vi: stationName, en: stationNameEn },
    })),
    closings: (await closedTotals(db)).map(({ closing, supplements }) => ({
      ...jsonColumn(publicHead, closing.head),
      closed_at: isoUtc(closing.closed_at),
      hash: closing.hash,
      supplements: supplements.map((row) => {
        const { number, differences } = jsonColumn(publicSupplement, row.head)
        return { number, issued_at: isoUtc(row.issued_at), hash: row.hash, totals: differences.totals }
      }),
    })),
  }
}

const HEADS: readonly (readonly [vi: string, en: string])[] = [
  ['Kỳ', 'Period'],
  ['Từ ngày', 'From'],
  ['Đến ngày', 'To'],
  ['Chuyên mục', 'Segment'],
  ['Cấp đài', 'Level'],
  ['Số bổ sung', 'Supplement'],
  ['Theo lịch', 'Planned'],
  ['Đã phát', 'Aired'],
  ['Phát dở', 'Partial'],
  ['Không phát', 'Missed'],
  ['Chưa có tin', 'No word'],
  ['Mã băm', 'Hash'],
]

/** The same as a table: a row for each level of a closing, and of each supplement, whose numbers are to be added. */
export function publicCsv({ closings, levels: known }: PublicTotals, lang: Lang): string {
  const names = new Map(known.map(({ code, name }) => [code, name[lang]]))
  const row = (
    of: PublicTotals['closings'][number],
    supplement: number | null,
    level: string,
    f: Figures,
    hash: string,
  ) => [
    of.period.key,
    of.period.from,
    of.period.to,
    of.segment.name ?? of.segment.code,
    names.get(level) ?? level,
    supplement,
    f.planned,
    f.aired,
    f.partial,
    f.missed,
    f.no_word,
    hash,
  ]
  const rows = closings.flatMap((one) => [
    ...Object.entries(one.totals).map(([level, f]) => row(one, null, level, f, one.hash)),
    ...one.supplements.flatMap(({ number, totals, hash }) =>
      Object.entries(totals).map(([level, f]) => row(one, number, level, f, hash)),
    ),
  ])
  return toCsv([HEADS.map(([vi, en]) => (lang === 'vi' ? vi : en)), ...rows])
}

/** A ready answer with the tag by which it is asked for again. */
export type Ready = { readonly text: string; readonly etag: string }
type Kept = { readonly until: number; readonly totals: PublicTotals; readonly ready: Map<string, Ready> }

/** Milliseconds for which an answer is kept: whoever asks meanwhile costs one small question to the database. */
const KEPT_MS = 60_000
const kept = new WeakMap<Context['db'], Kept>()

/** The public totals as they are sent, kept for a minute; null while they are switched off. */
export async function readyTotals(ctx: Context, format: 'json' | 'csv', lang: Lang): Promise<Ready | null> {
  const { publicTotals: on, centreName } = await settings(ctx.db)
  if (!on) return null
  const now = ctx.clock.now()
  let known = kept.get(ctx.db)
  if (!known || now >= known.until) {
    known = { until: now + KEPT_MS, totals: await publicTotals(ctx, centreName), ready: new Map() }
    kept.set(ctx.db, known)
  }
  const { totals, ready } = known
  const key = `${format} ${lang}`
  const made = ready.get(key)
  if (made) return made
  const text = format === 'json' ? JSON.stringify(totals) : publicCsv(totals, lang)
  const fresh = { text, etag: `"${sha256(text).slice(0, 32)}"` }
  ready.set(key, fresh)
  return fresh
}
