import { type Airing, airingOf, keyText, NO_EVIDENCE } from './airing.ts'
import type { Bound } from './binding.ts'
import type { Wanted } from './projection.ts'

/**
 * What happens to one airing. `restore`: it was off and is planned again. `superseded` airings are off because the rule
 * changed, `cancelled` ones because a person or a closure said so; neither is ever deleted (COUNTING.md 1).
 */
export type Effect = 'add' | 'move' | 'change' | 'restore' | 'cancel' | 'supersede' | 'same'
export type Step = { readonly effect: Effect; readonly airing: Airing; readonly before: Airing | null }

/**
 * How far the past may change (COUNTING.md 2): `plan` not at all; `backfill` makes missing airings of past dates;
 * `closure` cancels past airings without evidence, or plans again what a closure had cancelled.
 */
export type Act = 'plan' | 'backfill' | 'closure'
export type DifferenceInput = {
  readonly wanted: readonly Wanted[]
  readonly existing: readonly Airing[]
  readonly now: number
  readonly act: Act
  readonly bind: (plan: Wanted) => Bound
}

/** An airing that has begun, or of which anything is known, is never rewritten. */
export const isFrozen = (airing: Airing, now: number): boolean =>
  airing.startsAt <= now || airing.outcome !== null || airing.grade !== null
const hasEvidence = (airing: Airing): boolean => airing.outcome !== null || airing.grade !== null

/** What to do so that the existing airings become the wanted ones. Steps of effect `same` need no writing. */
export function difference({ wanted, existing, now, act, bind }: DifferenceInput): Step[] {
  const known = new Map(existing.map((airing) => [keyText(airing), airing]))
  const steps: Step[] = []
  for (const plan of wanted) {
    const key = keyText(plan)
    const before = known.get(key)
    known.delete(key)
    const step = before ? stepOf(plan, before, now, act, bind) : newStep(plan, now, act, bind)
    if (step) steps.push(step)
  }
  for (const before of known.values()) {
    if (before.state === 'planned' && !isFrozen(before, now)) steps.push(superseded(before))
  }
  return steps
}

const superseded = (before: Airing): Step => ({
  effect: 'supersede',
  airing: { ...before, state: 'superseded', stateReason: null, closureId: null },
  before,
})

function newStep(plan: Wanted, now: number, act: Act, bind: (plan: Wanted) => Bound): Step | undefined {
  if (!plan.create || (plan.startsAt <= now && act !== 'backfill')) return undefined
  return {
    effect: plan.state === 'planned' ? 'add' : 'cancel',
    airing: airingOf(plan, bind(plan), NO_EVIDENCE),
    before: null,
  }
}

function stepOf(plan: Wanted, before: Airing, now: number, act: Act, bind: (plan: Wanted) => Bound): Step {
  if (isFrozen(before, now)) return pastStep(plan, before, act)
  // A new time that is already past cannot be kept: the airing falls away.
  if (plan.startsAt <= now)
    return before.state === 'planned' ? superseded(before) : { effect: 'same', airing: before, before }
  const airing = airingOf(plan, plan.state === 'planned' ? bind(plan) : before, before)
  return { effect: effectOf(before, airing), airing, before }
}

function pastStep(plan: Wanted, before: Airing, act: Act): Step {
  const { state, stateReason, closureId } = plan
  const cancels = act === 'closure' && before.state === 'planned' && closureId !== null && !hasEvidence(before)
  const restores =
    state === 'planned' &&
    ((act === 'closure' && before.closureId !== null) || (act === 'backfill' && before.state === 'superseded'))
  if (!cancels && !restores) return { effect: 'same', airing: before, before }
  return { effect: cancels ? 'cancel' : 'restore', airing: { ...before, state, stateReason, closureId }, before }
}

const COMPARED = [
  'endsAt',
  'plannedOn',
  'programme',
  'premiere',
  'priority',
  'fixedEpisodeId',
  'episodeId',
  'fallback',
  'stateReason',
  'closureId',
  'levelCode',
  'unitId',
] as const satisfies readonly (keyof Airing)[]

function effectOf(before: Airing, after: Airing): Effect {
  if (before.state !== after.state) return after.state === 'planned' ? 'restore' : 'cancel'
  if (before.startsAt !== after.startsAt) return 'move'
  // A slot made longer reaches into what follows it, so it is looked at like a moved one.
  if (before.endsAt < after.endsAt) return 'move'
  return COMPARED.some((field) => before[field] !== after[field]) ? 'change' : 'same'
}
