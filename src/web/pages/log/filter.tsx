import { GRADES } from '../../../kernel/terms.ts'
import { LOG_STATUSES, type LogCount } from '../../../playout/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field } from '../../components/form.tsx'
import { gradeWord, Mark, statusWord } from '../../components/status.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { type Asked, type Choices, logLink } from './asked.ts'

type Props = { v: View; asked: Asked; choices: Choices }

/** All stations, a level, a group, one station: one field. */
export const ScopeOptions = ({ v, choices, scope }: { v: View; choices: Choices; scope: string }) => (
  <>
    {choices.stations.length !== 1 && <option value="">{v.t('log.all_stations')}</option>}
    {choices.levels.length > 0 && (
      <optgroup label={v.t('log.levels')}>
        {choices.levels.map((level) => (
          <option value={`level:${level.code}`} selected={scope === `level:${level.code}`}>
            {v.lang === 'vi' ? level.stationName : level.stationNameEn}
          </option>
        ))}
      </optgroup>
    )}
    {choices.groups.length > 0 && (
      <optgroup label={v.t('log.groups')}>
        {choices.groups.map((group) => (
          <option value={`group:${group.code}`} selected={scope === `group:${group.code}`}>
            {group.name}
          </option>
        ))}
      </optgroup>
    )}
    <optgroup label={v.t('log.stations')}>
      {choices.stations.map((station) => (
        <option value={station.code} selected={scope === station.code}>
          {shortStationName(station.name)}
        </option>
      ))}
    </optgroup>
  </>
)

export const LogFilterForm = ({ v, asked, choices }: Props) => (
  <search class="no-print">
    <form class="filter log-filter" method="get" action="/nhat-ky">
      <DateField v={v} name="tu" label={v.t('log.from')} value={asked.from} />
      <DateField v={v} name="den" label={v.t('log.to')} value={asked.to} />
      <Field v={v} name="dai" label={v.t('log.station')}>
        <ScopeOptions v={v} choices={choices} scope={asked.scope} />
      </Field>
      <Field v={v} name="tiet-muc" label={v.t('log.segment')}>
        <option value="">{v.t('log.all_segments')}</option>
        {choices.segments.map(({ code, name }) => (
          <option value={code} selected={code === asked.segment}>
            {name}
          </option>
        ))}
      </Field>
      <Field v={v} name="tt" label={v.t('log.outcome')}>
        <option value="">{v.t('log.all')}</option>
        {LOG_STATUSES.map((status) => (
          <option value={status} selected={status === asked.status}>
            {v.t(statusWord[status])}
          </option>
        ))}
      </Field>
      <Field v={v} name="bc" label={v.t('log.grade')}>
        <option value="">{v.t('log.all')}</option>
        {GRADES.map((grade) => (
          <option value={grade} selected={grade === asked.grade}>
            {v.t(gradeWord[grade])}
          </option>
        ))}
      </Field>
      <button class="button" type="submit">
        {v.t('app.show')}
      </button>
    </form>
  </search>
)

/** How many there are of each; each is a link to them alone. */
export const LogCounts = ({ v, asked, counts }: { v: View; asked: Asked; counts: readonly LogCount[] }) => (
  <ul class="counts spaced">
    {counts.map(({ status, n }) => (
      <li>
        <a
          class={`status s-${status}`}
          href={logLink(asked, { status: asked.status === status ? '' : status })}
          aria-current={asked.status === status ? 'true' : undefined}
        >
          <Mark status={status} />
          <b>{v.fmt.number(n)}</b>
          {v.t(statusWord[status])}
        </a>
      </li>
    ))}
  </ul>
)
