import { raw } from 'hono/html'
import { Field, FormFaults } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { wordsOf } from '../../words/index.ts'
import { Confirm, type EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'
import { Merge } from './merge.tsx'

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

/** What a browser may read inside a script block that is no script: nothing in it can end the block. */
export const WordsBlock = ({ v, area, id }: { v: View; area: string; id: string }) => (
  <script id={id} type="application/json">
    {raw(JSON.stringify(wordsOf(area, v.lang)).replaceAll('<', '\\u003c'))}
  </script>
)

const ImportForm = ({ v, model, forms }: Props) => {
  const { episode } = model.state
  const form = forms.imported
  return (
    <details class="import" open={form.message !== null}>
      <summary>{v.t('editor.import')}</summary>
      <form method="post" action={`/ky/${episode.id}/nhap#sua`} enctype="multipart/form-data">
        <FormFaults v={v} form={form} fields={[]} />
        <div class="field">
          <label for="import-file">{v.t('editor.import_file')}</label>
          <input id="import-file" type="file" name="file" accept=".docx,.txt,text/plain" required />
        </div>
        <button class="button" type="submit">
          {v.t('editor.import_button')}
        </button>
      </form>
    </details>
  )
}

const EditForm = ({ v, model, forms }: Props) => {
  const { episode, script } = model.state
  const form = forms.script
  const bound = episode.scriptState === 'approved' || episode.scriptState === 'content_approved'
  const isFresh = form.values.text === undefined
  return (
    <sq-editor
      data-episode={episode.id}
      data-pace={model.pace}
      data-voices={v.t('editor.voices')}
      data-fresh={isFresh ? '' : undefined}
    >
      <form
        method="post"
        action={`/ky/${episode.id}/ban-sua#sua`}
        data-keep="off"
        autocomplete="off"
        data-done={`/ky/${episode.id}`}
        data-compare={`/ky/${episode.id}/so-sanh`}
      >
        {bound && <p class="notice">{v.t('episode.edit_voids')}</p>}
        {forms.note && <p class="notice">{forms.note}</p>}
        <FormFaults v={v} form={form} fields={['text']} />
        <Confirm v={v} form={form} />
        <input type="hidden" name="base" value={forms.base ?? script?.revision ?? 0} />
        {forms.source && <input type="hidden" name="source" value={forms.source} />}
        <Field
          v={v}
          name="text"
          label={v.t('episode.script')}
          hint={v.t('episode.edit_hint')}
          form={form}
          rows={20}
          value={script?.body}
          class="script-edit"
          required
        />
        <div class="acts-row">
          <button class="button main" type="submit">
            {v.t('episode.save_revision')}
          </button>
          <button
            class="button"
            type="submit"
            formaction={`/ky/${episode.id}/so-sanh`}
            formtarget="_blank"
            formnovalidate
          >
            {v.t('editor.see_changes')}
          </button>
        </div>
      </form>
    </sq-editor>
  )
}

/** The editor: closed while the script is read, open where there is none yet or where something came back. */
export const Edit = (props: Props) => {
  const { v, model, forms } = props
  const { script, allowed } = model.state
  if (!allowed.includes('save_revision')) return null
  const { script: form, imported } = forms
  const isOpen = form.values.text !== undefined || form.message !== null || imported.message !== null || !script
  return (
    <details class="edit no-print" id="sua" open={isOpen}>
      <summary>{script ? v.t('episode.edit') : v.t('episode.write')}</summary>
      {forms.merge && <Merge v={v} episodeId={model.state.episode.id} merge={forms.merge} />}
      <EditForm {...props} />
      <ImportForm {...props} />
      <WordsBlock v={v} area="editor" id="editor-words" />
    </details>
  )
}
