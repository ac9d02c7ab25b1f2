import type { RecordingState, ScriptState } from '../../kernel/terms.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import { Icon } from './shapes.tsx'

export const scriptWords: Readonly<Record<ScriptState, Word>> = {
  none: 'script_state.none',
  draft: 'script_state.draft',
  submitted: 'script_state.submitted',
  content_approved: 'script_state.content_approved',
  approved: 'script_state.approved',
  returned: 'script_state.returned',
}
export const recordingWords: Readonly<Record<RecordingState, Word>> = {
  waiting: 'recording_state.waiting',
  working: 'recording_state.working',
  ready: 'recording_state.ready',
  refused: 'recording_state.refused',
  failed: 'recording_state.failed',
  cancelled: 'recording_state.cancelled',
}

type Stand = { readonly clearedDecisionId: number | null; readonly withdrawnAt: number | null }
/** Whether an episode may go out: a check and the word, or the word alone. */
export const Clearance = ({ v, episode }: { v: View; episode: Stand }) => {
  if (episode.withdrawnAt !== null) return <span class="status s-cancelled">{v.t('library.withdrawn')}</span>
  if (episode.clearedDecisionId === null) return <span class="status quiet">{v.t('library.not_cleared')}</span>
  return (
    <span class="status s-aired">
      <Icon name="check" size={16} />
      {v.t('library.cleared')}
    </span>
  )
}
