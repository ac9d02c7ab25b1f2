import type { NewChange } from './change-store.ts'
import type { Choice, Conflict } from './conflicts.ts'
import { scheduleErrors } from './errors.ts'

/** What a person decided: conflict by conflict, and one choice for all conflicts not named. */
export type Choices = {
  readonly each: readonly { readonly conflict: string; readonly choice: Choice }[]
  readonly rest: Choice | null
}
export const NO_CHOICES: Choices = { each: [], rest: null }

/** The strongest wins where one airing meets several others. */
const STRENGTH: Record<Choice, number> = { keep: 0, replace: 1, shift: 2, skip: 3 }
const REASON = 'Trùng giờ'

/**
 * Choices as changes to single occurrences, which is how they are stored: a choice can be seen and withdrawn like any
 * other change. An airing that is skipped or shifted leaves the others alone.
 * @throws DomainError choice_missing, choice_not_legal
 */
export function changesFor(conflicts: readonly Conflict[], { each, rest }: Choices): NewChange[] {
  const said = new Map(each.map(({ conflict, choice }) => [conflict, choice]))
  const strongest = new Map<Conflict['projected'], Choice>()
  let missing = 0
  for (const conflict of conflicts) {
    const choice = said.get(conflict.id) ?? rest
    if (choice === null) missing++
    else if (!conflict.choices.includes(choice))
      throw scheduleErrors.choice_not_legal({ choice, conflict: conflict.id })
    else if (STRENGTH[choice] >= STRENGTH[strongest.get(conflict.projected) ?? 'keep'])
      strongest.set(conflict.projected, choice)
  }
  if (missing > 0) throw scheduleErrors.choice_missing({ count: missing })
  const done = new Set<string>()
  return conflicts.flatMap((conflict) => {
    const change = changeFor(conflict, strongest.get(conflict.projected) ?? 'keep', said.get(conflict.id) ?? rest)
    const key = change && JSON.stringify([change.slotId, change.stationId, change.onDate, change.ordinal])
    if (!change || !key || done.has(key)) return []
    done.add(key)
    return [change]
  })
}

function changeFor(
  { projected, other, shiftTo }: Conflict,
  strongest: Choice,
  own: Choice | null,
): NewChange | undefined {
  const base = { newStartsAt: null, newEpisodeId: null, newDurationSeconds: null, reason: REASON }
  const on = ({ slotId, stationId, onDate, ordinal }: Conflict['other']) => ({ slotId, stationId, onDate, ordinal })
  if (strongest === 'skip') return { ...base, ...on(projected), kind: 'cancel', conflictSlotId: other.slotId }
  if (strongest === 'shift')
    return { ...base, ...on(projected), kind: 'move', newStartsAt: shiftTo, conflictSlotId: other.slotId }
  return own === 'replace' ? { ...base, ...on(other), kind: 'cancel', conflictSlotId: projected.slotId } : undefined
}
