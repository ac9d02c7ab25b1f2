import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { ledgerHeads } from '../../playout/index.ts'
import { stationsAll } from '../../stations/index.ts'
import { allClosingHashes } from './closings-store.ts'
import { appendHeadLines, type BareLine, type HeadLine, headsPath, type ReadLine, readHeadLines } from './heads-file.ts'

const keyOf = (line: HeadLine | BareLine): string =>
  'closing' in line ? `closing ${line.closing} ${line.supplement ?? ''}` : `${line.date} ${line.station_id}`

/**
 * Writes the end of each station's ledger, and what was closed since, to the append-only file beside the database: a
 * past that is changed later no longer leads through it. Once a day for a station; run again it adds what is missing.
 * @returns the number of lines added
 */
export async function publishHeads(ctx: Context): Promise<number> {
  const path = headsPath(ctx.config)
  const date = ctx.zone.localDate(ctx.clock.now())
  const known = new Set<string>()
  let last: ReadLine | undefined
  for await (const read of readHeadLines(path)) {
    last = read
    if (read.line && ('closing' in read.line || read.line.date === date)) known.add(keyOf(read.line))
  }
  const codes = new Map((await stationsAll(ctx.db)).map((station) => [station.id, station.code]))
  const heads = (await ledgerHeads(ctx.db)).filter((head) => head.position > 0)
  const lines: BareLine[] = [
    ...heads.map(({ stationId, position, hash }) => {
      return { date, station: codes.get(stationId) ?? '', station_id: stationId, position, hash }
    }),
    ...(await allClosingHashes(ctx.db)).map((closed) => ({ date, ...closed })),
  ].filter((line) => !known.has(keyOf(line)))
  if (lines.length > 0) await appendHeadLines(path, last, lines)
  return lines.length
}

/** The whole lines that stand in the file for a day, as they stand there. */
export async function headsPublishedOn(config: Pick<Config, 'dataDir'>, date: string): Promise<string[]> {
  const texts: string[] = []
  for await (const { text, line } of readHeadLines(headsPath(config))) if (line?.date === date) texts.push(text)
  return texts
}
