import { can } from '../../../accounts/index.ts'
import { Button } from '../../components/button.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field } from '../../components/form.tsx'
import { Icon } from '../../components/shapes.tsx'
import type { Choice } from '../../period-choice.ts'
import type { View } from '../../view.ts'

type Props = {
  v: View
  choice: Choice
  /** Code of the segment asked for; undefined: the installation's reporting segment. */
  segment: string | undefined
  sentence: string
}

const KINDS = [
  { path: 'airings.docx', word: 'report.docx' },
  { path: 'airings.xlsx', word: 'report.xlsx' },
  { path: 'airings/evidence.csv', word: 'closing.evidence_csv' },
] as const

/** What goes into the office's own report: the sentence, ready to copy, and the documents. */
export const ReportDocuments = ({ v, choice, segment, sentence }: Props) => (
  <section class="section stacked" aria-labelledby="to-report">
    <h2 id="to-report">{v.t('report.to_report')}</h2>
    <div class="field">
      <label for="sentence">{v.t('report.sentence')}</label>
      <textarea id="sentence" rows={3} readonly aria-describedby="sentence-hint">
        {sentence}
      </textarea>
      <p class="hint no-print" id="sentence-hint">
        {v.t('report.sentence_hint')}
      </p>
      <p class="no-print">
        <button class="button" type="button" data-copies="sentence" data-copied={v.t('report.copied')} hidden>
          {v.t('report.copy')}
        </button>
      </p>
    </div>
    <p class="daynav no-print">
      {KINDS.map(({ path, word }) => (
        <a class="button" href={documentLink(path, v, choice, segment)} download>
          <Icon name="download" size={18} />
          {v.t(word)}
        </a>
      ))}
    </p>
    <p class="quiet small no-print">{v.t('report.documents_hint')}</p>
    <p class="small no-print links">
      {can(v.actor, 'report_setting.manage') && <a href="/quan-tri/cai-dat">{v.t('closing.names')}</a>}
      <a href="/bao-cao/tep">{v.t('closing.exports')}</a>
    </p>
    <LongExport v={v} choice={choice} segment={segment} />
  </section>
)

const FORMATS = [
  { format: 'xlsx', word: 'report.xlsx' },
  { format: 'csv', word: 'closing.evidence_csv' },
  { format: 'docx', word: 'report.docx' },
] as const

/** A file that takes long: asked for by a form, made while its reader does something else. */
const LongExport = ({ v, choice, segment }: Omit<Props, 'sentence'>) => (
  <details class="act no-print">
    <summary>{v.t('closing.long')}</summary>
    <p class="quiet">{v.t('closing.long_lead')}</p>
    <form method="post" action="/bao-cao/tep" class="long-export">
      <input type="hidden" name="ky" value={choice.period.key} />
      {segment !== undefined && <input type="hidden" name="tiet-muc" value={segment} />}
      <Field v={v} name="loai" label={v.t('closing.format')}>
        {FORMATS.map(({ format, word }) => (
          <option value={format}>{v.t(word)}</option>
        ))}
      </Field>
      <Field v={v} name="so" label={v.t('closing.number')} hint={v.t('closing.number_hint')} maxlength={6} />
      <DateField v={v} name="ngay" label={v.t('closing.date')} />
      <Button>{v.t('closing.long_make')}</Button>
    </form>
  </details>
)

/** The same question asked of the API. The language goes with it: a browser's own may be another than the page's. */
function documentLink(path: string, v: View, { period, part }: Choice, segment: string | undefined): string {
  const query = new URLSearchParams(part === '' ? { from: period.from, to: period.to } : { period: period.key })
  if (segment) query.set('segment', segment)
  query.set('lang', v.lang)
  return `/api/v1/reports/${path}?${query}`
}
