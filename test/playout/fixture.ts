import type { LocalDate } from '../../src/kernel/dates.ts'
import type { Programme } from '../../src/kernel/terms.ts'
import { airingId } from '../../src/protocol/index.ts'
import type { World } from '../world.ts'

/** The segment, its episode with one cleared recording of ten minutes, and slots: what plays refer to. */
export type Programme2020 = {
  readonly segmentId: number
  readonly episodeId: number
  readonly sha256: string
  readonly otherSegmentId: number
  readonly otherSha256: string
  readonly slotId: number
}

const hex = (letter: string): string => letter.repeat(64)
export const TEN_MINUTES = 600

async function insertEpisode(world: World, segmentId: number, title: string, sha256: string): Promise<number> {
  const at = world.clock.now()
  const { q } = world.ctx.db
  const episode = {
    segment_id: segmentId,
    number: 12,
    year: 2026,
    title,
    field: null,
    air_date: null,
    priority: 'normal' as const,
  }
  const rest = {
    tags: '[]',
    legal_references: '[]',
    created_at: at,
    created_by: null,
    withdrawn_at: null,
    withdrawn_reason: null,
  }
  const state = {
    title_sort: '',
    script_revision_id: null,
    recording_id: null,
    script_state: 'approved' as const,
    cleared_decision_id: null,
    cleared_at: null,
  }
  const { id } = await q
    .insertInto('episode')
    .values({ ...episode, ...rest, ...state })
    .returning('id')
    .executeTakeFirstOrThrow()
  const file = {
    sha256,
    md5: 'm',
    bytes: 1,
    extension: 'mp3',
    type: 'audio/mpeg',
    created_at: at,
    removed_at: null,
    removed_reason: null,
  }
  await q.insertInto('media_file').values(file).execute()
  const recording = {
    episode_id: id,
    upload_id: null,
    file_name: 'a.wav',
    original_sha256: null,
    bytes: 1,
    state: 'ready' as const,
    step: null,
  }
  const analysis = {
    duration_seconds: TEN_MINUTES,
    analysis: null,
    findings: null,
    peaks_sha256: null,
    finished_at: at,
  }
  const work = {
    lease_owner: null,
    lease_until: null,
    error_code: null,
    error_detail: null,
    created_at: at,
    created_by: null,
  }
  const made = await q
    .insertInto('recording')
    .values({ ...recording, ...analysis, ...work })
    .returning('id')
    .executeTakeFirstOrThrow()
  const sound = {
    integrated_lufs: -16,
    true_peak_dbtp: -1,
    loudness_range_lu: 5,
    gain_db: 0,
    limited: 0,
    bitrate_kbps: 128,
  }
  const rendition = {
    recording_id: made.id,
    format: 'mp3' as const,
    sha256,
    bytes: 1,
    duration_seconds: TEN_MINUTES,
    ...sound,
  }
  await q.insertInto('rendition').values(rendition).execute()
  await q.updateTable('episode').set({ recording_id: made.id }).where('id', '=', id).execute()
  return id
}

const insertSegment = async (world: World, code: string, name: string): Promise<number> => {
  const row = {
    code,
    name,
    kind: 'tiết mục',
    min_seconds: null,
    max_seconds: null,
    fallback_episode_id: null,
    created_at: 0,
    withdrawn_at: null,
  }
  return (await world.ctx.db.q.insertInto('segment').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Puts a segment with its week's episode, another segment, and a slot into the world. */
export async function programme(world: World): Promise<Programme2020> {
  const segmentId = await insertSegment(world, 'cai-cach-hanh-chinh', 'Cải cách hành chính')
  const otherSegmentId = await insertSegment(world, 'nong-nghiep', 'Nông nghiệp hôm nay')
  const episodeId = await insertEpisode(world, segmentId, 'Một cửa liên thông', hex('a'))
  await insertEpisode(world, otherSegmentId, 'Phòng mặn cho cây', hex('b'))
  const slot = {
    segment_id: segmentId,
    programme: 'episode' as const,
    title: null,
    target: '{}',
    rule: '{}',
    from_date: '2020-01-01' as LocalDate,
  }
  const more = {
    until_date: null,
    duration_seconds: TEN_MINUTES,
    premiere: 0,
    priority: 'normal' as const,
    episode_mode: 'newest' as const,
  }
  const rest = { episode_id: null, origin: 'standing' as const, created_at: 0, created_by: null, ended_at: null }
  const { id: slotId } = await world.ctx.db.q
    .insertInto('slot')
    .values({ ...slot, ...more, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { segmentId, episodeId, sha256: hex('a'), otherSegmentId, otherSha256: hex('b'), slotId }
}

export type AiringOptions = {
  readonly state?: 'planned' | 'cancelled'
  readonly programme?: Programme
  readonly ordinal?: number
  readonly segmentId?: number
}

/** Plans one airing of ten minutes at a local time "2026-11-23 17:00". @returns its airing_id */
export async function planAiring(
  world: World,
  show: Programme2020,
  station: string,
  local: string,
  options: AiringOptions = {},
): Promise<string> {
  const [day = '', time = ''] = local.split(' ')
  const startsAt = Date.parse(`${day}T${time}:00+07:00`)
  const stationId = world.stations[station] ?? 0
  const ordinal = options.ordinal ?? Number(time.replace(':', '')) + 1
  const onDate = day as LocalDate
  const row = {
    slot_id: show.slotId,
    station_id: stationId,
    on_date: onDate,
    ordinal,
    starts_at: startsAt,
    ends_at: startsAt + TEN_MINUTES * 1000,
    planned_on: onDate,
    segment_id: options.segmentId ?? show.segmentId,
    programme: options.programme ?? ('episode' as const),
    premiere: 0,
    priority: 'normal' as const,
    episode_id: (options.programme ?? 'episode') === 'episode' ? show.episodeId : null,
    fixed_episode_id: null,
    state: options.state ?? ('planned' as const),
    state_reason: null,
    closure_id: null,
    level_code: 'commune',
    unit_id: 3,
    outcome: null,
    outcome_reason: null,
    grade: null,
    flags: null,
    aired_on: null,
    actual_start: null,
    played_seconds: null,
    aired_episode_id: null,
  }
  await world.ctx.db.q.insertInto('airing').values(row).execute()
  return airingId({ slotId: show.slotId, stationId, onDate, ordinal })
}

/** A report as a device sends it; its monotonic clock began at `bootAt` (ISO), which also names the boot. */
export function report(world: World, events: readonly unknown[], more: Record<string, unknown> = {}) {
  const bootAt =
    typeof more.boot_id === 'string' && !Number.isNaN(Date.parse(more.boot_id))
      ? Date.parse(more.boot_id)
      : world.clock.now() - 3_600_000
  return {
    device_id: 'may-phat-1',
    journal_id: 'so-1',
    boot_id: 'boot-1',
    sent_at: new Date(world.clock.now()).toISOString(),
    sent_mono_ms: world.clock.now() - bootAt,
    events,
    ...more,
  }
}

/** A local time of the story as UTC text. */
export const at = (local: string): string => new Date(Date.parse(`${local.replace(' ', 'T')}+07:00`)).toISOString()
