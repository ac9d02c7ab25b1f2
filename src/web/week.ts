import { can } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate, weekdayOf } from '../kernel/dates.ts'
import { type Episode, findEpisodes } from '../library/index.ts'
import { airingsBetween } from '../schedule/index.ts'

export const STEPS = ['script', 'approval', 'recording', 'clearance', 'planned'] as const
export type StepName = (typeof STEPS)[number]
export type Step = { readonly name: StepName; readonly state: 'done' | 'next' | 'todo' }

/** An episode's way to the air, and how many airings of its week carry it. */
export type WeekEpisode = { readonly episode: Episode; readonly steps: readonly Step[]; readonly airings: number }

/**
 * The steps of an episode; the first that is not done is next. A recording may be ready before the script is approved,
 * so each step is judged by itself.
 */
export function stepsOf(
  episode: Pick<Episode, 'scriptState' | 'recordingReady' | 'clearedDecisionId'>,
  airings: number,
): Step[] {
  const { scriptState, recordingReady, clearedDecisionId } = episode
  const done: Record<StepName, boolean> = {
    script: scriptState !== 'none' && scriptState !== 'draft' && scriptState !== 'returned',
    approval: scriptState === 'approved',
    recording: recordingReady,
    clearance: clearedDecisionId !== null,
    planned: clearedDecisionId !== null && airings > 0,
  }
  const next = STEPS.find((name) => !done[name])
  return STEPS.map((name) => ({ name, state: done[name] ? 'done' : name === next ? 'next' : 'todo' }))
}

/** This week's episodes of the reporting segment (Monday to Sunday around `date`), for those who may read the library. */
export async function loadWeek(ctx: Context, actor: Actor, date: LocalDate): Promise<WeekEpisode[] | null> {
  if (!can(actor, 'library.read')) return null
  const monday = addDays(date, 1 - weekdayOf(date))
  const days = { from: monday, to: addDays(monday, 6) }
  const { reportingSegment } = ctx.config
  const question = { withdrawn: 'no', sort: 'oldest', ...days } as const
  const found = await findEpisodes(ctx, actor, question, { offset: 0, limit: 20 })
  const own = found.items.filter(({ segmentCode }) => segmentCode === reportingSegment)
  if (own.length === 0) return []
  const airings = await airingsBetween(ctx.db, {
    from: ctx.zone.toInstant(monday, 0),
    to: ctx.zone.toInstant(addDays(monday, 7), 0),
    segmentId: own[0]?.segmentId,
    states: ['planned'],
  })
  return own.map((episode) => {
    const n = airings.filter(({ episodeId }) => episodeId === episode.id).length
    return { episode, airings: n, steps: stepsOf(episode, n) }
  })
}
