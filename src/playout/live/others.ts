import type { Context } from '../../context.ts'
import { eventsBetween, keptIds } from './live-store.ts'

/** After a longer silence listeners are better served by the state as it is now: their lines are ended, they come again. */
const MISSED_AT_MOST = 5_000
/** Ids may be committed in another order than they were given; an event told twice is not heard twice (feed.ts). */
const OUT_OF_ORDER = 1_000

/** Live events that other processes wrote: read from the database and handed to the open connections of this one. */
export class OthersEvents {
  readonly #ctx: Context
  /** The newest id that was passed on: what is above it was missed, when news were. */
  #passed = 0
  #work: Promise<void> = Promise.resolve()

  constructor(ctx: Context) {
    this.#ctx = ctx
  }

  pass({ from, to }: { readonly from: number; readonly to: number }): void {
    this.#later(async () => {
      if (this.#ctx.hub.size > 0)
        for (const event of await eventsBetween(this.#ctx.db, from, to)) this.#ctx.hub.publish(event)
      this.#passed = Math.max(this.#passed, to)
    })
  }

  /** News were missed: what stands in the database is passed on, and where that is too much the listeners begin anew. */
  passMissed(): void {
    this.#later(async () => {
      const { oldest, newest } = await keptIds(this.#ctx.db)
      const { hub } = this.#ctx
      const from = Math.max(this.#passed - OUT_OF_ORDER, oldest)
      if (hub.size === 0 || newest <= this.#passed) return
      if (this.#passed === 0 || newest - from > MISSED_AT_MOST) hub.close()
      else for (const event of await eventsBetween(this.#ctx.db, from, newest)) hub.publish(event)
      this.#passed = newest
    })
  }

  /** One after the other, so that events keep their order. */
  #later(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      // Whoever listens resumes by Last-Event-ID.
      this.#ctx.log.warn({ err: error }, 'live events of other servers could not be read')
      this.#ctx.hub.close()
    })
  }
}
