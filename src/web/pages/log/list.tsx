import { can } from '../../../accounts/index.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import type { LogCount } from '../../../playout/index.ts'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Icon } from '../../components/shapes.tsx'
import { gradeWord, StatusWord } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import { type Asked, type Choices, logLink } from './asked.ts'
import { LogCounts, LogFilterForm } from './filter.tsx'
import type { LogRow } from './rows.ts'
import { LogTabs } from './tabs.tsx'

export type ListProps = {
  v: View
  asked: Asked
  choices: Choices
  rows: readonly LogRow[]
  counts: readonly LogCount[] | null
  next: string | null
  lookedBackTo: LocalDate | null
  waiting: number
  form: Returned
  /** Airings that were ticked in the form that came back. */
  ticked: ReadonlySet<string>
}

const HOUR_MS = 3_600_000

/** Whether this person may confirm that airing now, and it would say something new. */
const attestable = (v: View, { airing, status }: LogRow): boolean =>
  can(v.actor, 'airing.attest', { stationId: airing.stationId }) &&
  airing.startsAt <= v.now &&
  ['no_word', 'planned', 'missed', 'partial', 'open'].includes(status)

const what = (v: View, row: LogRow): string =>
  row.programme === 'episode' ? (row.episodeTitle ?? v.t('log.no_episode')) : v.t(`programme.${row.programme}`)

const Actual = ({ v, row }: { v: View; row: LogRow }) => {
  const { actualStart, startsAt, playedSeconds, outcomeReason, airedOn, plannedOn } = row.airing
  const away = actualStart === null ? 0 : Math.round((actualStart - startsAt) / 60_000)
  return (
    <>
      {actualStart !== null && (
        <span class="num">
          {v.fmt.time(actualStart)}
          {airedOn !== null && airedOn !== plannedOn && ` ${v.fmt.date(airedOn)}`}
          {away !== 0 && Math.abs(actualStart - startsAt) < 12 * HOUR_MS && (
            <span class="quiet small">
              {' '}
              {away > 0 ? '+' : '−'}
              {Math.abs(away)}′
            </span>
          )}
        </span>
      )}
      {playedSeconds !== null && <span class="quiet small num played">{v.fmt.duration(playedSeconds)}</span>}
      {outcomeReason && row.status !== 'aired' && <span class="quiet small block">{reasonIn(v, outcomeReason)}</span>}
    </>
  )
}

/** Reasons that the rules give are codes; those that people gave are their words. */
export const reasonIn = (v: View, reason: string): string =>
  reason === 'end_unknown'
    ? v.t('log.reason_end_unknown')
    : reason === 'same_play'
      ? v.t('log.reason_same_play')
      : reason === 'skipped'
        ? v.t('log.reason_skipped')
        : reason === 'failed'
          ? v.t('log.reason_failed')
          : reason

const Row = ({ v, row, ticked }: { v: View; row: LogRow; ticked: boolean }) => {
  const may = attestable(v, row)
  const name = `${row.stationName} ${v.fmt.moment(row.airing.startsAt)}`
  return (
    <tr id={`a-${row.id}`}>
      <td class="tick">
        {may && (
          <input type="checkbox" name="ids" value={row.id} checked={ticked} aria-label={v.t('log.tick', { name })} />
        )}
      </td>
      <td class="num when">
        <a href={`/nhat-ky/${row.id}`}>
          {v.fmt.time(row.airing.startsAt)}
          <span class="quiet small"> {v.fmt.date(row.airing.plannedOn)}</span>
        </a>
      </td>
      <th scope="row">{row.stationName}</th>
      <td class="what">
        {what(v, row)}
        <span class="quiet small block">{row.segmentName}</span>
      </td>
      <td>
        <StatusWord v={v} status={row.status} />
      </td>
      <td>
        <Actual v={v} row={row} />
      </td>
      <td class="small one-line">{row.grade && v.t(gradeWord[row.grade])}</td>
      <td class="n">
        {may && (row.status === 'no_word' || row.status === 'planned') && (
          <button
            class="button slim"
            type="submit"
            name="one"
            value={row.id}
            aria-label={v.t('log.attest_one', { name })}
          >
            <Icon name="check" size={16} />
            {v.t('log.attest_short')}
          </button>
        )}
      </td>
    </tr>
  )
}

const Table = ({ v, rows, ticked }: Pick<ListProps, 'v' | 'rows' | 'ticked'>) => (
  <WideTable name={v.t('log.title')}>
    <table class="table stack log">
      <thead>
        <tr>
          <th scope="col" class="tick">
            <span class="sr">{v.t('log.select')}</span>
          </th>
          <th scope="col">{v.t('log.planned_at')}</th>
          <th scope="col">{v.t('log.station')}</th>
          <th scope="col">{v.t('log.what')}</th>
          <th scope="col">{v.t('log.outcome')}</th>
          <th scope="col">{v.t('log.actual')}</th>
          <th scope="col">{v.t('log.grade')}</th>
          <th scope="col">
            <span class="sr">{v.t('log.attest')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row v={v} row={row} ticked={ticked.has(row.id)} />
        ))}
      </tbody>
    </table>
  </WideTable>
)

/** First in the form, so that Enter in a field is the act on what was ticked and never that on one row. */
const Acts = ({ v, form }: { v: View; form: Returned }) => (
  <fieldset class="bulk no-print">
    <legend class="sr">{v.t('log.with_ticked')}</legend>
    <FormFaults v={v} form={form} fields={['note', 'photo']} />
    <div class="bulk-line">
      <label class="all" hidden>
        <input type="checkbox" data-all="ids" />
        {v.t('log.select_all')}
      </label>
      <output class="count num" data-words={v.t('log.ticked_n')} hidden />
      <Field v={v} name="outcome" label={v.t('log.say')} form={form}>
        <option value="aired">{v.t('status.aired')}</option>
        <option value="partial" selected={form.values.outcome === 'partial'}>
          {v.t('status.partial')}
        </option>
        <option value="missed" selected={form.values.outcome === 'missed'}>
          {v.t('status.missed')}
        </option>
      </Field>
      <div class="grow">
        <Field v={v} name="note" label={v.t('log.basis')} form={form} maxlength={1000} />
      </div>
      <div class="field file">
        <label for="photo">{v.t('log.photo')}</label>
        <input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp,application/pdf" />
      </div>
      <button class="button main" type="submit">
        {v.t('log.attest_ticked')}
      </button>
    </div>
    <p class="hint">{v.t('log.attest_hint', { name: v.actor.name })}</p>
  </fieldset>
)

const List = (props: ListProps) => {
  const { v, asked, rows, form } = props
  const mayAttest = rows.some((row) => attestable(v, row))
  return (
    <form method="post" action="/nhat-ky/xac-nhan" enctype="multipart/form-data" data-keep="off">
      <input type="hidden" name="back" value={logLink(asked, { after: asked.after })} />
      <sq-log>
        {mayAttest && <Acts v={v} form={form} />}
        <Table v={v} rows={rows} ticked={props.ticked} />
      </sq-log>
    </form>
  )
}

const Pages = ({ v, asked, next, lookedBackTo }: ListProps) => (
  <>
    {lookedBackTo && <p class="quiet">{v.t('log.looked_back', { date: v.fmt.date(lookedBackTo) })}</p>}
    <nav class="pages" aria-label={v.t('app.pages')}>
      {asked.after ? (
        <a class="button" href={logLink(asked)}>
          <Icon name="back" size={18} />
          {v.t('log.newest')}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <a class="button" href={logLink(asked, { after: next })}>
          {v.t('log.older')}
          <Icon name="forth" size={18} />
        </a>
      )}
    </nav>
  </>
)

/** "Nhật ký": plan against actual, newest first; the address says what is shown. */
export const LogList = (props: ListProps) => {
  const { v, asked, counts, rows } = props
  return (
    <Page v={v} title={v.t('log.title')} islands={['log']}>
      <Head title={v.t('log.title')}>
        <a class="button" href={logLink(asked, {}, '/nhat-ky/tai-ve.csv')} download>
          <Icon name="download" size={18} />
          {v.t('log.csv')}
        </a>
      </Head>
      <LogTabs v={v} waiting={props.waiting} />
      <LogFilterForm v={v} asked={asked} choices={props.choices} />
      {counts && counts.length > 0 && <LogCounts v={v} asked={asked} counts={counts} />}
      {rows.length > 0 ? (
        <List {...props} />
      ) : (
        <>
          {props.form.message && <FormFaults v={v} form={props.form} fields={[]} />}
          <Empty title={v.t('log.empty')} hint={v.t('log.empty_hint')} />
        </>
      )}
      <Pages {...props} />
    </Page>
  )
}
