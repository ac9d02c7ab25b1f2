import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { ROLES } from '../kernel/actor.ts'
import { normaliseLine } from '../kernel/text.ts'
import { isoUtc } from '../kernel/time.ts'
import { changeAccount, createAccount, listAccounts, readAccount, signOutAccount } from './actions.ts'
import { giveCookie } from './authenticate.ts'
import { makeResetLink, resetPassword, setUp } from './links.ts'
import { passwordInput } from './session-routes.ts'
import { accountJson, accountOf } from './shapes.ts'

/** Letters of any script, digits, `.`, `_`, `-`; three to forty. */
export const usernameInput = z
  .string()
  .max(200)
  .transform(normaliseLine)
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{2,39}$/u.test(name), {
    params: {
      vi: 'Tên đăng nhập gồm 3 đến 40 chữ, số, dấu chấm, gạch ngang hay gạch dưới.',
      en: 'A user name has 3 to 40 letters, digits, dots, hyphens or underscores.',
    },
  })
const roles = z.array(z.enum(ROLES)).max(ROLES.length)
const stationCodes = z.array(z.string().min(1).max(80)).max(10_000)
const tags = ['accounts']
const params = z.object({ id: idParam })
const linkToken = z.string().min(1).max(200)
const done = { description: 'Done' }

const list = createRoute({
  method: 'get',
  path: '/accounts',
  tags,
  summary: 'All accounts, inactive ones too',
  responses: { 200: json(z.object({ items: z.array(accountJson) }), 'Accounts'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/accounts',
  tags,
  summary: 'Create an account',
  description: 'Without a password the person chooses one through a reset link.',
  request: {
    body: jsonBody(
      z.object({
        username: usernameInput,
        name: line(200),
        roles: roles.default([]),
        stations: stationCodes.default([]),
        password: passwordInput.optional(),
      }),
    ),
  },
  responses: { 201: json(accountJson, 'Created'), ...problems },
})
const read = createRoute({
  method: 'get',
  path: '/accounts/{id}',
  tags,
  summary: 'One account',
  request: { params },
  responses: { 200: json(accountJson, 'The account'), ...problems },
})
const change = createRoute({
  method: 'patch',
  path: '/accounts/{id}',
  tags,
  summary: 'Change name, roles, stations; deactivate or reactivate',
  description: 'Deactivating ends all sessions at once. The last active administrator cannot be removed.',
  request: {
    params,
    body: jsonBody(
      z
        .object({ name: line(200), roles, stations: stationCodes, active: z.boolean() })
        .partial()
        .strict(),
    ),
  },
  responses: { 200: json(accountJson, 'Changed'), ...problems },
})
const endSessions = createRoute({
  method: 'delete',
  path: '/accounts/{id}/sessions',
  tags,
  summary: 'Sign an account out on every device',
  request: { params },
  responses: { 200: json(z.object({ ended: z.number().int() }), 'How many sessions ended'), ...problems },
})
const resetLink = createRoute({
  method: 'post',
  path: '/accounts/{id}/reset-links',
  tags,
  summary: 'Make a one-time link for choosing a new password',
  description: 'The link is shown this once, works once and for 24 hours; an older unused one ends.',
  request: { params },
  responses: { 201: json(z.object({ url: z.string(), expires_at: z.string() }), 'The link'), ...problems },
})
const reset = createRoute({
  method: 'post',
  path: '/password-resets',
  tags,
  summary: 'Choose a new password through a one-time link',
  request: { body: jsonBody(z.object({ token: linkToken, password: passwordInput })) },
  responses: { 204: done, ...problems },
})
const setup = createRoute({
  method: 'post',
  path: '/setup',
  tags,
  summary: 'Create the first administrator through the link of the first start',
  request: {
    body: jsonBody(z.object({ token: linkToken, username: usernameInput, name: line(200), password: passwordInput })),
  },
  responses: { 201: json(accountJson, 'Created and signed in'), ...problems },
})

/** Accounts, one-time links, the first administrator. */
export function accountRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => c.json({ items: (await listAccounts(ctx, c.get('actor'))).map(accountOf) }, 200))
  api.openapi(create, async (c) =>
    c.json(accountOf(await createAccount(ctx, c.get('actor'), c.req.valid('json'))), 201),
  )
  api.openapi(read, async (c) =>
    c.json(accountOf(await readAccount(ctx, c.get('actor'), c.req.valid('param').id)), 200),
  )
  api.openapi(change, async (c) => {
    const account = await changeAccount(ctx, c.get('actor'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(accountOf(account), 200)
  })
  api.openapi(endSessions, async (c) =>
    c.json({ ended: await signOutAccount(ctx, c.get('actor'), c.req.valid('param').id) }, 200),
  )
  api.openapi(resetLink, async (c) => {
    const base = ctx.config.publicUrl ?? new URL(c.req.url).origin
    const { url, expiresAt } = await makeResetLink(ctx, c.get('actor'), { accountId: c.req.valid('param').id, base })
    c.header('Cache-Control', 'no-store')
    return c.json({ url, expires_at: isoUtc(expiresAt) }, 201)
  })
  api.openapi(reset, async (c) => {
    await resetPassword(ctx, c.req.valid('json'))
    return c.body(null, 204)
  })
  api.openapi(setup, async (c) => {
    const { token, account } = await setUp(ctx, c.req.valid('json'))
    giveCookie(ctx, c, token)
    c.header('Cache-Control', 'no-store')
    return c.json(accountOf(account), 201)
  })
  return api
}
