import type { Context } from '../../src/context.ts'
import { airingId } from '../../src/protocol/airing-id.ts'
import type { Heard } from '../agent/virtual.ts'
import type { SimulatedStation } from './station.ts'

/** What came out of the loudspeakers against what the server counts, airing by airing. */
export type Comparison = {
  readonly planned: number
  readonly played: number
  readonly counted: number
  /** Cut short by a failure of power: counted as partial or open, never as aired unless 95 % were heard. */
  readonly cutShort: number
  /** Heard whole and not counted. */
  readonly lost: readonly string[]
  /** Counted and not heard whole, or counted beyond the plan. */
  readonly doubled: readonly string[]
  /** Begun twice by one station. */
  readonly startedTwice: readonly string[]
  readonly quarantined: number
  readonly unplanned: number
  readonly events: number
  readonly unsent: number
  readonly byLevel: Readonly<Record<string, number>>
}

const COMPLETE = 0.95

const secondsHeard = (stretches: readonly Heard[]): number =>
  stretches.reduce((sum, { from, until }) => sum + ((until ?? from) - from) / 1000, 0)

export async function compare(ctx: Context, stations: readonly SimulatedStation[]): Promise<Comparison> {
  const rows = await ctx.db.q
    .selectFrom('airing')
    .innerJoin('station', 'station.id', 'airing.station_id')
    .select(['slot_id', 'station_id', 'on_date', 'ordinal', 'outcome', 'level_code', 'station.code', 'state'])
    .execute()
  const heard = new Map<string, Heard[]>()
  const startedTwice: string[] = []
  for (const { code, machine } of stations) {
    for (const one of machine.speaker.heard) {
      const known = heard.get(one.airingId)
      if (known) {
        known.push(one)
        startedTwice.push(`${code} ${one.airingId}`)
      } else heard.set(one.airingId, [one])
    }
  }
  const lost: string[] = []
  const doubled: string[] = []
  const byLevel: Record<string, number> = {}
  let [played, counted, cutShort] = [0, 0, 0]
  for (const row of rows) {
    const id = airingId({ slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal })
    const stretches = heard.get(id) ?? []
    const whole = stretches.some(({ complete }) => complete)
    const enough = whole || secondsHeard(stretches) >= COMPLETE * (stretches[0]?.whole ?? Number.POSITIVE_INFINITY)
    const aired = row.outcome === 'aired'
    if (whole) played += 1
    else if (stretches.length > 0) cutShort += 1
    if (aired) {
      counted += 1
      byLevel[row.level_code] = (byLevel[row.level_code] ?? 0) + 1
    }
    const told = `${row.code} ${id}: heard ${secondsHeard(stretches).toFixed(1)} s, counted ${row.outcome}`
    if (whole && !aired) lost.push(told)
    if (aired && !enough) doubled.push(told)
    if (stretches.length > 0 && (row.outcome === null || row.outcome === 'missed')) lost.push(told)
  }
  const evidence = await ctx.db.q.selectFrom('evidence').select('state').execute()
  const unplanned = await ctx.db.q.selectFrom('unplanned_play').select('station_id').execute()
  return {
    planned: rows.filter(({ state }) => state === 'planned').length,
    played,
    counted,
    cutShort,
    lost,
    doubled,
    startedTwice,
    quarantined: evidence.filter(({ state }) => state === 'quarantined').length,
    unplanned: unplanned.length,
    events: evidence.length,
    unsent: stations.reduce((sum, { agent }) => sum + (agent?.state.journal.unsent ?? 0), 0),
    byLevel,
  }
}
