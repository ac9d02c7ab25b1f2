import type { Context } from '../context.ts'
import type { Reader } from '../db/index.ts'
import type { Lang } from '../http/index.ts'
import { segmentByCode } from '../library/index.ts'
import { reportErrors } from './errors.ts'
import type { Scope } from './facts-store.ts'
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
})
