import type { SegmentBrief, UrgentDraft } from '../../../library/index.ts'
import type { EmergencyDryRun, EmergencyState, listEmergencies, orderableEpisodes } from '../../../schedule/index.ts'
import { MAX_GAP_MINUTES, MAX_TIMES } from '../../../schedule/index.ts'
import type { Station, StationGroup } from '../../../stations/index.ts'
import type { Level } from '../../../units/index.ts'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import type { EmergencyForm } from './form.ts'
import { Drafts, PrepareForm } from './prepare.tsx'

export const stateWord: Readonly<Record<EmergencyState, Word>> = {
  running: 'emergency.running',
  over: 'emergency.over',
  cancelled: 'emergency.cancelled',
}

export type Choices = {
  readonly episodes: Awaited<ReturnType<typeof orderableEpisodes>>
  readonly levels: readonly Level[]
  readonly groups: readonly StationGroup[]
  readonly stations: readonly Station[]
}
type Orders = Awaited<ReturnType<typeof listEmergencies>>

const FIELDS = ['episode_id', 'scope', 'stations', 'times', 'gap_minutes', 'note']

type OrderProps = { v: View; choices: Choices; form: Returned; ticked: readonly string[] }
const OrderForm = ({ v, choices, form, ticked }: OrderProps) => (
  <form class="narrow" method="post" action="/khan-cap/xem-truoc">
    <FormFaults v={v} form={form} fields={FIELDS} />
    <Field v={v} name="episode_id" label={v.t('emergency.episode')} form={form} required>
      {choices.episodes.map(({ id, number, year, title }) => (
        <option value={id} selected={String(id) === form.values.episode_id}>
          {v.t('emergency.episode_option', { n: number, year, title })}
        </option>
      ))}
    </Field>
    <Field v={v} name="scope" label={v.t('emergency.scope')} form={form} required>
      <option value="all" selected={form.values.scope === 'all'}>
        {v.t('emergency.scope_all', { n: v.fmt.number(choices.stations.length) })}
      </option>
      {choices.levels.map((level) => (
        <option value={`level:${level.code}`} selected={form.values.scope === `level:${level.code}`}>
          {v.lang === 'vi' ? level.stationName : level.stationNameEn}
        </option>
      ))}
      {choices.groups.map((group) => (
        <option value={`group:${group.code}`} selected={form.values.scope === `group:${group.code}`}>
          {group.name}
        </option>
      ))}
      <option value="stations" selected={form.values.scope === 'stations'}>
        {v.t('emergency.scope_some')}
      </option>
    </Field>
    <details class="ticks" open={form.values.scope === 'stations'}>
      <summary>{v.t('emergency.pick')}</summary>
      <ul class="tick-list">
        {choices.stations.map((station) => (
          <li>
            <label>
              <input type="checkbox" name="stations" value={station.code} checked={ticked.includes(station.code)} />
              {station.name}
            </label>
          </li>
        ))}
      </ul>
    </details>
    <div class="filter">
      <Field
        v={v}
        name="times"
        label={v.t('emergency.times')}
        hint={v.t('emergency.times_hint', { max: MAX_TIMES })}
        type="number"
        form={form}
        value="1"
        required
      />
      <Field
        v={v}
        name="gap_minutes"
        label={v.t('emergency.gap')}
        hint={v.t('emergency.gap_hint', { max: MAX_GAP_MINUTES })}
        type="number"
        form={form}
        value="5"
        required
      />
    </div>
    <Field v={v} name="note" label={v.t('emergency.note')} form={form} maxlength={300} />
    <button class="button main" type="submit">
      {v.t('emergency.preview')}
    </button>
    <p class="quiet small">{v.t('emergency.preview_hint')}</p>
  </form>
)

export type PrepareProps = {
  readonly drafts: readonly UrgentDraft[]
  /** Null: this person may not record. */
  readonly segments: readonly SegmentBrief[] | null
  readonly form: Returned
}
const Prepare = ({ v, prepare, open }: { v: View; prepare: PrepareProps; open: boolean }) => (
  <section class="section first" aria-labelledby="prepare">
    <h2 id="prepare">{v.t('emergency.prepare_title')}</h2>
    {prepare.drafts.length > 0 && (
      <>
        <p class="quiet">{v.t('emergency.drafts')}</p>
        <Drafts v={v} drafts={prepare.drafts} />
      </>
    )}
    {prepare.segments ? (
      <details class="edit" open={open || prepare.form !== UNTOUCHED}>
        <summary>{v.t('emergency.prepare_open')}</summary>
        <PrepareForm v={v} segments={prepare.segments} form={prepare.form} />
      </details>
    ) : (
      <p class="quiet">{v.t('emergency.who_records')}</p>
    )}
  </section>
)

type Props = { v: View; orders: Orders; order: OrderProps | null; prepare: PrepareProps | null }
/** Orders made so far, and the form for a new one for those who may. */
export const Emergencies = ({ v, orders, order, prepare }: Props) => (
  <Page v={v} title={v.t('emergency.title')} islands={prepare?.segments ? ['recorder'] : []}>
    <Head title={v.t('emergency.title')} />
    {prepare && <Prepare v={v} prepare={prepare} open={order?.choices.episodes.length === 0} />}
    {order && (
      <section class="section" aria-labelledby="order">
        <h2 id="order">{v.t('emergency.new')}</h2>
        {order.choices.episodes.length === 0 ? (
          <Empty title={v.t('emergency.no_episode')} hint={v.t('emergency.no_episode_hint')}>
            <a class="button" href="/ky">
              {v.t('nav.library')}
            </a>
          </Empty>
        ) : (
          <OrderForm {...order} />
        )}
      </section>
    )}
    <section class="section" aria-labelledby="orders">
      <h2 id="orders">{v.t('emergency.orders')}</h2>
      {orders.length === 0 ? (
        <p class="quiet">{v.t('emergency.none')}</p>
      ) : (
        <WideTable name={v.t('emergency.orders')}>
          <table class="table stack">
            <thead>
              <tr>
                <th scope="col">{v.t('emergency.when')}</th>
                <th scope="col">{v.t('emergency.episode')}</th>
                <th scope="col">{v.t('emergency.stations')}</th>
                <th scope="col">{v.t('emergency.by')}</th>
                <th scope="col">{v.t('emergency.state')}</th>
              </tr>
            </thead>
            <tbody>
              {orders.map(({ emergency, state, episode }) => (
                <tr>
                  <td class="num">
                    <a href={`/khan-cap/${emergency.id}`}>{v.fmt.moment(emergency.orderedAt)}</a>
                  </td>
                  <td class="what">{episode?.title}</td>
                  <td class="num">{v.fmt.number(emergency.stationCount)}</td>
                  <td>{emergency.orderedBy}</td>
                  <td>{v.t(stateWord[state])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </section>
  </Page>
)

const Names = ({ text, stations }: { text: string; stations: EmergencyDryRun['stations'] }) =>
  stations.length === 0 ? null : (
    <p>
      {text}{' '}
      {stations
        .slice(0, 20)
        .map(({ name }) => name)
        .join(', ')}
    </p>
  )

type PreviewProps = { v: View; result: EmergencyDryRun; given: EmergencyForm; form: Returned; stale: boolean }
/** What will happen, and the field in which the person types what confirms it. */
export const Preview = ({ v, result, given, form, stale }: PreviewProps) => {
  const { episode, stations, closed, inactive, running } = result
  const audio = episode.renditions.find(({ sha256 }) => sha256 === episode.clearedAudioHash)
  return (
    <Page v={v} title={v.t('emergency.confirm_title')}>
      <Head title={v.t('emergency.confirm_title')} over={<a href="/khan-cap">{v.t('emergency.title')}</a>} />
      {stale && (
        <p class="notice bad" role="alert">
          {v.t('emergency.stale')}
        </p>
      )}
      {running.length > 0 && (
        <p class="notice bad">
          {v.t('emergency.also_running', {
            when: v.fmt.time(running[0]?.orderedAt ?? 0),
            who: running[0]?.orderedBy ?? '',
          })}
        </p>
      )}
      <div class="narrow">
        <h2>{episode.title}</h2>
        <p class="emergency-sum">
          {v.t('emergency.sum', {
            n: v.fmt.number(stations.length),
            times: given.values.times ?? '1',
            length: v.fmt.duration(result.durationSeconds),
          })}
        </p>
        {/* biome-ignore lint/a11y/useMediaCaption: the script stands on the episode's page */}
        {audio && <audio controls preload="none" src={`/audio/${audio.sha256}.${audio.extension}`} />}
        <Names text={v.t('emergency.closed', { n: v.fmt.number(closed.length) })} stations={closed} />
        <Names text={v.t('emergency.inactive', { n: v.fmt.number(inactive.length) })} stations={inactive} />
        <details class="ticks">
          <summary>{v.t('emergency.see_stations', { n: v.fmt.number(stations.length) })}</summary>
          <ul>
            {stations.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </details>
        <FormFaults v={v} form={form} fields={['confirmation']} />
        <form method="post" action="/khan-cap">
          {['episode_id', 'scope', 'times', 'gap_minutes', 'note'].map((name) => (
            <input type="hidden" name={name} value={given.values[name] ?? ''} />
          ))}
          {given.stations.map((code) => (
            <input type="hidden" name="stations" value={code} />
          ))}
          <input type="hidden" name="dry_run" value={result.hash} />
          <Field
            v={v}
            name="confirmation"
            label={v.t('emergency.type', { n: stations.length })}
            hint={v.t('emergency.type_hint')}
            autocomplete="off"
            required
            autofocus
            maxlength={100}
          />
          <button class="button danger" type="submit">
            {v.t('emergency.go')}
          </button>
        </form>
      </div>
    </Page>
  )
}
