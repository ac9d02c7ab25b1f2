import type { Figures, Line, StationOrder } from '../../../reports/index.ts'
import { EVIDENCE, type Evidence, evidenceWords, minutesText } from '../../components/figures.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { SortHead, WideTable } from '../../components/table.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { type Asked, type RowsWish, reportLink, rowsLink } from './asked.ts'
import { type Loaded, PAGE_STATIONS } from './load.ts'
import { levelName } from './numbers.tsx'

type Column = { readonly by: StationOrder['by']; readonly word: Word }
const NAME: Column = { by: 'name', word: 'report.station' }
const FIRST: readonly Column[] = [
  { by: 'planned', word: 'report.planned' },
  { by: 'aired', word: 'report.aired' },
  { by: 'rate', word: 'report.rate' },
]
const SILENT: Column = { by: 'no_word', word: 'report.no_word' }
const MINUTES: Column = { by: 'minutes', word: 'figures.minutes' }

const Head = ({ v, asked, column }: { v: View; asked: Asked; column: Column }) => {
  const { by, down } = asked.order
  const here = by === column.by
  // Names begin at A, numbers with the most; a second click turns it round.
  const next = { by: column.by, down: here ? !down : column.by !== 'name' }
  return (
    <SortHead
      v={v}
      label={v.t(column.word)}
      href={`${reportLink(asked, { order: next })}#stations`}
      sorted={here ? (down ? 'descending' : 'ascending') : null}
      numeric={column.by !== 'name'}
    />
  )
}

type CountProps = { v: View; n: number; href: string | null; strong?: boolean }
/** A number that leads to its rows; none behind nothing. */
const Count = ({ v, n, href, strong }: CountProps) => (
  <td class={strong ? 'n strong' : n === 0 ? 'n zero' : 'n'}>
    {n > 0 && href !== null ? <a href={href}>{v.fmt.number(n)}</a> : v.fmt.number(n)}
  </td>
)

type LineProps = {
  v: View
  asked: Asked
  figures: Figures
  seconds: number | null
  evidence: readonly Evidence[]
  wish: RowsWish
}
const Numbers = ({ v, asked, figures, seconds, evidence, wish }: LineProps) => {
  const rows = (figure: string, grade?: string): string =>
    rowsLink(asked, { ...wish, figure, ...(grade ? { grade } : {}) })
  return (
    <>
      <Count v={v} n={figures.planned} href={rows('planned')} />
      <Count v={v} n={figures.aired} href={rows('aired')} strong />
      <td class="n">{v.fmt.rate(figures.aired, figures.planned)}</td>
      {evidence.map((grade) => (
        <Count v={v} n={figures.byEvidence[grade]} href={rows('aired', grade)} />
      ))}
      <Count v={v} n={figures.partial} href={rows('partial')} />
      <Count v={v} n={figures.missed} href={rows('missed')} />
      <Count v={v} n={figures.noWord} href={rows('no_word')} />
      <td class="n">{minutesText(v, seconds)}</td>
    </>
  )
}

type Props = { v: View; asked: Asked; loaded: Loaded }

/** Every station with its numbers, sorted as the address says, in Vietnamese order by name. */
export const StationTable = ({ v, asked, loaded }: Props) => {
  const { groups, stations } = loaded
  // A column that is nothing but zeros says nothing; the player's is always there.
  const evidence = EVIDENCE.filter(
    (grade) => grade === 'player' || groups.some(({ figures }) => figures.byEvidence[grade] > 0),
  )
  const columns = 8 + evidence.length
  const of = (level: string): Line[] => stations.lines.filter((line) => line.level === level)
  const page = { from: asked.offset + 1, to: asked.offset + stations.lines.length, n: stations.count }
  const link = (offset: number): string => `${reportLink(asked, { offset })}#stations`
  return (
    <section class="section" aria-labelledby="stations">
      <h2 id="stations">{v.t('report.by_station')}</h2>
      <WideTable name={v.t('report.by_station')}>
        <table class="table by-station">
          <thead>
            <tr>
              <Head v={v} asked={asked} column={NAME} />
              {FIRST.map((column) => (
                <Head v={v} asked={asked} column={column} />
              ))}
              {evidence.map((grade) => (
                <th scope="col" class="n">
                  {v.t(evidenceWords[grade])}
                </th>
              ))}
              <th scope="col" class="n">
                {v.t('report.partial')}
              </th>
              <th scope="col" class="n">
                {v.t('report.missed')}
              </th>
              <Head v={v} asked={asked} column={SILENT} />
              <Head v={v} asked={asked} column={MINUTES} />
            </tr>
          </thead>
          {groups
            .filter(({ level }) => of(level.code).length > 0)
            .map(({ level, figures, seconds }) => (
              <tbody>
                <tr class="group">
                  <th scope="colgroup" colspan={columns}>
                    {levelName(v, level)}
                  </th>
                </tr>
                {of(level.code).map((line) => (
                  <tr>
                    <th scope="row">
                      <a href={reportLink(asked, { station: line.code })}>{shortStationName(line.name)}</a>
                    </th>
                    <Numbers
                      v={v}
                      asked={asked}
                      figures={line.figures}
                      seconds={line.figures.seconds}
                      evidence={evidence}
                      wish={{ station: line.code, level: level.code }}
                    />
                  </tr>
                ))}
                {(of(level.code).length > 1 || stations.count > PAGE_STATIONS) && (
                  <tr class="sum">
                    <th scope="row">{v.t('report.total')}</th>
                    <Numbers
                      v={v}
                      asked={asked}
                      figures={figures}
                      seconds={seconds}
                      evidence={evidence}
                      wish={{ level: level.code }}
                    />
                  </tr>
                )}
              </tbody>
            ))}
        </table>
      </WideTable>
      <Pagination
        v={v}
        previous={asked.offset > 0 ? link(Math.max(0, asked.offset - PAGE_STATIONS)) : null}
        next={stations.next === null ? null : link(stations.next)}
        range={v.t('figures.of_all', { from: page.from, to: page.to, n: v.fmt.number(page.n) })}
      />
    </section>
  )
}

/** The same by today's units: each station's airings go to the unit that it belongs to now. */
export const UnitTable = ({ v, loaded: { stations, groups } }: Pick<Props, 'v' | 'loaded'>) =>
  stations.units.length === 0 ? null : (
    <section class="section" aria-labelledby="units">
      <h2 id="units">{v.t('figures.by_unit')}</h2>
      <p class="quiet small">{v.t('figures.by_unit_hint')}</p>
      <WideTable name={v.t('figures.by_unit')}>
        <table class="table units">
          <thead>
            <tr>
              <th scope="col">{v.t('figures.unit')}</th>
              <th scope="col" class="n">
                {v.t('report.planned')}
              </th>
              <th scope="col" class="n">
                {v.t('report.aired')}
              </th>
              <th scope="col" class="n">
                {v.t('report.rate')}
              </th>
            </tr>
          </thead>
          {groups.map(({ level, figures }) => (
            <tbody>
              <tr class="group">
                <th scope="colgroup" colspan={4}>
                  {levelName(v, level)}
                </th>
              </tr>
              {stations.units
                .filter((unit) => unit.level === level.code)
                .map((unit) => (
                  <tr>
                    <th scope="row">{unit.name}</th>
                    <td class="n">{v.fmt.number(unit.figures.planned)}</td>
                    <td class="n strong">{v.fmt.number(unit.figures.aired)}</td>
                    <td class="n">{v.fmt.rate(unit.figures.aired, unit.figures.planned)}</td>
                  </tr>
                ))}
              <tr class="sum">
                <th scope="row">{v.t('report.total')}</th>
                <td class="n">{v.fmt.number(figures.planned)}</td>
                <td class="n strong">{v.fmt.number(figures.aired)}</td>
                <td class="n">{v.fmt.rate(figures.aired, figures.planned)}</td>
              </tr>
            </tbody>
          ))}
        </table>
      </WideTable>
    </section>
  )
