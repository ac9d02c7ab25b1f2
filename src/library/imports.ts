import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { readBounded } from './body-limits.ts'
import { findEpisode } from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { readDocx } from './import/docx.ts'
import { fileKind, readPlainText } from './import/plain-text.ts'
import { saveScript } from './scripts.ts'
import type { Revision } from './scripts-store.ts'

/** A script's file as it travels: 10 MiB. */
export const IMPORT_MAX_BYTES = 10 * 1_048_576

export type ImportInput = {
  readonly episodeId: number
  readonly name: string
  readonly body: ReadableStream<Uint8Array> | null
  readonly baseRevision: number | undefined
  readonly confirmEmpties: boolean
}

/**
 * Saves the text of a Word or plain text file as a new revision. The file is read within its limit, and what it is is
 * told by its bytes, not by its name.
 * @throws DomainError script_file_*, script_encoding_unknown, script_too_large and all that saving a script may refuse
 */
export async function importScript(
  ctx: Context,
  actor: Actor,
  input: ImportInput,
): Promise<{ revision: Revision; saved: boolean }> {
  const { episodeId, name, baseRevision, confirmEmpties } = input
  const { text, kind } = await readScriptFile(ctx, actor, input)
  return saveScript(ctx, actor, { episodeId, text, baseRevision, confirmEmpties, source: kind, fileName: name })
}

/**
 * The text of a Word or plain text file, not saved: for the editor, where a person looks it over first.
 * @throws DomainError script_file_*, script_encoding_unknown; not_found, forbidden
 */
export async function readScriptFile(
  ctx: Context,
  actor: Actor,
  input: Pick<ImportInput, 'episodeId' | 'body'>,
): Promise<{ text: string; kind: 'docx' | 'text' }> {
  demand(actor, 'episode.edit')
  if (!(await findEpisode(ctx.db, input.episodeId))) throw notFound('episode')
  const bytes = await readBounded(input.body, IMPORT_MAX_BYTES)
  if (!bytes) throw libraryErrors.script_file_too_large({ max: IMPORT_MAX_BYTES })
  const kind = fileKind(bytes)
  if (kind === 'old_word') throw libraryErrors.script_file_old_word()
  if (kind === 'unknown') throw libraryErrors.script_file_unknown()
  return { text: kind === 'docx' ? await readDocx(bytes) : readPlainText(bytes), kind }
}
