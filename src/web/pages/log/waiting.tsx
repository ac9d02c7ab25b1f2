import { can } from '../../../accounts/index.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import type { AsRunEvent } from '../../../protocol/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import type { LogRow } from './rows.ts'
import { LogTabs } from './tabs.tsx'

/** An event that waits for a person, with the airings that it may be of. */
export type Waiting = {
  readonly station: string
  readonly stationName: string
  readonly eventId: string
  readonly kind: AsRunEvent['kind']
  readonly deviceId: string
  readonly toldAt: number | null
  readonly receivedAt: number
  /** The day that it tells, unless that cannot be: then the day on which it came. */
  readonly day: LocalDate
  readonly item: string | null
  readonly playedSeconds: number | null
  readonly reason: string | null
  readonly candidates: readonly LogRow[]
}

const KINDS = {
  started: 'log.event_started',
  finished: 'log.event_finished',
  stopped: 'log.event_stopped',
  failed: 'log.event_failed',
  skipped: 'log.event_skipped',
} as const satisfies Record<string, Word>
const REASONS: Readonly<Record<string, Word>> = {
  clock_unknown: 'log.waits_clock',
  unknown_audio: 'log.waits_audio',
  unknown_airing: 'log.waits_airing',
}

const Settle = ({ v, one, form }: { v: View; one: Waiting; form: Returned }) => (
  <form class="settle" method="post" action="/nhat-ky/cho-xu-ly">
    <FormFaults v={v} form={form} fields={['reason', 'time', 'date']} />
    <input type="hidden" name="station" value={one.station} />
    <input type="hidden" name="event_id" value={one.eventId} />
    <Field v={v} name="airing_id" id={`airing-${one.eventId}`} label={v.t('log.settle_airing')} form={form}>
      <option value="">{v.t('log.settle_airing_none')}</option>
      {one.candidates.map((row) => (
        <option value={row.id} selected={form.values.airing_id === row.id}>
          {v.fmt.moment(row.airing.startsAt)} · {row.segmentName}
        </option>
      ))}
    </Field>
    <Field v={v} name="time" id={`time-${one.eventId}`} label={v.t('log.time')} form={form} maxlength={5} />
    <DateField v={v} name="date" id={`date-${one.eventId}`} label={v.t('log.date')} form={form} value={one.day} />
    <div class="grow">
      <Field
        v={v}
        name="reason"
        id={`reason-${one.eventId}`}
        label={v.t('log.reason')}
        form={form}
        required
        maxlength={1000}
      />
    </div>
    <button class="button main" type="submit" name="decision" value="accept">
      {v.t('log.settle_accept')}
    </button>
    <button class="button" type="submit" name="decision" value="discard">
      {v.t('log.settle_discard')}
    </button>
  </form>
)

const One = ({ v, one, form }: { v: View; one: Waiting; form: Returned }) => {
  const reason = REASONS[one.reason ?? '']
  return (
    <li id={`e-${one.eventId}`}>
      <h2>
        {one.stationName} · {v.t(KINDS[one.kind])}
      </h2>
      <p>{reason ? v.t(reason) : one.reason}</p>
      <dl class="facts">
        <dt>{v.t('log.told_at')}</dt>
        <dd class="num">{one.toldAt === null ? '–' : v.fmt.moment(one.toldAt)}</dd>
        <dt>{v.t('log.received_at')}</dt>
        <dd class="num">{v.fmt.moment(one.receivedAt)}</dd>
        <dt>{v.t('log.device')}</dt>
        <dd>{one.deviceId}</dd>
        {one.item && (
          <>
            <dt>{v.t('log.what')}</dt>
            <dd>
              {one.item}
              {one.playedSeconds !== null && ` · ${v.fmt.duration(one.playedSeconds)}`}
            </dd>
          </>
        )}
      </dl>
      {can(v.actor, 'event.settle') && <Settle v={v} one={one} form={form} />}
    </li>
  )
}

type Props = { v: View; waiting: readonly Waiting[]; total: number; failed: string | null; form: Returned }

/** Events of which nobody knows when they were, or what was played: counted nowhere until settled (COUNTING.md 7). */
export const WaitingPage = ({ v, waiting, total, failed, form }: Props) => (
  <Page v={v} title={v.t('log.waiting_title')}>
    <Head title={v.t('log.title')} />
    <LogTabs v={v} waiting={total} />
    <p class="log-lead">{v.t('log.waiting_lead')}</p>
    {form.message && failed === null && <FormFaults v={v} form={form} fields={[]} />}
    {waiting.length === 0 ? (
      <Empty title={v.t('log.waiting_empty')} hint={v.t('log.waiting_empty_hint')} />
    ) : (
      <ol class="waiting">
        {waiting.map((one) => (
          <One v={v} one={one} form={failed === one.eventId ? form : UNTOUCHED} />
        ))}
      </ol>
    )}
    {total > waiting.length && (
      <p class="quiet">{v.t('log.waiting_more', { n: v.fmt.number(total - waiting.length) })}</p>
    )}
  </Page>
)
