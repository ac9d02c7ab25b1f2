import { z } from 'zod'

/**
 * What a process tells the others that work on the same database, once it is committed, so that they forget what they
 * keep in memory and pass live events on. Nothing depends on it being heard: who missed some is told so (`onGap`).
 */
export type News =
  /** Playlists of these stations have a new version; null: of any. */
  | { readonly about: 'playlists'; readonly stationIds: readonly number[] | null }
  /** Stations were added or changed. */
  | { readonly about: 'stations' }
  /** Live events with these ids, both included, were written. */
  | { readonly about: 'live'; readonly from: number; readonly to: number }
  /** The days of these stations look different. */
  | { readonly about: 'wall'; readonly stationIds: readonly number[] | null }
  /** A key or session, by its hash, is valid no more. */
  | { readonly about: 'key'; readonly hash: string }
  /** What an account may do, or which sessions it has, has changed. */
  | { readonly about: 'account'; readonly accountId: number }
  /** A rule by which everybody's sessions are judged has changed. */
  | { readonly about: 'everybody' }
  /** Recordings wait to be worked on. */
  | { readonly about: 'recordings' }

const ids = z.array(z.number().int()).nullable()
const letter = z.object({
  from: z.string(),
  news: z.array(
    z.discriminatedUnion('about', [
      z.object({ about: z.literal('playlists'), stationIds: ids }),
      z.object({ about: z.literal('stations') }),
      z.object({ about: z.literal('live'), from: z.number().int(), to: z.number().int() }),
      z.object({ about: z.literal('wall'), stationIds: ids }),
      z.object({ about: z.literal('key'), hash: z.string() }),
      z.object({ about: z.literal('account'), accountId: z.number().int() }),
      z.object({ about: z.literal('everybody') }),
      z.object({ about: z.literal('recordings') }),
    ]),
  ),
})

export const CHANNEL = 'songque'
/** Postgres takes less than 8000 bytes in one notification. */
const LETTER_BYTES = 7_500

/** A list too long for a letter becomes "any". */
const shortened = (news: News): News =>
  'stationIds' in news && JSON.stringify(news).length > LETTER_BYTES / 2 ? { ...news, stationIds: null } : news

/** News as the texts of notifications, as few as they fit into. The same news is told once. */
export function lettersOf(from: string, told: readonly News[]): string[] {
  const letters: string[] = []
  let news: News[] = []
  let length = 100
  const close = (): void => {
    if (news.length > 0) letters.push(JSON.stringify({ from, news }))
    news = []
    length = 100
  }
  const seen = new Set<string>()
  for (const one of told.map(shortened)) {
    const text = JSON.stringify(one)
    if (seen.has(text)) continue
    seen.add(text)
    if (length + text.length > LETTER_BYTES) close()
    news.push(one)
    length += text.length + 1
  }
  close()
  return letters
}

/** @returns who wrote it, and the news; null when it is none of ours (another program, an older version) */
export function readLetter(text: string): { readonly from: string; readonly news: readonly News[] } | null {
  try {
    const read = letter.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
