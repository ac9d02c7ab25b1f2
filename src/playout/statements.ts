import { demand, type Permission } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { type DomainError, notFound } from '../kernel/errors.ts'
import type { StatedOutcome } from '../kernel/terms.ts'
import { type AiringKey, parseAiringId } from '../protocol/index.ts'
import { applyChanges } from './apply.ts'
import { playoutErrors } from './errors.ts'
import { airingsNamed, type NamedAiring } from './item-store.ts'
import type { ActorBody, LedgerEntry, StatementBody } from './ledger-body.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { stationById } from './station-store.ts'

/** What a person says of one airing. `at`: its actual start, epoch ms; null: no time told. */
export type Saying = {
  readonly airingId: string
  readonly outcome: StatedOutcome
  readonly at: number | null
  readonly playedSeconds: number | null
  readonly note: string | null
  /** The file that it rests on: its SHA-256, and what in it. */
  readonly source?: { readonly source: string; readonly file: string; readonly parts: readonly string[] }
}
export type StatementKind = 'attestation' | 'import' | 'correction'

export const actorBody = (actor: Actor): ActorBody => ({
  kind: actor.kind,
  id:
    actor.kind === 'account'
      ? actor.accountId
      : actor.kind === 'station' || actor.kind === 'api_key'
        ? actor.keyId
        : null,
  name: actor.name,
})

const PERMISSION: Record<StatementKind, Permission> = {
  attestation: 'airing.attest',
  import: 'log.import',
  correction: 'airing.correct',
}
const ACTION: Record<StatementKind, string> = {
  attestation: 'airing.attest',
  import: 'airing.import',
  correction: 'airing.correct',
}

/**
 * Writes what a person states of airings, one ledger row each, all or none. A person may speak only of airings that
 * have begun, and of no moment that counts for another airing already (COUNTING.md 11).
 * @param also what else is to be written in the same transaction
 * @returns the airing_ids, in order
 * @throws DomainError forbidden, not_found, not_yet_aired, time_in_future, time_far_from_plan, same_play
 */
export async function stateAirings(
  ctx: Context,
  actor: Actor,
  kind: StatementKind,
  sayings: readonly Saying[],
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<string[]> {
  return transact(ctx.db, async (tx) => {
    const [taken] = await recordStatements(tx, ctx, actor, kind, sayings)
    if (taken) throw await samePlay(tx, ctx, taken)
    await also(tx)
    return sayings.map((saying) => saying.airingId)
  })
}

/** A statement's airing, and the one for which that moment counts. */
type Taken = { readonly airingId: string; readonly countsFor: string }

/**
 * The same without the refusal: what a file brings is kept whatever it says, and its moment counts once all the same.
 * @returns the statements whose moment counts for another airing
 */
export async function recordStatements(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  kind: StatementKind,
  sayings: readonly Saying[],
): Promise<Taken[]> {
  const now = ctx.clock.now()
  const named = sayings.map((saying) => ({ saying, key: keyOf(saying.airingId) }))
  // Stations in order of id: two people who state of the same stations never wait for each other in a circle.
  const stationIds = [...new Set(named.map(({ key }) => key.stationId))].sort((a, b) => a - b)
  for (const stationId of stationIds) demand(actor, PERMISSION[kind], { stationId })
  const airings = await airingsNamed(
    tx,
    named.map(({ key }) => key),
  )
  for (const { saying } of named) check(kind, saying, airings.get(saying.airingId), now)
  const taken: Taken[] = []
  for (const stationId of stationIds) {
    const own = named.flatMap(({ saying, key }) => {
      const airing = airings.get(saying.airingId)
      return key.stationId === stationId && airing ? [{ saying, airing }] : []
    })
    taken.push(...(await stateOfStation(tx, ctx, actor, kind, stationId, own)))
  }
  return taken
}

/** A person must decide: the two airings by their planned time and day. */
async function samePlay(tx: Tx, ctx: Context, { airingId, countsFor }: Taken): Promise<DomainError> {
  const airings = await airingsNamed(tx, [keyOf(airingId), keyOf(countsFor)])
  const called = (id: string): string => {
    const airing = airings.get(id)
    return airing ? `${ctx.zone.localTime(airing.startsAt)} ${airing.plannedOn.split('-').reverse().join('/')}` : id
  }
  const extra = { airing_id: airingId, counts_for: countsFor }
  return playoutErrors.same_play({ airing: called(airingId), other: called(countsFor) }, { extra })
}

/** @throws DomainError not_found when it is no airing_id */
export function keyOf(airingId: string): AiringKey {
  const key = parseAiringId(airingId)
  if (!key) throw notFound('airing', airingId)
  return key
}

/** What is said to have been played further than this from the plan is another day's play, or a slip of the pen. */
const NEAR_PLAN_MS = 36 * 3_600_000

function check(kind: StatementKind, saying: Saying, airing: NamedAiring | undefined, now: number): void {
  if (!airing) throw notFound('airing', saying.airingId)
  if (airing.startsAt > now && (saying.at === null || saying.at > now)) throw playoutErrors.not_yet_aired()
  if (saying.at !== null && saying.at > now) throw playoutErrors.time_in_future()
  // COUNTING.md 15: the time dates the count. Only a correction, with its reason, moves it to another day at will.
  const far = saying.at !== null && Math.abs(saying.at - airing.startsAt) > NEAR_PLAN_MS
  if (far && kind !== 'correction') throw playoutErrors.time_far_from_plan()
}

async function stateOfStation(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  kind: StatementKind,
  stationId: number,
  own: readonly { readonly saying: Saying; readonly airing: NamedAiring }[],
): Promise<Taken[]> {
  const at = ctx.clock.now()
  const station = await stationById(tx, stationId)
  const head = await lockHead(tx, stationId)
  const entries = own.map(({ saying, airing }): LedgerEntry => ({ kind, body: bodyOf(actor, saying, airing) }))
  await appendEntries(tx, station, head, at, entries)
  for (const { saying } of own) {
    const after = { outcome: saying.outcome, at: saying.at, played_seconds: saying.playedSeconds, note: saying.note }
    await audit(tx, { at, actor, action: ACTION[kind], subject: ['airing', saying.airingId], after })
  }
  const seeds = { eventIds: new Set<string>(), airings: new Set(own.map(({ airing }) => airing.id)) }
  const absorbed = await applyChanges(tx, ctx.zone, stationId, seeds, [])
  return own.flatMap(({ airing }, index) => {
    const countsFor = absorbed.get(head.position + 1 + index)
    return countsFor === undefined ? [] : [{ airingId: airing.id, countsFor }]
  })
}

const bodyOf = (actor: Actor, saying: Saying, airing: NamedAiring): StatementBody => ({
  airing: { airing_id: airing.id, starts_at: new Date(airing.startsAt).toISOString() },
  item: airing.item,
  outcome: saying.outcome,
  at: saying.at === null ? null : new Date(saying.at).toISOString(),
  played_seconds: saying.playedSeconds,
  note: saying.note,
  actor: actorBody(actor),
  ...(saying.source && {
    source: { source: saying.source.source, file: saying.source.file, event_ids: [...saying.source.parts] },
  }),
})
