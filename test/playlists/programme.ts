import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../src/kernel/canonical.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import type { Priority, Programme } from '../../src/kernel/terms.ts'
import type { World } from '../world.ts'

/**
 * The programme that playlist tests speak of, put into the database as the slices below leave it there: the segment
 * "Cải cách hành chính" with episodes, their cleared audio, and airings on stations.
 */
export type Programme2026 = {
  readonly segmentId: number
  readonly slotId: number
  episode(facts: EpisodeTold): Promise<EpisodeMade>
  airing(facts: AiringTold): Promise<void>
  /** Cancels the airing that starts at this instant (epoch milliseconds), as a closure does. */
  cancel(startsAt: number): Promise<void>
  /** Takes the clearance away, as an edit of the script does. */
  unclear(episodeId: number): Promise<void>
  withdraw(episodeId: number): Promise<void>
  /** A slot that carries a relayed or live programme. */
  relaySlot(title: string, programme: Programme): Promise<number>
}
type EpisodeTold = {
  number: number
  title?: string
  /** The audio file: its bytes, or a text that stands for them. */
  audio?: string | Buffer
  seconds?: number
  cleared?: boolean
  extension?: string
  clearedHash?: string
}
export type EpisodeMade = {
  readonly id: number
  readonly sha256: string
  readonly bytes: Buffer
  readonly original: string
}
type AiringTold = {
  station: string
  /** Local time of Chợ Gạo: "2026-11-23 17:15"; or an instant in epoch milliseconds, in the installation's zone. */
  at: string | number
  seconds?: number
  episodeId: number | null
  slotId?: number
  programme?: Programme
  priority?: Priority
  fallback?: boolean
  state?: 'planned' | 'cancelled'
}

const md5OfNothing = 'd41d8cd98f00b204e9800998ecf8427e'

export async function tellProgramme(world: Pick<World, 'ctx' | 'stations'>): Promise<Programme2026> {
  const { ctx } = world
  const at = ctx.clock.now()
  const q = () => ctx.db.q
  const segment = { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', kind: 'chuyên mục', created_at: at }
  const nothing = { min_seconds: null, max_seconds: null, fallback_episode_id: null, withdrawn_at: null }
  const made = await q()
    .insertInto('segment')
    .values({ ...segment, ...nothing })
    .returning('id')
    .executeTakeFirstOrThrow()
  const segmentId = made.id
  const slotRow = (title: string | null, programme: Programme) => ({
    segment_id: segmentId,
    programme,
    title,
    target: '{}',
    rule: '{}',
    from_date: '2026-01-01' as LocalDate,
    until_date: null,
    duration_seconds: 900,
    premiere: 1,
    priority: 'normal' as const,
    episode_mode: 'newest' as const,
    episode_id: null,
    origin: 'standing' as const,
    created_at: at,
    created_by: null,
    ended_at: null,
  })
  const slot = async (title: string | null, programme: Programme): Promise<number> =>
    (await q().insertInto('slot').values(slotRow(title, programme)).returning('id').executeTakeFirstOrThrow()).id
  const slotId = await slot(null, 'episode')

  const store = async (bytes: Buffer, extension: string): Promise<string> => {
    const hash = sha256(bytes)
    const folder = mkdtempSync(join(ctx.storage.incoming, 'test-'))
    const path = join(folder, 'file')
    writeFileSync(path, bytes)
    await ctx.storage.put(path, { sha256: hash, extension })
    rmSync(folder, { recursive: true })
    const file = { sha256: hash, md5: md5OfNothing, bytes: bytes.length, extension, type: 'audio/mpeg', created_at: at }
    await q()
      .insertInto('media_file')
      .values({ ...file, removed_at: null, removed_reason: null })
      .execute()
    return hash
  }

  const episode = async (told: EpisodeTold): Promise<EpisodeMade> => {
    const { number, title = 'Tiếp nhận hồ sơ một cửa', cleared = true, seconds = 600.4321 } = told
    const bytes = Buffer.from(told.audio ?? `âm thanh của kỳ ${number}`)
    const hash = await store(bytes, 'mp3')
    const original = await store(Buffer.from(`bản gốc của kỳ ${number}`), 'wav')
    const row = {
      segment_id: segmentId,
      number,
      year: 2026,
      title,
      title_sort: title,
      field: null,
      air_date: '2026-11-25' as LocalDate,
      priority: 'normal' as const,
      tags: '[]',
      legal_references: '[]',
      created_at: at,
      created_by: null,
      withdrawn_at: null,
      withdrawn_reason: null,
      script_revision_id: null,
      recording_id: null,
      script_state: 'approved' as const,
      cleared_decision_id: null,
      cleared_at: null,
    }
    const { id } = await q().insertInto('episode').values(row).returning('id').executeTakeFirstOrThrow()
    const recording = {
      episode_id: id,
      upload_id: null,
      file_name: 'ky.wav',
      original_sha256: original,
      bytes: 10,
      state: 'ready' as const,
      step: null,
      lease_owner: null,
      lease_until: null,
      error_code: null,
      error_detail: null,
      duration_seconds: 600.4,
      analysis: null,
      findings: null,
      peaks_sha256: null,
      created_at: at,
      created_by: null,
      finished_at: at,
    }
    const { id: recordingId } = await q()
      .insertInto('recording')
      .values(recording)
      .returning('id')
      .executeTakeFirstOrThrow()
    await q()
      .insertInto('rendition')
      .values({
        recording_id: recordingId,
        format: 'mp3',
        sha256: hash,
        bytes: bytes.length,
        duration_seconds: seconds,
        integrated_lufs: -16.4,
        true_peak_dbtp: -1.2,
        loudness_range_lu: 5,
        gain_db: 3,
        limited: 0,
        bitrate_kbps: 64,
      })
      .execute()
    await q().updateTable('episode').set({ recording_id: recordingId }).where('id', '=', id).execute()
    if (cleared) {
      const decision = {
        episode_id: id,
        kind: 'cleared' as const,
        script_revision_id: null,
        script_hash: null,
        recording_id: recordingId,
        audio_hash: told.clearedHash ?? hash,
        comment: null,
        actor_id: null,
        actor_name: 'Trần Văn Minh',
        at,
      }
      const { id: decisionId } = await q()
        .insertInto('decision')
        .values(decision)
        .returning('id')
        .executeTakeFirstOrThrow()
      await q()
        .updateTable('episode')
        .set({ cleared_decision_id: decisionId, cleared_at: at })
        .where('id', '=', id)
        .execute()
    }
    return { id, sha256: hash, bytes, original }
  }

  let ordinal = 0
  const airing = async (told: AiringTold): Promise<void> => {
    const stationId = world.stations[told.station] ?? 0
    const startsAt = typeof told.at === 'number' ? told.at : Date.parse(`${told.at.replace(' ', 'T')}:00+07:00`)
    const onDate = ctx.zone.localDate(startsAt)
    const unit = await q()
      .selectFrom('station_assignment')
      .selectAll()
      .where('station_id', '=', stationId)
      .executeTakeFirstOrThrow()
    ordinal += 1
    const row = {
      station_id: stationId,
      starts_at: startsAt,
      slot_id: told.slotId ?? slotId,
      on_date: onDate,
      ordinal,
      ends_at: startsAt + (told.seconds ?? 900) * 1000,
      planned_on: onDate,
      segment_id: segmentId,
      programme: told.programme ?? ('episode' as const),
      premiere: 1,
      priority: told.priority ?? ('normal' as const),
      episode_id: told.episodeId,
      fixed_episode_id: null,
      fallback: told.fallback ? 1 : 0,
      state: told.state ?? ('planned' as const),
      state_reason: null,
      closure_id: null,
      level_code: unit.level_code,
      unit_id: unit.unit_id,
      outcome: null,
      outcome_reason: null,
      grade: null,
      flags: null,
      aired_on: null,
      actual_start: null,
      played_seconds: null,
      aired_episode_id: null,
    }
    // As the schedule does it: the row and the word of it in one transaction.
    await ctx.db.transact(async (tx) => {
      await tx.q.insertInto('airing').values(row).execute()
      await tx.emit({ type: 'airings_changed', stationIds: [stationId], from: onDate, to: onDate })
    })
  }
  const cancel = (startsAt: number): Promise<void> =>
    ctx.db.transact(async (tx) => {
      const { station_id, on_date } = await tx.q
        .updateTable('airing')
        .set({ state: 'cancelled' })
        .where('starts_at', '=', startsAt)
        .returning(['station_id', 'on_date'])
        .executeTakeFirstOrThrow()
      await tx.emit({ type: 'airings_changed', stationIds: [station_id], from: on_date, to: on_date })
    })
  const changeEpisode = (episodeId: number, change: Record<string, number | null>): Promise<void> =>
    ctx.db.transact(async (tx) => {
      await tx.q.updateTable('episode').set(change).where('id', '=', episodeId).execute()
      await tx.emit({ type: 'clearance_changed', episodeId, segmentId })
    })
  return {
    segmentId,
    slotId,
    episode,
    airing,
    cancel,
    unclear: (id) => changeEpisode(id, { cleared_decision_id: null, cleared_at: null }),
    withdraw: (id) => changeEpisode(id, { withdrawn_at: at, cleared_decision_id: null, cleared_at: null }),
    relaySlot: (title, programme) => slot(title, programme),
  }
}
