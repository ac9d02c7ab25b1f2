import type { Completion } from '../../../reports/index.ts'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'

/** Whom a target is for: a level, or a station. */
export const targetName = ({ level, levelName, station, stationName }: Completion): string => {
  const name = station === null ? (levelName ?? level ?? '') : shortStationName(stationName ?? station)
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
}

/** How much of a target was reached, as a bar beside its percentage; over the target it stays full. */
export const Reached = ({ v, one }: { v: View; one: Completion }) => {
  const share = one.target > 0 ? Math.min(1, one.aired / one.target) : 0
  return (
    <span class="reached">
      <svg class="reach" width="100%" height="8" aria-hidden="true">
        <rect class="ground" width="100%" height="8" rx="2" />
        <rect class={share < 1 ? 'part' : 'part whole'} width={`${(share * 100).toFixed(2)}%`} height="8" rx="2" />
      </svg>
      <b class="num">{v.fmt.rate(one.aired, one.target)}</b>
    </span>
  )
}
