import type { Reader, Tx } from './db.ts'

/** The last run of a periodic job. Instants in epoch ms; `finishedAt` is null when it was cut off. */
export type JobRun = {
  readonly name: string
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly error: string | null
  /** When it last ended well; null: never. */
  readonly succeededAt: number | null
}

/** Only the last run is kept. */
export async function putJobRun(tx: Tx, run: Omit<JobRun, 'succeededAt'>): Promise<void> {
  const told = { started_at: run.startedAt, finished_at: run.finishedAt, error: run.error }
  // A run that failed leaves standing when the last good one was.
  const row = run.error === null ? { ...told, succeeded_at: run.finishedAt } : told
  await tx.q
    .insertInto('job_run')
    .values({ name: run.name, ...row })
    .onConflict((c) => c.column('name').doUpdateSet(row))
    .execute()
}

/** The last run of each job that ever ran, by name. */
export async function jobRuns(reader: Reader): Promise<Map<string, JobRun>> {
  const rows = await reader.q.selectFrom('job_run').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.name,
      {
        name: row.name,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        error: row.error,
        succeededAt: row.succeeded_at,
      },
    ]),
  )
}
