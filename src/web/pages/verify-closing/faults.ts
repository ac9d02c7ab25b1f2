import type { Fault } from '../../../reports/index.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

/** What checking says, in the words of the program, by how it begins. */
const KINDS: readonly (readonly [begins: string, word: Word])[] = [
  ['the frozen rows of this station', 'closing.fault_rows'],
  ['the snapshot is not', 'closing.fault_head'],
  ['the snapshot can no longer', 'closing.fault_unreadable'],
  ['it stands under', 'closing.fault_filed'],
  ['it does not follow', 'closing.fault_follows'],
  ['the ledger no longer', 'closing.fault_ledger'],
]

/** A fault in the reader's language, led by the station that it is of. */
export function faultWords(v: View, { station, what }: Fault, nameOf: (code: string) => string): string {
  const word = KINDS.find(([begins]) => what.startsWith(begins))?.[1]
  const said = word === undefined ? v.t('closing.fault_gone', { what }) : v.t(word)
  return station === null ? said : `${nameOf(station)}: ${said}`
}
