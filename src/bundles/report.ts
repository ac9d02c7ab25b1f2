import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson, type Json } from '../kernel/canonical.ts'

export const REPORT_FORMAT = 'songque-bundle-report/1'
/** A month of a busy station is some hundreds. */
export const MAX_REPORT_EVENTS = 5000

const word = z.string().min(1).max(100)
/** The as-run file that a bundle's page writes. `events` are judged one by one, as a player's are. */
export const bundleReport = z.object({
  format: z.literal(REPORT_FORMAT),
  bundle_id: z.string().regex(/^[0-9a-f]{32}$/),
  station: word,
  device_id: word,
  journal_id: word,
  written_at: z.iso.datetime({ offset: true }),
  events: z.array(z.unknown()).max(MAX_REPORT_EVENTS),
  hmac: z.string().regex(/^[0-9a-f]{64}$/),
})
export type BundleReport = z.output<typeof bundleReport>

/** The HMAC-SHA-256 of a report as hex: over the RFC 8785 text of all its members but `hmac`, also unknown ones. */
export function reportMac(key: string, report: { readonly [member: string]: Json | undefined }): string {
  const { hmac: _, ...signed } = report
  return createHmac('sha256', Buffer.from(key, 'hex')).update(canonicalJson(signed)).digest('hex')
}

/** @param raw the file as parsed from JSON, unknown members and all: they are signed too */
export function isGenuine(key: string, raw: { readonly [member: string]: Json }, mac: string): boolean {
  try {
    return timingSafeEqual(Buffer.from(reportMac(key, raw), 'hex'), Buffer.from(mac, 'hex'))
  } catch {
    // Lone surrogates have no canonical form: no page of ours wrote them.
    return false
  }
}
