import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { system } from '../../kernel/actor.ts'
import { countAirings } from '../actions.ts'
import { checkClosing } from '../closings/index.ts'
import { toCsv } from '../csv.ts'
import type { FileTask } from '../documents/make-file.ts'
import { airingsByMonth, airingsByStation, compareAirings } from '../overview.ts'
import { countsJson, countsTable } from '../present.ts'
import type { Question } from '../question.ts'
import { verifyAll } from '../verify.ts'

export type Progress = (done: number, total: number) => void

/** An answer as the bytes that are sent: nothing of eleven thousand rows is made on the thread that answers polls. */
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Questions over many rows, answered in seconds at most. Plain data in, plain data out, as it may be another thread. */
const questions = {
  byStation: airingsByStation,
  byMonth: airingsByMonth,
  comparison: compareAirings,
  countsJson: async (ctx: Context, actor: Actor, question: Question) => {
    const { counted, answer } = await countAirings(ctx, actor, question)
    return bytes(JSON.stringify(countsJson(counted, answer)))
  },
  countsCsv: async (ctx: Context, actor: Actor, question: Question) => {
    const { counted, answer } = await countAirings(ctx, actor, question)
    return bytes(toCsv(countsTable(counted, answer)))
  },
}

/** Files and proofs, which may take minutes. Who asked for them was found to have the right before. */
const works = {
  file: async (ctx: Context, progress: Progress, file: FileTask): Promise<null> => {
    // What writes documents is of no use to who counts.
    const { makeFile } = await import('../documents/make-file.ts')
    await makeFile(ctx, file, progress)
    return null
  },
  verify: (ctx: Context, _progress: Progress) => verifyAll(ctx, system('verify')),
  checkClosing: (ctx: Context, _progress: Progress, closing: number) => checkClosing(ctx, closing),
}

export type QuestionName = keyof typeof questions
export type WorkName = keyof typeof works
export type TaskName = QuestionName | WorkName

type QuestionArgs<F> = F extends (ctx: Context, ...args: infer A) => unknown ? A : never
type WorkArgs<F> = F extends (ctx: Context, progress: Progress, ...args: infer A) => unknown ? A : never
export type ArgsOf<N extends TaskName> = N extends QuestionName
  ? QuestionArgs<(typeof questions)[N]>
  : N extends WorkName
    ? WorkArgs<(typeof works)[N]>
    : never
type ResultOfTask<F> = F extends (...args: never) => unknown ? Awaited<ReturnType<F>> : never
export type ResultOf<N extends TaskName> = N extends QuestionName
  ? ResultOfTask<(typeof questions)[N]>
  : N extends WorkName
    ? ResultOfTask<(typeof works)[N]>
    : never

type Run = (ctx: Context, ...args: readonly unknown[]) => Promise<unknown>
const isWork = (name: TaskName): name is WorkName => name in works

/** A task by its name. The types of name and arguments were checked where it was asked for. */
export const runTask = (
  ctx: Context,
  name: TaskName,
  args: readonly unknown[],
  progress: Progress = () => {},
): Promise<unknown> =>
  isWork(name) ? (works[name] as Run)(ctx, progress, ...args) : (questions[name] as Run)(ctx, ...args)
