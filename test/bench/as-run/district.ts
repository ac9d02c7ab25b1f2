import Sqlite from 'better-sqlite3'
import { sha256 } from '../../../src/kernel/canonical.ts'
import { addDays, type LocalDate } from '../../../src/kernel/dates.ts'
import { newSecret, newUuid } from '../../../src/kernel/ids.ts'
import type { Zone } from '../../../src/kernel/time.ts'
import { airingId } from '../../../src/protocol/index.ts'

const DAY_TIMES = [5 * 60 + 15, 17 * 60 + 15]
const TEN_MINUTES = 600_000
/** The device has been up longer than all that it reports: every event is measured. */
const UP_MS = 9e11
export const AUDIO = 'a'.repeat(64)

type Row = Readonly<Record<string, string | number | null>>
type Event = Readonly<Record<string, string | number>>
/** A station with its key and the events of its player, a start and an end of each airing. */
export type Station = { readonly code: string; readonly key: string; readonly events: readonly Event[] }

/** Writes one row; what is left out is null or as the schema says. @returns its rowid */
function inserter(db: Sqlite.Database): (table: string, row: Row) => number {
  const kept = new Map<string, Sqlite.Statement>()
  return (table, row) => {
    const columns = Object.keys(row)
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
    const statement = kept.get(text) ?? db.prepare(text)
    kept.set(text, statement)
    return Number(statement.run(...Object.values(row)).lastInsertRowid)
  }
}

/**
 * Fills a migrated database with commune stations of one slot, twice a day, all with the same cleared episode, and
 * says what their players would report. The airings are past, the last of them yesterday.
 * @param path of the SQLite file, which nobody writes meanwhile
 */
export function fillDistrict(
  path: string,
  { stations, airings, now, zone }: { stations: number; airings: number; now: number; zone: Zone },
): Station[] {
  const db = new Sqlite(path)
  db.pragma('foreign_keys = ON')
  const insert = inserter(db)
  const out = db.transaction(() => {
    const plan = fillPlan(insert)
    const first = addDays(zone.localDate(now), -Math.ceil(airings / DAY_TIMES.length))
    return Array.from({ length: stations }, (_, i) => fillStation(insert, plan, i, { airings, first, now, zone }))
  })()
  db.close()
  return out
}

type Insert = ReturnType<typeof inserter>
type Plan = { readonly unitId: number; readonly segmentId: number; readonly episodeId: number; readonly slotId: number }

function fillPlan(insert: Insert): Plan {
  const level = { code: 'commune', name: 'xã', name_en: 'commune', rank: 2 }
  insert('level', { ...level, station_name: 'đài xã', station_name_en: 'commune station' })
  const unitId = insert('unit', { code: 'xa', name: 'Xã', kind: 'xã' })
  const segment = { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', kind: 'tiết mục', created_at: 0 }
  const segmentId = insert('segment', segment)
  const title = { number: 12, year: 2026, title: 'Một cửa liên thông', title_sort: '', priority: 'normal' }
  const lists = { tags: '[]', legal_references: '[]', script_state: 'approved', created_at: 0 }
  const episodeId = insert('episode', { segment_id: segmentId, ...title, ...lists })
  insert('media_file', { sha256: AUDIO, md5: 'm', bytes: 1, extension: 'mp3', type: 'audio/mpeg', created_at: 0 })
  const work = { file_name: 'a.wav', bytes: 1, state: 'ready', duration_seconds: 600, created_at: 0 }
  const recordingId = insert('recording', { episode_id: episodeId, ...work })
  const sound = { integrated_lufs: -16, true_peak_dbtp: -1, loudness_range_lu: 5, gain_db: 0, limited: 0 }
  const file = { format: 'mp3', sha256: AUDIO, bytes: 1, duration_seconds: 600, bitrate_kbps: 128 }
  insert('rendition', { recording_id: recordingId, ...file, ...sound })
  const rule = { target: '{}', rule: '{}', from_date: '2010-01-01', duration_seconds: 600, premiere: 0 }
  const mode = { priority: 'normal', episode_mode: 'newest', origin: 'standing', created_at: 0 }
  const slotId = insert('slot', { segment_id: segmentId, programme: 'episode', ...rule, ...mode })
  return { unitId, segmentId, episodeId, slotId }
}

function fillStation(
  insert: Insert,
  { unitId, segmentId, episodeId, slotId }: Plan,
  index: number,
  { airings, first, now, zone }: { airings: number; first: LocalDate; now: number; zone: Zone },
): Station {
  const code = `dai-${index + 1}`
  const key = newSecret()
  const stationId = insert('station', { code, name: `Đài Truyền thanh xã Đăng Hưng Phước ${index + 1}`, created_at: 0 })
  const standing = { level_code: 'commune', unit_id: unitId }
  insert('station_assignment', { station_id: stationId, from_date: '1990-01-01', ...standing })
  // Used just now, so that no marks of use are written while time is taken.
  const used = { created_at: 0, last_used_at: now }
  insert('station_key', { station_id: stationId, name: 'Máy phát', key_hash: sha256(key), ...used })
  const events = Array.from({ length: airings }, (_, i): Event[] => {
    const onDate = addDays(first, Math.floor(i / DAY_TIMES.length))
    const ordinal = (i % DAY_TIMES.length) + 1
    const startsAt = zone.toInstant(onDate, DAY_TIMES[ordinal - 1] ?? 0)
    insert('airing', {
      ...{ station_id: stationId, slot_id: slotId, on_date: onDate, ordinal, ...standing },
      ...{ starts_at: startsAt, ends_at: startsAt + TEN_MINUTES, planned_on: onDate, segment_id: segmentId },
      ...{ programme: 'episode', premiere: 0, priority: 'normal', episode_id: episodeId, state: 'planned' },
    })
    const common = { airing_id: airingId({ stationId, slotId, onDate, ordinal }), sha256: AUDIO }
    const at = (ms: number) => ({ at: new Date(ms).toISOString(), mono_ms: UP_MS - (now - ms) })
    const ended = { ...common, ...at(startsAt + 600_400), played_seconds: 600 }
    return [
      { event_id: newUuid(), seq: 2 * i + 1, kind: 'started', ...common, ...at(startsAt + 400) },
      { event_id: newUuid(), seq: 2 * i + 2, kind: 'finished', ...ended },
    ]
  })
  return { code, key, events: events.flat() }
}

/** The requests by which a station's player reports all of its events: key, path and body, parted by tabs. */
export function reportLines({ code, key, events }: Station, batch: number, now: number): string[] {
  const sending = { device_id: 'may-phat-1', journal_id: 'so-1', boot_id: 'boot-1' }
  const head = { ...sending, sent_at: new Date(now).toISOString(), sent_mono_ms: UP_MS }
  return Array.from({ length: Math.floor(events.length / batch) }, (_, i) => {
    const body = { ...head, events: events.slice(i * batch, (i + 1) * batch) }
    return `${key}\t/api/v1/stations/${code}/as-run\t${JSON.stringify(body)}`
  })
}
