import { z } from 'zod'

/** The most events one report may hold; a device splits what is more. */
export const MAX_EVENTS = 1000
/** The most bytes of a report's body, after inflating. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024

export const EVENT_KINDS = ['started', 'finished', 'stopped', 'failed', 'skipped'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

// biome-ignore lint/suspicious/noControlCharactersInRegex: keeping them out is the point
const CONTROL = /[\u0000-\u001f\u007f]/
const whole = (value: string): boolean => value.isWellFormed() && !CONTROL.test(value)
const wholeMessage = { params: { vi: 'Có ký tự không hợp lệ.', en: 'Holds characters that are not allowed.' } }

/** A name that a device gives to itself, a journal, a boot or an event: 1 to 100 characters without control characters. */
export const token = z.string().min(1).max(100).refine(whole, wholeMessage)
/** An instant: "2026-11-25T10:00:00Z", with a fraction or an offset when there is one. */
export const instant = z.iso.datetime({ offset: true })
/** Milliseconds of a clock that never goes back and starts again at each boot. */
const monotonic = z.number().min(0).max(1e12)
/** Seconds of sound that were played; at most a day. */
const playedSeconds = z.number().min(0).max(86_400)

/** One thing that happened at a player. Without `airing_id` it must carry the `sha256` of what was played. */
export const asRunEvent = z
  .object({
    event_id: token,
    seq: z
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER - 1),
    boot_id: token.optional(),
    kind: z.enum(EVENT_KINDS),
    airing_id: token.optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    at: instant,
    mono_ms: monotonic.optional(),
    played_seconds: playedSeconds.optional(),
    detail: z
      .string()
      .max(2000)
      .refine((text) => text.isWellFormed(), wholeMessage)
      .optional(),
  })
  .refine((event) => event.airing_id !== undefined || event.sha256 !== undefined, {
    path: ['sha256'],
    params: { vi: 'Cần airing_id hoặc sha256.', en: 'Needs airing_id or sha256.' },
  })
export type AsRunEvent = z.output<typeof asRunEvent>

/** What encloses the events; each of them is judged for itself. */
export const asRunEnvelope = z.object({
  device_id: token,
  journal_id: token,
  boot_id: token,
  sent_at: instant,
  sent_mono_ms: monotonic,
  events: z.array(z.unknown()),
})
export type AsRunEnvelope = z.output<typeof asRunEnvelope>

/** A whole report, as a device builds it and as the API document shows it. */
export const asRunReport = asRunEnvelope.extend({ events: z.array(asRunEvent).max(MAX_EVENTS) })
export type AsRunReport = z.output<typeof asRunReport>

export const EVENT_STATUSES = ['accepted', 'duplicate', 'quarantined', 'rejected'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

/** What became of one event: on disk whatever the status; `code` says why it is not simply accepted. */
export const eventAnswer = z.object({
  event_id: z.string().nullable(),
  status: z.enum(EVENT_STATUSES),
  code: z.string().optional(),
  message: z.string().optional(),
})
export type EventAnswer = z.output<typeof eventAnswer>

/** One line for each event, in the order sent; `next_seq` is the first number of the stream not yet known here. */
export const asRunAnswer = z.object({ events: z.array(eventAnswer), next_seq: z.number().int() })
export type AsRunAnswer = z.output<typeof asRunAnswer>

/** For scripts: one line of curl when an item starts, ends or could not be played. `at_unix` in seconds. */
export const simpleReport = z.object({
  airing_id: token,
  status: z.enum(['started', 'ended', 'missed']),
  at_unix: z.number().min(0).max(253_402_300_799).optional(),
  played_seconds: playedSeconds.optional(),
})
export type SimpleReport = z.output<typeof simpleReport>
