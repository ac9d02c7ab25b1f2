import type { Paper } from '../../../library/index.ts'
import { Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import { ShownBlock } from './inlines.tsx'

/** The script as it is printed and signed: A4, Times New Roman. Its words are those of the document, in Vietnamese. */
export const PaperPage = ({ v, paper, back, file }: { v: View; paper: Paper; back: string; file: string }) => (
  <Page v={v} title={v.t('editor.paper_title')}>
    <p class="paper-tools no-print">
      <a class="button" href={back}>
        {v.t('editor.back')}
      </a>
      <a class="button" href={file}>
        {v.t('editor.docx')}
      </a>
      <span class="quiet small">{v.t('editor.paper_hint')}</span>
    </p>
    <article class="paper" lang="vi">
      <header class="paper-head">
        <div>
          {paper.superior !== null && <p>{paper.superior}</p>}
          <p class="agency">{paper.agency}</p>
        </div>
        <div>
          <p class="nation">{paper.nation[0]}</p>
          <p class="motto">{paper.nation[1]}</p>
          <p class="dated">{paper.dated}</p>
        </div>
      </header>
      <p class="paper-kind">{paper.heading}</p>
      <p class="paper-programme">{paper.programme}</p>
      <h1>{paper.title}</h1>
      <dl class="paper-facts">
        {paper.facts.map(([label, value]) => (
          <div>
            <dt>{label}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="paper-text">
        {paper.blocks.map((block) => (
          <ShownBlock block={block} voices="inline" />
        ))}
      </div>
      <footer class="paper-signatures">
        {paper.signatures.map(({ office, hint, name }) => (
          <div>
            <p class="office">{office}</p>
            <p class="hint">{hint}</p>
            <p class="name">{name}</p>
          </div>
        ))}
      </footer>
      <p class="paper-foot">{paper.foot}</p>
    </article>
  </Page>
)
