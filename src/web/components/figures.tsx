import type { Child } from 'hono/jsx'
import type { Figure as FigureName, Figures } from '../../reports/index.ts'
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

/** Each number whose rows can be asked for, in words. */
export const figureWord: Readonly<Record<FigureName, Word>> = {
  planned: 'report.planned',
  aired: 'report.aired',
  partial: 'report.partial',
  missed: 'report.missed',
  no_word: 'report.no_word',
  open: 'status.open',
  cancelled: 'report.cancelled',
  upcoming: 'report.upcoming',
  unplanned: 'report.unplanned',
  quarantined: 'report.quarantined',
}

type Told = {
  key: 'planned' | 'partial' | 'missed' | 'noWord' | 'cancelled' | 'upcoming' | 'open' | 'unplanned' | 'quarantined'
  figure: FigureName
  mark?: Status
  always?: true
}
const told: readonly Told[] = [
  { key: 'planned', figure: 'planned', mark: 'planned', always: true },
  { key: 'partial', figure: 'partial', mark: 'partial', always: true },
  { key: 'missed', figure: 'missed', mark: 'missed', always: true },
  { key: 'noWord', figure: 'no_word', mark: 'no_word', always: true },
  { key: 'open', figure: 'open', mark: 'open' },
  { key: 'cancelled', figure: 'cancelled', mark: 'cancelled' },
  { key: 'upcoming', figure: 'upcoming' },
  { key: 'unplanned', figure: 'unplanned' },
  { key: 'quarantined', figure: 'quarantined' },
]

const SECONDS_PER_MINUTE = 60
/** Seconds on air as whole minutes; a dash where nothing is known. */
export const minutesText = (v: View, seconds: number | null): string =>
  seconds === null ? '–' : v.fmt.number(Math.round(seconds / SECONDS_PER_MINUTE))

type Wish = { readonly figure: FigureName; readonly grade?: Evidence; readonly programme?: 'relay' | 'live' }
/** The address of the rows behind a number. */
export type RowsOf = (wish: Wish) => string

/** The evidence of what aired as one bar; the legend says the same in words and numbers. */
const GradeBar = ({ v, figures, link }: { v: View; figures: Figures; link: RowsOf }) => {
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
        {parts.map(({ name, share }) => (
          <li>
            <svg width="12" height="12" aria-hidden="true">
              <rect class={`g-${name}`} width="12" height="12" rx="2" />
            </svg>
            {v.t(evidenceWords[name])}{' '}
            <a class="num" href={link({ figure: 'aired', grade: name })}>
              {v.fmt.number(byEvidence[name])}
            </a>
            {parts.length > 1 && <span class="quiet num">{v.fmt.number(share, 1)}%</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is told of the plan beside the number, each leading to its rows. */
const Counts = ({ v, figures, link }: { v: View; figures: Figures; link: RowsOf }) => (
  <ul class="counts">
    {told
      .filter(({ key, always }) => always || figures[key] > 0)
      .map(({ key, figure, mark }) => (
        <li>
          <b class="num">
            {figures[key] > 0 ? <a href={link({ figure })}>{v.fmt.number(figures[key])}</a> : v.fmt.number(0)}
          </b>
          <span class={mark && figures[key] > 0 ? `status s-${mark}` : 'status quiet'}>
            {mark && <Mark status={mark} />}
            {v.t(figureWord[figure])}
          </span>
        </li>
      ))}
  </ul>
)

type Props = {
  v: View
  name: string
  figures: Figures
  /** On air; null where it is not known. */
  seconds: number | null
  /** Relayed and live programmes: part of no other number. */
  apart: { readonly relay: number; readonly live: number }
  link: RowsOf
  children?: Child
}
/** One large number with what stands beside it: minutes, share of the plan, the plan's other ends, the evidence. */
export const Figure = ({ v, name, figures, seconds, apart, link, children }: Props) => (
  <section class="figure" aria-label={name}>
    <h2>{name}</h2>
    <div class="head-number">
      <p>
        <a class="to-rows" href={link({ figure: 'aired' })}>
          <span class="big">{v.fmt.number(figures.aired)}</span>
        </a>
        <span class="unit">{v.t('report.airings')}</span>
      </p>
      <dl class="beside">
        <dt>{v.t('figures.of_plan')}</dt>
        <dd>{v.fmt.rate(figures.aired, figures.planned)}</dd>
        <dt>{v.t('figures.minutes')}</dt>
        <dd>{minutesText(v, seconds)}</dd>
      </dl>
    </div>
    <Counts v={v} figures={figures} link={link} />
    {figures.aired > 0 && <GradeBar v={v} figures={figures} link={link} />}
    {(['relay', 'live'] as const)
      .filter((programme) => apart[programme] > 0)
      .map((programme) => (
        <p class="quiet small">
          {v.t('figures.apart', { what: v.t(programme === 'relay' ? 'figures.relay' : 'figures.live') })}{' '}
          <a class="num" href={link({ figure: 'aired', programme })}>
            {v.fmt.number(apart[programme])}
          </a>
        </p>
      ))}
    {children}
  </section>
)
