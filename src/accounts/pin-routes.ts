import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, jsonBody, newApi, problems, z } from '../http/index.ts'
import { clearPin, setPin } from './pin.ts'
import { demandAccount } from './sign-in.ts'

const done = { 204: { description: 'Done' }, ...problems }
const params = z.object({ id: idParam })
const body = jsonBody(z.object({ pin: z.string().max(100) }))
const tags = ['accounts']

const putOwn = createRoute({
  method: 'put',
  path: '/session/pin',
  tags: ['session'],
  summary: "Set one's own PIN, six digits, for confirming airings at the station's device",
  request: { body },
  responses: done,
})
const put = createRoute({
  method: 'put',
  path: '/accounts/{id}/pin',
  tags,
  summary: 'Set the PIN of an account',
  request: { params, body },
  responses: done,
})
const remove = createRoute({
  method: 'delete',
  path: '/accounts/{id}/pin',
  tags,
  summary: 'Take the PIN of an account away',
  request: { params },
  responses: done,
})

export function pinRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(putOwn, async (c) => {
    const { accountId } = demandAccount(c.get('actor'))
    await setPin(ctx, c.get('actor'), { accountId, pin: c.req.valid('json').pin })
    return c.body(null, 204)
  })
  api.openapi(put, async (c) => {
    await setPin(ctx, c.get('actor'), { accountId: c.req.valid('param').id, pin: c.req.valid('json').pin })
    return c.body(null, 204)
  })
  api.openapi(remove, async (c) => {
    await clearPin(ctx, c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return api
}
