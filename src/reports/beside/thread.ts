import { Worker } from 'node:worker_threads'
import { DomainError } from '../../kernel/errors.ts'
import type { Progress, TaskName } from './tasks.ts'
import type { Asked, Given, Told } from './worker.ts'

/** What a thread may take of the heap, in MB. A fault that would take more ends the thread alone. */
export type Heap = { readonly old: number; readonly young: number }

type Waiting = {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  readonly progress: Progress
}

/** The thread was told to end before its work was done. */
export class ThreadStopped extends Error {
  constructor() {
    super('the thread of reports was ended before its work was done')
  }
}

/** One worker: begun when it is asked for, ended when it has had nothing to do for `idleMs`. */
export class Thread {
  readonly #given: Given
  readonly #heap: Heap
  readonly #idleMs: number
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #next = 1
  readonly #waiting = new Map<number, Waiting>()

  constructor(given: Given, heap: Heap, idleMs: number) {
    this.#given = given
    this.#heap = heap
    this.#idleMs = idleMs
  }

  /** @throws DomainError as the task does; Error when the thread failed; ThreadStopped */
  ask(now: number, name: TaskName, args: readonly unknown[], progress: Progress = () => {}): Promise<unknown> {
    clearTimeout(this.#idle)
    const worker = this.#begin()
    const asked: Asked = { id: this.#next++, now, name, args }
    return new Promise((resolve, reject) => {
      this.#waiting.set(asked.id, { resolve, reject, progress })
      // Whoever waits for an answer keeps the process; an idle worker does not.
      worker.ref()
      worker.postMessage(asked)
    })
  }

  /** Ends the worker; who waits for it is told so, and a question that comes later gets a new one. */
  stop(): void {
    clearTimeout(this.#idle)
    const worker = this.#worker
    if (worker) this.#end(worker, new ThreadStopped())
    void worker?.terminate()
  }

  #begin(): Worker {
    if (this.#worker) return this.#worker
    const worker = openWorker(this.#given, this.#heap)
    this.#worker = worker
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', (error) => this.#end(worker, error))
    worker.on('exit', (code) => this.#end(worker, new Error(`the thread of reports ended with ${code}`)))
    return worker
  }

  #hear(told: Told): void {
    const waiting = this.#waiting.get(told.id)
    if ('done' in told) {
      waiting?.progress(told.done, told.total)
      return
    }
    this.#waiting.delete(told.id)
    if ('result' in told) waiting?.resolve(told.result)
    else if (typeof told.error === 'string') waiting?.reject(new Error(told.error))
    else waiting?.reject(new DomainError(told.error.code, told.error, {}, { fields: told.error.fields }))
    if (this.#waiting.size > 0) return
    if (this.#idleMs === 0) this.stop()
    else this.#rest()
  }

  /** Ends the worker after a while without a question. */
  #rest(): void {
    this.#worker?.unref()
    this.#idle = setTimeout(() => this.stop(), this.#idleMs)
    this.#idle.unref()
  }

  #end(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** From the bundle, the built file beside it; from source, the same in TypeScript, read by the loader of `npm run dev`. */
function openWorker(workerData: Given, { old, young }: Heap): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: old, maxYoungGenerationSizeMb: young }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./report-worker.js', import.meta.url), { workerData, resourceLimits })
  }
  const source = 'import(process.argv[2]).then(({ register }) => { register(); return import(process.argv[3]) })'
  const argv = [import.meta.resolve('tsx/esm/api'), new URL('./worker.ts', import.meta.url).href]
  return new Worker(source, { eval: true, argv, workerData, resourceLimits })
}
