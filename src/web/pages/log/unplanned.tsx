import { can } from '../../../accounts/index.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import type { unplannedPlays } from '../../../playout/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Icon } from '../../components/shapes.tsx'
import { WideTable } from '../../components/table.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { LogTabs } from './tabs.tsx'

export type UnplannedRow = Awaited<ReturnType<typeof unplannedPlays>>[number]
export type UnplannedProps = {
  v: View
  asked: { from: LocalDate; to: LocalDate; accepted: '' | 'yes' | 'no' }
  plays: readonly UnplannedRow[]
  names: ReadonlyMap<string, string>
  prev: string | null
  next: string | null
  waiting: number
  form: Returned
}

const Row = ({ v, play, name, may }: { v: View; play: UnplannedRow; name: string; may: boolean }) => {
  const open = may && play.complete === 1 && play.accepted_at === null
  const label = `${name} ${v.fmt.moment(play.starts_at)}`
  return (
    <tr>
      <td class="tick">
        {open && (
          <input
            type="checkbox"
            name="ids"
            value={`${play.station} ${play.play_key}`}
            aria-label={v.t('log.tick', { name: label })}
          />
        )}
      </td>
      <td class="num when">
        {v.fmt.time(play.starts_at)}
        <span class="quiet small"> {v.fmt.date(play.aired_on)}</span>
      </td>
      <th scope="row">{name}</th>
      <td class="what">
        {play.episode_title ?? v.t('log.unknown_item')}
        {play.sha256 && <span class="quiet small block num">SHA-256 {play.sha256.slice(0, 12)}</span>}
      </td>
      <td class="num">{v.fmt.duration(play.played_seconds)}</td>
      <td>
        {play.accepted_at !== null
          ? v.t('log.accepted_by', { name: play.accepted_by ?? '', moment: v.fmt.moment(play.accepted_at) })
          : play.complete === 1
            ? v.t('log.not_accepted')
            : v.t('log.not_complete')}
      </td>
    </tr>
  )
}

/** Plays that belong to no airing: shown, and counted only once a person has taken them (COUNTING.md 12). */
export const UnplannedPage = (props: UnplannedProps) => {
  const { v, asked, plays, names, prev, next, form } = props
  const may = can(v.actor, 'play.accept')
  return (
    <Page v={v} title={v.t('log.unplanned_title')} islands={['log']}>
      <Head title={v.t('log.title')} />
      <LogTabs v={v} waiting={props.waiting} />
      <p class="log-lead">{v.t('log.unplanned_lead')}</p>
      <form class="filter no-print" method="get" action="/nhat-ky/ngoai-lich">
        <DateField v={v} name="tu" label={v.t('log.from')} value={asked.from} />
        <DateField v={v} name="den" label={v.t('log.to')} value={asked.to} />
        <Field v={v} name="nhan" label={v.t('log.accepted_filter')}>
          <option value="">{v.t('log.all')}</option>
          <option value="no" selected={asked.accepted === 'no'}>
            {v.t('log.not_accepted')}
          </option>
          <option value="yes" selected={asked.accepted === 'yes'}>
            {v.t('log.accepted')}
          </option>
        </Field>
        <button class="button" type="submit">
          {v.t('app.show')}
        </button>
      </form>
      {plays.length === 0 ? (
        <Empty title={v.t('log.unplanned_empty')} hint={v.t('log.unplanned_empty_hint')} />
      ) : (
        <form method="post" action="/nhat-ky/ngoai-lich">
          <input type="hidden" name="back" value={v.here} />
          <sq-log>
            {may && (
              <fieldset class="bulk no-print">
                <legend class="sr">{v.t('log.with_ticked')}</legend>
                <FormFaults v={v} form={form} fields={['note']} />
                <div class="bulk-line">
                  <label class="all" hidden>
                    <input type="checkbox" data-all />
                    {v.t('log.select_all')}
                  </label>
                  <output class="count num" data-words={v.t('log.ticked_n')} hidden />
                  <div class="grow">
                    <Field v={v} name="note" label={v.t('log.accept_note')} form={form} maxlength={1000} />
                  </div>
                  <button class="button main" type="submit">
                    {v.t('log.accept')}
                  </button>
                </div>
              </fieldset>
            )}
            <WideTable name={v.t('log.unplanned_title')}>
              <table class="table stack log">
                <thead>
                  <tr>
                    <th scope="col" class="tick">
                      <span class="sr">{v.t('log.select')}</span>
                    </th>
                    <th scope="col">{v.t('log.actual')}</th>
                    <th scope="col">{v.t('log.station')}</th>
                    <th scope="col">{v.t('log.what')}</th>
                    <th scope="col">{v.t('log.length')}</th>
                    <th scope="col">{v.t('log.accepted_filter')}</th>
                  </tr>
                </thead>
                <tbody>
                  {plays.map((play) => (
                    <Row v={v} play={play} name={shortStationName(names.get(play.station) ?? play.station)} may={may} />
                  ))}
                </tbody>
              </table>
            </WideTable>
          </sq-log>
        </form>
      )}
      <nav class="pages" aria-label={v.t('app.pages')}>
        {prev ? (
          <a class="button" href={prev}>
            <Icon name="back" size={18} />
            {v.t('app.previous')}
          </a>
        ) : (
          <span />
        )}
        {next && (
          <a class="button" href={next}>
            {v.t('app.next')}
            <Icon name="forth" size={18} />
          </a>
        )}
      </nav>
    </Page>
  )
}
