export { type AuditEntry, auditPage } from './read-store.ts'
export { type AuditFact, audit } from './store.ts'
