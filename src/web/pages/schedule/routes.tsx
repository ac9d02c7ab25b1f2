import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, parseInput } from '../../../http/index.ts'
import { undoAct } from '../../../schedule/index.ts'
import { formValues, page } from '../../answer.tsx'
import { done } from '../../flash.ts'
import { safePath, type View } from '../../view.ts'
import { airingPage, changeAiring } from './airing.tsx'
import { closuresPage, removeClosure, saveClosure } from './closures.tsx'
import { copyPage, saveCopy } from './copy.tsx'
import { dayPage, weekPage } from './grid.tsx'
import { schedulePage } from './list.tsx'
import { programmeFile, programmePage } from './programme.tsx'
import { saveSegment, segmentPage, segmentsPage } from './segments.tsx'
import { backfillForm, endSlotForm, newSlotPage, saveSlot, slotPage, slotsPage } from './slots.tsx'

/** Takes a saving back; pressing twice undoes once, and says the same. */
async function undo(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { ve } = await formValues(c)
  const back = safePath(ve ?? '/lich-phat')
  try {
    await undoAct(ctx, v.actor, parseInput(idParam, c.req.param('id')))
  } catch (error) {
    const known = asDomainError(error)
    if (known.status !== 409) throw error
    if (known.code !== 'act_undone') return done(c, back, 'schedule.not_undone', { why: known[v.lang] })
  }
  return done(c, back, 'schedule.undone')
}

/** "Lịch phát": views of days and weeks, changing an airing, slots, closures, segments, the printed programme. */
export const schedulePages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().route('/', viewRoutes(ctx)).route('/', slotRoutes(ctx)).route('/', otherRoutes(ctx))

function viewRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/lich-phat',
      page(ctx, (c, v) => schedulePage(ctx, c, v)),
    )
    .get(
      '/lich-phat/tuan',
      page(ctx, (c, v) => weekPage(ctx, c, v)),
    )
    .get(
      '/lich-phat/ngay',
      page(ctx, (c, v) => dayPage(ctx, c, v)),
    )
    .get(
      '/lich-phat/luot/:id',
      page(ctx, (c, v) => airingPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/luot/:id',
      page(ctx, (c, v) => changeAiring(ctx, c, v)),
    )
    .post(
      '/lich-phat/hoan-tac/:id',
      page(ctx, (c, v) => undo(ctx, c, v)),
    )
}

function slotRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/lich-phat/khung-gio',
      page(ctx, (c, v) => slotsPage(ctx, c, v)),
    )
    .get(
      '/lich-phat/khung-gio/moi',
      page(ctx, (c, v) => newSlotPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/khung-gio/moi',
      page(ctx, (c, v) => saveSlot(ctx, c, v)),
    )
    .get(
      '/lich-phat/khung-gio/:id{[0-9]+}',
      page(ctx, (c, v) => slotPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/khung-gio/:id{[0-9]+}',
      page(ctx, (c, v) => saveSlot(ctx, c, v)),
    )
    .post(
      '/lich-phat/khung-gio/:id{[0-9]+}/ket-thuc',
      page(ctx, (c, v) => endSlotForm(ctx, c, v)),
    )
    .post(
      '/lich-phat/khung-gio/:id{[0-9]+}/lap-bu',
      page(ctx, (c, v) => backfillForm(ctx, c, v)),
    )
}

function otherRoutes(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      '/lich-phat/ngay-nghi',
      page(ctx, (c, v) => closuresPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/ngay-nghi',
      page(ctx, (c, v) => saveClosure(ctx, c, v)),
    )
    .post(
      '/lich-phat/ngay-nghi/:id{[0-9]+}/bo',
      page(ctx, (c, v) => removeClosure(ctx, c, v)),
    )
    .get(
      '/lich-phat/chep-tuan',
      page(ctx, (c, v) => copyPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/chep-tuan',
      page(ctx, (c, v) => saveCopy(ctx, c, v)),
    )
    .get(
      '/lich-phat/chuyen-muc',
      page(ctx, (c, v) => segmentsPage(ctx, c, v)),
    )
    .get(
      '/lich-phat/chuyen-muc/:code',
      page(ctx, (c, v) => segmentPage(ctx, c, v)),
    )
    .post(
      '/lich-phat/chuyen-muc/:code',
      page(ctx, (c, v) => saveSegment(ctx, c, v)),
    )
    .get(
      '/lich-phat/in',
      page(ctx, (c, v) => programmePage(ctx, c, v)),
    )
    .get(
      '/lich-phat/chuong-trinh.xlsx',
      page(ctx, (c, v) => programmeFile(ctx, c, v)),
    )
}
