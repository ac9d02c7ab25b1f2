import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { openReader } from '../../db/index.ts'
import { asDomainError } from '../../http/index.ts'
import type { DomainError } from '../../kernel/errors.ts'
import { LiveHub } from '../../kernel/hub.ts'
import { openZone } from '../../kernel/time.ts'
import { openLog } from '../../log.ts'
import { runTask, type TaskName } from './tasks.ts'

/** What a thread is given: settings and the database's address. */
export type Given = { readonly config: Config; readonly url: string }
/** A task, and the moment that it is done at (epoch ms). */
export type Asked = {
  readonly id: number
  readonly now: number
  readonly name: TaskName
  readonly args: readonly unknown[]
}
type Fault = Pick<DomainError, 'code' | 'status' | 'vi' | 'en' | 'fields'>
export type Told =
  | { readonly id: number; readonly done: number; readonly total: number }
  | { readonly id: number; readonly result: unknown }
  /** What the caller is to throw again; a fault of the program is told by its text. */
  | { readonly id: number; readonly error: Fault | string }

const faultOf = ({ code, status, vi, en, fields }: DomainError): Fault => ({ code, status, vi, en, fields })
const say = (told: Told): void => {
  const result = 'result' in told ? told.result : null
  // Bytes are handed over, not copied.
  parentPort?.postMessage(told, result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : [])
}

/** Does tasks one after the other, each on a fresh connection that only reads: all of it of one moment. */
function serve({ config, url }: Given): void {
  // Reports, documents and proofs touch no recording.
  const storage = undefined as unknown as Context['storage']
  const zone = openZone(config.timeZone)
  const log = openLog(config.logLevel)
  const hub = new LiveHub()
  const answer = async ({ id, now, name, args }: Asked): Promise<Told> => {
    const db = await openReader(url)
    const ctx: Context = { config, log, clock: { now: () => now }, zone, db, storage, hub }
    try {
      return { id, result: await runTask(ctx, name, args, (done, total) => say({ id, done, total })) }
    } finally {
      await db.close()
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  parentPort?.on('message', (asked: Asked) => {
    last = last.then(async () => {
      const told = await answer(asked).catch((error: unknown): Told => {
        const known = asDomainError(error)
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
        return { id: asked.id, error: known.code === 'internal' ? text : faultOf(known) }
      })
      say(told)
    })
  })
}

if (!isMainThread) serve(workerData as Given)
