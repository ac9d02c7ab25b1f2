import type { Figures, Heat, Stations } from '../../../reports/index.ts'
import { WideTable } from '../../components/table.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { type Asked, rowsLink } from './asked.ts'

/** From which share of the plan on a week has which warmth; the last are those that aired whole. */
const STEPS = [0.5, 0.8, 0.95, 1] as const
const warmth = ({ aired, planned }: Figures): number => {
  if (planned === 0) return aired > 0 ? STEPS.length : 0
  return STEPS.filter((step) => aired / planned >= step).length
}
/** So few weeks need no whole width. */
const FEW_WEEKS = 9
const LEGEND = ['figures.heat_0', 'figures.heat_1', 'figures.heat_2', 'figures.heat_3', 'figures.heat_4'] as const

const anything = ({ planned, aired, upcoming }: Figures): boolean => planned + aired + upcoming > 0

/** From the first week of which anything is known to the last: what was before the stations began is no white patch. */
function knownWeeks({ weeks, stations }: Heat): Heat['weeks'] {
  const known = new Set(
    Object.values(stations).flatMap((of) =>
      Object.entries(of).flatMap(([week, figures]) => (anything(figures) ? [week] : [])),
    ),
  )
  const at = weeks.flatMap(({ week }, i) => (known.has(week) ? [i] : []))
  return weeks.slice(at[0] ?? 0, (at.at(-1) ?? -1) + 1)
}

type CellProps = { v: View; figures: Figures | undefined; href: string; name: string }
const Cell = ({ v, figures, href, name }: CellProps) => {
  if (!figures || !anything(figures)) return <td class="h-none" />
  if (figures.planned + figures.aired === 0) return <td class="h-none">·</td>
  const told = { name, aired: v.fmt.number(figures.aired), planned: v.fmt.number(figures.planned) }
  return (
    <td class={`h-${warmth(figures)}`}>
      <a href={href} title={v.t('figures.heat_cell', told)}>
        {v.fmt.number(figures.aired)}
        {figures.noWord > 0 && (
          <span class="silent" aria-hidden="true">
            ?
          </span>
        )}
      </a>
    </td>
  )
}

type Props = { v: View; asked: Asked; stations: Stations }
/** What aired by station and week, the warmer the fuller; each cell leads to its rows. */
export const HeatMap = ({ v, asked, stations: { lines, heat } }: Props) => {
  const weeks = knownWeeks(heat)
  if (weeks.length < 2 || lines.length === 0) return null
  const codes = [...new Map(lines.map((line) => [line.code, line])).values()]
  return (
    <section class="section" aria-labelledby="heat">
      <div class="row-head">
        <h2 id="heat">{v.t('figures.heat')}</h2>
        <ul class="legend heat-legend" aria-label={v.t('figures.heat_legend')}>
          {LEGEND.map((word, i) => (
            <li>
              <span class={`swatch h-${i}`} aria-hidden="true" />
              {v.t(word)}
            </li>
          ))}
          <li>
            <span class="silent" aria-hidden="true">
              ?
            </span>
            {v.t('report.no_word')}
          </li>
          <li>· {v.t('report.upcoming')}</li>
        </ul>
      </div>
      <WideTable name={v.t('figures.heat')}>
        <table class={weeks.length > FEW_WEEKS ? 'table heat full' : 'table heat'}>
          <thead>
            <tr>
              <th scope="col">{v.t('report.station')}</th>
              {weeks.map(({ week, from, to }) => (
                <th scope="col" title={`${v.fmt.date(from)} – ${v.fmt.date(to)}`}>
                  {v.t('figures.week', { n: Number(week.slice(-2)) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {codes.map(({ code, name }) => (
              <tr>
                <th scope="row">{shortStationName(name)}</th>
                {weeks.map((week) => (
                  <Cell
                    v={v}
                    figures={heat.stations[code]?.[week.week]}
                    href={rowsLink(asked, { station: code, days: week })}
                    name={`${shortStationName(name)}, ${v.fmt.date(week.from)} – ${v.fmt.date(week.to)}`}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  )
}
