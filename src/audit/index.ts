export { type Change, changesOf } from './changes.ts'
export { type AuditEntry, auditNames, auditPage, auditTrail, type TrailQuestion } from './read-store.ts'
export { type AuditFact, audit } from './store.ts'
