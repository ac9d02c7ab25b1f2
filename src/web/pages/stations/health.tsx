import type { Child } from 'hono/jsx'
import {
  type DeviceHeard,
  faultsOfDevice,
  type Health,
  type HealthFault,
  type HealthState,
} from '../../../stations/index.ts'
import { Mark } from '../../components/status.tsx'
import type { Status } from '../../status.ts'
import { bytes, clockOffset } from '../../told.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

/** The shapes of the wall: full, half, cross, question, empty. */
const shown: Readonly<Record<HealthState, { readonly status: Status; readonly word: Word }>> = {
  good: { status: 'aired', word: 'stations.health_good' },
  fetching: { status: 'planned', word: 'stations.health_fetching' },
  trouble: { status: 'partial', word: 'stations.health_trouble' },
  silent: { status: 'missed', word: 'stations.health_silent' },
  never: { status: 'cancelled', word: 'stations.health_never' },
}
export const healthWord = (state: HealthState): Word => shown[state].word

const faultWords: Readonly<Record<HealthFault, Word>> = {
  clock: 'stations.fault_clock',
  disk: 'stations.fault_disk',
  unsent: 'stations.fault_unsent',
}

/** Shape and word, and what is wrong. */
export const HealthMark = ({ v, health }: { v: View; health: Health }) => (
  <>
    <span class={`status s-${shown[health.state].status}`}>
      <Mark status={shown[health.state].status} />
      {v.t(shown[health.state].word)}
    </span>
    {health.faults.length > 0 && (
      <span class="block small quiet">{health.faults.map((fault) => v.t(faultWords[fault])).join(', ')}</span>
    )}
  </>
)

export const playerOf = ({ player, version }: DeviceHeard): string =>
  player === null ? '–' : version === null ? player : `${player} ${version}`

type ToldProps = { label: string; class?: string; children?: Child }
/** A cell that says its column's name where the table is stacked, and is gone there when nothing was told. */
export const Told = ({ label, class: look = 'num', children }: ToldProps) => {
  const nothing = children === null || children === undefined || children === false || children === '–'
  return (
    <td class={nothing ? `${look} untold` : look} data-label={label}>
      {nothing ? '–' : children}
    </td>
  )
}

/** The three measures of a device in cells, those that are off marked. */
export const DeviceCells = ({ v, device }: { v: View; device: DeviceHeard | null }) => {
  const faults = device ? faultsOfDevice(device) : []
  const look = (fault: HealthFault): string => (faults.includes(fault) ? 'n s-partial strong' : 'n')
  return (
    <>
      <Told class={look('clock')} label={v.t('stations.clock')}>
        {clockOffset(v, device?.clockOffsetMs ?? null)}
      </Told>
      <Told class={look('unsent')} label={v.t('stations.unsent')}>
        {device && device.unsent > 0 && v.fmt.number(device.unsent)}
      </Told>
      <Told class={look('disk')} label={v.t('stations.disk')}>
        {bytes(v, device?.diskFree ?? null)}
      </Told>
    </>
  )
}
