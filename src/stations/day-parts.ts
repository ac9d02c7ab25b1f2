import type { LocalTime } from '../kernel/dates.ts'
import type { FieldFault } from '../kernel/errors.ts'

/** Buổi phát: sáng, trưa, chiều, tối. */
export const PARTS = ['morning', 'noon', 'afternoon', 'evening'] as const
export type DayPart = { readonly part: (typeof PARTS)[number]; readonly starts: LocalTime; readonly ends: LocalTime }

const time = (text: string): LocalTime => text as LocalTime

/** What holds until an installation says otherwise: the hours in which commune loudspeakers are usually on. */
export const USUAL_PARTS: readonly DayPart[] = [
  { part: 'morning', starts: time('05:00'), ends: time('07:00') },
  { part: 'noon', starts: time('11:00'), ends: time('12:30') },
  { part: 'afternoon', starts: time('16:30'), ends: time('18:30') },
]

/** What is wrong with the sessions of a day: an end before its start, a part twice, two that overlap. */
export function partsFaults(parts: readonly DayPart[]): FieldFault[] {
  const faults: FieldFault[] = []
  parts.forEach((part, i) => {
    const fault = (field: string, vi: string, en: string) => faults.push({ path: `items.${i}.${field}`, vi, en })
    if (part.ends <= part.starts)
      fault('ends', 'Giờ kết thúc phải sau giờ bắt đầu.', 'The end must be after the start.')
    const before = parts.slice(0, i)
    if (before.some((other) => other.part === part.part)) {
      fault('part', 'Mỗi buổi chỉ được ghi một lần.', 'Each part of the day may be given once.')
    }
    if (before.some((other) => part.starts < other.ends && other.starts < part.ends)) {
      fault('starts', 'Hai buổi chồng giờ lên nhau.', 'Two sessions overlap.')
    }
  })
  return faults
}
