import type { AnalysisFacts, Finding } from '../../audio/index.ts'
import { bit, type Reader, type Tx } from '../../db/index.ts'
import type { RenditionFile } from './store.ts'

/** Work that one process holds: nobody else touches the row until `leaseUntil`. */
export type Claim = { readonly id: number; readonly attempts: number; readonly owner: string }

/**
 * Takes the oldest recording that waits, or whose worker was lost, and holds it.
 * A waiting row with a lease is one that was put back for a while after a failure.
 */
export async function claimRecording(tx: Tx, owner: string, now: number, leaseMs: number): Promise<Claim | null> {
  const open = tx.q
    .selectFrom('recording')
    .where('state', 'in', ['waiting', 'working'])
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .orderBy('id')
    .limit(1)
    .select(['id', 'attempts'])
  const found = await (tx.dialect === 'postgres' ? open.forUpdate().skipLocked() : open).executeTakeFirst()
  if (!found) return null
  const attempts = found.attempts + 1
  await tx.q
    .updateTable('recording')
    .set({ state: 'working', step: 'probing', progress: 0, attempts, lease_owner: owner, lease_until: now + leaseMs })
    .where('id', '=', found.id)
    .execute()
  return { id: found.id, attempts, owner }
}

const held = (tx: Tx, claim: Claim) =>
  tx.q
    .updateTable('recording')
    .where('id', '=', claim.id)
    .where('lease_owner', '=', claim.owner)
    .where('state', '=', 'working')

/**
 * Holds the row for longer and tells how far the work is.
 * @returns "lost" when another worker has it by now, "cancel" when a person asked to stop
 */
export async function renewLease(
  tx: Tx,
  claim: Claim,
  at: { step: string; progress: number; leaseUntil: number },
): Promise<'held' | 'lost' | 'cancel'> {
  const row = await held(tx, claim)
    .set({ step: at.step, progress: at.progress, lease_until: at.leaseUntil })
    .returning('cancel_requested')
    .executeTakeFirst()
  return row === undefined ? 'lost' : row.cancel_requested === 1 ? 'cancel' : 'held'
}

/**
 * Puts the row back.
 * @param back `attempts` is what is to be counted; `notBefore` delays the next try (ms since the epoch); `error` tells
 *   people meanwhile why it waits again
 */
export async function releaseRecording(
  tx: Tx,
  claim: Claim,
  back: { attempts: number; notBefore: number | null; error?: Ending['error'] },
): Promise<void> {
  await held(tx, claim)
    .set({
      state: 'waiting',
      step: null,
      progress: 0,
      attempts: back.attempts,
      lease_owner: null,
      lease_until: back.notBefore,
      ...errorColumns(back.error ?? null),
    })
    .execute()
}

export type Ending = {
  readonly state: 'refused' | 'failed' | 'cancelled'
  readonly at: number
  readonly error: { readonly code: string; readonly vi: string; readonly en: string } | null
}

const errorColumns = (error: Ending['error']) => ({
  error_code: error?.code ?? null,
  error_detail: error ? JSON.stringify({ vi: error.vi, en: error.en }) : null,
})

/** Ends the work without a result. @returns false when the row is no longer ours */
export async function endRecording(tx: Tx, claim: Claim, { state, at, error }: Ending): Promise<boolean> {
  const row = await held(tx, claim)
    .set({
      state,
      step: null,
      lease_owner: null,
      lease_until: null,
      cancel_requested: 0,
      ...errorColumns(error),
      finished_at: at,
    })
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export type Result = {
  readonly facts: AnalysisFacts
  readonly findings: readonly Finding[]
  readonly peaksSha256: string
  readonly renditions: readonly RenditionFile[]
}

/** Writes the result down: analysis, findings, renditions. @returns false when the row is no longer ours */
export async function finishRecording(tx: Tx, claim: Claim, result: Result, at: number): Promise<boolean> {
  const row = await held(tx, claim)
    .set({
      state: 'ready',
      step: null,
      progress: 1,
      lease_owner: null,
      lease_until: null,
      cancel_requested: 0,
      error_code: null,
      error_detail: null,
      duration_seconds: result.facts.durationSeconds,
      analysis: JSON.stringify(result.facts),
      findings: JSON.stringify(result.findings),
      peaks_sha256: result.peaksSha256,
      finished_at: at,
    })
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  await tx.q.deleteFrom('rendition').where('recording_id', '=', claim.id).execute()
  for (const file of result.renditions) {
    await tx.q
      .insertInto('rendition')
      .values({
        recording_id: claim.id,
        format: file.format,
        sha256: file.sha256,
        bytes: file.bytes,
        duration_seconds: file.durationSeconds,
        integrated_lufs: file.integratedLufs,
        true_peak_dbtp: file.truePeakDbtp,
        loudness_range_lu: file.loudnessRangeLu,
        gain_db: file.gainDb,
        limited: bit(file.limited),
        bitrate_kbps: file.bitrateKbps,
      })
      .execute()
  }
  return true
}

/** Frees what a dead process of this kind held: on SQLite there is only one server, so every lease is a dead one's. */
export async function freeDeadLeases(tx: Tx): Promise<number> {
  if (tx.dialect !== 'sqlite') return 0
  const done = await tx.q
    .updateTable('recording')
    .set({ lease_until: null })
    .where('state', '=', 'working')
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** A person's wish to stop. @returns whether there was work to stop */
export async function askToCancel(tx: Tx, id: number, at: number): Promise<boolean> {
  const waiting = await tx.q
    .updateTable('recording')
    .set({ state: 'cancelled', finished_at: at, lease_until: null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  if (waiting) return true
  const working = await tx.q
    .updateTable('recording')
    .set({ cancel_requested: 1 })
    .where('id', '=', id)
    .where('state', '=', 'working')
    .returning('id')
    .executeTakeFirst()
  return working !== undefined
}

/** Puts a failed or cancelled recording to work again, as if it were new. @returns whether it was one */
export async function putBackToWork(tx: Tx, id: number): Promise<boolean> {
  const row = await tx.q
    .updateTable('recording')
    .set({
      state: 'waiting',
      attempts: 0,
      progress: 0,
      error_code: null,
      error_detail: null,
      finished_at: null,
      lease_until: null,
      cancel_requested: 0,
    })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether anything waits that could be claimed now. */
export async function hasWork(reader: Reader, now: number): Promise<boolean> {
  const row = await reader.q
    .selectFrom('recording')
    .where('state', 'in', ['waiting', 'working'])
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
