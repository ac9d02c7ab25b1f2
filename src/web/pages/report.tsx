import type { Context as HonoContext } from 'hono'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { compareVietnamese } from '../../kernel/text.ts'
import { allSegments, type SegmentBrief } from '../../library/index.ts'
import { type AnswerRow, countAirings, type Figures, spokenReport } from '../../reports/index.ts'
import { type Level, levels } from '../../units/index.ts'
import { send } from '../answer.tsx'
import { EVIDENCE, type Evidence, evidenceWords, Figure } from '../components/figures.tsx'
import { Empty, Head, Page } from '../components/page.tsx'
import { PeriodForm } from '../components/period-form.tsx'
import { Icon } from '../components/shapes.tsx'
import { WideTable } from '../components/table.tsx'
import { type Choice, choosePeriod } from '../period-choice.ts'
import { shortStationName } from '../station-name.ts'
import type { View } from '../view.ts'
import { type ClosingState, closingState, ReportClosing } from './closing/section.tsx'
import { ReportDocuments } from './closing/documents.tsx'

type LevelFigures = { readonly level: Level; readonly figures: Figures; readonly rows: readonly AnswerRow[] }
type Props = {
  v: View
  choice: Choice
  groups: readonly LevelFigures[]
  segments: readonly SegmentBrief[]
  segment: { code: string; name: string | null }
  closing: ClosingState
  unallocated: number
  notIncluded: number
  csv: string
  sentence: string
  asked: string | undefined
}

const levelNamed = (v: View, groups: readonly LevelFigures[], code: string): string => {
  const level = groups.find((group) => group.level.code === code)?.level
  return level ? levelName(v, level) : code
}
const levelName = (v: View, level: Level): string => (v.lang === 'vi' ? level.stationName : level.stationNameEn)

const Count = ({ v, n, strong }: { v: View; n: number; strong?: boolean }) => (
  <td class={strong ? 'n strong' : n === 0 ? 'n zero' : 'n'}>{v.fmt.number(n)}</td>
)

type LineProps = { v: View; name: string; figures: Figures; evidence: readonly Evidence[]; sum?: boolean }
const Line = ({ v, name, figures, evidence, sum }: LineProps) => (
  <tr class={sum ? 'sum' : undefined}>
    <th scope="row">{name}</th>
    <Count v={v} n={figures.planned} />
    <Count v={v} n={figures.aired} strong />
    <td class="n">{v.fmt.rate(figures.aired, figures.planned)}</td>
    {evidence.map((grade) => (
      <Count v={v} n={figures.byEvidence[grade]} />
    ))}
    <Count v={v} n={figures.partial} />
    <Count v={v} n={figures.missed} />
    <Count v={v} n={figures.noWord} />
  </tr>
)

const StationTable = ({ v, groups }: Pick<Props, 'v' | 'groups'>) => {
  // A column that is nothing but zeros says nothing; the player's is always there.
  const evidence = EVIDENCE.filter(
    (grade) => grade === 'player' || groups.some(({ figures }) => figures.byEvidence[grade] > 0),
  )
  return (
    <WideTable name={v.t('report.by_station')}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{v.t('report.station')}</th>
            <th scope="col" class="n">
              {v.t('report.planned')}
            </th>
            <th scope="col" class="n">
              {v.t('report.aired')}
            </th>
            <th scope="col" class="n">
              {v.t('report.rate')}
            </th>
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
            <th scope="col" class="n">
              {v.t('report.no_word')}
            </th>
          </tr>
        </thead>
        {groups
          .filter(({ rows }) => rows.length > 0)
          .map(({ level, figures, rows }) => (
            <tbody>
              <tr class="group">
                <th scope="colgroup" colspan={7 + evidence.length}>
                  {levelName(v, level)}
                </th>
              </tr>
              {rows.map((row) => (
                <Line
                  v={v}
                  name={shortStationName(String(row.labels.station_name ?? ''))}
                  figures={row.figures}
                  evidence={evidence}
                />
              ))}
              {rows.length > 1 && <Line v={v} name={v.t('report.total')} figures={figures} evidence={evidence} sum />}
            </tbody>
          ))}
      </table>
    </WideTable>
  )
}

const Report = (props: Props) => {
  const { v, choice, groups, segment, unallocated, notIncluded } = props
  const { period } = choice
  const anything = groups.some(({ rows, figures }) => rows.length > 0 || figures.aired > 0)
  const span = v.t('report.span', { from: v.fmt.date(period.from), to: v.fmt.date(period.to) })
  return (
    <Page v={v} title={v.t('report.title')}>
      <Head title={period.label[v.lang]} over={`${v.t('report.title')} · ${segment.name ?? segment.code} · ${span}`}>
        <a class="button" href={props.csv} download>
          <Icon name="download" size={18} />
          {v.t('report.csv')}
        </a>
      </Head>
      <PeriodForm v={v} choice={choice} segments={props.segments} segment={segment.code} />
      {anything ? (
        <>
          <div class="figures">
            {groups.map(({ level, figures }) => (
              <Figure v={v} name={levelName(v, level)} figures={figures} />
            ))}
          </div>
          <p class="quiet small spaced">{v.t('report.evidence_explained')}</p>
          {unallocated > 0 && <p class="notice">{v.t('report.unallocated', { n: v.fmt.number(unallocated) })}</p>}
          {notIncluded > 0 && <p class="notice">{v.t('report.not_included', { n: v.fmt.number(notIncluded) })}</p>}
          <section class="section" aria-labelledby="stations">
            <h2 id="stations">{v.t('report.by_station')}</h2>
            <StationTable v={v} groups={groups} />
          </section>
          <ReportDocuments v={v} choice={choice} segment={props.asked} sentence={props.sentence} />
          <ReportClosing v={v} state={props.closing} levelName={(code) => levelNamed(v, groups, code)} />
        </>
      ) : (
        <Empty title={v.t('report.empty')} hint={v.t('report.empty_hint')} />
      )}
      <p class="quiet small no-print">{v.t('app.print')}</p>
    </Page>
  )
}

/** "Báo cáo": the counts of a period by level and station, each beside its plan and with its evidence. */
export async function reportPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'report.read')
  const choice = choosePeriod(c.req.query(), v.today)
  const asked = c.req.query('tiet-muc') || undefined
  const { counted, answer } = await countAirings(ctx, v.actor, {
    period: choice.period,
    by: ['level', 'station'],
    ...(asked ? { segment: asked } : {}),
    units: 'then',
    kind: 'all',
    lang: v.lang,
  })
  const groups = (await levels(ctx.db)).flatMap((level) => {
    const figures = answer.totals.get(level.code)
    return figures ? [{ level, figures, rows: answer.rows.filter(({ labels }) => labels.level === level.code) }] : []
  })
  const segments = (await allSegments(ctx.db)).sort((a, b) => compareVietnamese(a.name, b.name))
  const sum = (totals: readonly { readonly n: number }[]): number => totals.reduce((n, total) => n + total.n, 0)
  return send(
    c,
    <Report
      v={v}
      choice={choice}
      groups={groups}
      segments={segments}
      segment={counted.segment}
      unallocated={sum(counted.unallocated)}
      notIncluded={sum(counted.notIncluded)}
      csv={csvLink(choice, asked)}
      sentence={(await spokenReport(ctx, counted, answer))[v.lang]}
      asked={asked}
      closing={closingState(ctx, counted, answer)}
    />,
  )
}

/** The same question asked of the API. */
function csvLink({ period, part }: Choice, segment: string | undefined): string {
  const query = new URLSearchParams(part === '' ? { from: period.from, to: period.to } : { period: period.key })
  query.set('by', 'station')
  if (segment) query.set('segment', segment)
  return `/api/v1/reports/airings.csv?${query}`
}
