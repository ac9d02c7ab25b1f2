import type { Context } from '../../../context.ts'
import { PROGRAMMES } from '../../../kernel/terms.ts'
import { type BehindRow, FIGURES, type ListQuestion, listEvidence } from '../../../reports/index.ts'
import { levels } from '../../../units/index.ts'
import { EVIDENCE, evidenceWords, figureWord } from '../../components/figures.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Icon } from '../../components/shapes.tsx'
import { StatusWord } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import { reasonText } from '../../reason.ts'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { type Asked, questionOf, type RowsWish, readAsked, reportLink, rowsLink } from './asked.ts'
import { levelName } from './numbers.tsx'

const PAGE_ROWS = 50

type Row = {
  readonly row: BehindRow
  readonly station: string
  readonly segment: string
  readonly episode: string | null
}
type Props = {
  v: View
  asked: Asked
  wish: RowsWish
  /** "Đài huyện · đã phát · Máy phát" */
  what: string
  rows: readonly Row[]
  count: number
  next: number | null
}

/** Where the whole story of a row is told. */
function storyOf({ kind, airingId }: BehindRow): string {
  if (kind === 'airing' && airingId) return `/nhat-ky/${airingId}`
  if (kind === 'unplanned_play') return '/nhat-ky/ngoai-lich'
  return kind === 'total' ? '/nhat-ky/tong-so' : '/nhat-ky/cho-xu-ly'
}

/** The moment that a row is known by: its plan, else when it was heard; of a sum its days. */
function whenOf(v: View, { planned, actual, total }: BehindRow): string {
  if (total) return `${v.fmt.date(total.from)} – ${v.fmt.date(total.to)}`
  if (planned) return v.fmt.moment(planned.startsAt)
  if (!actual) return ''
  return actual.startsAt === null ? v.fmt.date(actual.on) : v.fmt.moment(actual.startsAt)
}

const Outcome = ({ v, row }: { v: View; row: BehindRow }) => {
  const { outcome, total } = row
  if (total) return <strong>{v.t('figures.sum_of', { n: v.fmt.number(total.n) })}</strong>
  if (outcome === 'unplanned' || outcome === 'quarantined' || outcome === 'upcoming') {
    return <span class="quiet">{v.t(figureWord[outcome])}</span>
  }
  return <StatusWord v={v} status={outcome === 'superseded' ? 'cancelled' : outcome} />
}

const RowsTable = ({ v, rows }: Pick<Props, 'v' | 'rows'>) => (
  <WideTable name={v.t('figures.rows')}>
    <table class="table stack behind">
      <thead>
        <tr>
          <th scope="col">{v.t('figures.when')}</th>
          <th scope="col">{v.t('report.station')}</th>
          <th scope="col">{v.t('figures.what')}</th>
          <th scope="col">{v.t('figures.outcome')}</th>
          <th scope="col">{v.t('figures.actual')}</th>
          <th scope="col">{v.t('figures.evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, station, segment, episode }) => (
          <tr>
            <th scope="row" class="when">
              <a href={storyOf(row)}>{whenOf(v, row)}</a>
            </th>
            <td>{station}</td>
            <td class="what">
              {episode ?? segment}
              {row.reason && <span class="quiet small block">{reasonText(v, row.reason)}</span>}
            </td>
            <td>
              <Outcome v={v} row={row} />
            </td>
            <td class="num">
              {row.actual && row.actual.startsAt !== null && v.fmt.time(row.actual.startsAt)}{' '}
              {row.actual && row.actual.playedSeconds !== null && (
                <span class="quiet small">({v.fmt.duration(row.actual.playedSeconds)})</span>
              )}
            </td>
            <td>{row.grade && v.t(evidenceWords[row.grade])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const RowsPage = ({ v, asked, wish, what, rows, count, next }: Props) => {
  const at = asked.offset
  return (
    <Page v={v} title={`${v.t('figures.rows')}: ${asked.choice.period.label[v.lang]}`}>
      <Head title={what} over={`${v.t('figures.rows')} · ${asked.choice.period.label[v.lang]}`}>
        <a class="button" href={reportLink({ ...asked, station: '' })}>
          <Icon name="back" size={18} />
          {v.t('figures.back')}
        </a>
      </Head>
      <p class="quiet spaced">
        {v.t('figures.rows_n', { n: v.fmt.number(count) })} {v.t('figures.rows_hint')}
      </p>
      {rows.length > 0 ? (
        <RowsTable v={v} rows={rows} />
      ) : (
        <Empty title={v.t('figures.no_rows')} hint={v.t('figures.no_rows_hint')} />
      )}
      <Pagination
        v={v}
        previous={at > 0 ? rowsLink(asked, { ...wish, offset: Math.max(0, at - PAGE_ROWS) }) : null}
        next={next === null ? null : rowsLink(asked, { ...wish, offset: next })}
        range={v.t('figures.of_all', { from: at + 1, to: at + rows.length, n: v.fmt.number(count) })}
      />
    </Page>
  )
}

function wishOf(query: URLSearchParams): RowsWish & Pick<ListQuestion, 'figure' | 'grade'> {
  const figure = FIGURES.find((name) => name === query.get('so'))
  const grade = EVIDENCE.find((name) => name === query.get('bc'))
  const programme = PROGRAMMES.find((name) => name === query.get('ct'))
  return {
    ...(figure ? { figure } : {}),
    ...(grade ? { grade } : {}),
    ...(programme && programme !== 'episode' ? { programme } : {}),
  }
}

/** @throws DomainError forbidden, no_such_period, no_such_segment, station_not_found */
export async function rowsPage(ctx: Context, v: View, query: URLSearchParams) {
  const asked = readAsked(query, v)
  const wish = wishOf(query)
  const { figure, grade, programme } = wish
  const question = {
    ...questionOf(asked, v),
    by: [],
    programme: programme ?? ('episode' as const),
    ...(figure ? { figure } : {}),
    ...(grade ? { grade } : {}),
  }
  const found = await listEvidence(ctx, v.actor, question, { offset: asked.offset, limit: PAGE_ROWS })
  const stationName = (id: number): string => shortStationName(found.names.stations.get(id)?.name ?? String(id))
  const rows = found.items.map((row): Row => {
    const segment = found.names.segments.get(row.segmentId ?? 0)?.name ?? ''
    const episode = found.episodes.get(row.episodeId ?? 0)?.title ?? null
    return { row, station: stationName(row.stationId), segment, episode }
  })
  const level = (await levels(ctx.db)).find(({ code }) => code === asked.level)
  const [only] = asked.station === '' ? [] : found.names.stations.values()
  const parts = [
    only ? shortStationName(only.name) : level && levelName(v, level),
    figure ? v.t(figureWord[figure]) : v.t('figures.every_row'),
    grade && v.t(evidenceWords[grade]),
  ]
  const what = parts.filter(Boolean).join(' · ')
  const title = what.charAt(0).toLocaleUpperCase('vi') + what.slice(1)
  return <RowsPage v={v} asked={asked} wish={wish} what={title} rows={rows} count={found.count} next={found.next} />
}
