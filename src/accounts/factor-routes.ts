import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { ROLES } from '../kernel/actor.ts'
import { isoUtc } from '../kernel/time.ts'
import { SESSION_COOKIE } from './authenticate.ts'
import {
  beginFactor,
  changeFactorRule,
  confirmFactor,
  factorState,
  readFactorRule,
  removeFactor,
  renewRecoveryCodes,
  resetFactor,
} from './factor.ts'
import { clientAddress } from './request.ts'
import { codeInput, passwordInput } from './session-routes.ts'

const tags = ['session']
const HERE = '/session/second-factor'
const done = { 204: { description: 'Done' }, ...problems }
const codes = json(z.object({ recovery_codes: z.array(z.string()) }), 'Ten codes that open once each, told this once')
const instant = (at: number | null): string | null => (at === null ? null : isoUtc(at))
const stateJson = z
  .object({
    confirmed_at: z.string().nullable(),
    recovery_codes_left: z.number().int(),
    required: z.boolean(),
    enrol_by: z.string().nullable(),
  })
  .openapi('SecondFactor')
const ruleJson = z
  .object({ roles: z.array(z.enum(ROLES)), grace_days: z.number().int().min(0).max(90) })
  .openapi('SecondFactorRule')

const read = createRoute({
  method: 'get',
  path: HERE,
  tags,
  summary: "One's own second factor",
  responses: { 200: json(stateJson, 'The second factor'), ...problems },
})
const begin = createRoute({
  method: 'post',
  path: HERE,
  tags,
  summary: 'Begin a second factor: a secret for an authenticator program',
  description: 'To change it, with a code of the present one. It counts once it is confirmed, within 30 minutes.',
  request: { body: jsonBody(z.object({ code: codeInput.optional() })) },
  responses: { 201: json(z.object({ secret: z.string(), uri: z.string() }), 'The secret, base32'), ...problems },
})
const confirm = createRoute({
  method: 'put',
  path: HERE,
  tags,
  summary: "Switch the second factor on by its first code and one's password; other sessions end",
  request: { body: jsonBody(z.object({ code: codeInput, password: passwordInput })) },
  responses: { 200: codes, ...problems },
})
const remove = createRoute({
  method: 'post',
  path: `${HERE}/removals`,
  tags,
  summary: 'Switch the second factor off, by a code',
  request: { body: jsonBody(z.object({ code: codeInput })) },
  responses: done,
})
const renew = createRoute({
  method: 'post',
  path: `${HERE}/recovery-codes`,
  tags,
  summary: 'Ten new recovery codes, by a code; the old ones end',
  request: { body: jsonBody(z.object({ code: codeInput })) },
  responses: { 200: codes, ...problems },
})
const reset = createRoute({
  method: 'delete',
  path: '/accounts/{id}/second-factor',
  tags: ['accounts'],
  summary: "Take an account's second factor away; its sessions end",
  request: { params: z.object({ id: idParam }) },
  responses: done,
})
const readRule = createRoute({
  method: 'get',
  path: '/second-factor-rule',
  tags: ['accounts'],
  summary: 'Which roles need a second factor',
  responses: { 200: json(ruleJson, 'The rule'), ...problems },
})
const putRule = createRoute({
  method: 'put',
  path: '/second-factor-rule',
  tags: ['accounts'],
  summary: 'Say which roles need a second factor, and how many days they may do without at first',
  request: { body: jsonBody(ruleJson) },
  responses: done,
})

/** The second factor of signing in: one's own, somebody's, and the rule for all. */
export function factorRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  const addressOf = (c: HonoContext<AppEnv>): string => clientAddress(c, ctx.config)
  api.openapi(read, async (c) => {
    const state = await factorState(ctx, c.get('actor'))
    const told = {
      confirmed_at: instant(state.confirmedAt),
      recovery_codes_left: state.recoveryCodesLeft,
      required: state.required,
      enrol_by: instant(state.enrolBy),
    }
    return c.json(told, 200)
  })
  api.openapi(begin, async (c) => {
    const { code } = c.req.valid('json')
    const pending = await beginFactor(ctx, c.get('actor'), { code, address: addressOf(c) })
    c.header('Cache-Control', 'no-store')
    return c.json(pending, 201)
  })
  api.openapi(confirm, async (c) => {
    const token = getCookie(c, SESSION_COOKIE) ?? ''
    const made = await confirmFactor(ctx, c.get('actor'), { ...c.req.valid('json'), token, address: addressOf(c) })
    c.header('Cache-Control', 'no-store')
    return c.json({ recovery_codes: made }, 200)
  })
  api.openapi(remove, async (c) => {
    await removeFactor(ctx, c.get('actor'), { ...c.req.valid('json'), address: addressOf(c) })
    return c.body(null, 204)
  })
  api.openapi(renew, async (c) => {
    const made = await renewRecoveryCodes(ctx, c.get('actor'), { ...c.req.valid('json'), address: addressOf(c) })
    c.header('Cache-Control', 'no-store')
    return c.json({ recovery_codes: made }, 200)
  })
  api.openapi(reset, async (c) => {
    await resetFactor(ctx, c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  api.openapi(readRule, async (c) => {
    const { roles, graceDays } = await readFactorRule(ctx, c.get('actor'))
    return c.json({ roles, grace_days: graceDays }, 200)
  })
  api.openapi(putRule, async (c) => {
    const { roles, grace_days: graceDays } = c.req.valid('json')
    await changeFactorRule(ctx, c.get('actor'), { roles, graceDays })
    return c.body(null, 204)
  })
  return api
}
