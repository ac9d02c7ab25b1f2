import { Worker } from 'node:worker_threads'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/index.ts'
import { DomainError } from '../../kernel/errors.ts'
import { runTask, type TaskArgs, type TaskName, type TaskResult } from './tasks.ts'
import type { Asked, Given, Told } from './worker.ts'

/** With fewer stations an answer takes less than handing it to another thread, and a thread takes 40 MB. */
const MANY_STATIONS = 300
const IDLE_MS = 60_000

/**
 * Counts over many rows beside the thread that answers polls: on SQLite, where every query holds the thread it runs on,
 * and where there are many stations. Elsewhere it is done here: Postgres works in its own process.
 * @throws DomainError as the task does; Error when the thread failed
 */
export async function heavily<N extends TaskName>(ctx: Context, name: N, args: TaskArgs<N>): Promise<TaskResult<N>> {
  // The result is that of the task named.
  if (!(await isLarge(ctx.db))) return (await runTask(ctx, name, args)) as TaskResult<N>
  return (await threadOf(ctx).ask(ctx.clock.now(), name, args)) as TaskResult<N>
}

async function isLarge(db: Db): Promise<boolean> {
  // A database in memory cannot be opened twice.
  if (db.dialect !== 'sqlite' || db.url.endsWith(':memory:')) return false
  const { n } = await db.q
    .selectFrom('station')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n >= MANY_STATIONS
}

const threads = new WeakMap<Db, Thread>()
function threadOf({ db, config }: Context): Thread {
  const known = threads.get(db)
  if (known) return known
  const thread = new Thread({ config, url: db.url })
  threads.set(db, thread)
  return thread
}

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: unknown) => void }

/** One worker for one database: begun when it is asked for, ended after a minute without a question. */
class Thread {
  readonly #given: Given
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #next = 1
  readonly #waiting = new Map<number, Waiting>()

  constructor(given: Given) {
    this.#given = given
  }

  ask(now: number, name: TaskName, args: readonly unknown[]): Promise<unknown> {
    clearTimeout(this.#idle)
    const worker = this.#begin()
    const asked: Asked = { id: this.#next++, now, name, args }
    return new Promise((resolve, reject) => {
      this.#waiting.set(asked.id, { resolve, reject })
      // Whoever waits for an answer keeps the process; an idle worker does not.
      worker.ref()
      worker.postMessage(asked)
    })
  }

  #begin(): Worker {
    if (this.#worker) return this.#worker
    const worker = openWorker(this.#given)
    this.#worker = worker
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', (error) => this.#end(worker, error))
    worker.on('exit', (code) => this.#end(worker, new Error(`the counting thread ended with ${code}`)))
    return worker
  }

  #hear(told: Told): void {
    const waiting = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('result' in told) waiting?.resolve(told.result)
    else if (typeof told.error === 'string') waiting?.reject(new Error(told.error))
    else waiting?.reject(new DomainError(told.error.code, told.error, {}, { fields: told.error.fields }))
    if (this.#waiting.size > 0) return
    this.#worker?.unref()
    this.#idle = setTimeout(() => this.#rest(), IDLE_MS)
    this.#idle.unref()
  }

  /** Ends the worker; a question that comes while it is ending gets a new one. */
  #rest(): void {
    const worker = this.#worker
    this.#worker = undefined
    void worker?.terminate()
  }

  #end(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** From the bundle, the built file beside it; from source, the same in TypeScript, read by the loader of `npm run dev`. */
function openWorker(workerData: Given): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./figures-worker.js', import.meta.url), { workerData })
  const source = 'import(process.argv[2]).then(({ register }) => { register(); return import(process.argv[3]) })'
  const argv = [import.meta.resolve('tsx/esm/api'), new URL('./worker.ts', import.meta.url).href]
  return new Worker(source, { eval: true, argv, workerData })
}
