import { Figure } from '../../components/figures.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { PeriodForm } from '../../components/period-form.tsx'
import { Icon } from '../../components/shapes.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { ReportDocuments } from '../closing/documents.tsx'
import { ReportClosing } from '../closing/section.tsx'
import { type Asked, apiLink, filterFields, reportLink, rowsLink } from './asked.ts'
import { MonthBars } from './bars.tsx'
import { ChaseList } from './chase.tsx'
import { HeatMap } from './heat.tsx'
import type { Loaded } from './load.ts'
import { ComparedLines, levelName } from './numbers.tsx'
import { PlanSummary, planPath } from './plan-summary.tsx'
import { StationTable, UnitTable } from './stations.tsx'

type Props = { v: View; asked: Asked; loaded: Loaded }

const Levels = ({ v, asked, loaded }: Props) => (
  <div class="figures">
    {loaded.groups.map(({ level, figures, seconds, apart }) => (
      <Figure
        v={v}
        name={levelName(v, level)}
        figures={figures}
        seconds={seconds}
        apart={apart}
        link={(wish) => rowsLink(asked, { ...wish, level: level.code })}
      >
        <ComparedLines v={v} asked={asked} comparison={loaded.comparison} level={level.code} />
        <MonthBars v={v} asked={asked} months={loaded.months} level={level.code} name={levelName(v, level)} />
      </Figure>
    ))}
  </div>
)

/** What the numbers do not say by themselves. */
const Remarks = ({ v, asked, loaded }: Props) => {
  const { unallocated, notIncluded, closed, months, groups } = loaded
  const inMonths = months.reduce(
    (sum, { levels }) => sum + Object.values(levels).reduce((n, { aired }) => n + aired, 0),
    0,
  )
  const aired = groups.reduce((sum, { figures }) => sum + figures.aired, 0)
  return (
    <ul class="remarks quiet small">
      <li>{v.t('report.evidence_explained')}</li>
      {asked.choice.period.to >= v.today && <li>{v.t('figures.not_over')}</li>}
      {closed && <li>{v.t('figures.closed_minutes')}</li>}
      {aired > inMonths && <li>{v.t('figures.not_in_months', { n: v.fmt.number(aired - inMonths) })}</li>}
      {unallocated > 0 && <li>{v.t('report.unallocated', { n: v.fmt.number(unallocated) })}</li>}
      {notIncluded > 0 && <li>{v.t('report.not_included', { n: v.fmt.number(notIncluded) })}</li>}
    </ul>
  )
}

const Body = ({ v, asked, loaded }: Props) => {
  const { whole, groups } = loaded
  const named = (code: string): string => {
    const level = groups.find((group) => group.level.code === code)?.level
    return level ? levelName(v, level) : code
  }
  return (
    <>
      <Levels v={v} asked={asked} loaded={loaded} />
      <Remarks v={v} asked={asked} loaded={loaded} />
      <ChaseList v={v} asked={asked} loaded={loaded} />
      <PlanSummary v={v} asked={asked} plan={loaded.plan} />
      <HeatMap v={v} asked={asked} stations={loaded.stations} />
      <UnitTable v={v} loaded={loaded} />
      <StationTable v={v} asked={asked} loaded={loaded} />
      {whole ? (
        <>
          <ReportDocuments v={v} choice={asked.choice} segment={asked.segment || undefined} sentence={whole.sentence} />
          <ReportClosing v={v} state={whole.closing} levelName={named} />
        </>
      ) : (
        <p class="section quiet no-print">{v.t('figures.narrowed')}</p>
      )}
    </>
  )
}

/** "Chỉ Xã An Thạnh Thủy" with the way back to all. */
const OnlyStation = ({ v, asked, loaded }: Props) => {
  const line = loaded.stations.lines.find(({ code }) => code === asked.station)
  return (
    <p class="notice">
      {v.t('figures.only_station', { name: shortStationName(line?.name ?? asked.station) })}{' '}
      <a href={reportLink(asked, { station: '' })}>{v.t('figures.all_stations')}</a>
    </p>
  )
}

/** "Báo cáo": the counts of a period, each beside its plan, its evidence and the periods before it. */
export const Report = ({ v, asked, loaded }: Props) => {
  const { period } = asked.choice
  const { segment, stations, groups } = loaded
  const anything = stations.count > 0 || groups.some(({ figures }) => figures.aired > 0)
  const span = v.t('report.span', { from: v.fmt.date(period.from), to: v.fmt.date(period.to) })
  return (
    <Page v={v} title={`${v.t('report.title')}: ${period.label[v.lang]}`} islands={['report']}>
      <Head title={period.label[v.lang]} over={`${v.t('report.title')} · ${segment.name ?? segment.code} · ${span}`}>
        <a class="button" href={planPath(asked)}>
          {v.t('plan.title')}
        </a>
        <a class="button" href={apiLink('airings.csv', asked, { by: 'station', lang: v.lang })} download>
          <Icon name="download" size={18} />
          {v.t('report.csv')}
        </a>
        <button class="button" type="button" data-prints hidden>
          <Icon name="print" size={18} />
          {v.t('figures.print')}
        </button>
      </Head>
      <PeriodForm
        v={v}
        choice={asked.choice}
        choices={loaded.choices}
        segment={segment.code}
        asked={asked}
        kept={filterFields(asked)}
      />
      {asked.station !== '' && <OnlyStation v={v} asked={asked} loaded={loaded} />}
      {anything ? (
        <Body v={v} asked={asked} loaded={loaded} />
      ) : (
        <Empty title={v.t('report.empty')} hint={v.t('report.empty_hint')} />
      )}
      <p class="quiet small no-print">{v.t('app.print')}</p>
    </Page>
  )
}
