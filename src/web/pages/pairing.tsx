import { Hono } from 'hono'
import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, baseUrl } from '../../http/index.ts'
import { createPairing, pairingUrl, stationByCode } from '../../stations/index.ts'
import { page, send } from '../answer.tsx'
import { Head, Page } from '../components/page.tsx'
import type { View } from '../view.ts'

type Station = { readonly code: string; readonly name: string }
type Made = { readonly url: string; readonly expiresAt: number }

/** Dark on light in either scheme: cameras expect it. Only squares are drawn, nothing of it is anybody's text. */
const Qr = ({ text, label }: { text: string; label: string }) => (
  <div class="qr" role="img" aria-label={label}>
    {raw(renderSVG(text, { border: 4, ecc: 'M' }))}
  </div>
)

const Pairing = ({ v, station, made }: { v: View; station: Station; made: Made | null }) => (
  <Page v={v} title={`${v.t('pair.title')}: ${station.name}`}>
    <Head title={v.t('pair.title')} over={station.name} />
    <p class="measure">{v.t('pair.lead')}</p>
    {made && (
      <>
        <Qr text={made.url} label={v.t('pair.qr', { station: station.name })} />
        <p>{v.t('pair.until', { time: v.fmt.time(made.expiresAt) })}</p>
        <p>
          {v.t('pair.link')}:{' '}
          <a class="pair-link" href={made.url}>
            {made.url}
          </a>
        </p>
      </>
    )}
    <form method="post" action={`/dai/${encodeURIComponent(station.code)}/ghep-noi`} class="pair-form">
      <button class={made ? 'button' : 'button main'} type="submit">
        {v.t(made ? 'pair.again' : 'pair.make')}
      </button>{' '}
      <a class="button" href={`/tram/${encodeURIComponent(station.code)}`}>
        {v.t('pair.open')}
      </a>{' '}
      <a class="button" href="/dai">
        {v.t('pair.back')}
      </a>
    </form>
  </Page>
)

/** "Ghép máy mới": a one-use QR by which a device gets its own key of the station. */
export function pairingPages(ctx: Context): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get(
    '/dai/:code/ghep-noi',
    page(ctx, async (c, v) => {
      const station = await stationByCode(ctx.db, c.req.param('code') ?? '')
      demand(v.actor, 'station.pair', { stationId: station.id })
      return send(c, <Pairing v={v} station={station} made={null} />)
    }),
  )
  app.post(
    '/dai/:code/ghep-noi',
    page(ctx, async (c, v) => {
      const station = await stationByCode(ctx.db, c.req.param('code') ?? '')
      const { code, expiresAt } = await createPairing(ctx, v.actor, station.code)
      const url = pairingUrl(baseUrl(ctx.config, c), station.code, code)
      const answer = send(c, <Pairing v={v} station={station} made={{ url, expiresAt }} />)
      answer.headers.set('Cache-Control', 'no-store')
      return answer
    }),
  )
  return app
}
