import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { newSecret, newUuid } from '../../src/kernel/ids.ts'
import { openContext } from '../../src/open-context.ts'
import { airingId } from '../../src/protocol/index.ts'
import type { BenchRow } from './row.ts'

const DAY_TIMES = [5 * 60 + 15, 11 * 60, 17 * 60 + 15]
const TEN_MINUTES = 600_000
/** The device has been up longer than all that it reports: every event is measured. */
const UP_MS = 9e11
const AUDIO = 'a'.repeat(64)
type Event = Record<string, string | number>
/** A station with its key, its plan and the events of its player. */
type Prepared = { readonly key: string; readonly events: readonly Event[] }

/** A station with one slot of three airings a day, all with the same cleared episode. */
async function prepare(ctx: Context, airings: number): Promise<Prepared> {
  const key = newSecret()
  const now = ctx.clock.now()
  const events: Event[] = []
  await ctx.db.transact(async ({ q }) => {
    const level = {
      code: 'commune',
      name: 'xã',
      name_en: 'commune',
      station_name: 'đài xã',
      station_name_en: 'commune station',
      rank: 2,
    }
    await q.insertInto('level').values(level).execute()
    const unit = {
      code: 'xa',
      name: 'Xã',
      kind: 'xã',
      parent_id: null,
      valid_from: null,
      valid_to: null,
      legal_basis: null,
    }
    const unitId = (await q.insertInto('unit').values(unit).returning('id').executeTakeFirstOrThrow()).id
    const contact = { frequency: null, contact_name: null, contact_phone: null, active_from: null, active_to: null }
    const station = { code: 'dai-thu', name: 'Đài Truyền thanh xã Đăng Hưng Phước', ...contact, created_at: 0 }
    const stationId = (await q.insertInto('station').values(station).returning('id').executeTakeFirstOrThrow()).id
    await q
      .insertInto('station_assignment')
      .values({ station_id: stationId, from_date: '1990-01-01' as LocalDate, level_code: 'commune', unit_id: unitId })
      .execute()
    const keyRow = { station_id: stationId, name: 'Máy phát', key_hash: sha256(key), created_at: 0, created_by: null }
    await q
      .insertInto('station_key')
      .values({ ...keyRow, last_used_at: null, revoked_at: null, revoked_by: null })
      .execute()
    const segment = {
      code: 'cai-cach-hanh-chinh',
      name: 'Cải cách hành chính',
      kind: 'tiết mục',
      min_seconds: null,
      max_seconds: null,
    }
    const segmentId = (
      await q
        .insertInto('segment')
        .values({ ...segment, fallback_episode_id: null, created_at: 0, withdrawn_at: null })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
    const episodeId = await insertEpisode(q, segmentId)
    const rule = {
      target: '{}',
      rule: '{}',
      from_date: '2010-01-01' as LocalDate,
      until_date: null,
      duration_seconds: 600,
      premiere: 0,
    }
    const rest = {
      priority: 'normal' as const,
      episode_mode: 'newest' as const,
      episode_id: null,
      origin: 'standing' as const,
      planned_to: null,
      created_at: 0,
      created_by: null,
      ended_at: null,
    }
    const slotId = (
      await q
        .insertInto('slot')
        .values({ segment_id: segmentId, programme: 'episode', title: null, ...rule, ...rest })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
    const first = addDays(ctx.zone.localDate(now), -Math.ceil(airings / DAY_TIMES.length) - 1)
    for (let i = 0; i < airings; i++) {
      const onDate = addDays(first, Math.floor(i / DAY_TIMES.length))
      const ordinal = (i % DAY_TIMES.length) + 1
      const startsAt = ctx.zone.toInstant(onDate, DAY_TIMES[ordinal - 1] ?? 0)
      const plan = {
        starts_at: startsAt,
        ends_at: startsAt + TEN_MINUTES,
        planned_on: onDate,
        segment_id: segmentId,
        programme: 'episode' as const,
      }
      const state = {
        premiere: 0,
        priority: 'normal' as const,
        episode_id: episodeId,
        fixed_episode_id: null,
        state: 'planned' as const,
        state_reason: null,
        closure_id: null,
      }
      const none = {
        outcome: null,
        outcome_reason: null,
        grade: null,
        flags: null,
        aired_on: null,
        actual_start: null,
        played_seconds: null,
        aired_episode_id: null,
      }
      const identity = { station_id: stationId, slot_id: slotId, on_date: onDate, ordinal }
      await q
        .insertInto('airing')
        .values({ ...identity, ...plan, ...state, level_code: 'commune', unit_id: unitId, ...none })
        .execute()
      const id = airingId({ stationId, slotId, onDate, ordinal })
      const common = { airing_id: id, sha256: AUDIO }
      const at = (ms: number) => ({ at: new Date(ms).toISOString(), mono_ms: UP_MS - (now - ms) })
      events.push({ event_id: newUuid(), seq: 2 * i + 1, kind: 'started', ...common, ...at(startsAt + 400) })
      events.push({
        event_id: newUuid(),
        seq: 2 * i + 2,
        kind: 'finished',
        ...common,
        ...at(startsAt + 600_400),
        played_seconds: 600,
      })
    }
  })
  return { key, events }
}

async function insertEpisode(q: Context['db']['q'], segmentId: number): Promise<number> {
  const text = {
    number: 12,
    year: 2026,
    title: 'Một cửa liên thông',
    title_sort: '',
    field: null,
    air_date: null,
    priority: 'normal' as const,
    tags: '[]',
    legal_references: '[]',
  }
  const state = {
    withdrawn_at: null,
    withdrawn_reason: null,
    script_revision_id: null,
    recording_id: null,
    script_state: 'approved' as const,
    cleared_decision_id: null,
    cleared_at: null,
  }
  const { id } = await q
    .insertInto('episode')
    .values({ segment_id: segmentId, ...text, ...state, created_at: 0, created_by: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const file = {
    sha256: AUDIO,
    md5: 'm',
    bytes: 1,
    extension: 'mp3',
    type: 'audio/mpeg',
    created_at: 0,
    removed_at: null,
    removed_reason: null,
  }
  await q.insertInto('media_file').values(file).execute()
  const work = {
    upload_id: null,
    file_name: 'a.wav',
    original_sha256: null,
    bytes: 1,
    state: 'ready' as const,
    step: null,
    lease_owner: null,
    lease_until: null,
  }
  const result = {
    error_code: null,
    error_detail: null,
    duration_seconds: 600,
    analysis: null,
    findings: null,
    peaks_sha256: null,
    created_at: 0,
    created_by: null,
    finished_at: 0,
  }
  const recording = await q
    .insertInto('recording')
    .values({ episode_id: id, ...work, ...result })
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
  await q
    .insertInto('rendition')
    .values({ recording_id: recording.id, format: 'mp3', sha256: AUDIO, bytes: 1, duration_seconds: 600, ...sound })
    .execute()
  return id
}

/** Rows/s over HTTP: a real file, synchronous=FULL, ledger chained, outcomes and roll-ups kept. */
async function overHttp(folder: string, batch: number, batches: number): Promise<number> {
  const home = mkdtempSync(join(folder, 'http-'))
  const config = readConfig({ DATA_DIR: home, MEDIA_DIR: join(home, 'media'), LOG_LEVEL: 'silent' })
  const ctx = await openContext(config)
  // One batch more warms the server up and is not counted.
  const { key, events } = await prepare(ctx, Math.ceil((batch * (batches + 1)) / 2))
  const lines = Array.from({ length: batches + 1 }, (_, i) => {
    const head = {
      device_id: 'may-phat-1',
      journal_id: 'so-1',
      boot_id: 'boot-1',
      sent_at: new Date(ctx.clock.now()).toISOString(),
    }
    const body = { ...head, sent_mono_ms: UP_MS, events: events.slice(i * batch, (i + 1) * batch) }
    return `/api/v1/stations/dai-thu/as-run\t${JSON.stringify(body)}`
  })
  const file = join(home, 'bodies')
  writeFileSync(file, lines.join('\n'))
  const server = createServer(getRequestListener(createApp(ctx).fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  try {
    const client = new URL('./post-client.mjs', import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [client, `http://127.0.0.1:${port}`, key, file])
    const { seconds } = JSON.parse(stdout) as { seconds: number }
    return (batch * batches) / seconds
  } finally {
    await new Promise((resolve) => server.close(resolve))
    await ctx.db.close()
  }
}

/** Rows/s of the plainest loop: one clustered table, one kept statement, one transaction a batch, the same promise. */
function rawLoop(folder: string, batch: number, batches: number): number {
  const db = new Sqlite(join(mkdtempSync(join(folder, 'raw-')), 'raw.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table as_run (station_id integer not null, position integer not null, event_id text not null, kind text not null,
    airing_id text, sha256 text, at integer, played_seconds real, received_at integer not null,
    primary key (station_id, position)) without rowid`)
  const insert = db.prepare('insert into as_run values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const write = db.transaction((from: number) => {
    for (let i = from; i < from + batch; i++)
      insert.run(1, i, newUuid(), 'finished', '12-7-20261123-1', AUDIO, 1.7e12 + i, 600, 1.7e12)
  })
  write(-batch)
  const start = performance.now()
  for (let i = 0; i < batches; i++) write(i * batch)
  const seconds = (performance.now() - start) / 1000
  db.close()
  return (batch * batches) / seconds
}

/** As-run ingest in batches of 28 (a day of a station and a half) and 1.000, against the raw loop in the same run. */
export async function asRunBench(rows = 28_000): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-bench-'))
  try {
    const out: BenchRow[] = []
    for (const batch of [28, 1000]) {
      const batches = Math.ceil(rows / batch / (batch === 28 ? 4 : 1))
      const limit = rawLoop(folder, batch, batches)
      const figure = await overHttp(folder, batch, batches)
      out.push({
        what: `as-run ingest over HTTP in batches of ${batch}, against raw better-sqlite3, rows/s`,
        figure,
        limit,
        ratio: figure / limit,
        aim: 0.3,
      })
    }
    return out
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
