import type { Figures, MonthFigures } from '../../../reports/index.ts'
import { EVIDENCE } from '../../components/figures.tsx'
import type { View } from '../../view.ts'
import { type Asked, rowsLink } from './asked.ts'

const HEIGHT = 132
const TOP = 18
const FOOT = 20
/** More months than these are told by year. */
const MOST_MONTHS = 18

type Bar = { readonly label: string; readonly full: string; readonly from: string; readonly to: string } & Pick<
  Figures,
  'aired' | 'planned' | 'byEvidence'
>

const NOTHING = { aired: 0, planned: 0, byEvidence: { player: 0, attested: 0, imported: 0, total: 0 } } as const
function added(a: Bar, b: Bar): Bar {
  const byEvidence = { ...a.byEvidence }
  for (const grade of EVIDENCE) byEvidence[grade] += b.byEvidence[grade]
  return { ...a, to: b.to, aired: a.aired + b.aired, planned: a.planned + b.planned, byEvidence }
}

function barsOf(v: View, months: readonly MonthFigures[], level: string): Bar[] {
  const bars = months.map(({ month, from, to, levels }): Bar => {
    const { aired, planned, byEvidence } = levels[level] ?? NOTHING
    const [year, m] = [month.slice(0, 4), Number(month.slice(5))]
    const full = v.t('figures.month_of', { month: m, year })
    return { label: v.t('figures.month', { n: m }), full, from, to, aired, planned, byEvidence }
  })
  if (bars.length <= MOST_MONTHS) return bars
  const years = new Map<string, Bar>()
  for (const bar of bars) {
    const year = bar.from.slice(0, 4)
    const sum = years.get(year)
    years.set(year, sum ? added(sum, bar) : { ...bar, label: year, full: year })
  }
  return [...years.values()]
}

type OneProps = { v: View; bar: Bar; href: string; x: number; width: number; top: number; crowded: boolean }
const percent = (n: number): string => `${n.toFixed(2)}%`
const px = (n: number): string => n.toFixed(1)

/** One month: what aired, by evidence from below, against the plan as a line over it. */
const OneBar = ({ v, bar, href, x, width, top, crowded }: OneProps) => {
  const room = HEIGHT - TOP - FOOT
  const tall = (n: number): number => (top > 0 ? (n / top) * room : 0)
  const base = HEIGHT - FOOT
  let from = base
  const told = v.t('figures.bar', {
    month: bar.full,
    aired: v.fmt.number(bar.aired),
    planned: v.fmt.number(bar.planned),
  })
  return (
    <a href={href}>
      <title>{told}</title>
      <rect class="hit" x={percent(x)} y="0" width={percent(width)} height={HEIGHT} />
      {EVIDENCE.filter((grade) => bar.byEvidence[grade] > 0).map((grade) => {
        const height = tall(bar.byEvidence[grade])
        from -= height
        return (
          <rect
            class={`g-${grade}`}
            x={percent(x + width * 0.16)}
            y={px(from)}
            width={percent(width * 0.68)}
            height={px(height)}
          />
        )
      })}
      {bar.planned > 0 && (
        <line
          class="aim"
          x1={percent(x + width * 0.08)}
          x2={percent(x + width * 0.92)}
          y1={px(base - tall(bar.planned))}
          y2={px(base - tall(bar.planned))}
        />
      )}
      <text
        class={crowded ? 'value crowded' : 'value'}
        x={percent(x + width / 2)}
        y={px(base - tall(Math.max(bar.planned, bar.aired)) - 5)}
        text-anchor="middle"
      >
        {v.fmt.number(bar.aired)}
      </text>
      <text class="label" x={percent(x + width / 2)} y={HEIGHT - 4} text-anchor="middle">
        {bar.label}
      </text>
    </a>
  )
}

type Props = { v: View; asked: Asked; months: readonly MonthFigures[]; level: string; name: string }
/** Months of a level as bars, drawn by the server; each leads to its rows. Nothing where there is one month alone. */
export const MonthBars = ({ v, asked, months, level, name }: Props) => {
  const bars = barsOf(v, months, level)
  if (bars.length < 2) return null
  const top = Math.max(...bars.map(({ aired, planned }) => Math.max(aired, planned)))
  const width = 100 / bars.length
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing of links, which no fieldset is
    <svg class="bars" width="100%" height={HEIGHT} role="group" aria-label={v.t('figures.months_of', { name })}>
      <line class="ground" x1="0" x2="100%" y1={HEIGHT - FOOT + 0.5} y2={HEIGHT - FOOT + 0.5} />
      {bars.map((bar, i) => (
        <OneBar
          v={v}
          bar={bar}
          href={rowsLink(asked, { figure: 'aired', level, days: bar })}
          x={i * width}
          width={width}
          top={top}
          crowded={bars.length > 6}
        />
      ))}
    </svg>
  )
}
