import { Worker } from 'node:worker_threads'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { stationIdsAfter } from '../tally-store.ts'
import { runTask, type Task, type TaskResult, type WorkerNews } from './tasks.ts'

type Progress = (done: number, total: number) => void
type ResultOf<T extends Task> = TaskResult[T['what']]

/**
 * What a thread may take, in MB of its heap: the words of an installation and one station's rows; a Word file is made
 * whole, and a proof holds one station's ledger. A fault that would take more ends the thread alone.
 */
function heapFor(task: Task): number {
  if (task.what !== 'file') return 256
  return task.file.format === 'docx' ? 384 : 128
}

/** With fewer stations a file on Postgres is made sooner than a thread is begun; its queries hold nobody up anyway. */
const MANY_STATIONS = 300

/**
 * Whether a task is worth a thread, and can have one: a database in memory cannot be opened twice. Proofs look twice at what
 * differs, each time at a moment of its own, which on Postgres one transaction for all cannot give.
 */
async function goesBeside({ db }: Context, task: Task): Promise<boolean> {
  if (db.dialect === 'sqlite') return !db.url.endsWith(':memory:')
  return task.what === 'file' && (await stationIdsAfter(db, 0, MANY_STATIONS)).length === MANY_STATIONS
}

/**
 * Does a task, in a thread of its own where that is worth it, so that nobody who polls or reports waits for it; at the present moment of the
 * clock. One after the other: a report takes memory while it is made.
 * @throws Error when the thread failed
 */
export function runBeside<T extends Task>(ctx: Context, task: T, progress: Progress = () => {}): Promise<ResultOf<T>> {
  const mine = last.then(async () =>
    (await goesBeside(ctx, task)) ? inThread(ctx, task, progress) : here(ctx, task, progress),
  )
  last = mine.catch(() => undefined)
  return mine
}
let last: Promise<unknown> = Promise.resolve()

/** The proof of everything, beside the thread that answers polls. @throws DomainError sign_in_required, forbidden */
export async function proveBeside(ctx: Context, actor: Actor): Promise<TaskResult['verify']> {
  demand(actor, 'ledger.verify')
  return runBeside(ctx, { what: 'verify' })
}

async function here<T extends Task>(ctx: Context, task: T, progress: Progress): Promise<ResultOf<T>> {
  // runTask answers each task with its own result.
  return (await runTask(ctx, task, progress)) as ResultOf<T>
}

/** The same, whatever it costs. @throws Error when the thread failed */
export function inThread<T extends Task>(ctx: Context, task: T, progress: Progress): Promise<ResultOf<T>> {
  return new Promise((resolve, reject) => {
    const worker = openWorker({ config: ctx.config, url: ctx.db.url, now: ctx.clock.now(), task }, heapFor(task))
    worker.on('message', (news: WorkerNews) => {
      if (news.what === 'progress') progress(news.done, news.total)
      else resolve(news.result as ResultOf<T>)
    })
    worker.once('error', reject)
    worker.once('exit', (code) =>
      reject(new Error(`the worker of reports ended with ${code} before its work was done`)),
    )
  })
}

/** From the bundle, the built file beside it; from source, the same in TypeScript, read by the loader of `npm run dev`. */
function openWorker(workerData: unknown, maxOldGenerationSizeMb: number): Worker {
  const resourceLimits = { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: 4 }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./report-worker.js', import.meta.url), { workerData, resourceLimits })
  }
  const source = 'import(process.argv[2]).then(({ register }) => { register(); return import(process.argv[3]) })'
  const argv = [import.meta.resolve('tsx/esm/api'), new URL('./main.ts', import.meta.url).href]
  return new Worker(source, { eval: true, argv, workerData, resourceLimits })
}
