import { Hono, type Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, idParam, parseInput, sendStream } from '../../../http/index.ts'
import {
  addPhoto,
  airingHistory,
  attestAirings,
  playoutErrors,
  readPhoto,
  stateAirings,
} from '../../../playout/index.ts'
import { parseAiringId } from '../../../protocol/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { AiringPage, type AiringProps } from './airing.tsx'
import { type Posted, readPosted } from './brought.ts'
import { readAttestation, readCorrection } from './input.ts'
import { loadAiring } from './load.ts'

const ID = ':id{[0-9]+-[0-9]+-[0-9]{8}-[0-9]+}'
const idOf = (c: HonoContext<AppEnv>): string => c.req.param('id') ?? ''

/** Does what a form of the page of one airing says; a form that failed comes back on that page. */
async function act(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  which: NonNullable<AiringProps['failed']>,
  doIt: (posted: Posted, plannedOn: AiringProps['row']['airing']['plannedOn']) => Promise<Response>,
): Promise<Response> {
  const stationId = parseAiringId(idOf(c))?.stationId
  demand(v.actor, which === 'correct' ? 'airing.correct' : 'airing.attest', { stationId })
  const posted = await readPosted(c)
  try {
    const { airing } = await airingHistory(ctx, v.actor, idOf(c))
    return await doIt(posted, airing.plannedOn)
  } catch (error) {
    const form = returned(v, error, { ...posted.values })
    return send(c, <AiringPage {...(await loadAiring(ctx, v, idOf(c), form, which))} />, form.status)
  }
}

const back = (c: HonoContext<AppEnv>): string => `/nhat-ky/${idOf(c)}`

const attest = (ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> =>
  act(ctx, c, v, 'attest', async (posted, plannedOn) => {
    const told = readAttestation(ctx.zone, posted.values, plannedOn)
    await attestAirings(ctx, v.actor, [{ ...told, airingId: idOf(c) }], await posted.file('photo'))
    return done(c, back(c), 'log.attested_one')
  })

const correct = (ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> =>
  act(ctx, c, v, 'correct', async (posted, plannedOn) => {
    const told = readCorrection(ctx.zone, posted.values, plannedOn)
    await stateAirings(ctx, v.actor, 'correction', [{ ...told, airingId: idOf(c) }])
    return done(c, back(c), 'log.corrected_one')
  })

const photo = (ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> =>
  act(ctx, c, v, 'photo', async (posted) => {
    const file = await posted.file('photo')
    if (!file) throw playoutErrors.photo_unknown_kind()
    await addPhoto(ctx, v.actor, idOf(c), file)
    return done(c, back(c), 'log.photo_added')
  })

/** The photograph itself; whatever is in it, it can run nothing here. */
async function picture(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { photo: kept, open } = await readPhoto(ctx, v.actor, parseInput(idParam, c.req.param('photo')))
  const headers = {
    'Content-Type': kept.type,
    'Content-Length': String(kept.bytes),
    'Content-Disposition': `${kept.extension === 'pdf' ? 'attachment' : 'inline'}; filename="so-${kept.id}.${kept.extension}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=86400',
  }
  return sendStream(c, open, 200, headers, ctx.log)
}

/** The page of one airing, what is stated on it, and the photographs behind it. */
export function airingPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      `/nhat-ky/${ID}`,
      page(ctx, async (c, v) => send(c, <AiringPage {...(await loadAiring(ctx, v, idOf(c)))} />)),
    )
    .post(
      `/nhat-ky/${ID}/xac-nhan`,
      page(ctx, (c, v) => attest(ctx, c, v)),
    )
    .post(
      `/nhat-ky/${ID}/dinh-chinh`,
      page(ctx, (c, v) => correct(ctx, c, v)),
    )
    .post(
      `/nhat-ky/${ID}/anh`,
      page(ctx, (c, v) => photo(ctx, c, v)),
    )
    .get(
      '/nhat-ky/anh/:photo{[0-9]+}',
      page(ctx, (c, v) => picture(ctx, c, v)),
    )
}
