import type { DecisionKind } from '../../../kernel/terms.ts'
import type { Act, Decision, DecisionName } from '../../../library/index.ts'
import { Field, FormFaults } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Confirm, type EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'

const decisionWords: Readonly<Record<DecisionKind, Word>> = {
  submitted: 'decision.submitted',
  content_approved: 'decision.content_approved',
  approved: 'decision.approved',
  returned: 'decision.returned',
  approval_voided: 'decision.approval_voided',
  cleared: 'decision.cleared',
  clearance_voided: 'decision.clearance_voided',
  withdrawn: 'decision.withdrawn',
}
const AGAINST: ReadonlySet<DecisionKind> = new Set(['returned', 'withdrawn'])
const VOIDED: ReadonlySet<DecisionKind> = new Set(['approval_voided', 'clearance_voided'])

/** Acts that one button records. */
const buttons: readonly { act: Act; kind: DecisionName; word: Word; hint?: Word }[] = [
  { act: 'submit', kind: 'submitted', word: 'episode.submit' },
  { act: 'approve_content', kind: 'content_approved', word: 'episode.approve_content' },
  { act: 'approve', kind: 'approved', word: 'episode.approve' },
  { act: 'clear', kind: 'cleared', word: 'episode.clear', hint: 'episode.clear_hint' },
]

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

/** What was before the eyes and ears: a decision on anything newer is refused. */
const Seen = ({ model, kind }: { model: EpisodeModel; kind: DecisionName }) => {
  const { script, episode } = model.state
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      {script && <input type="hidden" name="revision" value={script.revision} />}
      {kind === 'cleared' && episode.recordingId !== null && (
        <input type="hidden" name="recording" value={episode.recordingId} />
      )}
    </>
  )
}

/** What this person may do now: each act a form of its own. */
export const Acts = ({ v, model, forms }: Props) => {
  const { allowed, episode } = model.state
  const shown = buttons.filter(({ act }) => allowed.includes(act))
  const mayReturn = allowed.includes('return')
  const form = forms.decision
  if (shown.length === 0 && !mayReturn) return null
  const action = `/ky/${episode.id}/quyet-dinh#viec`
  return (
    <section class="section acts" id="viec" aria-labelledby="acts">
      <h2 id="acts">{v.t('episode.acts')}</h2>
      <FormFaults v={v} form={form} fields={['comment']} />
      {shown.map(({ kind, word, hint }) => (
        <form class="act" method="post" action={action}>
          <Seen model={model} kind={kind} />
          <button class="button main wide" type="submit">
            {v.t(word)}
          </button>
          {hint && <p class="quiet small">{v.t(hint)}</p>}
        </form>
      ))}
      {mayReturn && (
        <details class="act" open={form.message !== null || form.faults.length > 0}>
          <summary>{v.t('episode.return')}</summary>
          <form method="post" action={action}>
            <Seen model={model} kind="returned" />
            <Confirm v={v} form={form} />
            <Field
              v={v}
              name="comment"
              label={v.t('episode.return_comment')}
              form={form}
              rows={3}
              required
              maxlength={2000}
            />
            <button class="button" type="submit">
              {v.t('episode.return')}
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

const HASH_SHOWN = 10

const Entry = ({ v, decision }: { v: View; decision: Decision }) => {
  const { kind, comment, revision, scriptHash, audioHash } = decision
  return (
    <li class={AGAINST.has(kind) ? 'back' : VOIDED.has(kind) ? 'void' : undefined}>
      <strong>{v.t(decisionWords[kind])}</strong>
      <span class="block quiet small">
        {decision.actorName} · <time datetime={new Date(decision.at).toISOString()}>{v.fmt.moment(decision.at)}</time>
        {revision !== null && ` · ${v.t('episode.revision', { n: revision })}`}
      </span>
      {kind === 'cleared' && (
        <span class="block quiet small hash">
          {v.t('episode.binds_script')} {scriptHash?.slice(0, HASH_SHOWN)} · {v.t('episode.binds_audio')}{' '}
          {audioHash?.slice(0, HASH_SHOWN)}
        </span>
      )}
      {comment && !VOIDED.has(kind) && <blockquote>{comment}</blockquote>}
    </li>
  )
}

/** All decisions, the newest first. */
export const Decisions = ({ v, model }: Omit<Props, 'forms'>) => (
  <section class="section" aria-labelledby="decisions">
    <h2 id="decisions">{v.t('episode.decisions')}</h2>
    {model.state.decisions.length === 0 ? (
      <p class="quiet">{v.t('episode.no_decisions')}</p>
    ) : (
      <ol class="line">
        {model.state.decisions.toReversed().map((decision) => (
          <Entry v={v} decision={decision} />
        ))}
      </ol>
    )}
  </section>
)
