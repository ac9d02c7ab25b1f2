import type { Context } from '../context.ts'
import { jobRuns, openLine } from '../db/index.ts'
import { lastDue } from './due.ts'
import { type Job, startJobs } from './index.ts'

/** `start` wakes the jobs, when the server is there to answer; `stop` waits for those under way and gives the lead away. */
export type Scheduler = { readonly start: () => void; readonly stop: () => Promise<void> }

/**
 * The periodic jobs of a server. On SQLite it is the only one and wakes them all. On Postgres those that are meant
 * for one process run in the one that holds the lead; when it dies another takes over within 15 s and makes up for what
 * was due meanwhile.
 * What other servers change is heard from here on.
 * @throws Error when Postgres cannot be reached
 */
export async function openScheduler(ctx: Context, jobs: readonly Job[]): Promise<Scheduler> {
  let stopMine = async (): Promise<void> => {}
  if (ctx.db.dialect === 'sqlite') {
    return {
      start: () => {
        stopMine = startJobs(ctx, jobs)
      },
      stop: () => stopMine(),
    }
  }
  const lead = new Lead(
    ctx,
    jobs.filter((job) => job.everywhere !== true),
  )
  const line = await openLine(ctx.db, {
    onLead: () => lead.take(),
    onLose: () => lead.leave(),
    warn: (err, what) => ctx.log.warn({ err }, what),
  })
  return {
    start: () => {
      stopMine = startJobs(
        ctx,
        jobs.filter((job) => job.everywhere === true),
      )
      line.stand()
    },
    stop: async () => {
      const mine = stopMine()
      lead.leave()
      await Promise.all([mine, lead.atRest()])
      // Last, so that nobody else begins a job while this process still ends its own.
      await line.close()
    },
  }
}

/** The jobs of the one process that has the lead. Taking and leaving it follow one another, however quickly they come. */
class Lead {
  readonly #ctx: Context
  readonly #jobs: readonly Job[]
  #has = false
  #stop: (() => Promise<void>) | null = null
  #steps: Promise<void> = Promise.resolve()

  constructor(ctx: Context, jobs: readonly Job[]) {
    this.#ctx = ctx
    this.#jobs = jobs
  }

  take(): void {
    this.#has = true
    this.#next(async () => {
      const missed = await this.#missed()
      if (!this.#has || this.#stop) return
      this.#ctx.log.info({ missed: [...missed] }, 'this server wakes the periodic jobs')
      this.#stop = startJobs(this.#ctx, this.#jobs, missed)
    })
  }

  leave(): void {
    this.#has = false
    this.#next(async () => {
      const stop = this.#stop
      this.#stop = null
      await stop?.()
    })
  }

  atRest(): Promise<void> {
    return this.#steps
  }

  #next(step: () => Promise<void>): void {
    this.#steps = this.#steps.then(step).catch((err: unknown) => this.#ctx.log.error({ err }, 'the lead changed badly'))
  }

  /** Jobs that ran before, but not since they were last due: whoever had the lead then was gone. */
  async #missed(): Promise<Set<string>> {
    const { db, zone, clock } = this.#ctx
    // A database that is just back may fail once more: then only what is due from now on runs.
    const runs = await jobRuns(db).catch(() => new Map<string, never>())
    const late = this.#jobs.filter(({ name, schedule }) => {
      const run = runs.get(name)
      return run !== undefined && run.startedAt < lastDue(schedule, zone, clock.now())
    })
    return new Set(late.map(({ name }) => name))
  }
}
