import { newSecret } from '../kernel/ids.ts'

/** Double clicks come within a second; a slow line may take longer. */
const SAME_ANSWER_MS = 15_000
/** So long a form is known to have been carried out. */
const SPENT_MS = 3_600_000
const MOST = 5000
/** Longer words are none of ours: they are not kept. */
const LONGEST = 64

type Done = { readonly at: number; result: Promise<unknown> | null }
const done = new Map<string, Done>()

/** A fresh word for a form that must be carried out once. */
export const newTicket = (): string => newSecret().slice(0, 22)

/**
 * Carries a form out once, however often its button was pressed: a further press within 15 s gets the first one's
 * result; a later one (a page loaded anew, the way back) does nothing and gets `spent`. What failed may be tried again.
 * Held in this process: it guards fingers, not the data, which has rules of its own.
 * @param ticket the form's own word (`newTicket`); without one nothing is held
 */
export function once<T, S>(
  ticket: string | undefined,
  now: number,
  work: () => Promise<T>,
  spent: () => S,
): Promise<T | S> {
  if (!ticket || ticket.length > LONGEST) return work()
  const known = done.get(ticket)
  if (known) {
    // Secrets are in some results: none is held for longer than fingers need.
    if (now - known.at >= SAME_ANSWER_MS) known.result = null
    // What stands under a ticket is what this very form's work gave.
    return known.result ? (known.result as Promise<T>) : Promise.resolve(spent())
  }
  const result = work()
  done.set(ticket, { at: now, result })
  result.catch(() => done.delete(ticket))
  for (const [old, one] of done) {
    if (now - one.at >= SAME_ANSWER_MS) one.result = null
    if (done.size > MOST || now - one.at >= SPENT_MS) done.delete(old)
  }
  return result
}
