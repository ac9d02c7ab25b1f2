import { audit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors, type DomainError } from '../kernel/errors.ts'
import { isoUtc } from '../kernel/time.ts'
import { comingAirings } from './coming-airings-store.ts'
import { audioHashOf, insertDecision } from './decisions-store.ts'
import { type Episode, findEpisodeForChange, moveEpisode, type StandingChange } from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { revisionHash } from './scripts-store.ts'
import { type Act, decide, type Refusal, type Rules, type Standing } from './workflow.ts'

export const standingOf = (episode: Episode): Standing => ({
  script: episode.scriptState,
  recordingReady: episode.recordingReady,
  cleared: episode.clearedDecisionId !== null,
  withdrawn: episode.withdrawnAt !== null,
})

export const refusalError = (code: Refusal): DomainError =>
  code === 'forbidden' ? commonErrors.forbidden() : libraryErrors[code]()

export type Step = {
  readonly episode: Episode
  readonly act: Act
  readonly actor: Actor
  readonly at: number
  readonly rules: Rules
  readonly comment: string | null
  /** What changes besides: the new revision or the new recording in use. */
  readonly change?: StandingChange
}

/**
 * Carries out one act of the workflow: its decisions with the hashes they bind to, the new standing, the audit row,
 * and the word to the slices above. The episode must be locked.
 * @throws DomainError what the workflow refuses
 */
export async function carryOut(tx: Tx, { episode, act, actor, at, rules, comment, change }: Step): Promise<void> {
  const before = standingOf(episode)
  const outcome = decide(before, act, actor, rules)
  if (!outcome.ok) throw refusalError(outcome.code)
  const { scriptRevisionId, recordingId } = episode
  const scriptHash = scriptRevisionId === null ? null : ((await revisionHash(tx, scriptRevisionId)) ?? null)
  const audioHash = recordingId === null ? null : ((await audioHashOf(tx, recordingId)) ?? null)
  // A clearance binds both hashes; a recording that is ready without an MP3 must never pass.
  if (act === 'clear' && (scriptHash === null || audioHash === null)) throw libraryErrors.recording_not_ready()

  let lastId = 0
  for (const kind of outcome.decisions) {
    const told = kind === 'clearance_voided' || kind === 'approval_voided' ? (comment ?? act) : comment
    lastId = await insertDecision(tx, {
      episodeId: episode.id,
      kind,
      scriptRevisionId,
      scriptHash,
      recordingId,
      audioHash,
      comment: told,
      actor,
      at,
    })
  }
  await moveEpisode(tx, episode.id, {
    ...change,
    scriptState: outcome.script,
    ...(outcome.cleared === before.cleared ? {} : { cleared: outcome.cleared ? { decisionId: lastId, at } : null }),
    ...(outcome.withdrawn ? { withdrawn: { at, reason: comment ?? '' } } : {}),
  })
  const { ok: _, decisions, ...after } = outcome
  await audit(tx, {
    at,
    actor,
    action: `episode.${act}`,
    subject: ['episode', episode.id],
    before,
    after: { ...after, decisions, comment, ...change },
  })
  if (outcome.cleared !== before.cleared || outcome.withdrawn) {
    await tx.emit({ type: 'clearance_changed', episodeId: episode.id, segmentId: episode.segmentId })
  }
}

/**
 * Asks before an act that takes a cleared episode off the air.
 * @throws DomainError clearance_would_be_voided with `airings`, the coming ones that would be emptied (the first 200)
 */
export async function demandConfirmation(tx: Tx, episode: Episode, now: number, confirmed: boolean): Promise<void> {
  if (confirmed || episode.clearedDecisionId === null) return
  const { count, first } = await comingAirings(tx, episode.id, now)
  const airings = first.map(({ stationCode, stationName, startsAt }) => ({
    station: stationCode,
    station_name: stationName,
    starts_at: isoUtc(startsAt),
  }))
  throw libraryErrors.clearance_would_be_voided({ count }, { extra: { count, airings } })
}

/**
 * Makes a recording the one in use; a clearance of another recording is voided. For the recordings' own code, in its
 * transaction; `actor` is who uploaded, or the system.
 * @returns false, with nothing changed, when the episode is withdrawn or unknown
 */
export async function putRecordingInUse(
  tx: Tx,
  { episodeId, recordingId, actor, at }: { episodeId: number; recordingId: number; actor: Actor; at: number },
): Promise<boolean> {
  const episode = await findEpisodeForChange(tx, episodeId)
  if (!episode || episode.withdrawnAt !== null) return false
  if (episode.recordingId === recordingId) return true
  // The rules of approval have no say in which recording is used.
  const rules = { contentApproval: false }
  await carryOut(tx, { episode, act: 'use_recording', actor, at, rules, comment: null, change: { recordingId } })
  return true
}
