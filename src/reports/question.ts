import type { Context } from '../context.ts'
import type { Reader } from '../db/index.ts'
import type { Lang } from '../http/index.ts'
import { segmentByCode } from '../library/index.ts'
import { assignmentOn, stationIdByCode } from '../stations/index.ts'
import { reportErrors } from './errors.ts'
import type { Scope } from './facts-store.ts'
import { presentUnits, readNames } from './names.ts'
import { namedStations, stationsEverIn, unitTree } from './names-store.ts'
import type { Period } from './periods.ts'

/** Keys by which an answer can be split, in the order and combination asked for. */
export const GROUPINGS = ['level', 'station', 'unit', 'month', 'segment', 'episode', 'week'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** What is asked of the counts. */
export type Question = {
  readonly period: Period
  readonly by: readonly Grouping[]
  /** Code of a segment, or "all"; undefined: the installation's reporting segment (COUNTING.md 18). */
  readonly segment?: string
  /** Units as they were when aired, or those of today (COUNTING.md 17). */
  readonly units: 'then' | 'now'
  readonly kind: 'premiere' | 'repeat' | 'all'
  readonly lang: Lang
} & Place

/** Narrows a question; undefined members do not. */
export type Place = {
  /** Code of a level. */
  readonly level?: string | undefined
  /** Code of a unit: the stations that are in it or in a unit of it. */
  readonly unit?: string | undefined
  /** Code of one station. */
  readonly station?: string | undefined
  /** Ids of stations, where the caller knows them; in place of unit and station. */
  readonly stationIds?: readonly number[] | undefined
  /** lĩnh vực: of the episode that was planned or played. */
  readonly field?: string | undefined
}

/** Which segment an answer is for, so that it says so. `id` is undefined when everything is counted. */
export type SegmentChoice = {
  readonly id: number | undefined
  readonly code: string
  readonly name: string | null
  /** True when it was not asked for but is the installation's reporting segment. */
  readonly reporting: boolean
}

const NONE = -1
const ALL: Record<Lang, string> = { vi: 'Tất cả chuyên mục', en: 'All segments' }

/**
 * COUNTING.md 18. An installation whose reporting segment was not made yet has counted nothing of it.
 * @throws DomainError no_such_segment for a code that was asked for
 */
export async function chooseSegment(
  { db, config }: Pick<Context, 'config'> & { readonly db: Reader },
  { segment, lang }: Pick<Question, 'segment' | 'lang'>,
): Promise<SegmentChoice> {
  if (segment === 'all') return { id: undefined, code: 'all', name: ALL[lang], reporting: false }
  const code = segment ?? config.reportingSegment
  const found = await segmentByCode(db, code)
  if (!found && segment !== undefined) throw reportErrors.no_such_segment({ code })
  return { id: found?.id ?? NONE, code, name: found?.name ?? null, reporting: segment === undefined }
}

const PREMIERE = { premiere: 1, repeat: 0, all: undefined } as const

export const scopeOf = (question: Question, segment: SegmentChoice): Scope => ({
  from: question.period.from,
  to: question.period.to,
  segmentId: segment.id,
  premiere: PREMIERE[question.kind],
  ...(question.level === undefined ? {} : { level: question.level }),
  ...(question.field === undefined ? {} : { field: question.field }),
})

/**
 * The stations that a question is about; undefined: all of them. A unit is that of the period's last day, or today's.
 * @throws DomainError no_such_unit, station_not_found
 */
export async function stationsAsked(
  { db, zone, clock }: Pick<Context, 'db' | 'zone' | 'clock'>,
  { stationIds, station, unit, units, period }: Pick<Question, 'stationIds' | 'station' | 'unit' | 'units' | 'period'>,
): Promise<readonly number[] | undefined> {
  if (stationIds !== undefined) return stationIds
  if (station !== undefined) return [await stationIdByCode(db, station)]
  if (unit === undefined) return undefined
  const tree = await unitTree(db, unit)
  if (!tree) throw reportErrors.no_such_unit({ code: unit })
  const today = zone.localDate(clock.now())
  if (units === 'then') {
    const names = await namedStations(db, await stationsEverIn(db, tree))
    return [...names.values()].filter((one) => tree.has(assignmentOn(one, period.to).unitId)).map(({ id }) => id)
  }
  const names = await readNames(db)
  const present = presentUnits(names, today)
  return [...names.stations.values()]
    .filter((one) => tree.has(present(assignmentOn(one, period.to).unitId, one.id)))
    .map(({ id }) => id)
}
