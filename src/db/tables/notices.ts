import type { Generated } from 'kysely'

export const NOTICE_KINDS = [
  'late_stations',
  'deadline',
  'supplement_pending',
  'ledger_heads',
  'backup_trouble',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export type NoticeTable = {
  id: Generated<number>
  kind: NoticeKind
  /** What is told once: "late_stations 2026-11-23". */
  key: string
  /** The facts, as JSON; its shape goes with the kind. */
  data: string
  created_at: number
}

export type NoticeDeliveryTable = {
  id: Generated<number>
  notice_id: number
  channel: 'mail' | 'webhook'
  /** The address of the person, or of the webhook. */
  target: string
  state: 'waiting' | 'sent' | 'given_up'
  tries: number
  /** Not to be tried before. Epoch ms. */
  next_at: number
  /** Another process is at it until then. */
  claimed_until: number | null
  sent_at: number | null
  last_error: string | null
}

export type NoticesTables = { notice: NoticeTable; notice_delivery: NoticeDeliveryTable }
