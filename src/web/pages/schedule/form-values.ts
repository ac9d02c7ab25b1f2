import { z } from '../../../http/index.ts'
import { isLocalTime, type LocalTime } from '../../../kernel/dates.ts'
import { CHOICES } from '../../../schedule/index.ts'
import type { TargetInput } from '../../../stations/index.ts'

const NO_TIME = {
  vi: 'Giờ chưa đúng, cần dạng 05:15 (từ 00:00 đến 23:59).',
  en: 'Not a time; please write it like 05:15 (00:00 to 23:59).',
} as const

/** "5:15", "05.15", "5h15", "0515" as "05:15"; null when it is no time of day. */
export function readTimeText(text: string): LocalTime | null {
  const parts = /^(\d{1,2})\s*(?:[:.hg]\s*(\d{2})?|(\d{2}))?$/i.exec(text.trim())
  if (!parts) return null
  const time = `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? parts[3] ?? '00'}`
  return isLocalTime(time) ? time : null
}

/** A time of day in a posted form. */
export const formTime = z.string().transform((text, faults): LocalTime => {
  const time = readTimeText(text)
  if (time !== null) return time
  faults.addIssue({ code: 'custom', params: NO_TIME, message: NO_TIME.en })
  return z.NEVER
})
/** Several, with commas or spaces between: "05:15, 17:15". */
export const formTimes = z.string().transform((text, faults): LocalTime[] => {
  const times = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(readTimeText)
  const real = times.filter((time) => time !== null)
  if (real.length === times.length && real.length > 0) return real
  faults.addIssue({ code: 'custom', params: NO_TIME, message: NO_TIME.en })
  return z.NEVER
})
/** Minutes as "15" or "12,5"; in seconds. */
export const formMinutes = z
  .string()
  .transform((text) => Math.round(Number(text.trim().replace(',', '.')) * 60))
  .pipe(z.number().int().min(1).max(43_200))

/** The choice of stations: "all", "level:CODE", "group:CODE", or the ticked ones. */
export const scopeField = z.string().regex(/^(all|stations|level:.{1,80}|group:.{1,80})$/)
export function targetOf(scope: string, stations: readonly string[]): TargetInput {
  if (scope.startsWith('level:')) return { kind: 'level', level: scope.slice(6) }
  if (scope.startsWith('group:')) return { kind: 'group', group: scope.slice(6) }
  return scope === 'all' ? { kind: 'all' } : { kind: 'stations', stations: [...stations] }
}
/** The same backwards: what the form shows of a target. */
export function scopeOf(target: TargetInput): { scope: string; stations: readonly string[] } {
  switch (target.kind) {
    case 'all':
      return { scope: 'all', stations: [] }
    case 'level':
      return { scope: `level:${target.level}`, stations: [] }
    case 'group':
      return { scope: `group:${target.group}`, stations: [] }
    case 'stations':
      return { scope: 'stations', stations: target.stations }
  }
}

const NOT_SEEN = {
  vi: 'Hãy xem trước rồi mới lưu.',
  en: 'Look at the preview first, then save.',
} as const
/** Who saves has seen the preview: its hash comes along. */
export const seenDecision = z.object({
  dry_run: z.string().refine((hash) => /^[0-9a-f]{64}$/.test(hash), { params: NOT_SEEN }),
  choices: z.array(z.object({ conflict: z.string(), choice: z.enum(CHOICES) })),
  rest: z.enum(CHOICES).nullable(),
})
