import cron from 'node-cron'
import type { Context } from '../context.ts'
import { putJobRun } from '../db/index.ts'

/**
 * A periodic job. node-cron only wakes it, at the installation's local time; what there is to do stands in rows, so a
 * missed hour is made up by the next. `atStart` runs it once when the server starts.
 */
export type Job = {
  readonly name: string
  readonly schedule: string
  readonly atStart?: boolean
  /**
   * Runs in every server process: it concerns what that process alone holds, or claims rows. Other jobs run in one process
   * at a time (scheduler.ts).
   */
  readonly everywhere?: boolean
  /** `stop` aborts when the server stops: long work puts its rows back and ends. */
  readonly run: (ctx: Context, stop: AbortSignal) => Promise<void>
}

/** Jobs that run every minute are noted this often. */
const NOTE_EVERY_MS = 10 * 60_000
const noted = new Map<string, { at: number; good: boolean }>()

/**
 * Runs a job and keeps when, and how it ended, for the page of the system's state. Good runs that follow one another
 * closely are noted now and then, failures always.
 * @throws what the job throws
 */
async function runNoted(ctx: Context, { name, run }: Job, stop: AbortSignal): Promise<void> {
  const startedAt = ctx.clock.now()
  const before = noted.get(name)
  const keep = (error: string | null): Promise<void> => {
    if (error === null && before?.good && startedAt - before.at < NOTE_EVERY_MS) return Promise.resolve()
    noted.set(name, { at: startedAt, good: error === null })
    return (
      ctx.db
        .transact((tx) => putJobRun(tx, { name, startedAt, finishedAt: ctx.clock.now(), error }))
        // A database that is closed or full keeps no job from its work.
        .catch((err: unknown) => ctx.log.warn({ err, job: name }, 'the run of a job could not be noted'))
    )
  }
  try {
    await run(ctx, stop)
  } catch (error) {
    await keep(error instanceof Error ? error.message.slice(0, 300) : String(error))
    throw error
  }
  await keep(null)
}

/**
 * Starts the jobs.
 * @param missed names of jobs that nobody ran when they were due: they run once now, like those `atStart`
 * @returns the function that stops waking them and waits for those under way */
export function startJobs(
  ctx: Context,
  jobs: readonly Job[],
  missed: ReadonlySet<string> = new Set(),
): () => Promise<void> {
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  const wake = (job: Job): void => {
    // A job that is still at work will see the new rows as well: never two of one kind.
    if (running.has(job.name)) return
    const work = runNoted(ctx, job, stopping.signal)
      .catch((error: unknown) => ctx.log.error({ err: error, job: job.name }, 'job failed'))
      .finally(() => running.delete(job.name))
    running.set(job.name, work)
  }
  const tasks = jobs.map((job) => cron.schedule(job.schedule, () => wake(job), { timezone: ctx.zone.name }))
  for (const job of jobs) if (job.atStart || missed.has(job.name)) wake(job)
  return async () => {
    stopping.abort()
    for (const task of tasks) await task.destroy()
    await Promise.all(running.values())
  }
}
