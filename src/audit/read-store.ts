import type { Reader } from '../db/index.ts'
import { type Page, type PageQuery, pageOf } from '../kernel/paging.ts'

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
  const entries = rows.map((row) => ({
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
  }))
  return pageOf(entries, page)
}
