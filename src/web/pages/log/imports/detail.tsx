import {
  type Finding,
  fieldsOf,
  type GoodRow,
  type GoodTotal,
  type LogField,
  type LogPreview,
  placeOf,
  reasonOf,
  unmapped,
  type Weight,
  weightOf,
} from '../../../../playout/index.ts'
import { DateField } from '../../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../../components/form.tsx'
import { Head, Page } from '../../../components/page.tsx'
import { Icon } from '../../../components/shapes.tsx'
import { WideTable } from '../../../components/table.tsx'
import { shortStationName } from '../../../station-name.ts'
import type { View } from '../../../view.ts'
import type { Word } from '../../../words/index.ts'

export type DetailProps = {
  v: View
  seen: LogPreview
  /** Names of stations by id. */
  stations: ReadonlyMap<number, string>
  segment: string
  /** What was imported, once it was: airing_ids with their place. */
  imported: readonly { readonly airing_id: string; readonly sheet: number; readonly line: number }[]
  form: Returned
}

const SHOWN = 300
const FIELD_WORDS: Readonly<Record<LogField, Word>> = {
  date: 'imports.field_date',
  time: 'imports.field_time',
  session: 'imports.field_session',
  station: 'imports.field_station',
  minutes: 'imports.field_minutes',
  outcome: 'imports.field_outcome',
  note: 'imports.field_note',
  from: 'imports.field_from',
  to: 'imports.field_to',
  n: 'imports.field_n',
}

const Columns = ({ v, seen, form }: { v: View; seen: LogPreview; form: Returned }) => {
  const { log, mapping, heads } = seen
  const missing = unmapped(log.kind, mapping)
  const fields = fieldsOf(log.kind).filter((field) => field !== 'station' || log.station_id === null)
  return (
    <details class="act" open={missing.length > 0 || seen.airings.length + seen.totals.length === 0}>
      <summary>{v.t('imports.columns')}</summary>
      <form class="import-mapping" method="post" action={`/nhat-ky/nhap/${log.id}/cot`} data-keep="off">
        <FormFaults v={v} form={form} fields={['from', 'to']} />
        {missing.length > 0 && (
          <p class="notice">
            {v.t('imports.need_columns', { fields: missing.map((field) => v.t(FIELD_WORDS[field])).join(', ') })}
          </p>
        )}
        {fields.map((field) => (
          <Field v={v} name={`head_${field}`} label={v.t(FIELD_WORDS[field])}>
            <option value="">{v.t('imports.no_column')}</option>
            {heads.map((head) => (
              <option value={head} selected={mapping.heads[field] === head}>
                {head}
              </option>
            ))}
          </Field>
        ))}
        <Field v={v} name="order" label={v.t('imports.order')}>
          <option value="auto">{v.t('imports.order_auto')}</option>
          <option value="dmy" selected={mapping.order === 'dmy'}>
            {v.t('imports.order_dmy')}
          </option>
          <option value="mdy" selected={mapping.order === 'mdy'}>
            {v.t('imports.order_mdy')}
          </option>
        </Field>
        {log.kind === 'airings' && (
          <>
            <DateField v={v} name="from" label={v.t('imports.from')} value={mapping.from} form={form} />
            <DateField v={v} name="to" label={v.t('imports.to')} value={mapping.to} form={form} />
          </>
        )}
        <button class="button" type="submit">
          {v.t('imports.look_again')}
        </button>
      </form>
    </details>
  )
}

const GROUPS: readonly { weight: Weight; word: Word; hint: Word }[] = [
  { weight: 'bad', word: 'imports.group_bad', hint: 'imports.group_bad_hint' },
  { weight: 'duplicate', word: 'imports.group_duplicate', hint: 'imports.group_duplicate_hint' },
  { weight: 'skipped', word: 'imports.group_skipped', hint: 'imports.group_skipped_hint' },
  { weight: 'note', word: 'imports.group_note', hint: 'imports.group_note_hint' },
]

const order = (a: Finding, b: Finding): number =>
  a.sheet - b.sheet || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

const Group = ({ v, seen, of }: { v: View; seen: LogPreview; of: (typeof GROUPS)[number] }) => {
  const all = seen.findings.filter((finding) => weightOf(finding) === of.weight).sort(order)
  if (all.length === 0) return null
  return (
    <details class={`findings-group ${of.weight}`} open={of.weight === 'bad' || all.length <= 20}>
      <summary>
        {v.t(of.word)} <span class="quiet">· {v.t('imports.places', { n: v.fmt.number(all.length) })}</span>
      </summary>
      <p class="quiet small">{v.t(of.hint)}</p>
      <ul>
        {all.slice(0, SHOWN).map((finding) => (
          <li>
            <b class="place">{placeOf(finding, seen.sheets, v.lang)}</b>
            <span>{reasonOf(finding, v.lang)}</span>
          </li>
        ))}
      </ul>
      {all.length > SHOWN && <p class="quiet small">{v.t('imports.more', { n: v.fmt.number(all.length - SHOWN) })}</p>}
    </details>
  )
}

const place = (v: View, seen: LogPreview, row: { sheet: number; line: number }): string =>
  placeOf({ sheet: row.sheet, line: row.line, column: null }, seen.sheets, v.lang)

const AiringRows = ({ v, seen, rows, stations }: DetailProps & { rows: readonly GoodRow[] }) => (
  <WideTable name={v.t('imports.will')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('imports.place')}</th>
          <th scope="col">{v.t('log.station')}</th>
          <th scope="col">{v.t('log.planned_at')}</th>
          <th scope="col">{v.t('log.outcome')}</th>
          <th scope="col">{v.t('log.actual')}</th>
          <th scope="col">{v.t('imports.field_note')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <tr>
            <td class="small quiet">{place(v, seen, row)}</td>
            <th scope="row">{shortStationName(stations.get(row.stationId) ?? '')}</th>
            <td class="num">
              <a href={`/nhat-ky/${row.airingId}`}>{v.fmt.moment(row.startsAt)}</a>
            </td>
            <td>{v.t(`status.${row.outcome}`)}</td>
            <td class="num">
              {row.at !== null && v.fmt.time(row.at)}
              {row.playedSeconds !== null && (
                <span class="quiet small played">{v.fmt.duration(row.playedSeconds)}</span>
              )}
            </td>
            <td>{row.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const TotalRows = ({ v, seen, rows, stations }: DetailProps & { rows: readonly GoodTotal[] }) => (
  <WideTable name={v.t('imports.will')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('imports.place')}</th>
          <th scope="col">{v.t('log.station')}</th>
          <th scope="col">{v.t('imports.field_from')}</th>
          <th scope="col">{v.t('imports.field_to')}</th>
          <th scope="col" class="n">
            {v.t('imports.field_n')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <tr>
            <td class="small quiet">{place(v, seen, row)}</td>
            <th scope="row">{shortStationName(stations.get(row.stationId) ?? '')}</th>
            <td class="num">{v.fmt.date(row.from)}</td>
            <td class="num">{v.fmt.date(row.to)}</td>
            <td class="n num">{v.fmt.number(row.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const Counts = ({ v, n, seen }: { v: View; n: number; seen: LogPreview }) => (
  <ul class="counts spaced">
    <li class="s-aired">
      <b>{v.fmt.number(n)}</b>
      {v.t(seen.log.state === 'done' ? 'imports.n_imported' : 'imports.n_will')}
    </li>
    <li>
      <b>{v.fmt.number(seen.duplicates)}</b>
      {v.t('imports.n_duplicates')}
    </li>
    <li class={seen.bad > 0 ? 's-missed' : ''}>
      <b>{v.fmt.number(seen.bad)}</b>
      {v.t('imports.n_bad')}
    </li>
  </ul>
)

const Confirm = ({ v, seen, n }: { v: View; seen: LogPreview; n: number }) => (
  <div class="import-confirm no-print">
    <form method="post" action={`/nhat-ky/nhap/${seen.log.id}/xac-nhan`} data-keep="off">
      <input type="hidden" name="digest" value={seen.digest} />
      <button class="button main" type="submit" disabled={n === 0}>
        {v.t(seen.log.kind === 'totals' ? 'imports.confirm_totals' : 'imports.confirm', { n: v.fmt.number(n) })}
      </button>
    </form>
    <form method="post" action={`/nhat-ky/nhap/${seen.log.id}/bo`} data-keep="off">
      <button class="button" type="submit">
        {v.t('imports.drop')}
      </button>
    </form>
    <span class="quiet small">{v.t(n === 0 ? 'imports.nothing' : 'imports.confirm_hint')}</span>
  </div>
)

/** One file of a log: its columns, what would come of it, and, once it is confirmed, what came of it. */
export const ImportPage = (props: DetailProps) => {
  const { v, seen, stations, segment, form, imported } = props
  const { log } = seen
  const open = log.state === 'open'
  const n = open ? seen.airings.length + seen.totals.length : log.imported
  const station = log.station_id === null ? v.t('imports.many_stations') : stations.get(log.station_id)
  return (
    <Page v={v} title={log.file_name}>
      <Head title={log.file_name} over={<a href="/nhat-ky/nhap">{v.t('imports.title')}</a>}>
        <a class="button" href={`/nhat-ky/nhap/${log.id}/tep`} download>
          <Icon name="download" size={18} />
          {v.t('imports.original')}
        </a>
        <a class="button" href={`/nhat-ky/nhap/${log.id}/dong-loi.csv`} download>
          <Icon name="download" size={18} />
          {v.t('imports.findings_csv')}
        </a>
      </Head>
      <p class="log-lead">
        {station && shortStationName(station)} · {segment} ·{' '}
        {v.t('imports.brought_by', { name: log.created_by_name, moment: v.fmt.moment(log.created_at) })}
        <span class="small num block hash">SHA-256 {log.sha256}</span>
      </p>
      {log.state === 'done' && (
        <p class="notice">
          {v.t('imports.done_by', { name: log.decided_by_name ?? '', moment: v.fmt.moment(log.decided_at ?? 0) })}
        </p>
      )}
      {open &&
        seen.before.map((one) => (
          <p class="notice">
            <a href={`/nhat-ky/nhap/${one.id}`}>
              {v.t('imports.same_file', { name: one.decided_by_name ?? '', moment: v.fmt.moment(one.decided_at ?? 0) })}
            </a>
          </p>
        ))}
      {log.state === 'dropped' && <p class="notice">{v.t('imports.state_dropped')}</p>}
      <FormFaults v={v} form={{ ...form, faults: [] }} fields={[]} />
      <Counts v={v} n={n} seen={seen} />
      {open && <Confirm v={v} seen={seen} n={n} />}
      {open && <Columns v={v} seen={seen} form={form} />}
      <div class="findings-list">
        {GROUPS.map((group) => (
          <Group v={v} seen={seen} of={group} />
        ))}
      </div>
      {open && n > 0 && (
        <details class="findings-group" open={n <= 20}>
          <summary>
            {v.t('imports.will')} <b class="num">{v.fmt.number(n)}</b>
          </summary>
          {log.kind === 'totals' ? (
            <TotalRows {...props} rows={seen.totals} />
          ) : (
            <AiringRows {...props} rows={seen.airings} />
          )}
          {n > SHOWN && <p class="quiet small">{v.t('imports.more', { n: v.fmt.number(n - SHOWN) })}</p>}
        </details>
      )}
      {imported.length > 0 && (
        <details class="findings-group">
          <summary>
            {v.t('imports.now_in')} <b class="num">{v.fmt.number(log.imported)}</b>
          </summary>
          <ul class="imported-rows">
            {imported.map((row) => (
              <li>
                <a href={`/nhat-ky/${row.airing_id}`}>{place(v, seen, row)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  )
}
