import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Tx, transact } from '../../db/index.ts'
import type { Lang } from '../../http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { sha256 } from '../../kernel/canonical.ts'
import type { DomainError } from '../../kernel/errors.ts'
import { type AsRunEvent, type EventAnswer, parseAiringId } from '../../protocol/index.ts'
import { airingByKey } from '../../schedule/index.ts'
import { applyChanges } from '../apply.ts'
import { timeOfEvent } from '../clock.ts'
import { playoutErrors } from '../errors.ts'
import { plannedAiring } from '../facts.ts'
import { airingsNamed, itemPlayed, itemsByHash, type NamedAiring } from '../item-store.ts'
import { type Judged, judgeEvents } from '../judge.ts'
import type { LedgerStation } from '../ledger.ts'
import type { ItemBody, LedgerEntry } from '../ledger-body.ts'
import { appendEntries, lockHead } from '../ledger-store.ts'
import { actorBody } from '../statements.ts'
import { importsOfAiring, insertImported, keepFile, knownImports } from './store.ts'
import { type ImportedPlay, importedPlay, importedWord } from './word.ts'

/** A file of events that somebody brought. */
export type ImportFile = {
  /** Where it comes from: "bundle:ID". */
  readonly source: string
  /** The whole file, as it is kept. */
  readonly body: string
  readonly deviceId: string
  /** As they came; each is judged for itself. */
  readonly events: readonly unknown[]
}
export type ImportAnswer = {
  readonly events: readonly EventAnswer[]
  /** The airings of which something new was said, with what all files together say of them. */
  readonly airings: readonly { readonly airing_id: string; readonly outcome: 'aired' | 'partial' | 'missed' }[]
}

type Taken = { readonly judged: Judged; readonly airing: NamedAiring; readonly item: ItemBody; readonly at: number }
type Verdict = { readonly status: EventAnswer['status']; readonly error?: DomainError }

/**
 * Takes a file of events as evidence of grade "imported" (COUNTING.md 13): one statement in the ledger for each airing of
 * which it says something new. What was known before is told as duplicate and changes nothing; what cannot be taken is
 * named. Everything is one transaction, and the file is kept.
 * @throws DomainError forbidden
 */
export async function importEvents(
  ctx: Context,
  actor: Actor,
  station: LedgerStation,
  file: ImportFile,
  lang: Lang,
): Promise<ImportAnswer> {
  demand(actor, 'bundle.report', { stationId: station.id })
  const judged = judgeEvents(file.events)
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now()
    const head = await lockHead(tx, station.id)
    const { verdicts, taken } = await sift(tx, station, judged, now)
    const hash = sha256(file.body)
    const kept = { stationId: station.id, source: file.source, sha256: hash, body: file.body, at: now, by: actor.name }
    const fileId = await keepFile(tx, kept)
    const plays = taken.map((one) => ({ one, play: playOf(file.deviceId, one) }))
    await insertImported(
      tx,
      station.id,
      fileId,
      plays.map(({ one, play }) => ({
        eventId: play.event_id,
        contentHash: one.judged.contentHash,
        airingId: play.airing_id,
        body: JSON.stringify(play),
      })),
    )
    const said = await statementsOf(tx, actor, station, taken, { source: file.source, file: hash })
    await appendEntries(
      tx,
      station,
      head,
      now,
      said.map(({ entry }) => entry),
    )
    if (said.length > 0) {
      const after = { source: file.source, file: hash, airings: said.map(({ airing }) => airing.id) }
      await audit(tx, { at: now, actor, action: 'airing.import', subject: ['station', station.code], after })
      const seeds = { eventIds: new Set<string>(), airings: new Set(said.map(({ airing }) => airing.id)) }
      await applyChanges(tx, ctx.zone, station.id, seeds, [])
    }
    return {
      events: judged.map((one) => line(one, verdicts[one.index], lang)),
      airings: said.map(({ airing, outcome }) => ({ airing_id: airing.id, outcome })),
    }
  })
}

const line = (one: Judged, verdict: Verdict | undefined, lang: Lang): EventAnswer => ({
  event_id: one.eventId,
  status: verdict?.status ?? 'rejected',
  ...(verdict?.error ? { code: verdict.error.code, message: verdict.error[lang] } : {}),
})

/** What is new, what is known, and what cannot be taken with the reason why. */
async function sift(tx: Tx, station: LedgerStation, judged: readonly Judged[], now: number) {
  const verdicts: Verdict[] = []
  const taken: Taken[] = []
  const events = judged.flatMap(({ event }) => event ?? [])
  const ids = events.map((event) => event.event_id)
  const known = await knownImports(tx, station.id, ids)
  const keys = events.flatMap((event) => ownKey(event, station.id) ?? [])
  const airings = await airingsNamed(tx, keys)
  const items = await itemsByHash(tx, [...new Set(events.flatMap((event) => event.sha256 ?? []))])
  for (const one of judged) {
    const { event } = one
    const hash = event ? known.get(event.event_id) : undefined
    if (!event) verdicts[one.index] = refused(playoutErrors.invalid_event({ why: one.fault.vi }))
    else if (hash !== undefined) {
      verdicts[one.index] = hash === one.contentHash ? { status: 'duplicate' } : refused(playoutErrors.event_conflict())
    } else {
      known.set(event.event_id, one.contentHash)
      const airing = airings.get(event.airing_id ?? '')
      const at = airing ? timeOf(event, airing, events, now) : null
      const item = itemPlayed(items.get(event.sha256 ?? ''), event.sha256, airing ?? null, at)
      const fault = faultOf(airing, item, at)
      verdicts[one.index] = fault ? refused(fault) : { status: 'accepted' }
      if (!fault && airing && item && at !== null) taken.push({ judged: one, airing, item, at })
    }
  }
  return { verdicts, taken }
}

const refused = (error: DomainError): Verdict => ({ status: 'rejected', error })

const ownKey = (event: AsRunEvent, stationId: number) => {
  const key = event.airing_id === undefined ? null : parseAiringId(event.airing_id)
  return key?.stationId === stationId ? key : null
}

function faultOf(airing: NamedAiring | undefined, item: ItemBody | null, at: number | null): DomainError | null {
  if (!airing) return playoutErrors.import_unknown_airing()
  if (!item) return playoutErrors.import_unknown_audio()
  if (item.segment_id !== airing.item.segment_id) return playoutErrors.import_other_segment()
  return at === null ? playoutErrors.import_clock_unknown() : null
}

/** COUNTING.md 7, for a clock that nobody has measured. A clock somewhat ahead cannot have played in the future. */
function timeOf(event: AsRunEvent, airing: NamedAiring, all: readonly AsRunEvent[], now: number): number | null {
  const sending = { receivedAt: now, bootId: '', sentMonoMs: 0, bootBases: new Map<string, number>() }
  const near = (one: AsRunEvent): number => Math.abs(Date.parse(one.at) - airing.startsAt)
  const told = { bootId: '', monoMs: undefined, toldAt: Date.parse(event.at), airing }
  const { at } = timeOfEvent(told, sending, () => {
    // What stands beside it in the file under the same airing is as doubtful as it is.
    const others = all.filter((one) => one.airing_id !== event.airing_id && Number.isFinite(near(one)))
    const times = (side: (seq: number) => boolean) =>
      others.filter(({ seq }) => side(seq)).map(({ at }) => Date.parse(at))
    const before = times((seq) => seq < event.seq)
    const after = times((seq) => seq > event.seq)
    return {
      before: before.length > 0 ? Math.max(...before) : null,
      after: after.length > 0 ? Math.min(...after) : null,
    }
  })
  return at === null ? null : Math.min(at, now)
}

const playOf = (deviceId: string, { judged: { event }, airing, item, at }: Taken): ImportedPlay => {
  if (!event) throw new Error('an event that was taken was read')
  return {
    event_id: event.event_id,
    device_id: deviceId,
    kind: event.kind,
    airing_id: airing.id,
    segment_id: item.segment_id,
    episode_id: item.episode_id,
    sha256: event.sha256 ?? null,
    duration_seconds: item.duration_seconds ?? 0,
    withdrawn: item.withdrawn,
    at,
    played_seconds: event.played_seconds ?? null,
    detail: event.detail ?? null,
  }
}

/** One statement for each airing that the file says something new of, from all that was ever imported of it. */
async function statementsOf(
  tx: Tx,
  actor: Actor,
  station: LedgerStation,
  taken: readonly Taken[],
  source: { readonly source: string; readonly file: string },
) {
  const said: {
    readonly airing: NamedAiring
    readonly outcome: 'aired' | 'partial' | 'missed'
    readonly entry: LedgerEntry
  }[] = []
  for (const [id, { airing, item }] of new Map(taken.map((one) => [one.airing.id, one]))) {
    const planned = await airingByKey(tx, airing.key)
    const plays = (await importsOfAiring(tx, station.id, id)).map((body) => importedPlay.parse(JSON.parse(body)))
    const word = planned && importedWord(plannedAiring(planned), plays)
    if (!word) continue
    const entry: LedgerEntry = {
      kind: 'import',
      body: {
        airing: { airing_id: id, starts_at: new Date(airing.startsAt).toISOString() },
        item: { ...item, withdrawn: word.withdrawn },
        outcome: word.outcome,
        at: word.at === null ? null : new Date(word.at).toISOString(),
        played_seconds: word.playedSeconds,
        note: word.note,
        actor: actorBody(actor),
        source: { ...source, event_ids: plays.map((play) => play.event_id) },
      },
    }
    said.push({ airing, outcome: word.outcome, entry })
  }
  return said
}
