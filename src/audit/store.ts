import type { Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { canonicalJson, type Json } from '../kernel/canonical.ts'

export type AuditFact = {
  readonly at: number
  readonly actor: Actor
  /** noun.verb, for instance "slot.create" */
  readonly action: string
  readonly subject: readonly [kind: string, id: number | string]
  readonly before?: Json
  readonly after?: Json
}

const actorId = (actor: Actor): number | null =>
  actor.kind === 'account' ? actor.accountId : actor.kind === 'station' || actor.kind === 'api_key' ? actor.keyId : null

/** Writes who did what, in the transaction of the change itself. Secrets are never given to it. */
export async function audit(tx: Tx, { at, actor, action, subject, before, after }: AuditFact): Promise<void> {
  await tx.q
    .insertInto('audit_entry')
    .values({
      at,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      actor_name: actor.name,
      action,
      subject_kind: subject[0],
      subject_id: String(subject[1]),
      before: before === undefined ? null : canonicalJson(before),
      after: after === undefined ? null : canonicalJson(after),
    })
    .execute()
}
