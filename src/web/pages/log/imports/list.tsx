import type { LogImport } from '../../../../playout/index.ts'
import { DateField } from '../../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../../components/form.tsx'
import { Empty, Head, Page } from '../../../components/page.tsx'
import { Pagination } from '../../../components/pagination.tsx'
import { WideTable } from '../../../components/table.tsx'
import { shortStationName } from '../../../station-name.ts'
import type { View } from '../../../view.ts'
import type { Choices } from '../asked.ts'
import { LogTabs } from '../tabs.tsx'

export type ImportsProps = {
  v: View
  choices: Choices
  /** Whether one file may be of many stations. */
  many: boolean
  totals: boolean
  segment: string
  logs: readonly LogImport[]
  next: string | null
  waiting: number
  form: Returned
}

const FIELDS = ['station', 'segment', 'kind', 'from', 'to', 'pasted']

const Bring = ({ v, choices, many, totals, segment, form }: ImportsProps) => {
  const chosen = form.values.segment ?? segment
  return (
    <form class="bring" method="post" action="/nhat-ky/nhap" enctype="multipart/form-data" data-keep="off">
      <FormFaults v={v} form={form} fields={FIELDS} />
      <div class="bring-what">
        <Field v={v} name="station" label={v.t('imports.station')} form={form}>
          {many && <option value="">{v.t('imports.many_stations')}</option>}
          {choices.stations.map((station) => (
            <option value={station.code} selected={form.values.station === station.code}>
              {shortStationName(station.name)}
            </option>
          ))}
        </Field>
        <Field v={v} name="segment" label={v.t('log.segment')} form={form}>
          {choices.segments.map(({ code, name }) => (
            <option value={code} selected={code === chosen}>
              {name}
            </option>
          ))}
        </Field>
        {totals && (
          <Field v={v} name="kind" label={v.t('imports.kind')} form={form}>
            <option value="airings">{v.t('imports.kind_airings')}</option>
            <option value="totals" selected={form.values.kind === 'totals'}>
              {v.t('imports.kind_totals')}
            </option>
          </Field>
        )}
        <DateField v={v} name="from" label={v.t('imports.from')} form={form} />
        <DateField v={v} name="to" label={v.t('imports.to')} form={form} />
      </div>
      <div class="bring-how">
        <div class="field file">
          <label for="file">{v.t('imports.file')}</label>
          <input id="file" name="file" type="file" accept=".xlsx,.csv,.tsv,.txt" aria-describedby="file-hint" />
          <p class="hint" id="file-hint">
            {v.t('imports.file_hint')}
          </p>
        </div>
        <Field
          v={v}
          name="pasted"
          label={v.t('imports.pasted')}
          form={form}
          rows={4}
          hint={v.t('imports.pasted_hint')}
        />
      </div>
      <button class="button main" type="submit">
        {v.t('imports.bring')}
      </button>
      <span class="quiet small">{v.t('imports.bring_hint')}</span>
    </form>
  )
}

const STATES = { open: 'imports.state_open', done: 'imports.state_done', dropped: 'imports.state_dropped' } as const

const Table = ({ v, logs, choices }: Pick<ImportsProps, 'v' | 'logs' | 'choices'>) => {
  const stations = new Map(choices.stations.map((station) => [station.id, shortStationName(station.name)]))
  return (
    <WideTable name={v.t('imports.title')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('imports.file')}</th>
            <th scope="col">{v.t('log.station')}</th>
            <th scope="col">{v.t('imports.by')}</th>
            <th scope="col">{v.t('imports.state')}</th>
            <th scope="col" class="n">
              {v.t('imports.n_imported')}
            </th>
            <th scope="col" class="n">
              {v.t('imports.n_duplicates')}
            </th>
            <th scope="col" class="n">
              {v.t('imports.n_bad')}
            </th>
          </tr>
        </thead>
        <tbody>
          {logs.map((log) => (
            <tr>
              <th scope="row">
                <a href={`/nhat-ky/nhap/${log.id}`}>{log.file_name}</a>
                <span class="quiet small block">
                  {v.t(log.kind === 'totals' ? 'imports.kind_totals' : 'imports.kind_airings')}
                </span>
              </th>
              <td>
                {log.station_id === null
                  ? v.t('imports.many_stations')
                  : (stations.get(log.station_id) ?? log.station_id)}
              </td>
              <td>
                {log.created_by_name}
                <span class="quiet small num block">{v.fmt.moment(log.created_at)}</span>
              </td>
              <td>{v.t(STATES[log.state])}</td>
              {[log.imported, log.duplicates, log.bad].map((n) => (
                <td class="n num">{log.state === 'done' ? v.fmt.number(n) : ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** Bringing a station's log, and what was brought so far. */
export const ImportsPage = (props: ImportsProps) => {
  const { v, logs } = props
  return (
    <Page v={v} title={v.t('imports.title')}>
      <Head title={v.t('log.title')} />
      <LogTabs v={v} waiting={props.waiting} />
      <section class="section" aria-labelledby="bring">
        <h2 id="bring">{v.t('imports.bring_title')}</h2>
        <p class="log-lead">{v.t('imports.lead')}</p>
        <Bring {...props} />
      </section>
      <section class="section" aria-labelledby="brought">
        <h2 id="brought">{v.t('imports.brought')}</h2>
        {logs.length === 0 ? (
          <Empty title={v.t('imports.empty')} hint={v.t('imports.empty_hint')} />
        ) : (
          <Table v={v} logs={logs} choices={props.choices} />
        )}
        <Pagination v={v} previous={null} next={props.next} />
      </section>
    </Page>
  )
}
