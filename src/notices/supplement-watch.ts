import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Db, type JobRun, jobRuns, putJobRun, transact } from '../db/index.ts'
import { type Actor, system } from '../kernel/actor.ts'
import { isoWeekOf, type LocalDate } from '../kernel/dates.ts'
import { listClosings, pendingSupplement } from '../reports/index.ts'
import type { Fresh } from './facts.ts'
import { tell } from './watch.ts'

/** The job's name, by which its last run is kept. */
export const SUPPLEMENT_WATCH = 'notices.supplements'
const WATCHER = system('notices')
/** Closings looked at for what came after them. */
const CLOSINGS_WATCHED = 4

const today = (ctx: Context): LocalDate => ctx.zone.localDate(ctx.clock.now())
/** The day on which all closed periods were looked at: counting over all their rows once a day is enough. */
const lookedOn = new WeakMap<Db, LocalDate>()

/**
 * Finds what came for closed periods after they were closed, and tells of each once a week until the supplement is
 * issued. A closing that cannot be looked at keeps no other from it, and the day counts as done only when all were:
 * the next hour tries again.
 * @returns the number of new notices
 * @throws Error naming each closing that could not be looked at
 */
export async function watchForSupplements(ctx: Context): Promise<number> {
  const day = today(ctx)
  if (lookedOn.get(ctx.db) === day) return 0
  const { items } = await listClosings(ctx, WATCHER, { offset: 0, limit: CLOSINGS_WATCHED })
  const failed: string[] = []
  let told = 0
  for (const { closing } of items.filter(({ closing }) => closing.reopened_at === null)) {
    try {
      const { count } = await pendingSupplement(ctx, WATCHER, closing.id, { offset: 0, limit: 1 })
      if (count > 0 && (await transact(ctx.db, (tx) => tell(tx, ctx, noticeOf(closing, count, day))))) told += 1
    } catch (error) {
      ctx.log.error({ err: error, closing: closing.id }, 'what came after a closing could not be counted')
      failed.push(`${closing.period_key}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (failed.length > 0) throw new Error(failed.join('; '))
  lookedOn.set(ctx.db, day)
  return told
}

type Watched = { readonly id: number; readonly from_date: LocalDate; readonly to_date: LocalDate }
function noticeOf({ id, from_date: from, to_date: to }: Watched, changes: number, day: LocalDate): Fresh {
  const { year, week } = isoWeekOf(day)
  const key = `supplement_pending ${id} ${year}-W${String(week).padStart(2, '0')}`
  return { kind: 'supplement_pending', key, data: { closing: id, from, to, changes } }
}

export type WatchState = Pick<JobRun, 'startedAt' | 'error'>
/** How the last look at the closed periods ended; null: nobody looked yet. @throws DomainError forbidden */
export async function watchState(ctx: Context, actor: Actor): Promise<WatchState | null> {
  demand(actor, 'notice.read')
  return (await jobRuns(ctx.db)).get(SUPPLEMENT_WATCH) ?? null
}

/**
 * Looks at the closed periods at once, whether or not it was done today.
 * @returns why it failed; null: it is done
 * @throws DomainError forbidden
 */
export async function retrySupplementWatch(ctx: Context, actor: Actor): Promise<string | null> {
  demand(actor, 'notice.read')
  const startedAt = ctx.clock.now()
  lookedOn.delete(ctx.db)
  const error = await watchForSupplements(ctx).then(
    () => null,
    (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)).slice(0, 300),
  )
  await transact(ctx.db, async (tx) => {
    const finishedAt = ctx.clock.now()
    await putJobRun(tx, { name: SUPPLEMENT_WATCH, startedAt, finishedAt, error })
    await audit(tx, {
      at: finishedAt,
      actor,
      action: 'notice.watch',
      subject: ['job', SUPPLEMENT_WATCH],
      after: { error },
    })
  })
  return error
}
