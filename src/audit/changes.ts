import type { Json } from '../kernel/canonical.ts'

/** One member that differs: its name, and its value before and after; undefined where it was not. */
export type Change = { readonly name: string; readonly before: unknown; readonly after: unknown }

const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What an entry of the audit trail changed, member by member: those that differ, in the order in which they are kept.
 * Where there is only one side, all of its members.
 */
export function changesOf(before: unknown, after: unknown): Change[] {
  if (!isRecord(before) && !isRecord(after)) {
    return same(before, after) ? [] : [{ name: '', before: before ?? undefined, after: after ?? undefined }]
  }
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !same(was[name], is[name]))
    .map((name) => ({ name, before: was[name], after: is[name] }))
}
