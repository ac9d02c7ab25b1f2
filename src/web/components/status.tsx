import type { Grade } from '../../kernel/terms.ts'
import { STATUSES, type Status } from '../status.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'

export const statusWord: Readonly<Record<Status, Word>> = {
  aired: 'status.aired',
  planned: 'status.planned',
  partial: 'status.partial',
  missed: 'status.missed',
  no_word: 'status.no_word',
  cancelled: 'status.cancelled',
  open: 'status.open',
}
export const gradeWord: Readonly<Record<Grade, Word>> = {
  player: 'grade.player',
  attested: 'grade.attested',
  imported: 'grade.imported',
}

/** The shapes, distinct without colour: full, empty, half, cross, question, bar, play. */
const shapes: Readonly<Record<Status, unknown>> = {
  aired: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.700 8.300 2.300 2.300 4.300-4.800" class="cut" />
    </>
  ),
  planned: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6" />,
  partial: (
    <>
      <circle cx="8" cy="8" r="6.200" fill="none" stroke="currentColor" stroke-width="1.600" />
      <path d="M8 1.800a6.200 6.200 0 0 0 0 12.400z" fill="currentColor" />
    </>
  ),
  missed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m5.300 5.300 5.400 5.400m0-5.400-5.400 5.400" class="cut" />
    </>
  ),
  no_word: (
    <>
      <path
        d="M8 .800 15.200 8 8 15.200.800 8z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.500"
        stroke-linejoin="round"
      />
      <path
        d="M6.300 6.400a1.750 1.750 0 1 1 2.500 1.700c-.600.300-.800.600-.800 1.200M8 11.300v.010"
        fill="none"
        stroke="currentColor"
        stroke-width="1.400"
        stroke-linecap="round"
      />
    </>
  ),
  cancelled: <path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />,
  open: (
    <>
      <circle cx="8" cy="8" r="6.200" fill="none" stroke="currentColor" stroke-width="1.600" />
      <path d="M6.500 5.200v5.600L11 8z" fill="currentColor" />
    </>
  ),
}

export const Mark = ({ status }: { status: Status }) => (
  <svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    {shapes[status]}
  </svg>
)

/** The shapes once on a page that shows many of them: each mark then is a reference (`MarkUse`). */
export const MarkShapes = () => (
  <svg class="mark shapes" width="0" height="0" aria-hidden="true">
    {STATUSES.map((status) => (
      <symbol id={`mark-${status}`} viewBox="0 0 16 16">
        {shapes[status]}
      </symbol>
    ))}
  </svg>
)
export const MarkUse = ({ status }: { status: Status }) => (
  <svg class="mark" width="16" height="16" aria-hidden="true">
    <use href={`#mark-${status}`} />
  </svg>
)

/** Shape and word together. */
export const StatusWord = ({ v, status }: { v: View; status: Status }) => (
  <span class={`status s-${status}`}>
    <Mark status={status} />
    {v.t(statusWord[status])}
  </span>
)
/** The state of an airing wherever it is told: never by colour alone. */
export const StateMark = StatusWord
