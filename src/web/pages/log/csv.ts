import { Readable } from 'node:stream'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, sendStream } from '../../../http/index.ts'
import { wholeLog } from '../../../playout/index.ts'
import { toCsv } from '../../../reports/index.ts'
import { gradeWord, statusWord } from '../../components/status.tsx'
import type { View } from '../../view.ts'
import { logChoices, questionOf, readAsked } from './asked.ts'
import { logRows } from './rows.ts'

const BOM = 1
const HEADS = [
  'log.csv_code',
  'log.station',
  'log.csv_day',
  'log.planned_at',
  'log.segment',
  'log.csv_episode',
  'log.outcome',
  'log.csv_aired_on',
  'log.actual',
  'log.csv_seconds',
  'log.grade',
  'log.csv_reason',
  'log.csv_id',
] as const

/** The whole list that the address asks for, as a table for Excel, sent while it is read. */
export async function logCsv(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const asked = readAsked(new URL(c.req.url).searchParams, v)
  const question = questionOf(asked, await logChoices(ctx, v))
  const pages = wholeLog(ctx, v.actor, question)
  // Refused before anything is sent.
  const first = await pages.next()
  const heads = HEADS.map((word) => v.t(word))
  async function* text(): AsyncGenerator<Buffer> {
    yield Buffer.from(toCsv([heads]))
    for (let page = first; !page.done; page = await pages.next()) {
      const rows = await logRows(ctx, page.value)
      const lines = toCsv(
        rows.map((row) => [
          row.station?.code ?? '',
          row.station?.name ?? '',
          v.fmt.date(row.airing.plannedOn),
          v.fmt.time(row.airing.startsAt),
          row.segmentName,
          row.episodeTitle,
          v.t(statusWord[row.status]),
          row.airing.airedOn && v.fmt.date(row.airing.airedOn),
          row.airing.actualStart === null ? null : v.fmt.time(row.airing.actualStart),
          row.airing.playedSeconds,
          row.grade && v.t(gradeWord[row.grade]),
          row.airing.outcomeReason ?? row.airing.stateReason,
          row.id,
        ]),
      ).slice(BOM)
      yield Buffer.from(lines)
    }
  }
  const name = `nhat-ky_${asked.from}_${asked.to}.csv`
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  return sendStream(c, () => Readable.from(text()), 200, headers, ctx.log)
}
