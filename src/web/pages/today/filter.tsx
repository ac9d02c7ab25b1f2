import type { StationGroup } from '../../../stations/index.ts'
import type { Level } from '../../../units/index.ts'
import { Field } from '../../components/form.tsx'
import { statusWord } from '../../components/status.tsx'
import { STATUSES } from '../../status.ts'
import type { View } from '../../view.ts'
import type { Asked } from './asked.ts'

type Props = { v: View; asked: Asked; levels: readonly Level[]; groups: readonly StationGroup[] }

/** Which stations the wall shows: a form whose answer has an address; with JavaScript it answers as it is changed. */
export const WallFilter = ({ v, asked, levels, groups }: Props) => (
  <form class="filter no-print" method="get" action="/" data-live="day">
    {asked.date !== v.today && <input type="hidden" name="ngay" value={asked.date} />}
    {levels.length > 1 && (
      <Field v={v} name="cap" label={v.t('today.level')}>
        <option value="">{v.t('today.all_levels')}</option>
        {levels.map((level) => (
          <option value={level.code} selected={level.code === asked.level}>
            {v.lang === 'vi' ? level.stationName : level.stationNameEn}
          </option>
        ))}
      </Field>
    )}
    {groups.length > 0 && (
      <Field v={v} name="nhom" label={v.t('today.group')}>
        <option value="">{v.t('today.all_groups')}</option>
        {groups.map(({ code, name }) => (
          <option value={code} selected={code === asked.group}>
            {name}
          </option>
        ))}
      </Field>
    )}
    <Field v={v} name="tt" label={v.t('today.status')}>
      <option value="">{v.t('today.any_status')}</option>
      {STATUSES.map((status) => (
        <option value={status} selected={status === asked.status}>
          {v.t(statusWord[status])}
        </option>
      ))}
    </Field>
    <button class="button live-hides" type="submit">
      {v.t('app.show')}
    </button>
  </form>
)
