import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { type Db, openDb, type Tx } from '../../src/db/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { addDays, type LocalDate } from '../../src/kernel/dates.ts'
import { newSecret } from '../../src/kernel/ids.ts'
import { openContext } from '../../src/open-context.ts'
import { airingId } from '../../src/protocol/index.ts'
import { type Person, people } from '../story.ts'

export const SEGMENT = 'cai-cach-hanh-chinh'
/** A segment without airings: reported totals of it meet nothing. */
export const OTHER_SEGMENT = 'nong-nghiep'
/** What is played: ten minutes, whose file nobody asks for. */
export const AUDIO = 'a'.repeat(64)
export const SECONDS = 600
/** The last are the ones without a player, whom a person attests. */
export const CODES = ['dang-hung-phuoc', 'hoa-tinh', 'quon-long', 'xuan-dong', 'tan-thuan-binh', 'trung-hoa'] as const
export const WITHOUT_PLAYER = 2

/** An airing of the past that can be reported, attested or corrected. */
export type PastAiring = {
  readonly id: string
  readonly station: string
  readonly stationId: number
  readonly on: LocalDate
  readonly startsAt: number
}

/** An installation that servers can be started on: its people signed in, its stations with keys, airings in the past. */
export type Planted = {
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** Cookie of each person. */
  readonly cookies: Readonly<Record<Person, string>>
  readonly keys: Readonly<Record<string, string>>
  readonly airings: readonly PastAiring[]
  /** The database itself, for looking behind the servers' back. */
  readonly db: Db
  remove(): Promise<void>
}

/** @param databaseUrl of an empty database; without it a SQLite file in the installation's folder */
export async function plant(
  options: {
    readonly databaseUrl?: string
    readonly days?: number
    readonly aDay?: number
    readonly env?: Record<string, string>
  } = {},
): Promise<Planted> {
  const home = await mkdtemp(join(tmpdir(), 'songque-faults-'))
  const env = {
    DATA_DIR: home,
    MEDIA_DIR: join(home, 'media'),
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    HORIZON_DAYS: '20',
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    ...options.env,
  }
  const ctx = await openContext(readConfig(env))
  const told = await ctx.db.transact((tx) => tell(ctx, tx, options.days ?? 20, options.aDay ?? 24))
  await ctx.db.close()
  const db = openDb(readConfig(env).databaseUrl)
  return {
    home,
    env,
    ...told,
    db,
    remove: async () => {
      await db.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

type Told = Pick<Planted, 'cookies' | 'keys' | 'airings'>

async function tell(ctx: Context, tx: Tx, days: number, aDay: number): Promise<Told> {
  const at = ctx.clock.now()
  const level = { code: 'commune', name: 'xã', name_en: 'commune', rank: 1 }
  await tx.q
    .insertInto('level')
    .values({ ...level, station_name: 'đài xã', station_name_en: 'commune station' })
    .execute()
  const cookies: Partial<Record<Person, string>> = {}
  for (const person of Object.keys(people) as Person[]) {
    const row = { username: person, username_folded: person, name: people[person].name, password_hash: null }
    const { id } = await tx.q
      .insertInto('account')
      .values({ ...row, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const role of people[person].roles)
      await tx.q.insertInto('account_role').values({ account_id: id, role }).execute()
    cookies[person] = `${SESSION_COOKIE}=${await openSession(tx, id, { at, days: 30 })}`
  }
  const { slotId, segmentId, episodeId } = await programme(tx, at)
  const keys: Record<string, string> = {}
  const airings: PastAiring[] = []
  for (const code of CODES) {
    const { stationId, unitId, key } = await station(tx, code, at)
    keys[code] = key
    const first = addDays(ctx.zone.localDate(at), -days)
    for (let n = 0; n < days * aDay; n += 1) {
      const on = addDays(first, Math.floor(n / aDay))
      const ordinal = (n % aDay) + 1
      const startsAt = ctx.zone.toInstant(on, Math.floor((ordinal - 1) * (1440 / aDay)))
      await tx.q
        .insertInto('airing')
        .values({
          ...{ slot_id: slotId, station_id: stationId, on_date: on, ordinal, segment_id: segmentId },
          ...{ starts_at: startsAt, ends_at: startsAt + SECONDS * 1000, planned_on: on, episode_id: episodeId },
          ...{ programme: 'episode', premiere: 0, priority: 'normal', state: 'planned' },
          ...{ level_code: 'commune', unit_id: unitId },
        })
        .execute()
      airings.push({ id: airingId({ slotId, stationId, onDate: on, ordinal }), station: code, stationId, on, startsAt })
    }
    await tx.emit({
      type: 'airings_changed',
      stationIds: [stationId],
      from: first,
      to: addDays(first, days - 1),
    })
  }
  return { cookies: cookies as Record<Person, string>, keys, airings }
}

async function station(tx: Tx, code: string, at: number): Promise<{ stationId: number; unitId: number; key: string }> {
  const unit = { code, name: code, kind: 'xã', parent_id: null, valid_from: null, valid_to: null, legal_basis: null }
  const unitId = (await tx.q.insertInto('unit').values(unit).returning('id').executeTakeFirstOrThrow()).id
  const row = { code, name: `Đài ${code}`, frequency: null, contact_name: null, contact_phone: null }
  const stationId = (
    await tx.q
      .insertInto('station')
      .values({ ...row, active_from: null, active_to: null, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  const assignment = { station_id: stationId, from_date: '1990-01-01' as LocalDate, level_code: 'commune' }
  await tx.q
    .insertInto('station_assignment')
    .values({ ...assignment, unit_id: unitId })
    .execute()
  const key = newSecret()
  await tx.q
    .insertInto('station_key')
    .values({ station_id: stationId, name: 'Máy phát', key_hash: sha256(key), created_at: at })
    .execute()
  return { stationId, unitId, key }
}

/** The segment with its episode and recording, another segment, and the slot that the past's airings are of. */
async function programme(tx: Tx, at: number): Promise<{ segmentId: number; slotId: number; episodeId: number }> {
  const segment = async (code: string, name: string): Promise<number> =>
    (
      await tx.q
        .insertInto('segment')
        .values({ code, name, kind: 'tiết mục', created_at: at })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const segmentId = await segment(SEGMENT, 'Cải cách hành chính')
  await segment(OTHER_SEGMENT, 'Nông nghiệp hôm nay')
  const episodeId = (
    await tx.q
      .insertInto('episode')
      .values({
        ...{ segment_id: segmentId, number: 1, year: 2020, title: 'Một cửa liên thông', title_sort: '' },
        ...{ priority: 'normal', tags: '[]', legal_references: '[]', script_state: 'approved', created_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  const file = { sha256: AUDIO, md5: 'm', bytes: 1, extension: 'mp3', type: 'audio/mpeg', created_at: at }
  await tx.q.insertInto('media_file').values(file).execute()
  const recording = { episode_id: episodeId, file_name: 'a.wav', bytes: 1, state: 'ready' as const }
  const recordingId = (
    await tx.q
      .insertInto('recording')
      .values({ ...recording, duration_seconds: SECONDS, created_at: at, finished_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  const sound = { integrated_lufs: -16, true_peak_dbtp: -1, loudness_range_lu: 5, gain_db: 0, limited: 0 }
  await tx.q
    .insertInto('rendition')
    .values({
      ...{ recording_id: recordingId, format: 'mp3', sha256: AUDIO, bytes: 1, duration_seconds: SECONDS },
      ...{ ...sound, bitrate_kbps: 128 },
    })
    .execute()
  await tx.q.updateTable('episode').set({ recording_id: recordingId }).where('id', '=', episodeId).execute()
  const slotId = (
    await tx.q
      .insertInto('slot')
      .values({
        ...{ segment_id: segmentId, programme: 'episode', target: '{}', rule: '{}', duration_seconds: SECONDS },
        ...{ from_date: '2020-01-01' as LocalDate, until_date: '2020-01-02' as LocalDate, premiere: 0 },
        ...{ priority: 'normal', episode_mode: 'newest', origin: 'standing', created_at: 0, ended_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
  return { segmentId, slotId, episodeId }
}

/** A name that nothing else has. */
export const unique = (): string => randomBytes(9).toString('base64url').replace(/[-_]/g, 'x')
