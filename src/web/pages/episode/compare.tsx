import type { Change, DiffLine, RevisionHead, ScriptDiff } from '../../../library/index.ts'
import { Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'

export type Comparison = {
  readonly episode: { readonly id: number; readonly title: string }
  readonly revisions: readonly RevisionHead[]
  readonly from: number
  /** Null: a text that is not saved. */
  readonly to: number | null
  readonly diff: ScriptDiff
}

const Part = ({ part: { kind, text } }: { part: Change }) =>
  kind === 'added' ? <ins>{text}</ins> : kind === 'removed' ? <del>{text}</del> : <span>{text}</span>

const Line = ({ v, line }: { v: View; line: DiffLine }) => {
  if (line.kind === 'gap') return <p class="gap quiet small">{v.t('editor.gap', { n: line.lines })}</p>
  const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : line.kind === 'changed' ? '±' : ''
  const isEmpty = line.parts.every(({ text }) => text === '')
  return (
    <p class={`diff-line ${line.kind}`}>
      <span class="sign num" aria-hidden="true">
        {sign}
      </span>
      <span>{isEmpty ? <br /> : line.parts.map((part) => <Part part={part} />)}</span>
    </p>
  )
}

const Choose = ({ v, name, label, heads, chosen }: ChooseProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {heads.map(({ revision, createdAt, author }) => (
        <option value={revision} selected={revision === chosen}>
          {v.t('episode.revision', { n: revision })} · {v.fmt.moment(createdAt)} {author && `· ${author}`}
        </option>
      ))}
    </select>
  </div>
)
type ChooseProps = {
  v: View
  name: string
  label: string
  heads: readonly RevisionHead[]
  chosen: number | null
}

/** Two revisions, or a revision and the text that is being written, word by word. */
export const ComparePage = ({ v, comparison }: { v: View; comparison: Comparison }) => {
  const { episode, revisions, from, to, diff } = comparison
  const isSame = diff.added + diff.removed === 0 && diff.lines.every(({ kind }) => kind === 'gap' || kind === 'same')
  return (
    <Page v={v} title={v.t('editor.compare')}>
      <Head title={v.t('editor.compare')} over={<a href={`/ky/${episode.id}`}>{episode.title}</a>} />
      <form class="filter" method="get" action={`/ky/${episode.id}/so-sanh`}>
        <Choose v={v} name="tu" label={v.t('editor.compare_from')} heads={revisions} chosen={from} />
        <Choose v={v} name="den" label={v.t('editor.compare_to')} heads={revisions} chosen={to} />
        <button class="button" type="submit">
          {v.t('editor.compare_show')}
        </button>
      </form>
      <p class="diff-sum">
        <strong>
          {v.t('episode.revision', { n: from })} →{' '}
          {to === null ? v.t('editor.compare_text') : v.t('episode.revision', { n: to })}
        </strong>{' '}
        {isSame
          ? v.t('editor.compare_same')
          : v.t('editor.compare_sum', { added: v.fmt.number(diff.added), removed: v.fmt.number(diff.removed) })}
      </p>
      {!isSame && (
        <div class="diff" lang="vi">
          {diff.lines.map((line) => (
            <Line v={v} line={line} />
          ))}
        </div>
      )}
    </Page>
  )
}
