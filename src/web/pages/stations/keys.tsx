import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import {
  createStationKey,
  revokeStationKey,
  type Station,
  type StationKey,
  stationKeys,
} from '../../../stations/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { ShownOnce } from '../../components/shown-once.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import { newTicket, once } from '../../once.ts'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

const newKey = z.object({ name: line(200) })

/** Keys with the button that revokes each of them. */
export const KeyTable = ({ v, station, keys }: { v: View; station: Station; keys: readonly StationKey[] }) => (
  <WideTable name={v.t('stations.keys')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('stations.key_name')}</th>
          <th scope="col">{v.t('stations.key_kind')}</th>
          <th scope="col">{v.t('stations.key_created')}</th>
          <th scope="col">{v.t('stations.key_used')}</th>
          <th scope="col">{v.t('stations.key_act')}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr class={key.revokedAt === null ? undefined : 'ended'}>
            <th scope="row" class="wrap">
              {key.name}
            </th>
            <td>{v.t(key.paired ? 'stations.key_paired' : 'stations.key_by_hand')}</td>
            <td class="num">{v.fmt.moment(key.createdAt)}</td>
            <td class="num">{key.lastUsedAt === null ? v.t('stations.key_unused') : ago(v, key.lastUsedAt)}</td>
            <td>
              {key.revokedAt !== null ? (
                v.t('stations.key_revoked', { when: v.fmt.moment(key.revokedAt) })
              ) : (
                <form
                  method="post"
                  action={`${hrefOf(station)}/khoa/${key.id}/thu-hoi`}
                  data-confirm={v.t('stations.key_revoke_sure', { name: key.name })}
                  data-confirm-ok={v.t('stations.key_revoke')}
                  data-serious=""
                >
                  <button
                    class="link-button urgent"
                    type="submit"
                    aria-label={`${v.t('stations.key_revoke')}: ${key.name}`}
                  >
                    {v.t('stations.key_revoke')}
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

type KeysProps = {
  v: View
  station: Station
  keys: readonly StationKey[]
  form: Returned
  made?: { readonly name: string; readonly key: string } | undefined
}
const KeysPage = ({ v, station, keys, form, made }: KeysProps) => (
  <StationFrame v={v} station={station} tab="/khoa">
    {made && <ShownOnce v={v} name={made.name} secret={made.key} />}
    <section class="section first" aria-labelledby="keys">
      <div class="row-head">
        <h2 id="keys">{v.t('stations.keys')}</h2>
        {can(v.actor, 'station.pair', { stationId: station.id }) && (
          <a class="button" href={`${hrefOf(station)}/ghep-noi`}>
            {v.t('pair.title')}
          </a>
        )}
      </div>
      <p class="measure quiet spaced-s">{v.t('stations.keys_lead')}</p>
      {keys.length === 0 ? <p>{v.t('stations.no_keys')}</p> : <KeyTable v={v} station={station} keys={keys} />}
    </section>
    <section class="section" aria-labelledby="new-key">
      <h2 id="new-key">{v.t('stations.key_new')}</h2>
      <FormFaults v={v} form={form} fields={['name']} />
      <form class="narrow" method="post" action={`${hrefOf(station)}/khoa`}>
        <input type="hidden" name="ticket" value={newTicket()} />
        <Field
          v={v}
          name="name"
          label={v.t('stations.key_name')}
          hint={v.t('stations.key_name_hint')}
          form={form}
          required
          maxlength={200}
        />
        <button class="button main" type="submit">
          {v.t('stations.key_make')}
        </button>
      </form>
    </section>
  </StationFrame>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; made?: KeysProps['made']; status?: number } = {},
): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  demand(v.actor, 'station_key.manage', { stationId: station.id })
  const keys = [...(await stationKeys(ctx, v.actor, station.code))].sort(
    (a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.id - a.id,
  )
  const { form = UNTOUCHED, made, status } = more
  const answer = send(c, <KeysPage v={v} station={station} keys={keys} form={form} made={made} />, status)
  // A secret is kept nowhere: not in the way back of the browser either.
  if (made) answer.headers.set('Cache-Control', 'no-store')
  return answer
}

async function create(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  const values = await formValues(c)
  try {
    const { name } = parseInput(newKey, values)
    const make = () => createStationKey(ctx, v.actor, { code: station.code, name })
    const made = await once(values.ticket, v.now, make, () => null)
    if (made === null) return done(c, `${hrefOf(station)}/khoa`, 'stations.key_spent')
    return show(ctx, c, v, { made: { name, key: made.key } })
  } catch (error) {
    const form = returned(v, error, { name: values.name ?? '' })
    return show(ctx, c, v, { form, status: form.status })
  }
}

async function revoke(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  const id = parseInput(idParam, c.req.param('id'))
  try {
    await revokeStationKey(ctx, v.actor, { id, code: station.code })
  } catch (error) {
    // Pressed twice: it is revoked, which is what was asked for.
    if (asDomainError(error).code !== 'station_key_revoked') throw error
  }
  return done(c, `${hrefOf(station)}/khoa`, 'stations.key_was_revoked')
}

/** Keys and paired devices of a station: made and shown once, revoked at once. */
export const stationKeyPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai/:code/khoa',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/dai/:code/khoa',
      page(ctx, (c, v) => create(ctx, c, v)),
    )
    .post(
      '/dai/:code/khoa/:id/thu-hoi',
      page(ctx, (c, v) => revoke(ctx, c, v)),
    )
