import type { Insertable } from 'kysely'
import type { EvidenceTable, UnplannedPlayTable } from '../src/db/tables/playout.ts'
import type { AiringTable } from '../src/db/tables/schedule.ts'
import { addDays, dateOf, dayOf, type LocalDate, MINUTE_MS } from '../src/kernel/dates.ts'
import type { World } from './world.ts'

/** Rows of a schedule and its as-run log, put into the database directly: for tests of counting alone. */
export type Ledgerless = {
  readonly world: World
  readonly segments: { readonly reform: number; readonly news: number }
  readonly slots: Readonly<Record<'episode' | 'relay' | 'live', number>>
  /** 17:15 on a local day, and so on: epoch ms. */
  at(day: string, time?: string): number
  airing(fields: AiringFields): Insertable<AiringTable>
  play(fields: PlayFields): Insertable<UnplannedPlayTable>
  quarantined(fields: Partial<Insertable<EvidenceTable>> & { station_id: number }): Insertable<EvidenceTable>
  /** Puts rows in, and tells the roll-ups as schedule and playout do. */
  put(rows: {
    airings?: readonly Insertable<AiringTable>[]
    plays?: readonly Insertable<UnplannedPlayTable>[]
    evidence?: readonly Insertable<EvidenceTable>[]
    totals?: readonly TotalFields[]
  }): Promise<void>
  /** Empties what `put` fills. */
  clear(): Promise<void>
}
export type AiringFields = Partial<Insertable<AiringTable>> & { station_id: number; on: string; time?: string }
export type PlayFields = Partial<Insertable<UnplannedPlayTable>> & { station_id: number; on: string; time?: string }
export type TotalFields = {
  station_id: number
  segment_id: number
  from_date: string
  to_date: string
  n: number
  position?: number
}

const asDay = (text: string): LocalDate => dateOf(dayOf(text as LocalDate))
const RUNS_MS = 20 * MINUTE_MS

async function segmentsAndSlots({ ctx }: World) {
  const at = ctx.clock.now()
  return ctx.db.transact(async (tx) => {
    const segment = async (code: string, name: string): Promise<number> => {
      const row = { code, name, kind: 'tiết mục', created_at: at }
      return (await tx.q.insertInto('segment').values(row).returning('id').executeTakeFirstOrThrow()).id
    }
    const reform = await segment('cai-cach-hanh-chinh', 'Cải cách hành chính')
    const news = await segment('thoi-su', 'Thời sự địa phương')
    const slot = async (programme: 'episode' | 'relay' | 'live'): Promise<number> => {
      const row = {
        segment_id: reform,
        programme,
        target: '{}',
        rule: '{}',
        from_date: asDay('2020-01-01'),
        duration_seconds: 1200,
        premiere: 0,
        priority: 'normal' as const,
        episode_mode: 'newest' as const,
        origin: 'standing' as const,
        created_at: at,
      }
      return (await tx.q.insertInto('slot').values(row).returning('id').executeTakeFirstOrThrow()).id
    }
    return {
      segments: { reform, news },
      slots: { episode: await slot('episode'), relay: await slot('relay'), live: await slot('live') },
    }
  })
}

export async function reportsFixture(world: World): Promise<Ledgerless> {
  const { ctx, stations } = world
  const { segments, slots } = await segmentsAndSlots(world)
  const [firstStation = 0] = Object.values(stations)
  const district = Math.min(firstStation, ...Object.values(stations))
  const units = new Map(
    (await ctx.db.q.selectFrom('station_assignment').selectAll().execute()).map((a) => [a.station_id, a.unit_id]),
  )
  const level = (stationId: number): string => (stationId === district ? 'district' : 'commune')
  const at = (day: string, time = '17:15'): number =>
    ctx.zone.toInstant(asDay(day), Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  let serial = 0

  const airing = ({ on, time, ...fields }: AiringFields): Insertable<AiringTable> => {
    serial += 1
    const programme = fields.programme ?? 'episode'
    const starts_at = fields.starts_at ?? at(on, time)
    return {
      slot_id: slots[programme],
      on_date: asDay(on),
      ordinal: (serial % 9999) + 1,
      starts_at,
      ends_at: starts_at + RUNS_MS,
      planned_on: asDay(on),
      segment_id: segments.reform,
      programme,
      premiere: 0,
      priority: 'normal',
      state: 'planned',
      level_code: level(fields.station_id),
      unit_id: units.get(fields.station_id) ?? 0,
      ...(fields.outcome && fields.outcome !== 'missed'
        ? { aired_on: asDay(on), actual_start: starts_at, grade: 'player' }
        : {}),
      ...fields,
    }
  }
  const play = ({ on, time, ...fields }: PlayFields): Insertable<UnplannedPlayTable> => {
    serial += 1
    const starts_at = at(on, time)
    return {
      play_key: `play-${serial}`,
      starts_at,
      ends_at: starts_at + RUNS_MS,
      aired_on: asDay(on),
      segment_id: segments.reform,
      complete: 1,
      played_seconds: 1200,
      grade: 'player',
      event_ids: '[]',
      level_code: level(fields.station_id),
      unit_id: units.get(fields.station_id) ?? 0,
      ...fields,
    }
  }
  const quarantined: Ledgerless['quarantined'] = (fields) => {
    serial += 1
    return {
      position: serial,
      kind: 'finished',
      received_at: ctx.clock.now(),
      state: 'quarantined',
      reason: 'unknown_audio',
      withdrawn: 0,
      ...fields,
    }
  }

  const put: Ledgerless['put'] = ({ airings = [], plays = [], evidence = [], totals = [] }) =>
    ctx.db.transact(async (tx) => {
      for (let i = 0; i < airings.length; i += 200)
        await tx.q
          .insertInto('airing')
          .values(airings.slice(i, i + 200))
          .execute()
      for (const row of plays) await tx.q.insertInto('unplanned_play').values(row).execute()
      for (const row of evidence) await tx.q.insertInto('evidence').values(row).execute()
      for (const { from_date, to_date, ...row } of totals) {
        serial += 1
        const days = { from_date: asDay(from_date), to_date: asDay(to_date) }
        await tx.q
          .insertInto('reported_total')
          .values({ position: serial, state: 'counted', ...row, ...days })
          .execute()
      }
      const days = airings.map((row) => row.planned_on).sort()
      const [from] = days
      const to = days.at(-1)
      const stationIds = [...new Set(airings.map((row) => row.station_id))]
      if (from && to) await tx.emit({ type: 'airings_changed', stationIds, from, to })
      for (const stationId of new Set([...airings, ...plays].map((row) => row.station_id))) {
        const aired = [...airings, ...plays].filter((row) => row.station_id === stationId).map((row) => row.aired_on)
        await tx.emit({ type: 'evidence_changed', stationId, days: aired.filter((day) => day != null) })
      }
    })
  const clear = async (): Promise<void> => {
    for (const table of [
      'airing',
      'unplanned_play',
      'evidence',
      'reported_total',
      'tally',
      'tally_level',
      'tally_span',
      'tally_span_state',
    ] as const) {
      await ctx.db.q.deleteFrom(table).execute()
    }
  }
  return { world, segments, slots, at, airing, play, quarantined, put, clear }
}

/** Every day of a stretch that is no Sunday. */
export function workdays(from: string, to: string): LocalDate[] {
  const out: LocalDate[] = []
  for (let day = asDay(from); day <= to; day = addDays(day, 1)) if ((dayOf(day) + 3) % 7 !== 6) out.push(day)
  return out
}
