import type { Context } from '../../context.ts'
import { system } from '../../kernel/actor.ts'
import { type ClosingCheck, checkClosing } from '../closings/index.ts'
import { type FileTask, makeFile } from '../documents/make-file.ts'
import { type Proof, verifyAll } from '../verify.ts'

/** What takes too long for the thread that answers polls. */
export type Task =
  | { readonly what: 'file'; readonly file: FileTask }
  | { readonly what: 'verify' }
  | { readonly what: 'check_closing'; readonly closing: number }
export type TaskResult = {
  readonly file: null
  readonly verify: Proof
  readonly check_closing: ClosingCheck
}
export type WorkerNews =
  | { readonly what: 'progress'; readonly done: number; readonly total: number }
  | { readonly what: 'done'; readonly result: TaskResult[Task['what']] }

/** Does a task. Who asked for it was found to have the right before. */
export async function runTask(
  ctx: Context,
  task: Task,
  progress: (done: number, total: number) => void,
): Promise<TaskResult[Task['what']]> {
  switch (task.what) {
    case 'file':
      await makeFile(ctx, task.file, progress)
      return null
    case 'verify':
      return verifyAll(ctx, system('verify'))
    case 'check_closing':
      return checkClosing(ctx, task.closing)
  }
}
