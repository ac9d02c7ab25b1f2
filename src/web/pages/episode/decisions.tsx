import type { DecisionKind } from '../../../kernel/terms.ts'
import type { Act, Decision, DecisionName } from '../../../library/index.ts'
import { Field, FormFaults, UNTOUCHED } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Confirm, Emptied, type EpisodeForms } from './forms.tsx'
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

/** Acts against the episode: a reason is asked for, and they stand behind a fold. */
const against: readonly {
  act: Act
  kind: DecisionName
  word: Word
  reason: Word
  required: boolean
  /** What the act takes off the air is told beforehand. */
  empties: boolean
}[] = [
  {
    act: 'return',
    kind: 'returned',
    word: 'episode.return',
    reason: 'episode.return_comment',
    required: true,
    empties: false,
  },
  {
    act: 'void_clearance',
    kind: 'clearance_voided',
    word: 'episode.void_clearance',
    reason: 'episode.void_comment',
    required: false,
    empties: true,
  },
  {
    act: 'withdraw',
    kind: 'withdrawn',
    word: 'episode.withdraw',
    reason: 'episode.withdraw_comment',
    required: true,
    empties: true,
  },
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

const actionOf = (model: EpisodeModel): string => `/ky/${model.state.episode.id}/quyet-dinh#viec`

/** One press, and a few words beside it where there is something to say. */
const Simple = ({ v, model, button }: Omit<Props, 'forms'> & { button: (typeof buttons)[number] }) => (
  <form class="act" method="post" action={actionOf(model)}>
    <Seen model={model} kind={button.kind} />
    <button class="button main wide" type="submit">
      {v.t(button.word)}
    </button>
    {button.hint && <p class="quiet small">{v.t(button.hint)}</p>}
    <details class="remark">
      <summary class="small">{v.t('episode.remark')}</summary>
      <Field v={v} name="remark" id={`remark-${button.kind}`} label={v.t('episode.remark_label')} rows={2} />
    </details>
  </form>
)

const Against = ({ v, model, forms, act }: Props & { act: (typeof against)[number] }) => {
  const isBack = forms.decision.values.kind === act.kind
  const form = isBack ? forms.decision : UNTOUCHED
  return (
    <details class="act" open={isBack}>
      <summary>{v.t(act.word)}</summary>
      <form method="post" action={actionOf(model)}>
        <Seen model={model} kind={act.kind} />
        {isBack && <Confirm v={v} form={forms.decision} />}
        {act.empties && model.state.episode.clearedDecisionId !== null && model.coming.count > 0 && (
          <Emptied v={v} empties={model.coming} />
        )}
        <Field
          v={v}
          name="comment"
          id={`comment-${act.kind}`}
          label={v.t(act.reason)}
          form={form}
          rows={3}
          required={act.required}
          maxlength={2000}
        />
        <button class={act.empties ? 'button serious' : 'button'} type="submit">
          {v.t(act.word)}
        </button>
      </form>
    </details>
  )
}

/** What this person may do now: each act a form of its own. */
export const Acts = ({ v, model, forms }: Props) => {
  const { allowed } = model.state
  const simple = buttons.filter(({ act }) => allowed.includes(act))
  const folded = against.filter(({ act }) => allowed.includes(act))
  if (simple.length + folded.length === 0) return null
  return (
    <section class="section acts" id="viec" aria-labelledby="acts">
      <h2 id="acts">{v.t('episode.acts')}</h2>
      <FormFaults v={v} form={forms.decision} fields={['comment']} />
      {simple.map((button) => (
        <Simple v={v} model={model} button={button} />
      ))}
      {folded.map((act) => (
        <Against v={v} model={model} forms={forms} act={act} />
      ))}
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
