import { line, parseInput, text, z } from '../../../http/index.ts'
import { isLocalTime, type LocalDate, minutesOf } from '../../../kernel/dates.ts'
import type { Zone } from '../../../kernel/time.ts'
import type { Saying } from '../../../playout/index.ts'
import { optionalFormDate } from '../../date-field.ts'

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
