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
  { kind: 'docx', word: 'report.docx' },
  { kind: 'xlsx', word: 'report.xlsx' },
] as const

/** What goes into the office's own report: the sentence, ready to copy, and the documents. */
export const ReportDocuments = ({ v, choice, segment, sentence }: Props) => (
  <section class="section" aria-labelledby="to-report">
    <h2 id="to-report">{v.t('report.to_report')}</h2>
    <div class="field">
      <label for="sentence">{v.t('report.sentence')}</label>
      <textarea id="sentence" rows={3} readonly aria-describedby="sentence-hint">
        {sentence}
      </textarea>
      <p class="hint no-print" id="sentence-hint">
        {v.t('report.sentence_hint')}
      </p>
    </div>
    <p class="daynav no-print">
      {KINDS.map(({ kind, word }) => (
        <a class="button" href={documentLink(kind, v, choice, segment)} download>
          <Icon name="download" size={18} />
          {v.t(word)}
        </a>
      ))}
    </p>
    <p class="quiet small no-print">{v.t('report.documents_hint')}</p>
  </section>
)

/** The same question asked of the API. The language goes with it: a browser's own may be another than the page's. */
function documentLink(kind: string, v: View, { period, part }: Choice, segment: string | undefined): string {
  const query = new URLSearchParams(part === '' ? { from: period.from, to: period.to } : { period: period.key })
  if (segment) query.set('segment', segment)
  query.set('lang', v.lang)
  return `/api/v1/reports/airings.${kind}?${query}`
}
