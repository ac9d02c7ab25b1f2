import type { TargetInput } from '../../../stations/index.ts'
import { Field, type Returned } from '../../components/form.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { scopeOf } from './form-values.ts'
import type { Names } from './names.ts'

type Props = {
  v: View
  names: Names
  form: Returned
  /** Before anything was chosen. */
  target: TargetInput
  /** The stations ticked in a form that came back. */
  ticked: readonly string[] | null
}

/** Which stations: all, a level, a group, or ticked ones. */
export const TargetField = ({ v, names, form, target, ticked }: Props) => {
  const before = scopeOf(target)
  const scope = form.values.dai_chon ?? before.scope
  const stations = ticked ?? before.stations
  return (
    <>
      <Field v={v} name="dai_chon" label={v.t('schedule.stations')} form={form} required>
        <option value="all" selected={scope === 'all'}>
          {v.t('schedule.stations_all', { n: v.fmt.number(names.stations.length) })}
        </option>
        {names.levels.map((level) => (
          <option value={`level:${level.code}`} selected={scope === `level:${level.code}`}>
            {v.lang === 'vi' ? level.stationName : level.stationNameEn}
          </option>
        ))}
        {names.groups.map((group) => (
          <option value={`group:${group.code}`} selected={scope === `group:${group.code}`}>
            {group.name}
          </option>
        ))}
        <option value="stations" selected={scope === 'stations'}>
          {v.t('schedule.stations_named')}
        </option>
      </Field>
      <details class="ticks" open={scope === 'stations'}>
        <summary>{v.t('schedule.stations_pick')}</summary>
        <ul class="tick-list">
          {names.stations.map((station) => (
            <li>
              <label>
                <input type="checkbox" name="dai" value={station.code} checked={stations.includes(station.code)} />
                {shortStationName(station.name)}
              </label>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
