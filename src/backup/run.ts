import { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type Db, transact } from '../db/index.ts'
import { backupErrors } from './errors.ts'
import { claimRun, endRun, keepRun } from './run-store.ts'
import { openTarget } from './target.ts'
import type { Made } from './task.ts'

/** A run that was killed stands in the way of the next one for so long at most. */
const LEASE_MS = 90_000
const SAY_EVERY_MS = 20_000
export type Given = { readonly config: Config; readonly url: string; readonly now: number; readonly to: string | null }

/**
 * Makes a backup beside the thread that answers polls, proves it, and writes down what came of it. Of several servers only
 * one does it at a time.
 * @param to folder or bucket, when not the configured one
 * @throws DomainError backup_running, backup_no_target, backup_target_unknown; what went wrong, which is written down first
 */
export async function runBackup(ctx: Context, to?: string): Promise<Made> {
  const { shown } = openTarget(ctx.config, to)
  const id = await transact(ctx.db, (tx) => claimRun(tx, shown, ctx.clock.now(), LEASE_MS))
  if (id === null) throw backupErrors.backup_running()
  const saying = setInterval(() => void stillThere(ctx, id), SAY_EVERY_MS)
  try {
    const made = await beside({ config: ctx.config, url: ctx.db.url, now: ctx.clock.now(), to: to ?? null })
    const finished_at = ctx.clock.now()
    const { ok, faults } = made.proof
    await transact(ctx.db, (tx) =>
      endRun(tx, id, {
        state: ok ? 'good' : 'failed',
        finished_at,
        backup_id: made.id,
        rows_held: made.rows,
        files_held: made.files,
        bytes_held: made.bytes,
        bytes_added: made.addedBytes,
        tested_at: finished_at,
        test: JSON.stringify({ ...made.proof, missing: made.missing.length }),
        error: ok ? null : (faults[0] ?? 'the restored copy differs'),
      }),
    )
    return made
  } catch (error) {
    const text = (error instanceof Error ? error.message : String(error)).slice(0, 300)
    await transact(ctx.db, (tx) => endRun(tx, id, { state: 'failed', finished_at: ctx.clock.now(), error: text }))
    throw error
  } finally {
    clearInterval(saying)
  }
}

const stillThere = ({ db, clock, log }: { db: Db; clock: Context['clock']; log: Context['log'] }, id: number) =>
  transact(db, (tx) => keepRun(tx, id, clock.now() + LEASE_MS)).catch((err: unknown) =>
    log.warn({ err }, 'a backup could not say that it goes on'),
  )

/** What the thread tells: its result, or a fault in words. */
export type Told = { readonly made: Made } | { readonly fault: string }

function beside(given: Given): Promise<Made> {
  return new Promise((resolve, reject) => {
    const worker = openWorker(given)
    worker.on('message', (told: Told) => ('made' in told ? resolve(told.made) : reject(new Error(told.fault))))
    worker.once('error', reject)
    worker.once('exit', (code) =>
      reject(new Error(`the thread of backups ended with ${code} before its work was done`)),
    )
  })
}

/** From the bundle, the built file beside it; from source, the same in TypeScript, read by the loader of `npm run dev`. */
function openWorker(workerData: Given): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./backup-worker.js', import.meta.url), { workerData })
  const source = 'import(process.argv[2]).then(({ register }) => { register(); return import(process.argv[3]) })'
  const argv = [import.meta.resolve('tsx/esm/api'), new URL('./worker.ts', import.meta.url).href]
  return new Worker(source, { eval: true, argv, workerData })
}
