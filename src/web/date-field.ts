import { z } from '../http/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { readDateText } from './date-text.ts'

const NO_DATE = {
  vi: 'Ngày chưa đúng, cần dạng 25/11/2026.',
  en: 'Not a real date; please write it like 25/11/2026.',
} as const

/** A date in a posted form, dd/MM/yyyy or YYYY-MM-DD. The fault is told in the words of input errors. */
export const formDate = z.string().transform((text, faults): LocalDate => {
  const date = readDateText(text)
  if (date !== null) return date as LocalDate
  faults.addIssue({ code: 'custom', params: NO_DATE, message: NO_DATE.en })
  return z.NEVER
})

/** The same where nothing may be written: an empty field is undefined. */
export const optionalFormDate = z.preprocess((value) => (value === '' ? undefined : value), formDate.optional())

/** A date of the address (`?ngay=25/11/2026` or `?ngay=2026-11-25`); undefined when it is none. */
export function queryDate(text: string | undefined): LocalDate | undefined {
  const date = text === undefined ? null : readDateText(text)
  return date === null ? undefined : (date as LocalDate)
}
