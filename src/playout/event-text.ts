import { canonicalWriter } from '../kernel/canonical.ts'
import type { AsRunEvent } from '../protocol/index.ts'
import type { EventBody, LedgerEntry } from './ledger-body.ts'

/*
 * The canonical text of what most rows of the ledger hold. Every key of the types stands here (the compiler holds that no
 * other does, a test that none is left out).
 */
const event = canonicalWriter<keyof AsRunEvent>([
  'airing_id',
  'at',
  'boot_id',
  'detail',
  'event_id',
  'kind',
  'mono_ms',
  'played_seconds',
  'seq',
  'sha256',
])
const body = canonicalWriter<keyof EventBody>([
  'airing',
  'at',
  'clock',
  'content_hash',
  'device_id',
  'event',
  'item',
  'journal_id',
  'reason',
  'sent_at',
  'sent_boot_id',
  'sent_mono_ms',
  'state',
])

export const eventText = (value: AsRunEvent): string => event(value)

/** The text of an entry's body, where it is of the common kind. */
export const entryText = (entry: LedgerEntry): string | undefined =>
  entry.kind === 'event' ? body(entry.body) : undefined
