import type { Figures } from '../../reports/index.ts'
import type { Status } from '../status.ts'
import type { View } from '../view.ts'
import type { Word } from '../words/index.ts'
import { Mark } from './status.tsx'

export const EVIDENCE = ['player', 'attested', 'imported', 'total'] as const
export type Evidence = (typeof EVIDENCE)[number]
export const evidenceWords: Readonly<Record<Evidence, Word>> = {
  player: 'grade.player',
  attested: 'grade.attested',
  imported: 'grade.imported',
  total: 'grade.total',
}

type Told = {
  key: 'planned' | 'partial' | 'missed' | 'noWord' | 'cancelled' | 'upcoming' | 'open' | 'unplanned' | 'quarantined'
  word: Word
  mark?: Status
  always?: true
}
const told: readonly Told[] = [
  { key: 'planned', word: 'report.planned', mark: 'planned', always: true },
  { key: 'partial', word: 'report.partial', mark: 'partial', always: true },
  { key: 'missed', word: 'report.missed', mark: 'missed', always: true },
  { key: 'noWord', word: 'report.no_word', mark: 'no_word', always: true },
  { key: 'open', word: 'status.open', mark: 'open' },
  { key: 'cancelled', word: 'report.cancelled', mark: 'cancelled' },
  { key: 'upcoming', word: 'report.upcoming' },
  { key: 'unplanned', word: 'report.unplanned' },
  { key: 'quarantined', word: 'report.quarantined' },
]

/** The evidence of what aired as one bar; the legend says the same in words and numbers. */
const GradeBar = ({ v, figures }: { v: View; figures: Figures }) => {
  const { byEvidence, aired } = figures
  let from = 0
  const parts = EVIDENCE.filter((name) => byEvidence[name] > 0).map((name) => {
    const part = { name, from, share: (byEvidence[name] / aired) * 100 }
    from += part.share
    return part
  })
  return (
    <div>
      <svg class="grades" width="100%" height="12" aria-hidden="true">
        {parts.map((part) => (
          <rect
            class={`g-${part.name}`}
            x={`${part.from.toFixed(2)}%`}
            width={`${part.share.toFixed(2)}%`}
            height="12"
          />
        ))}
      </svg>
      <ul class="legend" aria-label={v.t('report.by_evidence')}>
        {parts.map(({ name }) => (
          <li>
            <svg width="12" height="12" aria-hidden="true">
              <rect class={`g-${name}`} width="12" height="12" rx="2" />
            </svg>
            {v.t(evidenceWords[name])} <b class="num">{v.fmt.number(byEvidence[name])}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** One large number with what stands beside it. */
export const Figure = ({ v, name, figures }: { v: View; name: string; figures: Figures }) => (
  <section class="figure" aria-label={name}>
    <h2>{name}</h2>
    <p>
      <span class="big">{v.fmt.number(figures.aired)}</span>
      <span class="unit">{v.t('report.airings')}</span>
    </p>
    <ul class="counts">
      {told
        .filter(({ key, always }) => always || figures[key] > 0)
        .map(({ key, word, mark }) => (
          <li>
            <b class="num">{v.fmt.number(figures[key])}</b>
            <span class={mark && figures[key] > 0 ? `status s-${mark}` : 'status quiet'}>
              {mark && <Mark status={mark} />}
              {v.t(word)}
            </span>
          </li>
        ))}
    </ul>
    {figures.aired > 0 && <GradeBar v={v} figures={figures} />}
  </section>
)
