import { can } from '../../../accounts/index.ts'
import { type EmergencyRead, PROGRESS, type Progress } from '../../../schedule/index.ts'
import { Head, Page } from '../../components/page.tsx'
import { Mark } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import type { Status } from '../../status.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { stateWord } from './order.tsx'

/** The shapes of the wall, with words that fit somebody who waits. */
const shown: Readonly<Record<Progress, { readonly status: Status; readonly word: Word }>> = {
  played: { status: 'aired', word: 'status.aired' },
  playing: { status: 'open', word: 'status.open' },
  partial: { status: 'partial', word: 'status.partial' },
  missed: { status: 'missed', word: 'status.missed' },
  no_word: { status: 'no_word', word: 'status.no_word' },
  not_yet: { status: 'planned', word: 'emergency.not_yet' },
  cancelled: { status: 'cancelled', word: 'status.cancelled' },
}
const ProgressWord = ({ v, state }: { v: View; state: Progress }) => (
  <span class={`status s-${shown[state].status}`}>
    <Mark status={shown[state].status} />
    {v.t(shown[state].word)}
  </span>
)

const Phone = ({ phone }: { phone: string | null }) =>
  phone === null ? null : (
    <a class="num" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      {phone}
    </a>
  )

/** Who has played it, who has not: those who must be called stand first. */
export const EmergencyProgress = ({ v, read }: { v: View; read: EmergencyRead }) => {
  const { emergency, state, episode, counts, stations } = read
  return (
    <Page v={v} title={v.t('emergency.title')}>
      <Head title={episode?.title ?? v.t('emergency.title')} over={<a href="/khan-cap">{v.t('emergency.title')}</a>}>
        <a class="button" href={v.path}>
          {v.t('emergency.reload')}
        </a>
      </Head>
      <p>
        <strong>{v.t(stateWord[state])}</strong>
        {' · '}
        {v.t('emergency.ordered', { when: v.fmt.moment(emergency.orderedAt), who: emergency.orderedBy })}
        {emergency.note && ` · ${emergency.note}`}
      </p>
      {emergency.cancelledAt !== null && (
        <p class="notice">
          {v.t('emergency.was_cancelled', {
            when: v.fmt.moment(emergency.cancelledAt),
            who: emergency.cancelledBy ?? '',
            why: emergency.cancelReason ?? '–',
          })}
        </p>
      )}
      <ul class="counts spaced" aria-label={v.t('emergency.counts')}>
        {PROGRESS.filter((one) => counts[one] > 0).map((one) => (
          <li>
            <b class="num">{v.fmt.number(counts[one])}</b>
            <ProgressWord v={v} state={one} />
          </li>
        ))}
      </ul>
      <WideTable name={v.t('emergency.stations')}>
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{v.t('emergency.station')}</th>
              <th scope="col">{v.t('emergency.state')}</th>
              <th scope="col">{v.t('emergency.airings')}</th>
              <th scope="col">{v.t('stations.contact')}</th>
            </tr>
          </thead>
          <tbody>
            {stations.map((row) => (
              <tr>
                <th scope="row">{row.station.name}</th>
                <td>
                  <ProgressWord v={v} state={row.state} />
                </td>
                <td class="num">
                  {row.airings
                    .map(({ airing, state: one }) =>
                      emergency.times === 1
                        ? v.fmt.time(airing.startsAt)
                        : `${v.fmt.time(airing.startsAt)} ${v.t(shown[one].word)}`,
                    )
                    .join(' · ')}
                </td>
                <td>
                  {row.station.contactName} <Phone phone={row.station.contactPhone} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {state === 'running' && can(v.actor, 'emergency.order') && (
        <form class="narrow emergency-cancel" method="post" action={`/khan-cap/${emergency.id}/huy`}>
          <div class="field">
            <label for="reason">{v.t('emergency.cancel_reason')}</label>
            <input id="reason" name="reason" maxlength={300} />
          </div>
          <button class="button" type="submit">
            {v.t('emergency.cancel')}
          </button>
          <p class="quiet small">{v.t('emergency.cancel_hint')}</p>
        </form>
      )}
    </Page>
  )
}
