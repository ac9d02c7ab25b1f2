import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { stationGroups } from '../../../stations/index.ts'
import { page, send } from '../../answer.tsx'
import { loadDay } from '../../day.ts'
import type { View } from '../../view.ts'
import { loadWeek } from '../../week.ts'
import { readAsked } from './asked.ts'
import { wallStream } from './live.ts'
import { Today, TodayPart, type TodayProps } from './page.tsx'
import { loadTodo } from './todo.ts'

/** An operator holds the right at the own stations alone. @throws DomainError forbidden */
function demandSchedule(actor: Actor): void {
  const own = actor.kind === 'account' ? actor.stationIds[0] : undefined
  if (!can(actor, 'schedule.read', { stationId: own })) demand(actor, 'schedule.read')
}

async function loadToday(ctx: Context, c: HonoContext<AppEnv>, v: View, whole: boolean): Promise<TodayProps> {
  demandSchedule(v.actor)
  const asked = readAsked((name) => c.req.query(name), v.today)
  const isToday = asked.date === v.today
  const day = await loadDay(ctx, v.actor, asked.date)
  const seen = new Set(day.levels.flatMap(({ stations }) => stations.map(({ station }) => station.code)))
  return {
    v,
    asked,
    day,
    groups: whole
      ? (await stationGroups(ctx.db)).filter(({ stations }) => stations.some((code) => seen.has(code)))
      : [],
    week: whole ? await loadWeek(ctx, v.actor, asked.date) : null,
    todo: isToday ? await loadTodo(ctx, v.actor) : null,
    nowMinutes: isToday ? ctx.zone.localMinutes(v.now) : null,
  }
}

/** "Hôm nay": this week's episode as steps, what is to be done, and the wall of all stations. */
export function todayPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/',
      page(ctx, async (c, v) => send(c, <Today {...(await loadToday(ctx, c, v, true))} />)),
    )
    .get(
      '/hom-nay/bang',
      page(ctx, async (c, v) => send(c, <TodayPart {...(await loadToday(ctx, c, v, false))} />)),
    )
    .get('/hom-nay/su-kien', (c) => wallStream(ctx, c))
}
