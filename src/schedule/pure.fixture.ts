import type { LocalDate, LocalTime } from '../kernel/dates.ts'
import { openZone } from '../kernel/time.ts'
import type { StationInTime } from '../stations/index.ts'
import { type Airing, type AiringPlan, airingOf, NO_EVIDENCE } from './airing.ts'
import type { Slot, SlotChange, SlotVersion } from './slot.ts'

/** What the tests of the pure rules are told with. */
export const zone = openZone('Asia/Ho_Chi_Minh')
export const date = (text: string): LocalDate => text as LocalDate
export const at = (local: string): number => Date.parse(`${local}:00+07:00`)

export const station = (over: Partial<StationInTime> = {}): StationInTime => ({
  id: 7,
  code: 'xuan-dong',
  name: 'Xuân Đông',
  activeFrom: null,
  activeTo: null,
  assignments: [{ from: date('2020-01-01'), levelCode: 'commune', unitId: 3 }],
  groupIds: [],
  ...over,
})

type Loose = Partial<Omit<SlotVersion, 'rule'>> & {
  readonly times?: string[]
  readonly weekdays?: number[]
  readonly everyWeeks?: number
}
export const version = ({ times, weekdays, everyWeeks, ...over }: Loose = {}): SlotVersion => ({
  from: date('2026-11-01'),
  anchor: date('2026-11-01'),
  programme: 'episode',
  target: { kind: 'all' },
  rule: {
    weekdays: (weekdays ?? [1, 2, 3, 4, 5, 6, 7]) as SlotVersion['rule']['weekdays'],
    times: (times ?? ['05:15']) as LocalTime[],
    everyWeeks: everyWeeks ?? 1,
    nth: null,
  },
  durationSeconds: 900,
  premiere: false,
  priority: 'normal',
  episodeId: null,
  ...over,
})

export const slot = (over: Partial<Slot> = {}): Slot => ({
  id: 12,
  segmentId: 1,
  title: null,
  origin: 'standing',
  from: date('2026-11-01'),
  until: null,
  revision: 1,
  plannedTo: null,
  createdAt: 0,
  endedAt: null,
  versions: [version()],
  ...over,
})

export const change = (over: Partial<SlotChange>): SlotChange => ({
  id: 1,
  slotId: 12,
  stationId: null,
  onDate: date('2026-11-25'),
  ordinal: 1,
  kind: 'cancel',
  newStartsAt: null,
  newEpisodeId: null,
  newDurationSeconds: null,
  reason: null,
  conflictSlotId: null,
  ...over,
})

/** An airing by its local start and its length in minutes. */
export function airing(start: string, minutes: number, over: Partial<Airing> = {}): Airing {
  const plan: AiringPlan = {
    slotId: 12,
    stationId: 7,
    onDate: date(start.slice(0, 10)),
    ordinal: 1,
    startsAt: at(start),
    endsAt: at(start) + minutes * 60_000,
    plannedOn: date(start.slice(0, 10)),
    segmentId: 1,
    programme: 'episode',
    premiere: false,
    priority: 'normal',
    fixedEpisodeId: null,
    state: 'planned',
    stateReason: null,
    closureId: null,
    levelCode: 'commune',
    unitId: 3,
  }
  return { ...airingOf(plan, { episodeId: null, fallback: false }, NO_EVIDENCE), ...over }
}
