import { z } from '../http/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { assignmentOn, isActiveOn, type Station } from './station.ts'

/** A station as the API tells it. */
export const stationJson = z
  .object({
    code: z.string(),
    name: z.string(),
    frequency: z.string().nullable(),
    contact_name: z.string().nullable(),
    contact_phone: z.string().nullable(),
    active_from: z.string().nullable(),
    active_to: z.string().nullable(),
    active: z.boolean().openapi({ description: 'Whether it broadcasts today, closures apart' }),
    level: z.string().openapi({ description: 'Code of its level today' }),
    unit: z.string().openapi({ description: 'Code of its unit today' }),
    assignments: z.array(z.object({ from: z.string(), level: z.string(), unit: z.string() })),
    groups: z.array(z.string()),
  })
  .openapi('Station')

export function stationOf(station: Station, today: LocalDate): z.output<typeof stationJson> {
  const present = assignmentOn(station, today)
  return {
    code: station.code,
    name: station.name,
    frequency: station.frequency,
    contact_name: station.contactName,
    contact_phone: station.contactPhone,
    active_from: station.activeFrom,
    active_to: station.activeTo,
    active: isActiveOn(station, today),
    level: present.levelCode,
    unit: present.unitCode,
    assignments: station.assignments.map((a) => ({ from: a.from, level: a.levelCode, unit: a.unitCode })),
    groups: [...station.groups],
  }
}
