import type { Change, Compared, Comparison } from '../../../reports/index.ts'
import type { Level } from '../../../units/index.ts'
import type { View } from '../../view.ts'
import { type Asked, periodLink } from './asked.ts'

export const levelName = (v: View, level: Level): string => (v.lang === 'vi' ? level.stationName : level.stationNameEn)

/** "+81 (+51,9%)"; the sign is part of the number, so that no colour has to say it. */
function changeText(v: View, { difference, percent }: Change): string {
  const signed = (n: number, digits?: number): string => `${n > 0 ? '+' : ''}${v.fmt.number(n, digits)}`
  if (difference === 0) return v.t('figures.same')
  return percent === null ? signed(difference) : `${signed(difference)} (${signed(percent, 1)}%)`
}

const Beside = ({ v, asked, beside, level }: { v: View; asked: Asked; beside: Compared; level: string }) => {
  const change = beside.levels?.[level]
  return (
    <>
      <dt>
        <a href={periodLink(asked, beside.period)}>{beside.period.label[v.lang]}</a>
      </dt>
      {change ? (
        <>
          <dd class="n">{v.fmt.number(change.before)}</dd>
          <dd class={change.difference < 0 ? 'less' : 'more'}>{changeText(v, change)}</dd>
        </>
      ) : (
        <dd class="quiet wide">{v.t('figures.nothing_known')}</dd>
      )}
    </>
  )
}

type Props = { v: View; asked: Asked; comparison: Comparison; level: string }
/** The number of a level beside the period before and the same one a year ago. */
export const ComparedLines = ({ v, asked, comparison, level }: Props) => (
  <dl class="compared">
    <Beside v={v} asked={asked} beside={comparison.before} level={level} />
    {comparison.yearAgo.period.key !== comparison.before.period.key && (
      <Beside v={v} asked={asked} beside={comparison.yearAgo} level={level} />
    )}
  </dl>
)
