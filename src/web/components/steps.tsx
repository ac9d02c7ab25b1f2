import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import { Icon } from './shapes.tsx'

export type StepState = 'done' | 'next' | 'todo'
type Shown = { readonly label: string; readonly state: StepState; readonly note?: string | undefined }

const stateWords: Readonly<Record<StepState, Word>> = {
  done: 'week.state_done',
  next: 'week.state_next',
  todo: 'week.state_todo',
}

/** A way in steps: done ones with a check, the next one in its number. Its state also stands in words. */
export const Steps = ({ v, steps }: { v: View; steps: readonly Shown[] }) => (
  <ol class="steps">
    {steps.map(({ label, state, note }, i) => (
      <li class={state} aria-current={state === 'next' ? 'step' : undefined}>
        <span class="dot">{state === 'done' ? <Icon name="check" size={16} /> : i + 1}</span>
        <span class="word">{label}</span>
        <span class="note quiet small">{note ?? v.t(stateWords[state])}</span>
      </li>
    ))}
  </ol>
)
