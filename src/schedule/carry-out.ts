import type { Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { insertChanges, type NewChange } from './change-store.ts'
import type { Draft } from './dry-run.ts'
import { materialise, type Today } from './materialise.ts'

/** What was done: how many airings were written, and which changes were stored for which slots. */
export type CarriedOut = {
  readonly written: number
  readonly changes: readonly { readonly id: number; readonly slotId: number; readonly onDate: LocalDate }[]
}

/**
 * Stores the choices as changes, then makes the airings of the slot and of those that gave way to it.
 * @param by the account that chose; null: the program, after an earlier choice
 */
export async function carryOut(
  tx: Tx,
  today: Today,
  by: number | null,
  slotId: number,
  { from, to }: Pick<Draft, 'from' | 'to'>,
  choices: readonly NewChange[],
): Promise<CarriedOut> {
  // In a dry run a new slot has the id 0.
  const own = (id: number | null) => (id === 0 ? slotId : id)
  const changes = choices.map((c) => ({ ...c, slotId: own(c.slotId) ?? slotId, conflictSlotId: own(c.conflictSlotId) }))
  const ids = await insertChanges(tx, changes, today.now, by)
  for (const id of new Set(changes.map((change) => change.slotId).filter((id) => id !== slotId))) {
    const days = changes.filter((change) => change.slotId === id).map((change) => change.onDate)
    const range = { from: days.reduce((a, b) => (a < b ? a : b)), to: days.reduce((a, b) => (a > b ? a : b)) }
    await materialise(tx, today, { ...range, act: 'plan', slotIds: [id] })
  }
  const written = await materialise(tx, today, { from, to, act: 'plan', slotIds: [slotId] })
  return { written, changes: changes.map(({ slotId: of, onDate }, i) => ({ id: ids[i] ?? 0, slotId: of, onDate })) }
}
