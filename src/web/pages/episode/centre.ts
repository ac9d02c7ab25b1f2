import type { Context } from '../../../context.ts'
import { assignmentOn, stationsAll } from '../../../stations/index.ts'
import { levels } from '../../../units/index.ts'

/** The centre's name for papers when the settings name none: its first station of the highest level. */
export async function centreName(ctx: Context): Promise<string> {
  const today = ctx.zone.localDate(ctx.clock.now())
  const order = (await levels(ctx.db)).map(({ code }) => code)
  const stations = await stationsAll(ctx.db)
  const rank = (id: (typeof stations)[number]): number => order.indexOf(assignmentOn(id, today).levelCode)
  const [first] = stations.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id)
  return first?.name ?? ''
}
