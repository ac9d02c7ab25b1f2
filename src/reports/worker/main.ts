import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { openReader } from '../../db/index.ts'
import { LiveHub } from '../../kernel/hub.ts'
import { openZone } from '../../kernel/time.ts'
import { openLog } from '../../log.ts'
// biome-ignore lint/style/noRestrictedImports: a thread opens a context of its own, as open-context.ts does
import { openStorage } from '../../storage/index.ts'
import { runTask, type Task, type WorkerNews } from './tasks.ts'

/** What a worker is given: settings, the database's address, the moment that it works at (epoch ms), and what to do. */
type Given = { readonly config: Config; readonly url: string; readonly now: number; readonly task: Task }

const say = (news: WorkerNews): void => parentPort?.postMessage(news)

/** Does one task beside the server, on a connection that only reads, and ends. */
async function work({ config, url, now, task }: Given): Promise<void> {
  const db = await openReader(url)
  const storage = await openStorage(config)
  const zone = openZone(config.timeZone)
  const log = openLog(config.logLevel)
  const ctx: Context = { config, log, clock: { now: () => now }, zone, db, storage, hub: new LiveHub() }
  try {
    const result = await runTask(ctx, task, (done, total) => say({ what: 'progress', done, total }))
    say({ what: 'done', result })
  } finally {
    await db.close()
  }
}

if (!isMainThread) await work(workerData)
