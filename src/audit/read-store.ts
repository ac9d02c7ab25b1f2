import type { Selectable } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { AuditEntryTable } from '../db/tables/accounts.ts'
import { type Page, type PageQuery, pageOf } from '../kernel/paging.ts'
import { compareVietnamese } from '../kernel/text.ts'

export type AuditEntry = {
  readonly id: number
  readonly at: number
  readonly actorKind: string
  readonly actorId: number | null
  readonly actorName: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly before: unknown
  readonly after: unknown
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

const entryOf = (row: Selectable<AuditEntryTable>): AuditEntry => ({
  id: row.id,
  at: row.at,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  actorName: row.actor_name,
  action: row.action,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  before: parsed(row.before),
  after: parsed(row.after),
})

/** One page of the audit trail, newest first. @param subject narrows it to a kind of thing, or one thing */
export async function auditPage(
  reader: Reader,
  subject: { readonly kind?: string | undefined; readonly id?: string | undefined },
  page: PageQuery,
): Promise<Page<AuditEntry>> {
  const { kind, id } = subject
  let query = reader.q.selectFrom('audit_entry').selectAll()
  if (kind !== undefined) query = query.where('subject_kind', '=', kind)
  if (id !== undefined) query = query.where('subject_id', '=', id)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .offset(page.offset)
    .execute()
  return pageOf(rows.map(entryOf), page)
}

/** What is looked for in the trail; undefined: anything. Instants in epoch ms, `to` exclusive. */
export type TrailQuestion = {
  readonly person?: string | undefined
  readonly noun?: string | undefined
  readonly subjectId?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** The last entry of the page before: only older ones follow. */
  readonly before?: number | undefined
}

/**
 * The audit trail, newest first, from a cursor on: a page costs the same however far back it is.
 * @returns the entries, and the cursor of the next page where there is one
 */
export async function auditTrail(
  reader: Reader,
  question: TrailQuestion,
  limit: number,
): Promise<{ items: AuditEntry[]; next: number | null }> {
  const { person, noun, subjectId, from, to, before } = question
  let query = reader.q.selectFrom('audit_entry').selectAll()
  if (person !== undefined) query = query.where('actor_name', '=', person)
  if (noun !== undefined) query = query.where('subject_kind', '=', noun)
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (to !== undefined) query = query.where('at', '<', to)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(entryOf)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** The kinds of things and the names of those who acted that the trail knows, in order. */
export async function auditNames(reader: Reader): Promise<{ nouns: string[]; people: string[] }> {
  const nouns = await reader.q.selectFrom('audit_entry').select('subject_kind').distinct().execute()
  const people = await reader.q.selectFrom('audit_entry').select('actor_name').distinct().execute()
  return {
    nouns: nouns.map((row) => row.subject_kind).sort(),
    people: people.map((row) => row.actor_name).sort(compareVietnamese),
  }
}
