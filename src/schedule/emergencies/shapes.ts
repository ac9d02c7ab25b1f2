import { z } from '../../http/index.ts'
import { isoUtc } from '../../kernel/time.ts'
import { airingId } from '../../protocol/airing-id.ts'
import type { StationInTime } from '../../stations/index.ts'
import type { EmergencyDryRun } from './dry-run.ts'
import { PROGRESS } from './progress.ts'
import type { EmergencyRead, EmergencyState } from './queries.ts'
import type { Emergency } from './store.ts'

const named = z.object({ code: z.string(), name: z.string() })
const episode = z.object({ id: z.number(), number: z.number(), year: z.number(), title: z.string() })
const progress = z.enum(PROGRESS)

export const emergencyDryRunAnswer = z
  .object({
    episode,
    duration_seconds: z.number(),
    station_count: z.number(),
    stations: z.array(named),
    closed: z.array(named).describe('Closed today; the emergency goes there too'),
    inactive: z.array(named).describe('Named, but not active today: they get nothing'),
    running: z.array(z.object({ id: z.number(), ordered_at: z.string(), ordered_by: z.string() })),
    dry_run: z.string(),
  })
  .openapi('EmergencyDryRun')

const names = (stations: readonly StationInTime[]) => stations.map(({ code, name }) => ({ code, name }))

export const emergencyDryRunJson = (result: EmergencyDryRun): z.input<typeof emergencyDryRunAnswer> => ({
  episode: {
    id: result.episode.episodeId,
    number: result.episode.number,
    year: result.episode.year,
    title: result.episode.title,
  },
  duration_seconds: result.durationSeconds,
  station_count: result.stations.length,
  stations: names(result.stations),
  closed: names(result.closed),
  inactive: names(result.inactive),
  running: result.running.map(({ id, orderedAt, orderedBy }) => ({
    id,
    ordered_at: isoUtc(orderedAt),
    ordered_by: orderedBy,
  })),
  dry_run: result.hash,
})

const head = {
  id: z.number(),
  state: z.enum(['running', 'over', 'cancelled']),
  episode: episode.nullable(),
  note: z.string().nullable(),
  times: z.number(),
  gap_minutes: z.number(),
  station_count: z.number(),
  first_starts_at: z.string(),
  last_ends_at: z.string(),
  ordered_at: z.string(),
  ordered_by: z.string(),
  cancelled_at: z.string().nullable(),
  cancelled_by: z.string().nullable(),
  cancel_reason: z.string().nullable(),
}
export const emergencyHead = z.object(head).openapi('EmergencyHead')
export const emergencyAnswer = z
  .object({
    ...head,
    counts: z.record(progress, z.number()).describe('Stations by state'),
    stations: z.array(
      z.object({
        station: z.string(),
        name: z.string(),
        phone: z.string().nullable(),
        state: progress,
        airings: z.array(
          z.object({
            airing_id: z.string(),
            starts_at: z.string(),
            state: progress,
            actual_start: z.string().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .openapi('Emergency')

type Told = {
  readonly emergency: Emergency
  readonly state: EmergencyState
  readonly episode: EmergencyRead['episode']
}
const iso = (at: number | null): string | null => (at === null ? null : isoUtc(at))

export const emergencyHeadJson = ({ emergency, state, episode }: Told): z.input<typeof emergencyHead> => ({
  id: emergency.id,
  state,
  episode: episode ? { id: episode.id, number: episode.number, year: episode.year, title: episode.title } : null,
  note: emergency.note,
  times: emergency.times,
  gap_minutes: emergency.gapSeconds / 60,
  station_count: emergency.stationCount,
  first_starts_at: isoUtc(emergency.firstStartsAt),
  last_ends_at: isoUtc(emergency.lastEndsAt),
  ordered_at: isoUtc(emergency.orderedAt),
  ordered_by: emergency.orderedBy,
  cancelled_at: iso(emergency.cancelledAt),
  cancelled_by: emergency.cancelledBy,
  cancel_reason: emergency.cancelReason,
})

export const emergencyJson = (read: EmergencyRead): z.input<typeof emergencyAnswer> => ({
  ...emergencyHeadJson(read),
  counts: read.counts,
  stations: read.stations.map(({ station, state, airings }) => ({
    station: station.code,
    name: station.name,
    phone: station.contactPhone,
    state,
    airings: airings.map(({ airing, state }) => ({
      airing_id: airingId(airing),
      starts_at: isoUtc(airing.startsAt),
      state,
      actual_start: iso(airing.actualStart),
      reason: airing.outcomeReason ?? airing.stateReason,
    })),
  })),
})
