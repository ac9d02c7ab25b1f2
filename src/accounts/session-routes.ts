import type { OpenAPIHono } from '@hono/zod-openapi'
import { deleteCookie, getCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { commonErrors } from '../kernel/errors.ts'
import { isoUtc } from '../kernel/time.ts'
import { giveCookie, SESSION_COOKIE } from './authenticate.ts'
import { PASSWORD_MAX } from './password.ts'
import { clientAddress } from './request.ts'
import { accountJson, accountOf } from './shapes.ts'
import {
  changePassword,
  demandAccount,
  ownSessions,
  signIn,
  signOut,
  signOutElsewhere,
  signOutEverywhere,
} from './sign-in.ts'
import { accountById } from './store.ts'

export const passwordInput = z
  .string()
  .min(1)
  .max(PASSWORD_MAX * 4)
/** Six digits of the telephone, or a recovery code. */
export const codeInput = z.string().min(1).max(40)
const tags = ['session']
const none = { description: 'Done' }

const open = createRoute({
  method: 'post',
  path: '/session',
  tags,
  summary: 'Sign in with user name and password',
  description:
    'Sets the cookie sq_session. Failed attempts are throttled per account and address: 429 with Retry-After. An account with a second factor is answered second_factor_required (401) until `code` comes with the password.',
  request: {
    body: jsonBody(
      z.object({ username: z.string().min(1).max(300), password: passwordInput, code: codeInput.optional() }),
    ),
  },
  responses: { 200: json(accountJson, 'Signed in'), ...problems },
})
const me = createRoute({
  method: 'get',
  path: '/session',
  tags,
  summary: 'Who is signed in',
  responses: { 200: json(accountJson, 'The signed-in person'), ...problems },
})
const close = createRoute({
  method: 'delete',
  path: '/session',
  tags,
  summary: 'Sign out',
  responses: { 204: none, ...problems },
})
const closeAll = createRoute({
  method: 'delete',
  path: '/session/everywhere',
  tags,
  summary: 'Sign out on every device',
  responses: { 200: json(z.object({ ended: z.number().int() }), 'How many sessions ended'), ...problems },
})
const sessionJson = z.object({
  created_at: z.string(),
  last_seen_at: z.string(),
  user_agent: z.string(),
  address: z.string(),
  own: z.boolean().openapi({ description: 'The session that asks' }),
})
const list = createRoute({
  method: 'get',
  path: '/session/all',
  tags,
  summary: 'Where one is signed in',
  responses: { 200: json(z.object({ items: z.array(sessionJson) }), 'Sessions, the last used first'), ...problems },
})
const closeOthers = createRoute({
  method: 'delete',
  path: '/session/others',
  tags,
  summary: 'Sign out on every other device',
  responses: { 200: json(z.object({ ended: z.number().int() }), 'How many sessions ended'), ...problems },
})
const password = createRoute({
  method: 'put',
  path: '/session/password',
  tags,
  summary: "Change one's own password; other sessions end",
  request: { body: jsonBody(z.object({ current: passwordInput, password: passwordInput })) },
  responses: { 204: none, ...problems },
})

/** Sign in, who am I, sign out, sign out everywhere, change the password. */
export function sessionRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(open, async (c) => {
    const { token, account } = await signIn(ctx, {
      ...c.req.valid('json'),
      userAgent: c.req.header('User-Agent') ?? '',
      address: clientAddress(c, ctx.config),
    })
    giveCookie(ctx, c, token)
    c.header('Cache-Control', 'no-store')
    return c.json(accountOf(account), 200)
  })
  api.openapi(me, async (c) => {
    const { accountId } = demandAccount(c.get('actor'))
    const account = await accountById(ctx.db, accountId)
    if (!account) throw commonErrors.sign_in_required()
    c.header('Cache-Control', 'no-store')
    return c.json(accountOf(account), 200)
  })
  api.openapi(close, async (c) => {
    await signOut(ctx, c.get('actor'), getCookie(c, SESSION_COOKIE) ?? '')
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.body(null, 204)
  })
  api.openapi(closeAll, async (c) => {
    const ended = await signOutEverywhere(ctx, c.get('actor'))
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.json({ ended }, 200)
  })
  api.openapi(list, async (c) => {
    const sessions = await ownSessions(ctx, c.get('actor'), getCookie(c, SESSION_COOKIE) ?? '')
    const items = sessions.map((one) => ({
      created_at: isoUtc(one.createdAt),
      last_seen_at: isoUtc(one.lastSeenAt),
      user_agent: one.userAgent,
      address: one.address,
      own: one.own,
    }))
    c.header('Cache-Control', 'no-store')
    return c.json({ items }, 200)
  })
  api.openapi(closeOthers, async (c) =>
    c.json({ ended: await signOutElsewhere(ctx, c.get('actor'), getCookie(c, SESSION_COOKIE) ?? '') }, 200),
  )
  api.openapi(password, async (c) => {
    const token = getCookie(c, SESSION_COOKIE) ?? ''
    await changePassword(ctx, c.get('actor'), { ...c.req.valid('json'), token, address: clientAddress(c, ctx.config) })
    return c.body(null, 204)
  })
  return api
}
