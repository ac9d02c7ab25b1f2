import { line, parseInput, text, z } from '../../../http/index.ts'
import { isLocalTime, type LocalDate, minutesOf } from '../../../kernel/dates.ts'
import type { Zone } from '../../../kernel/time.ts'
import type { Saying } from '../../../playout/index.ts'
import { formDate, optionalFormDate } from '../../date-field.ts'

const NO_TIME = { vi: 'Giờ cần dạng 17:05.', en: 'Please write the time like 17:05.' } as const
const time = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.string().refine(isLocalTime, { params: NO_TIME, message: NO_TIME.en }).optional(),
)
const minutes = z.preprocess(
  (value) => (value === '' || value === undefined ? undefined : String(value).replace(',', '.')),
  z.coerce.number().min(0).max(1440).optional(),
)
const note = text(1000).optional().default('')
const outcome = z.enum(['aired', 'partial', 'missed']).default('aired')

const attestation = z.object({ outcome, note, date: optionalFormDate, time, minutes })
const correction = z.object({
  outcome: z.enum(['aired', 'partial', 'missed', 'no_word', 'as_reported']),
  reason: line(1000),
  date: optionalFormDate,
  time,
  minutes,
})

type When = { readonly date?: LocalDate | undefined; readonly time?: string | undefined }
/** The instant of a time on a day; the day of the plan where none was written. */
const instantOf = (zone: Zone, { date, time: at }: When, plannedOn: LocalDate): number | null =>
  at !== undefined && isLocalTime(at) ? zone.toInstant(date ?? plannedOn, minutesOf(at)) : null

export type Told = Omit<Saying, 'airingId'>

/** What a form says of one airing planned on that day. @throws DomainError invalid_input, beside its fields */
export function readAttestation(zone: Zone, values: Readonly<Record<string, string>>, plannedOn: LocalDate): Told {
  const given = parseInput(attestation, values)
  return {
    outcome: given.outcome,
    at: given.outcome === 'missed' ? null : instantOf(zone, given, plannedOn),
    playedSeconds: given.minutes === undefined || given.outcome === 'missed' ? null : given.minutes * 60,
    note: given.note || null,
  }
}

/** What a form says of several airings: no times. @throws DomainError invalid_input */
export function readAttestations(values: Readonly<Record<string, string>>): Told {
  const given = parseInput(z.object({ outcome, note }), values)
  return { outcome: given.outcome, at: null, playedSeconds: null, note: given.note || null }
}

/** @throws DomainError invalid_input: a correction needs its reason */
export function readCorrection(zone: Zone, values: Readonly<Record<string, string>>, plannedOn: LocalDate): Told {
  const given = parseInput(correction, values)
  const aired = given.outcome === 'aired' || given.outcome === 'partial'
  return {
    outcome: given.outcome,
    at: aired ? instantOf(zone, given, plannedOn) : null,
    playedSeconds: aired && given.minutes !== undefined ? given.minutes * 60 : null,
    note: given.reason,
  }
}

/** What a person decides of an event that waits. */
export const settlementInput = z.object({
  station: z.string().max(100),
  event_id: z.string().max(100),
  decision: z.enum(['accept', 'discard']),
  airing_id: z.string().max(100),
  reason: line(1000),
  time,
  date: optionalFormDate,
})

const YEAR_MS = 366 * 86_400_000
const BACKWARDS = { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The end must not be before the start.' } as const
const TOO_LONG = { vi: 'Khoảng ngày quá dài (tối đa một năm).', en: 'The range is too long (at most a year).' } as const
/** A sum of some days. */
export const totalInput = z
  .object({
    station: z.string().max(100),
    segment: z.string().max(100),
    from: formDate,
    to: formDate,
    n: z.coerce.number().int().min(0).max(1_000_000),
    note: text(1000).transform((note) => note || null),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], params: BACKWARDS, message: BACKWARDS.en })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= YEAR_MS, {
    path: ['to'],
    params: TOO_LONG,
    message: TOO_LONG.en,
  })

/** Which stands, a total or the single airings of its days. */
export const decisionInput = z.object({
  station: z.string().max(100),
  position: z.coerce.number().int().min(1),
  stands: z.enum(['total', 'singles']),
  reason: line(1000),
})
