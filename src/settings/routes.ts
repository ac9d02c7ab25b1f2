import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { normaliseLine } from '../kernel/text.ts'
import { changeSettings, readSettings } from './actions.ts'
import type { Settings } from './settings-store.ts'

const tags = ['settings']
const answer = z
  .object({
    centre_name: z.string(),
    public_totals: z
      .boolean()
      .openapi({ description: 'Closed totals may be read by everybody, at /cong-khai/so-lieu.json' }),
  })
  .openapi('Settings')
export const settingsBody = z.object({
  centre_name: z.string().max(800).transform(normaliseLine).pipe(z.string().max(200)).optional(),
  public_totals: z.boolean().optional(),
})

const read = createRoute({
  method: 'get',
  path: '/settings',
  tags,
  summary: 'Settings of the installation',
  responses: { 200: json(answer, 'The settings now'), ...problems },
})
const patch = createRoute({
  method: 'patch',
  path: '/settings',
  tags,
  summary: 'Changes settings of the installation; members left out stay as they are',
  request: { body: jsonBody(settingsBody) },
  responses: { 200: json(answer, 'The settings as they are now'), ...problems },
})

const asJson = ({ centreName, publicTotals }: Settings): z.output<typeof answer> => ({
  centre_name: centreName,
  public_totals: publicTotals,
})

/** What an administrator sets for the whole installation. */
export function settingsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(read, async (c) => c.json(asJson(await readSettings(ctx, c.get('actor'))), 200))
  api.openapi(patch, async (c) => {
    const { centre_name: centreName, public_totals: publicTotals } = c.req.valid('json')
    return c.json(asJson(await changeSettings(ctx, c.get('actor'), { centreName, publicTotals })), 200)
  })
  return api
}
