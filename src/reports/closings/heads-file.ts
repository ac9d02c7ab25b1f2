import { createReadStream } from 'node:fs'
import { open, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { canonicalJson, sha256 } from '../../kernel/canonical.ts'

export const headsPath = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'ledger-heads.ndjson')

const common = { date: z.string(), hash: z.string(), previous: z.string() }
const headLine = z.union([
  z.object({ ...common, station: z.string(), station_id: z.number().int(), position: z.number().int() }),
  z.object({ ...common, closing: z.number().int(), supplement: z.number().int().nullable() }),
])
/**
 * A line of the file: the end of a station's ledger on a day, or the hash of a closing or supplement. `previous` is the
 * SHA-256 of the line before, without its line feed; 64 zeros in the first.
 */
export type HeadLine = z.output<typeof headLine>
export type StationLine = Extract<HeadLine, { station_id: number }>
export type ClosingLine = Extract<HeadLine, { closing: number }>
export type BareLine = Omit<StationLine, 'previous'> | Omit<ClosingLine, 'previous'>

const BEFORE_THE_FIRST = '0'.repeat(64)

export type ReadLine = {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Null: it cannot be read, or does not follow from the line before. */
  readonly line: HeadLine | null
  /** Bytes of the file up to and with this line. */
  readonly end: number
}

/** The whole lines of the file in order; a last one without line feed was never finished and is left out. */
export async function* readHeadLines(path: string): AsyncGenerator<ReadLine> {
  let rest = ''
  let number = 0
  let end = 0
  let previous = BEFORE_THE_FIRST
  try {
    for await (const chunk of createReadStream(path, 'utf8')) {
      const parts = (rest + String(chunk)).split('\n')
      rest = parts.pop() ?? ''
      for (const text of parts) {
        number += 1
        end += Buffer.byteLength(text) + 1
        yield { number, text, line: readLine(text, previous), end }
        previous = sha256(text)
      }
    }
  } catch (error) {
    // Nothing was published yet.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function readLine(text: string, previous: string): HeadLine | null {
  try {
    const line = headLine.parse(JSON.parse(text))
    return line.previous === previous ? line : null
  } catch {
    return null
  }
}

/**
 * Appends lines, each naming the hash of the one before, and returns once they are on disk. What a power cut left
 * unfinished at the end is cut off first: it was never published.
 * @param last the file's last whole line; undefined for an empty or missing file
 */
export async function appendHeadLines(
  path: string,
  last: ReadLine | undefined,
  lines: readonly BareLine[],
): Promise<void> {
  let previous = last ? sha256(last.text) : BEFORE_THE_FIRST
  const texts = lines.map((line) => {
    const text = canonicalJson({ ...line, previous })
    previous = sha256(text)
    return `${text}\n`
  })
  const file = await open(path, 'a')
  try {
    if ((await file.stat()).size > (last?.end ?? 0)) await truncate(path, last?.end ?? 0)
    await file.writeFile(texts.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  if (!last) await syncFolder(dirname(path))
}

/** A new file is found after a power cut only once its folder is on disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
