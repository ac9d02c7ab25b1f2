import type { Reader } from '../../db/index.ts'
import type { Zone } from '../../kernel/time.ts'
import { type EpisodeBrief, episodesById } from '../../library/index.ts'
import {
  type AiringRow,
  airingIdOf,
  airingRow,
  type BehindRow,
  playRow,
  quarantinedRow,
  totalRow,
} from '../behind-row.ts'
import type { Scope } from '../facts-store.ts'
import { type AiringRef, airingsOf, type Play, playsOf, refText } from '../listing-store.ts'
import type { Names } from '../names.ts'
import { rowJson } from '../present.ts'
import { quarantinedEvents } from '../quarantine-store.ts'
import { type LeftOut, type ReportedTotal, weighTotals } from '../rules.ts'
import { reportedTotals } from '../totals-store.ts'
import { type CountedFact, factsByRow } from './facts-by-row-store.ts'
import { bySubject, type FrozenRow } from './frozen-row.ts'

/** What is read: whose, when, and how it is called. `now` in epoch ms. */
export type Reading = {
  readonly reader: Reader
  readonly zone: Zone
  readonly scope: Scope
  readonly names: Names
  readonly now: number
}

/** Where the ledger positions of a row are found; null: the row knows them already. */
export type LedgerSource =
  | { readonly what: 'airing'; readonly ref: AiringRef; readonly airing: AiringRow }
  | { readonly what: 'play'; readonly play: Play }
  | null
/** A row as it stands now; its positions are filled in where they are wanted (`withPositions`). */
export type CurrentRow = { readonly row: FrozenRow; readonly source: LedgerSource }
export type CurrentRows = {
  /** By station, then by subject. */
  readonly rows: readonly CurrentRow[]
  readonly countedTotals: readonly ReportedTotal[]
  readonly notIncluded: readonly LeftOut[]
}

type Bare = {
  readonly subject: string
  readonly behind: BehindRow
  readonly fact: Pick<CountedFact, 'programme' | 'counts'>
  readonly episodes: { readonly planned: number | null; readonly played: number | null }
  readonly source: LedgerSource
}

/** Every row that counts at some stations, as it stands now. */
export async function currentRows(reading: Reading, stationIds: readonly number[]): Promise<CurrentRows> {
  const { reader, zone, names, now } = reading
  const scope = { ...reading.scope, stationIds }
  const facts = await factsByRow(reader, scope, zone, now)
  const quarantined = await quarantinedEvents(reader, scope, zone)
  const weighed = weighTotals(await reportedTotals(reader, scope), scope)
  const bare = [
    ...(await airingRows(reading, facts)),
    ...(await playRows(reading, facts)),
    ...quarantined.map((event): Bare => {
      const subject = `quarantined:${event.stationId}:${event.position}`
      const fact = { programme: 'episode' as const, counts: { quarantined: 1 } }
      const episodes = { planned: null, played: event.episodeId }
      return { subject, behind: quarantinedRow(event, names), fact, episodes, source: null }
    }),
    // Of premieres or repeats alone a total tells nothing (COUNTING.md 14).
    ...(scope.premiere === undefined ? weighed.counted : []).map((total): Bare => {
      const fact = { programme: 'episode' as const, counts: { total: total.n } }
      const subject = `total:${total.stationId}:${total.position}`
      return { subject, behind: totalRow(total, names), fact, episodes: NO_EPISODES, source: null }
    }),
  ]
  const briefs = await episodesById(reader, [...new Set(bare.flatMap(({ behind }) => behind.episodeId ?? []))])
  const rows = bare.map((one) => ({ row: frozen(one, names, briefs), source: one.source }))
  return { rows: rows.sort(inOrder), countedTotals: weighed.counted, notIncluded: weighed.notIncluded }
}

const NO_EPISODES = { planned: null, played: null }
const inOrder = (a: CurrentRow, b: CurrentRow): number =>
  a.row.ids.station - b.row.ids.station || bySubject(a.row, b.row)

function frozen(
  { subject, behind, fact, episodes }: Bare,
  names: Names,
  briefs: ReadonlyMap<number, EpisodeBrief>,
): FrozenRow {
  return {
    ...rowJson(behind, names, briefs),
    subject,
    programme: fact.programme,
    ids: {
      station: behind.stationId,
      unit: behind.unitId,
      segment: behind.segmentId ?? 0,
      planned_episode: episodes.planned,
      played_episode: episodes.played,
    },
    counts: fact.counts,
  }
}

async function airingRows({ reader, now }: Reading, facts: readonly CountedFact[]): Promise<Bare[]> {
  const own = facts.flatMap((fact) => (fact.ref.what === 'airing' ? [{ ...fact, ref: fact.ref }] : []))
  const airings = await airingsOf(
    reader,
    own.map((fact) => fact.ref),
  )
  return own.flatMap(({ ref, ...fact }): Bare[] => {
    const airing = airings.get(refText(ref.slotId, ref.stationId, ref.onDate, ref.ordinal))
    if (!airing) return []
    return [
      {
        subject: `airing:${airingIdOf(airing)}`,
        behind: airingRow(airing, [], now),
        fact,
        episodes: { planned: airing.episode_id, played: airing.aired_episode_id ?? airing.episode_id },
        source: { what: 'airing', ref, airing },
      },
    ]
  })
}

async function playRows({ reader }: Reading, facts: readonly CountedFact[]): Promise<Bare[]> {
  const own = facts.flatMap((fact) => (fact.ref.what === 'play' ? [{ ...fact, ref: fact.ref }] : []))
  const plays = await playsOf(
    reader,
    own.map((fact) => fact.ref),
  )
  return own.flatMap(({ ref, ...fact }): Bare[] => {
    const play = plays.get(`${ref.stationId}|${ref.playKey}`)
    if (!play) return []
    const episodes = { planned: null, played: play.episode_id }
    const subject = `play:${ref.stationId}:${ref.playKey}`
    return [{ subject, behind: playRow(play, []), fact, episodes, source: { what: 'play', play } }]
  })
}
