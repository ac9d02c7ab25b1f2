import type { MergeChoice, MergePart } from '../../../library/index.ts'
import type { View } from '../../view.ts'

/** Two texts that grew from one revision, to be joined by choosing. */
export type Merging = {
  readonly parts: readonly MergePart[]
  /** What this person wrote, and the revision it began from. */
  readonly text: string
  readonly base: number
  readonly newest: number
  readonly who: string
}

const Lines = ({ v, lines }: { v: View; lines: readonly string[] }) =>
  lines.every((line) => line.trim() === '') ? (
    <span class="quiet">{v.t('editor.merge_empty')}</span>
  ) : (
    <span class="merge-lines" lang="vi">
      {lines.join('\n')}
    </span>
  )

type ChoiceProps = {
  v: View
  n: number
  choice: MergeChoice
  label: string
  lines: readonly string[] | null
  checked?: boolean
}
const Choice = ({ v, n, choice, label, lines, checked }: ChoiceProps) => (
  <label class="merge-choice">
    <span class="merge-who">
      <input type="radio" name={`cho-${n}`} value={choice} checked={checked} /> {label}
    </span>
    {lines && <Lines v={v} lines={lines} />}
  </label>
)

/** Both texts side by side at every place where both changed. Nothing is saved by it: the result goes to the editor. */
export const Merge = ({ v, episodeId, merge }: { v: View; episodeId: number; merge: Merging }) => {
  const choices = merge.parts.filter((part) => part.kind === 'choice')
  return (
    <form class="merge" method="post" action={`/ky/${episodeId}/tron#sua`} data-keep="off">
      <h3>{v.t('editor.merge_title')}</h3>
      <p>{v.t('editor.merge_lead', { who: merge.who, n: merge.newest })}</p>
      <input type="hidden" name="base" value={merge.base} />
      <input type="hidden" name="newest" value={merge.newest} />
      <input type="hidden" name="text" value={merge.text} />
      {choices.length === 0 && <p class="quiet">{v.t('editor.merge_none')}</p>}
      {choices.map(({ mine, theirs }, i) => (
        <fieldset class="merge-place">
          <legend>{v.t('editor.merge_place', { n: i + 1 })}</legend>
          <Choice v={v} n={i} choice="theirs" label={v.t('editor.merge_theirs', { who: merge.who })} lines={theirs} />
          <Choice v={v} n={i} choice="mine" label={v.t('editor.merge_mine')} lines={mine} />
          <Choice v={v} n={i} choice="both" label={v.t('editor.merge_both')} lines={null} checked />
        </fieldset>
      ))}
      <button class="button main" type="submit">
        {v.t('editor.merge_button')}
      </button>
      <p class="quiet small">{v.t('editor.mine_below')}</p>
    </form>
  )
}
