import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { countAirings } from '../actions.ts'
import { toCsv } from '../csv.ts'
import { airingsByMonth, airingsByStation, compareAirings } from '../overview.ts'
import { countsJson, countsTable } from '../present.ts'
import type { Question } from '../question.ts'

/** An answer as the bytes that are sent: nothing of eleven thousand rows is made on the thread that answers polls. */
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** What counts over many rows. Plain data in, plain data out, as it may be another thread. */
export const tasks = {
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
export type TaskName = keyof typeof tasks
type ArgsOf<F> = F extends (ctx: Context, ...args: infer A) => unknown ? A : never
export type TaskArgs<N extends TaskName> = ArgsOf<(typeof tasks)[N]>
export type TaskResult<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>

/** A task by its name. The types of name and arguments were checked where it was asked for. */
export const runTask = (ctx: Context, name: TaskName, args: readonly unknown[]): Promise<unknown> =>
  (tasks[name] as (ctx: Context, ...args: readonly unknown[]) => Promise<unknown>)(ctx, ...args)
