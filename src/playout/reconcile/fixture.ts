import type { LocalDate } from '../../kernel/dates.ts'
import { openZone } from '../../kernel/time.ts'
import type { Facts, PlannedAiring, PlayerEvent, Statement } from './facts.ts'
import { reconcile } from './reconcile.ts'

const zone = openZone('Asia/Ho_Chi_Minh')
export const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}+07:00`)
export const MON = '2026-11-23'
export const CCHC = 1
export const FARMING = 2

/** An airing of ten minutes at a local time "17:15", which is its key. */
export const airing = (time: string, more: Partial<PlannedAiring> = {}): PlannedAiring => ({
  key: time,
  startsAt: at(`${MON} ${time}:00`),
  endsAt: at(`${MON} ${time}:00`) + 600_000,
  plannedOn: MON as LocalDate,
  segmentId: CCHC,
  programme: 'episode',
  state: 'planned',
  ...more,
})
let count = 0
/** An event of an episode of ten minutes. */
export const event = (kind: PlayerEvent['kind'], time: string, more: Partial<PlayerEvent> = {}): PlayerEvent => ({
  eventId: `e${String(++count).padStart(4, '0')}`,
  deviceId: 'may-1',
  kind,
  airing: null,
  segmentId: CCHC,
  episodeId: 12,
  sha256: 'a',
  duration: 600,
  withdrawn: false,
  at: at(`${MON} ${time}`),
  playedSeconds: null,
  detail: null,
  ...more,
})
export const statement = (
  kind: Statement['kind'],
  outcome: Statement['outcome'],
  more: Partial<Statement> = {},
): Statement => ({
  position: ++count,
  kind,
  airing: '17:15',
  segmentId: CCHC,
  outcome,
  at: null,
  playedSeconds: null,
  duration: 600,
  episodeId: 12,
  note: null,
  ...more,
})
/** What comes of some facts; unless told otherwise there is one airing, at 17:15. */
export const judge = (facts: Partial<Facts>) =>
  reconcile({ airings: [airing('17:15')], events: [], statements: [], acceptances: [], ...facts }, (i) =>
    zone.localDate(i),
  )
export const named = { airing: '17:15' }
export const outcomeOf = (facts: Partial<Facts>, key = '17:15') => judge(facts).outcomes.get(key)
