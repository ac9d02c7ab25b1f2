import type { Reader } from '../db/index.ts'

/** An emergency's episode on its way: not cleared yet. */
export type UrgentDraft = {
  readonly id: number
  readonly title: string
  readonly createdAt: number
  readonly by: string | null
}

/** Emergency episodes entered since a moment that are not cleared, the newest first. */
export async function urgentDrafts(reader: Reader, since: number): Promise<UrgentDraft[]> {
  return reader.q
    .selectFrom('episode')
    .leftJoin('account', 'account.id', 'episode.created_by')
    .select(['episode.id', 'episode.title', 'episode.created_at as createdAt', 'account.name as by'])
    .where('episode.priority', '=', 'emergency')
    .where('episode.cleared_decision_id', 'is', null)
    .where('episode.withdrawn_at', 'is', null)
    .where('episode.created_at', '>=', since)
    .orderBy('episode.id', 'desc')
    .limit(20)
    .execute()
}
