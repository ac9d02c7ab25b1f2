import { foldedWords } from '../../../kernel/text.ts'

/** The stations by what they are called, and those for which this person may import. */
export type StationNames = {
  readonly byName: ReadonlyMap<string, readonly number[]>
  readonly own: ReadonlySet<number>
}

const KINDS = /^(?:dai truyen thanh|dai tt|dai ptth|dai|tram truyen thanh|tram)\s+/
const UNITS = /^(?:xa|x|thi tran|tt|phuong|p|huyen|h|thi xa|thanh pho|tp|quan|q)\s+/

/** A name in the forms in which people write it: with and without "Đài truyền thanh", with and without "xã". */
function formsOf(name: string): string[] {
  const whole = foldedWords(name).join(' ')
  const unit = whole.replace(KINDS, '')
  return [...new Set([whole, unit, unit.replace(UNITS, '')])].filter((form) => form !== '')
}

export function stationNames(
  stations: readonly { readonly id: number; readonly code: string; readonly name: string }[],
  may: (stationId: number) => boolean,
): StationNames {
  const byName = new Map<string, number[]>()
  for (const { id, code, name } of stations) {
    for (const form of new Set([...formsOf(name), foldedWords(code).join(' ')])) {
      byName.set(form, [...(byName.get(form) ?? []), id])
    }
  }
  return { byName, own: new Set(stations.map(({ id }) => id).filter(may)) }
}

/** The station of that name; the fullest form in which the name is known decides. */
export function stationCalled(
  { byName, own }: StationNames,
  name: string,
): number | 'station_unknown' | 'station_ambiguous' | 'station_foreign' {
  for (const form of formsOf(name)) {
    const ids = byName.get(form)
    if (!ids) continue
    const [only, second] = ids
    if (only === undefined) continue
    if (second !== undefined) return 'station_ambiguous'
    return own.has(only) ? only : 'station_foreign'
  }
  return 'station_unknown'
}
