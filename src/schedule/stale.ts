import type { Context } from '../context.ts'
import { scheduleErrors } from './errors.ts'
import { namesFor } from './names-store.ts'
import { StaleDryRun } from './settle.ts'
import { dryRunJson } from './shapes.ts'

/** Rows of the projection that come with a stale save; the rest is asked for as a new dry run. */
const FIRST_ROWS = { offset: 0, limit: 200 }

/** Turns a stale save into its problem document, with the new dry run in it. */
export async function answeringStale<T>(ctx: Context, save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (error) {
    if (!(error instanceof StaleDryRun)) throw error
    const fresh = dryRunJson(error.result, await namesFor(ctx.db, ctx.zone), FIRST_ROWS)
    throw scheduleErrors.stale_dry_run({}, { extra: { dry_run: fresh } })
  }
}
