import type { Tx } from '../db/index.ts'
import { insertChanges, type NewChange } from './change-store.ts'
import type { Draft } from './dry-run.ts'
import { materialise, type Today } from './materialise.ts'

/**
 * Stores the choices as changes, then makes the airings of the slot and of those that gave way to it.
 * @param by the account that chose; null: the program, after an earlier choice
 * @returns how many airings were written
 */
export async function carryOut(
  tx: Tx,
  today: Today,
  by: number | null,
  slotId: number,
  { from, to }: Pick<Draft, 'from' | 'to'>,
  choices: readonly NewChange[],
): Promise<number> {
  // In a dry run a new slot has the id 0.
  const own = (id: number | null) => (id === 0 ? slotId : id)
  const changes = choices.map((c) => ({ ...c, slotId: own(c.slotId) ?? slotId, conflictSlotId: own(c.conflictSlotId) }))
  await insertChanges(tx, changes, today.now, by)
  for (const id of new Set(changes.map((change) => change.slotId).filter((id) => id !== slotId))) {
    const days = changes.filter((change) => change.slotId === id).map((change) => change.onDate)
    const range = { from: days.reduce((a, b) => (a < b ? a : b)), to: days.reduce((a, b) => (a > b ? a : b)) }
    await materialise(tx, today, { ...range, act: 'plan', slotIds: [id] })
  }
  return materialise(tx, today, { from, to, act: 'plan', slotIds: [slotId] })
}
