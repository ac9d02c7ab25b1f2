import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { countWords } from '../kernel/script-markup.ts'
import { insertDecision } from './decisions-store.ts'
import { insertEpisode, moveEpisode, nextNumber } from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { scriptHash } from './script-text.ts'
import { acceptText } from './scripts.ts'
import { insertRevision } from './scripts-store.ts'
import { reindexEpisode } from './search-store.ts'
import { demandSegment } from './segments.ts'
import { lockSegment } from './segments-store.ts'

export type UrgentEpisode = {
  /** Code of the segment that it is entered in. */
  readonly segment: string
  readonly title: string
  /** What is said, at least in substance: nobody clears sound without knowing what it says. */
  readonly text: string
}

/**
 * Enters an emergency's episode with its text, submitted, in one step: what remains is the recording and the two words
 * of an approver (decisions.ts). Nothing of it goes out before that.
 * @returns the episode's id
 * @throws DomainError not_found (segment), segment_withdrawn, script_empty, script_too_large
 */
export async function prepareUrgent(ctx: Context, actor: Actor, input: UrgentEpisode): Promise<number> {
  demand(actor, 'emergency.prepare')
  const body = acceptText(input.text)
  return transact(ctx.db, async (tx) => {
    const segment = await demandSegment(tx, input.segment)
    if (segment.withdrawn) throw libraryErrors.segment_withdrawn({ name: segment.name })
    await lockSegment(tx, segment.id)
    const at = ctx.clock.now()
    const year = Number(ctx.zone.localDate(at).slice(0, 4))
    const accountId = actor.kind === 'account' ? actor.accountId : null
    const fields = {
      number: await nextNumber(tx, segment.id, year),
      year,
      title: input.title,
      field: null,
      // Of no day: the standing slots of the segment must never take it for the week's edition.
      airDate: null,
      priority: 'emergency' as const,
      tags: [],
      legalReferences: [],
    }
    const id = await insertEpisode(tx, segment.id, fields, { at, accountId })
    if (id === undefined) throw libraryErrors.episode_number_taken({ number: fields.number, year })
    const hash = scriptHash(body)
    const revisionId = await insertRevision(tx, {
      ...{ episodeId: id, revision: 1, body, hash, words: countWords(body) },
      ...{ source: 'typed', createdAt: at, createdBy: accountId },
    })
    await insertDecision(tx, {
      ...{ episodeId: id, kind: 'submitted', scriptRevisionId: revisionId, scriptHash: hash },
      ...{ recordingId: null, audioHash: null, comment: null, actor, at },
    })
    await moveEpisode(tx, id, { scriptRevisionId: revisionId, scriptState: 'submitted' })
    await reindexEpisode(tx, id)
    await audit(tx, { at, actor, action: 'episode.prepare_urgent', subject: ['episode', id], after: { ...fields } })
    return id
  })
}
