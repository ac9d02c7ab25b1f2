import { Hono, type Context as HonoContext } from 'hono'
import { type ApiKeyRow, createApiKey, listApiKeys, revokeApiKey } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { ShownOnce } from '../../components/shown-once.tsx'
import { WideTable } from '../../components/table.tsx'
import { done } from '../../flash.ts'
import { newTicket, once } from '../../once.ts'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'
import { AdminFrame, forAdmin } from './frame.tsx'

const TAB = '/quan-tri/khoa'
const newKey = z.object({ name: line(200) })

const Row = ({ v, row }: { v: View; row: ApiKeyRow }) => (
  <tr class={row.revokedAt === null ? undefined : 'ended'}>
    <th scope="row" class="wrap">
      {row.name}
      {row.revokedAt === null && !row.makerMay && <span class="block small urgent">{v.t('factor.key_maker')}</span>}
    </th>
    <td class="num">{v.fmt.moment(row.createdAt)}</td>
    <td class="num">{row.lastUsedAt === null ? v.t('stations.key_unused') : ago(v, row.lastUsedAt)}</td>
    <td>
      {row.revokedAt !== null ? (
        v.t('stations.key_revoked', { when: v.fmt.moment(row.revokedAt) })
      ) : (
        <form
          method="post"
          action={`${TAB}/${row.id}/thu-hoi`}
          data-confirm={v.t('admin.key_revoke_sure', { name: row.name })}
          data-confirm-ok={v.t('stations.key_revoke')}
          data-serious=""
        >
          <button class="link-button urgent" type="submit" aria-label={`${v.t('stations.key_revoke')}: ${row.name}`}>
            {v.t('stations.key_revoke')}
          </button>
        </form>
      )}
    </td>
  </tr>
)

type Props = {
  v: View
  keys: readonly ApiKeyRow[]
  form: Returned
  made: { readonly name: string; readonly key: string } | null
}
const Keys = ({ v, keys, form, made }: Props) => (
  <AdminFrame v={v} tab={TAB}>
    {made && <ShownOnce v={v} name={made.name} secret={made.key} />}
    <section class="section first" aria-labelledby="keys">
      <h2 id="keys">{v.t('admin.tab_keys')}</h2>
      <p class="measure quiet spaced-s">{v.t('admin.keys_lead')}</p>
      {keys.length === 0 ? (
        <p>{v.t('admin.no_keys')}</p>
      ) : (
        <WideTable name={v.t('admin.tab_keys')}>
          <table class="table stack">
            <thead>
              <tr>
                <th scope="col">{v.t('admin.key_name')}</th>
                <th scope="col">{v.t('stations.key_created')}</th>
                <th scope="col">{v.t('stations.key_used')}</th>
                <th scope="col">{v.t('stations.key_act')}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map((row) => (
                <Row v={v} row={row} />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </section>
    <section class="section" aria-labelledby="new-key">
      <h2 id="new-key">{v.t('stations.key_make')}</h2>
      <form class="narrow" method="post" action={TAB}>
        <input type="hidden" name="ticket" value={newTicket()} />
        <FormFaults v={v} form={form} fields={['name']} />
        <Field
          v={v}
          name="name"
          label={v.t('admin.key_name')}
          hint={v.t('admin.key_name_hint')}
          form={form}
          required
          maxlength={200}
        />
        <button class="button main" type="submit">
          {v.t('stations.key_make')}
        </button>
      </form>
    </section>
  </AdminFrame>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; made?: Props['made']; status?: number } = {},
): Promise<Response> {
  forAdmin(v.actor, 'api_key.manage')
  const keys = [...(await listApiKeys(ctx, v.actor))].sort(
    (a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.id - a.id,
  )
  const { form = UNTOUCHED, made = null, status } = more
  const answer = send(c, <Keys v={v} keys={keys} form={form} made={made} />, status)
  if (made) answer.headers.set('Cache-Control', 'no-store')
  return answer
}

async function create(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'api_key.manage')
  const values = await formValues(c)
  try {
    const { name } = parseInput(newKey, values)
    const made = await once(
      values.ticket,
      v.now,
      () => createApiKey(ctx, v.actor, name),
      () => null,
    )
    return made === null ? done(c, TAB, 'stations.key_spent') : show(ctx, c, v, { made: { name, key: made.key } })
  } catch (error) {
    const form = returned(v, error, { name: values.name ?? '' })
    return show(ctx, c, v, { form, status: form.status })
  }
}

async function revoke(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  try {
    await revokeApiKey(ctx, v.actor, parseInput(idParam, c.req.param('id')))
  } catch (error) {
    // Pressed twice: it is revoked, which is what was asked for.
    if (asDomainError(error).code !== 'api_key_revoked') throw error
  }
  return done(c, TAB, 'stations.key_was_revoked')
}

/** Read-only keys for those who fetch the reports by a program. */
export const apiKeyPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      TAB,
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      TAB,
      page(ctx, (c, v) => create(ctx, c, v)),
    )
    .post(
      `${TAB}/:id/thu-hoi`,
      page(ctx, (c, v) => revoke(ctx, c, v)),
    )
