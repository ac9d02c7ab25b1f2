import { z } from 'zod'
import { sha256 } from '../kernel/canonical.ts'
import { type AsRunEvent, asRunEvent } from '../protocol/index.ts'

/*
 * A line of a journal: {"sum":"16 hex digits","row":{…}}, the sum over the row's text as it stands. So a torn or rotten
 * line is recognised wherever it stands, and the file is still NDJSON that any tool reads.
 */
const HEAD = '{"sum":"'
const MIDDLE = '","row":'
const SUM = 16

const sumOf = (text: string): string => sha256(text).slice(0, SUM)
export const journalLine = (row: JournalHead | AsRunEvent): string => {
  const text = JSON.stringify(row)
  return `${HEAD}${sumOf(text)}${MIDDLE}${text}}\n`
}

export const journalHead = z.object({ journal_id: z.string(), device_id: z.string(), created_at: z.string() })
export type JournalHead = z.output<typeof journalHead>

/** The row's text if the line is whole. */
function rowText(line: string): string | null {
  const from = HEAD.length + SUM + MIDDLE.length
  if (!line.startsWith(HEAD) || !line.endsWith('}') || line.slice(HEAD.length + SUM, from) !== MIDDLE) return null
  const text = line.slice(from, -1)
  return line.slice(HEAD.length, HEAD.length + SUM) === sumOf(text) ? text : null
}

export type ReadJournal = {
  readonly head: JournalHead | null
  /** In order of their numbers. */
  readonly events: readonly AsRunEvent[]
  /** Lines that are not what was written: nothing may be appended to this file any more. */
  readonly damaged: readonly string[]
}

/** Reads a whole journal; what is damaged is passed over and told. */
export function readJournal(text: string): ReadJournal {
  const lines = text.split('\n')
  // What stands behind the last line end was never finished.
  const torn = lines.pop() ?? ''
  const damaged = torn === '' ? [] : [torn]
  const events = new Map<number, AsRunEvent>()
  let head: JournalHead | null = null
  for (const line of lines) {
    if (line === '') continue
    const row = rowText(line)
    const value: unknown = row === null ? null : JSON.parse(row)
    const event = asRunEvent.safeParse(value)
    const begin = journalHead.safeParse(value)
    if (event.success) events.set(event.data.seq, event.data)
    else if (begin.success) head ??= begin.data
    else damaged.push(line)
  }
  return { head, events: [...events.values()].sort((a, b) => a.seq - b.seq), damaged }
}

/** Airings that a damaged line speaks of, as far as it can be read: they may have been started. */
export const airingsIn = (damaged: readonly string[]): string[] => [
  ...new Set(
    damaged.flatMap((line) => [...line.matchAll(/"airing_id":"([\w-]{1,100})"/g)].map((found) => found[1] ?? '')),
  ),
]
