import { hostname } from 'node:os'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import { newUuid } from '../../kernel/ids.ts'
import { demandRoom } from '../../storage/index.ts'
import { tidyUploads } from './arrive.ts'
import { finishedUpload } from './store.ts'
import { UploadStore } from './upload-store.ts'
import { LEASE_MS, workOn } from './work.ts'
import { claimRecording, freeDeadLeases } from './work-store.ts'

/** What one server keeps of its recordings' work. Rows are the truth; this only knows who is at work. */
type Worker = {
  readonly owner: string
  readonly uploads: UploadStore
  /** Set while the server's jobs run: only then does an upload start work at once. */
  stop: AbortSignal | null
  busy: Promise<void> | null
  again: boolean
}
const workers = new WeakMap<Context, Worker>()

function workerOf(ctx: Context): Worker {
  const known = workers.get(ctx)
  if (known) return known
  const finished = async (id: string) => (await finishedUpload(ctx.db, id))?.bytes
  const fresh: Worker = {
    owner: `${hostname()}:${newUuid()}`,
    uploads: new UploadStore(ctx.storage.incoming, finished, () => demandRoom(ctx.config, 0)),
    stop: null,
    busy: null,
    again: false,
  }
  workers.set(ctx, fresh)
  return fresh
}

/** The store of uploads under way: one for each server. */
export const uploadsOf = (ctx: Context): UploadStore => workerOf(ctx).uploads

/** Works until nothing waits, `AUDIO_WORKERS` at once. A second call while one is at work makes that one look again. */
export function workRecordings(ctx: Context, stop: AbortSignal = new AbortController().signal): Promise<void> {
  const worker = workerOf(ctx)
  worker.again = true
  worker.busy ??= (async () => {
    while (worker.again && !stop.aborted) {
      worker.again = false
      await Promise.all(Array.from({ length: ctx.config.audioWorkers }, () => workAll(ctx, worker, stop)))
    }
  })().finally(() => {
    worker.busy = null
  })
  return worker.busy
}

async function workAll(ctx: Context, worker: Worker, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const claim = await transact(ctx.db, (tx) => claimRecording(tx, worker.owner, ctx.clock.now(), LEASE_MS))
    if (!claim) return
    await workOn(ctx, claim, stop)
  }
}

/** Starts work on what has just arrived, where the jobs run. */
export function wakeRecordings(ctx: Context): void {
  const { stop } = workerOf(ctx)
  if (stop && !stop.aborted)
    workRecordings(ctx, stop).catch((error: unknown) => ctx.log.error({ err: error }, 'work on recordings failed'))
}

/** After a start: what a killed server left is set right. */
async function begin(ctx: Context, worker: Worker, stop: AbortSignal): Promise<void> {
  worker.stop = stop
  ctx.db.onNews((news) => news.about === 'recordings' && wakeRecordings(ctx))
  await ctx.storage.cleanLeftovers(ctx.clock.now())
  await transact(ctx.db, freeDeadLeases)
  await tidyUploads(ctx, worker.uploads)
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  )

/**
 * The work itself lives as long as the server, so that stopping waits until rows under work are put back; every minute it
 * is woken, for rows that another server lost or that wait for their next try.
 */
export const recordingJobs = [
  {
    name: 'recordings',
    schedule: '* * * * *',
    atStart: true,
    everywhere: true,
    run: async (ctx: Context, stop: AbortSignal): Promise<void> => {
      const worker = workerOf(ctx)
      if (worker.stop !== stop) await begin(ctx, worker, stop)
      wakeRecordings(ctx)
      await aborted(stop)
      await worker.busy
    },
  },
  {
    name: 'recordings-wake',
    schedule: '* * * * *',
    everywhere: true,
    run: async (ctx: Context): Promise<void> => wakeRecordings(ctx),
  },
  {
    name: 'uploads',
    // Also whole uploads that the store did not take when they came.
    schedule: '*/5 * * * *',
    everywhere: true,
    run: async (ctx: Context): Promise<void> => {
      await tidyUploads(ctx, workerOf(ctx).uploads)
    },
  },
]
