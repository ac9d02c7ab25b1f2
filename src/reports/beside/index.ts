import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { stationIdsAfter } from '../tally-store.ts'
import { type ArgsOf, type Progress, type QuestionName, type ResultOf, runTask, type WorkName } from './tasks.ts'
import { type Heap, Thread, ThreadStopped } from './thread.ts'

export { ThreadStopped }

/** With fewer stations an answer takes less than handing it to another thread, and a thread takes 40 MB. */
const MANY_STATIONS = 300
const IDLE_MS = 60_000
/** Counting makes and forgets an object for each of eleven thousand stations: with a small nursery it is half rubbish. */
const COUNTING: Heap = { old: 384, young: 48 }

/**
 * What a file or a proof may take: the words of an installation and one station's rows; a Word file is made whole, and a
 * proof holds one station's ledger.
 */
function heapFor<N extends WorkName>(name: N, args: ArgsOf<N>): Heap {
  if (name !== 'file') return { old: 256, young: 4 }
  const [file] = args as ArgsOf<'file'>
  return { old: file.format === 'docx' ? 384 : 128, young: 4 }
}

/** The threads of one database: one that counts, and those at work on files and proofs. */
type Threads = { counting: Thread | undefined; readonly working: Set<Thread>; last: Promise<unknown> }
const threads = new WeakMap<Db, Threads>()
function threadsOf({ db }: Pick<Context, 'db'>): Threads {
  const known = threads.get(db)
  if (known) return known
  const made: Threads = { counting: undefined, working: new Set(), last: Promise.resolve() }
  threads.set(db, made)
  return made
}

const manyStations = async ({ db }: Pick<Context, 'db'>): Promise<boolean> =>
  (await stationIdsAfter(db, 0, MANY_STATIONS)).length === MANY_STATIONS
/** A database in memory cannot be opened twice. */
const inFile = (db: Db): boolean => db.dialect === 'sqlite' && !db.url.endsWith(':memory:')

/**
 * Counts over many rows beside the thread that answers polls: on SQLite, where every query holds the thread it runs on,
 * and where there are many stations. Elsewhere it is done here: Postgres works in its own process.
 * @throws DomainError as the task does; Error when the thread failed
 */
export async function heavily<N extends QuestionName>(ctx: Context, name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
  // The result is that of the task named.
  if (!inFile(ctx.db) || !(await manyStations(ctx))) return (await runTask(ctx, name, args)) as ResultOf<N>
  const own = threadsOf(ctx)
  own.counting ??= new Thread({ config: ctx.config, url: ctx.db.url }, COUNTING, IDLE_MS)
  return (await own.counting.ask(ctx.clock.now(), name, args)) as ResultOf<N>
}

/**
 * Makes a file or a proof, in a thread of its own where that is worth it, so that nobody who polls or reports waits for
 * it; at the present moment of the clock. One after the other: a report takes memory while it is made.
 * @throws DomainError as the task does; Error when the thread failed; ThreadStopped
 */
export function runBeside<N extends WorkName>(
  ctx: Context,
  name: N,
  args: ArgsOf<N>,
  progress: Progress = () => {},
): Promise<ResultOf<N>> {
  const own = threadsOf(ctx)
  const mine = own.last.then(async () =>
    (await goesBeside(ctx, name))
      ? inThread(ctx, name, args, progress)
      : // The result is that of the task named.
        ((await runTask(ctx, name, args, progress)) as ResultOf<N>),
  )
  own.last = mine.catch(() => undefined)
  return mine
}

/** The proof of everything, beside the thread that answers polls. @throws DomainError sign_in_required, forbidden */
export async function proveBeside(ctx: Context, actor: Actor): Promise<ResultOf<'verify'>> {
  demand(actor, 'ledger.verify')
  return runBeside(ctx, 'verify', [])
}

/**
 * Whether a work is worth a thread. With few stations a file on Postgres is made sooner than a thread is begun; its queries
 * hold nobody up anyway. Proofs look twice at what differs, each time at a moment of its own, which on Postgres one
 * transaction for all cannot give.
 */
async function goesBeside(ctx: Context, name: WorkName): Promise<boolean> {
  if (ctx.db.dialect === 'sqlite') return inFile(ctx.db)
  return name === 'file' && (await manyStations(ctx))
}

/** The same in a thread, whatever it costs. @throws as `runBeside` */
export async function inThread<N extends WorkName>(
  ctx: Context,
  name: N,
  args: ArgsOf<N>,
  progress: Progress = () => {},
): Promise<ResultOf<N>> {
  const { working } = threadsOf(ctx)
  // A thread gives its memory back when it ends, and only then.
  const thread = new Thread({ config: ctx.config, url: ctx.db.url }, heapFor(name, args), 0)
  working.add(thread)
  try {
    return (await thread.ask(ctx.clock.now(), name, args, progress)) as ResultOf<N>
  } finally {
    working.delete(thread)
  }
}

/** Ends every thread of this database: the server stops. Who waits is told ThreadStopped. */
export function stopThreads(ctx: Pick<Context, 'db'>): void {
  const { counting, working } = threadsOf(ctx)
  counting?.stop()
  for (const thread of working) thread.stop()
}
