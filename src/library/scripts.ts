import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { countWords } from '../kernel/script-markup.ts'
import { type Episode, findEpisode, findEpisodeForChange } from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { carryOut, demandConfirmation } from './progress.ts'
import { normaliseScript, SCRIPT_MAX_BYTES, scriptHash } from './script-text.ts'
import {
  findRevision,
  insertRevision,
  type Revision,
  type RevisionHead,
  type RevisionSource,
  revisionHeads,
} from './scripts-store.ts'
import { reindexEpisode } from './search-store.ts'
import { settingsNow } from './settings.ts'

export type ScriptInput = {
  readonly episodeId: number
  readonly text: string
  /** The revision that the writer started from, 0 when there was none; undefined: whatever is newest. */
  readonly baseRevision: number | undefined
  /** The writer was told which airings a cleared episode will lose, and agreed. */
  readonly confirmEmpties: boolean
  readonly source: RevisionSource
  /** The name of the file it was imported from. */
  readonly fileName?: string | undefined
}

/** @throws DomainError script_too_large, script_empty */
export function acceptText(text: string): string {
  // Measured before normalising: that is what would cost time on a text without bounds.
  if (Buffer.byteLength(text) > SCRIPT_MAX_BYTES) throw libraryErrors.script_too_large({ max: SCRIPT_MAX_BYTES })
  const body = normaliseScript(text)
  if (countWords(body) === 0) throw libraryErrors.script_empty()
  return body
}

/**
 * Saves a new revision of a script. It voids approval and clearance; the same text as the newest is no new revision.
 * @returns the revision, and whether it is new
 * @throws DomainError revision_conflict with both texts, clearance_would_be_voided with the airings, episode_withdrawn
 */
export async function saveScript(
  ctx: Context,
  actor: Actor,
  input: ScriptInput,
): Promise<{ revision: Revision; saved: boolean }> {
  demand(actor, 'episode.edit')
  const body = acceptText(input.text)
  return transact(ctx.db, async (tx) => {
    const episode = await findEpisodeForChange(tx, input.episodeId)
    if (!episode) throw notFound('episode')
    if (episode.withdrawnAt !== null) throw libraryErrors.episode_withdrawn()
    const newest = await findRevision(tx, episode.id, 'newest')
    const hash = scriptHash(body)
    if (newest?.hash === hash) return { revision: newest, saved: false }
    if (input.baseRevision !== undefined && input.baseRevision !== (newest?.revision ?? 0)) throw conflict(newest, body)
    const at = ctx.clock.now()
    await demandConfirmation(tx, episode, at, input.confirmEmpties)
    const id = await insertRevision(tx, {
      episodeId: episode.id,
      revision: (newest?.revision ?? 0) + 1,
      body,
      hash,
      words: countWords(body),
      source: input.source,
      createdAt: at,
      createdBy: actor.kind === 'account' ? actor.accountId : null,
    })
    const rules = await settingsNow(ctx, tx)
    await carryOut(tx, {
      episode,
      act: 'save_revision',
      actor,
      at,
      rules,
      comment: input.fileName ?? null,
      change: { scriptRevisionId: id },
    })
    await reindexEpisode(tx, episode.id)
    const revision = await findRevision(tx, episode.id, 'newest')
    if (!revision) throw commonErrors.internal()
    return { revision, saved: true }
  })
}

const conflict = (newest: Revision | undefined, yours: string) =>
  libraryErrors.revision_conflict(
    { newest: newest?.revision ?? 0, who: newest?.author ?? '…' },
    {
      extra: {
        newest: newest ? { revision: newest.revision, hash: newest.hash, body: newest.body } : null,
        yours: { body: yours },
      },
    },
  )

/** All revisions without their text, newest first. */
export async function listScripts(ctx: Context, actor: Actor, episodeId: number): Promise<RevisionHead[]> {
  demand(actor, 'library.read')
  await demandEpisode(ctx, episodeId)
  return revisionHeads(ctx.db, episodeId)
}

/** One revision with its text. @throws DomainError not_found */
export async function getScript(ctx: Context, actor: Actor, episodeId: number, revision: number): Promise<Revision> {
  demand(actor, 'library.read')
  const found = await findRevision(ctx.db, episodeId, revision)
  if (!found) throw notFound('revision')
  return found
}

async function demandEpisode(ctx: Context, id: number): Promise<Episode> {
  const episode = await findEpisode(ctx.db, id)
  if (!episode) throw notFound('episode')
  return episode
}
