import type { Context } from '../../context.ts'
import type { LocalDate } from '../../kernel/dates.ts'
import type { Words } from '../../kernel/errors.ts'
import { periodOf } from '../periods.ts'
import { closingsInForce } from './closings-store.ts'

/** The days of a closing in force, both inclusive, by the period's name. */
export type ClosedDays = { readonly from: LocalDate; readonly to: LocalDate; readonly name: Words }

/** The closed periods in force: what comes late for their days goes to a supplement. For whoever may bring it. */
export async function closedDays(ctx: Context): Promise<ClosedDays[]> {
  const closings = await closingsInForce(ctx.db)
  return closings.map(({ period_key, from_date, to_date }) => ({
    from: from_date,
    to: to_date,
    name: nameOf(period_key),
  }))
}

function nameOf(key: string): Words {
  try {
    return periodOf(key).label
  } catch {
    // A free range has no name.
    return { vi: key, en: key }
  }
}
