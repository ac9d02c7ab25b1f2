import { Worker } from 'node:worker_threads'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { runTask, type Task, type TaskResult, type WorkerNews } from './tasks.ts'

type Progress = (done: number, total: number) => void
type ResultOf<T extends Task> = TaskResult[T['what']]

/** Enough for the words of an installation and one station's rows; a fault that would take more ends the worker alone. */
const HEAP_MB = 160

/**
 * Whether a second connection can read what this one writes: not of a database in memory. Proofs look twice at what
 * differs, each time at a moment of its own, which on Postgres one transaction for all cannot give.
 */
const standsAlone = ({ db }: Context, task: Task): boolean =>
  db.dialect === 'sqlite' ? !db.url.endsWith(':memory:') : task.what === 'file'

/**
 * Does a task in a thread of its own, so that nobody who polls or reports waits for it; at the present moment of the
 * clock. One after the other: a report takes memory while it is made.
 * @throws Error when the thread failed
 */
export function runBeside<T extends Task>(ctx: Context, task: T, progress: Progress = () => {}): Promise<ResultOf<T>> {
  const mine = last.then(() => (standsAlone(ctx, task) ? inThread(ctx, task, progress) : here(ctx, task, progress)))
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

function inThread<T extends Task>(ctx: Context, task: T, progress: Progress): Promise<ResultOf<T>> {
  return new Promise((resolve, reject) => {
    const worker = openWorker({ config: ctx.config, url: ctx.db.url, now: ctx.clock.now(), task })
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

const LIMITS = { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 8 }

/** From the bundle, the built file beside it; from source, the same in TypeScript, read by the loader of `npm run dev`. */
function openWorker(workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./report-worker.js', import.meta.url), { workerData, resourceLimits: LIMITS })
  }
  const source = 'import(process.argv[2]).then(({ register }) => { register(); return import(process.argv[3]) })'
  const argv = [import.meta.resolve('tsx/esm/api'), new URL('./main.ts', import.meta.url).href]
  return new Worker(source, { eval: true, argv, workerData, resourceLimits: LIMITS })
}
