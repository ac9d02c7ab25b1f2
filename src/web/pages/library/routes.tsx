import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, sendStream } from '../../../http/index.ts'
import { audioFacts, fieldsAndYears, findEpisodes, howManyEpisodes, listSegments } from '../../../library/index.ts'
import { airedCounts } from '../../../schedule/index.ts'
import { page, send } from '../../answer.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { episodeArchive } from './archive.ts'
import { questionOf, readAsked } from './asked.ts'
import { Library } from './page.tsx'

const PAGE_SIZE = 50
const ARCHIVED_AT_MOST = 50

/** "Kho nội dung": episodes by week, or as they are asked for. */
async function libraryPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const segments = await listSegments(ctx, v.actor, true)
  const given = readAsked((name) => c.req.query(name))
  // A segment that is not there asks for nothing.
  const asked = segments.some(({ code }) => code === given.segment) ? given : { ...given, segment: '' }
  const question = questionOf(asked)
  const { items, next } = await findEpisodes(ctx, v.actor, question, { offset: asked.offset, limit: PAGE_SIZE })
  const short = next === null && (asked.offset === 0 || items.length > 0)
  const count = short ? asked.offset + items.length : await howManyEpisodes(ctx, v.actor, question)
  const ids = items.map(({ id }) => id)
  return send(
    c,
    <Library
      v={v}
      asked={asked}
      choices={{ segments, ...(await fieldsAndYears(ctx.db)) }}
      episodes={items}
      next={next}
      count={count}
      pageSize={PAGE_SIZE}
      audio={await audioFacts(ctx.db, ids)}
      aired={await airedCounts(ctx.db, ids)}
    />,
  )
}

/** The ticked episodes as one archive; none ticked, or too many, is said on the list. */
async function archive(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'library.read')
  const ids = [...new Set((c.req.queries('ky') ?? []).map(Number))].filter((id) => Number.isSafeInteger(id) && id > 0)
  if (ids.length === 0) return done(c, '/ky', 'library.export_none')
  if (ids.length > ARCHIVED_AT_MOST) return done(c, '/ky', 'library.export_many', { n: ARCHIVED_AT_MOST })
  const stream = await episodeArchive(ctx, v.actor, ids)
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="kho-noi-dung-${v.today}.zip"`,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  }
  return sendStream(c, () => stream, 200, headers, ctx.log)
}

export const libraryPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/ky',
      page(ctx, (c, v) => libraryPage(ctx, c, v)),
    )
    .get(
      '/ky/xuat.zip',
      page(ctx, (c, v) => archive(ctx, c, v)),
    )
