import { z } from 'zod'
import type { Reader } from '../db/index.ts'
import { defineErrors } from '../kernel/errors.ts'
import { targetNames } from './closures-store.ts'
import type { StationInTime, Target } from './target.ts'

const code = z.string().min(1).max(80)

/** A target as the API speaks it: codes instead of ids. */
export const targetInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('level'), level: code }),
  z.object({ kind: z.literal('group'), group: code }),
  z.object({ kind: z.literal('stations'), stations: z.array(code).min(1).max(5000) }),
])
export type TargetInput = z.output<typeof targetInput>

export const targetErrors = defineErrors({
  unknown_station: {
    status: 400,
    vi: 'Không có đài nào mang mã {codes}.',
    en: 'There is no station with the code {codes}.',
  },
  unknown_level: { status: 400, vi: 'Không có cấp nào mang mã {code}.', en: 'There is no level with the code {code}.' },
  unknown_group: {
    status: 400,
    vi: 'Không có nhóm đài nào mang mã {code}.',
    en: 'There is no station group with the code {code}.',
  },
})

/**
 * Codes to ids.
 * @throws DomainError unknown_station (naming every unknown code), unknown_level, unknown_group
 */
export async function readTarget(
  reader: Reader,
  input: TargetInput,
  stations: readonly StationInTime[],
): Promise<Target> {
  if (input.kind === 'all') return input
  if (input.kind === 'stations') {
    const ids = new Map(stations.map((station) => [station.code, station.id]))
    const unknown = input.stations.filter((each) => !ids.has(each))
    if (unknown.length > 0) throw targetErrors.unknown_station({ codes: unknown.slice(0, 10).map(quote).join(', ') })
    return { kind: 'stations', ids: [...new Set(input.stations.flatMap((each) => ids.get(each) ?? []))] }
  }
  const names = await targetNames(reader)
  if (input.kind === 'level') {
    if (!names.levels.includes(input.level)) throw targetErrors.unknown_level({ code: quote(input.level) })
    return { kind: 'level', code: input.level }
  }
  const group = names.groups.find((each) => each.code === input.group)
  if (!group) throw targetErrors.unknown_group({ code: quote(input.group) })
  return { kind: 'group', id: group.id }
}
const quote = (text: string): string => `"${text}"`

/** Ids back to codes, for answers. What is gone is left out. */
export function writeTarget(
  target: Target,
  codes: { readonly stations: ReadonlyMap<number, string>; readonly groups: ReadonlyMap<number, string> },
): TargetInput {
  switch (target.kind) {
    case 'all':
      return target
    case 'level':
      return { kind: 'level', level: target.code }
    case 'group':
      return { kind: 'group', group: codes.groups.get(target.id) ?? String(target.id) }
    case 'stations':
      return { kind: 'stations', stations: target.ids.flatMap((id) => codes.stations.get(id) ?? []) }
  }
}
