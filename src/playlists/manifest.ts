import type { LocalDate } from '../kernel/dates.ts'
import { PRIORITIES } from '../kernel/terms.ts'
import { isoUtc, type Zone } from '../kernel/time.ts'
import type { PlayableEpisode } from '../library/index.ts'
import { airingId } from '../protocol/airing-id.ts'
import type { Playlist, PlaylistAudio, PlaylistItem, PlaylistProblem } from '../protocol/playlist.ts'
import type { Airing } from '../schedule/index.ts'
import { audioType, audioUrl } from './audio-name.ts'

/** Everything a station's playlist is made of, as it stands in the database. */
export type ManifestFacts = {
  readonly station: { readonly code: string; readonly name: string }
  readonly version: number
  readonly airings: readonly Airing[]
  readonly segments: ReadonlyMap<number, { readonly code: string; readonly name: string }>
  /** Names of slots that have one of their own. */
  readonly slotTitles: ReadonlyMap<number, string>
  readonly episodes: ReadonlyMap<number, EpisodeFacts>
  /** Only what is cleared for air now, with the files that were cleared. */
  readonly playable: ReadonlyMap<number, PlayableEpisode>
}
export type EpisodeFacts = {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly withdrawn: boolean
}

/** What is asked, and the house in which it is asked. */
export type ManifestFrame = {
  readonly from: LocalDate
  readonly to: LocalDate
  /** Only airings that start in [earliest, latest], epoch milliseconds. */
  readonly window: { readonly earliest: number; readonly latest: number } | null
  /** "https://songque.example", without a slash at the end. */
  readonly base: string
  readonly zone: Zone
  readonly targetLufs: number
  readonly truePeakMaxDbtp: number
}

const problems = {
  no_episode: {
    detail: 'Chưa có kỳ nào được duyệt phát cho giờ này và không có kỳ dự phòng.',
    detail_en: 'No episode is cleared for this time, and there is no fallback.',
  },
  not_cleared: {
    detail: 'Kỳ này chưa được duyệt phát.',
    detail_en: 'This episode is not cleared for air.',
  },
  withdrawn: {
    detail: 'Kỳ này đã được thu hồi.',
    detail_en: 'This episode was withdrawn.',
  },
  audio_missing: {
    detail: 'Kỳ này đã duyệt nhưng tệp âm thanh không còn hoặc không khớp với bản đã duyệt.',
    detail_en: 'The episode is cleared, but its audio is gone or is not what was cleared.',
  },
} as const satisfies Record<PlaylistProblem['code'], unknown>

const problem = (code: PlaylistProblem['code']): PlaylistProblem => ({ code, ...problems[code] })
const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** The playlist of one station: planned airings in order of start, the more urgent first where two start together. */
export function manifestOf(facts: ManifestFacts, frame: ManifestFrame): Playlist {
  const { window } = frame
  const wanted = facts.airings.filter(
    ({ state, startsAt }) =>
      state === 'planned' && (window === null || (startsAt >= window.earliest && startsAt <= window.latest)),
  )
  const urgency = (airing: Airing): number => -PRIORITIES.indexOf(airing.priority)
  const ordered = wanted.sort(
    (a, b) => a.startsAt - b.startsAt || urgency(a) - urgency(b) || a.slotId - b.slotId || a.ordinal - b.ordinal,
  )
  return {
    station: facts.station.code,
    station_name: facts.station.name,
    version: facts.version,
    from: frame.from,
    to: frame.to,
    time_zone: frame.zone.name,
    items: ordered.map((airing) => itemOf(airing, facts, frame)),
  }
}

function itemOf(airing: Airing, facts: ManifestFacts, frame: ManifestFrame): PlaylistItem {
  const segment = facts.segments.get(airing.segmentId)
  const episode = airing.episodeId === null ? undefined : facts.episodes.get(airing.episodeId)
  return {
    airing_id: airingId(airing),
    starts_at: isoUtc(airing.startsAt),
    start_unix: Math.floor(airing.startsAt / 1000),
    ends_at: isoUtc(airing.endsAt),
    starts_local: frame.zone.isoLocal(airing.startsAt),
    priority: airing.priority,
    premiere: airing.premiere,
    segment: segment?.code ?? '',
    segment_name: segment?.name ?? '',
    programme: airing.programme,
    title: facts.slotTitles.get(airing.slotId) ?? null,
    episode: episode ? { id: episode.id, number: episode.number, title: episode.title } : null,
    ...soundOf(airing, episode, facts, frame),
    fallback: airing.fallback,
  }
}

/** Audio only of what is cleared, and only the very file that the clearance binds; else the reason why not. */
function soundOf(
  airing: Airing,
  episode: EpisodeFacts | undefined,
  { playable }: ManifestFacts,
  frame: ManifestFrame,
): Pick<PlaylistItem, 'audio' | 'problem'> {
  if (airing.programme !== 'episode') return { audio: null, problem: null }
  if (!episode) return { audio: null, problem: problem('no_episode') }
  if (episode.withdrawn) return { audio: null, problem: problem('withdrawn') }
  const cleared = playable.get(episode.id)
  if (!cleared) return { audio: null, problem: problem('not_cleared') }
  const file = cleared.renditions.find(({ format, sha256 }) => format === 'mp3' && sha256 === cleared.clearedAudioHash)
  if (!file) return { audio: null, problem: problem('audio_missing') }
  const audio: PlaylistAudio = {
    url: audioUrl(frame.base, file),
    type: audioType(file.extension),
    bytes: file.bytes,
    duration_seconds: round(file.durationSeconds, 3),
    sha256: file.sha256,
    md5: file.md5,
    gain_db: gainFor(file, frame),
  }
  return { audio, problem: null }
}

/** dB to the house loudness, held back where that would lift the true peak over the ceiling. */
function gainFor(file: { integratedLufs: number; truePeakDbtp: number }, house: ManifestFrame): number {
  const wanted = house.targetLufs - file.integratedLufs
  const room = Math.max(0, house.truePeakMaxDbtp - file.truePeakDbtp)
  return round(Math.min(wanted, room), 1) + 0
}
