import { Hono, type Context as HonoContext } from 'hono'
import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, baseUrl } from '../../../http/index.ts'
import { createPairing, pairingUrl, type Station, type StationKey, stationKeys } from '../../../stations/index.ts'
import { page, send } from '../../answer.tsx'
import type { View } from '../../view.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { KeyTable } from './keys.tsx'

type Made = { readonly url: string; readonly expiresAt: number }

/** Dark on light in either scheme: cameras expect it. Only squares are drawn, nothing of it is anybody's text. */
const Qr = ({ text, label }: { text: string; label: string }) => (
  <div class="qr" role="img" aria-label={label}>
    {raw(renderSVG(text, { border: 4, ecc: 'M' }))}
  </div>
)

type Props = { v: View; station: Station; devices: readonly StationKey[]; made: Made | null }
const Pairing = ({ v, station, devices, made }: Props) => {
  const here = `/dai/${encodeURIComponent(station.code)}`
  return (
    <StationFrame v={v} station={station} tab="/khoa">
      <section class="section first" aria-labelledby="pair">
        <h2 id="pair">{v.t('pair.title')}</h2>
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
        <form method="post" action={`${here}/ghep-noi`} class="pair-form">
          <button class={made ? 'button' : 'button main'} type="submit">
            {v.t(made ? 'pair.again' : 'pair.make')}
          </button>
          <a class="button" href={`/tram/${encodeURIComponent(station.code)}`}>
            {v.t('pair.open')}
          </a>
          <a class="button" href={here}>
            {v.t('pair.back')}
          </a>
        </form>
      </section>
      <section class="section" aria-labelledby="paired">
        <h2 id="paired">{v.t('pair.devices')}</h2>
        {devices.length === 0 ? (
          <p class="quiet">{v.t('pair.no_devices')}</p>
        ) : (
          <KeyTable v={v} station={station} keys={devices} />
        )}
      </section>
    </StationFrame>
  )
}

async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, made: Made | null): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  demand(v.actor, 'station.pair', { stationId: station.id })
  const keys = await stationKeys(ctx, v.actor, station.code)
  const devices = keys.filter(({ paired, revokedAt }) => paired && revokedAt === null)
  const answer = send(c, <Pairing v={v} station={station} devices={devices} made={made} />)
  // A code opens the door for ten minutes: it is kept nowhere.
  if (made) answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/** "Ghép máy mới": a one-use QR by which a device gets its own key of the station, and the devices that have one. */
export const pairingPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai/:code/ghep-noi',
      page(ctx, (c, v) => show(ctx, c, v, null)),
    )
    .post(
      '/dai/:code/ghep-noi',
      page(ctx, async (c, v) => {
        const station = await stationHere(ctx, v, c.req.param('code'))
        const { code, expiresAt } = await createPairing(ctx, v.actor, station.code)
        return show(ctx, c, v, { url: pairingUrl(baseUrl(ctx.config, c), station.code, code), expiresAt })
      }),
    )
