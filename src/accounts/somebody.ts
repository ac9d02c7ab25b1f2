import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { type AppEnv, minuteThrottle } from '../http/index.ts'
import { commonErrors } from '../kernel/errors.ts'
import { accountErrors } from './errors.ts'
import { clientAddress, tellsPeopleApart } from './request.ts'

/** The routes of the API that need no session and no key: how one comes in, and what the API is. */
export const OPEN_ROUTES: readonly (readonly [method: string, path: RegExp])[] = [
  ['GET', /^\/api\/v1\/openapi\.json$/],
  ['POST', /^\/api\/v1\/session$/],
  // With it anyone can tell whether a USB bundle is ours.
  ['GET', /^\/api\/v1\/bundle-key$/],
  ['POST', /^\/api\/v1\/setup$/],
  ['POST', /^\/api\/v1\/password-resets$/],
  // The code in the address is the proof.
  ['POST', /^\/api\/v1\/pairings\/[^/]+\/claims$/],
]

/**
 * Speaks before anything is read or judged of a request: who shows nothing learns nothing, not even what a body must
 * look like or which addresses there are.
 * @throws DomainError sign_in_required (401) for nobody, except on the open routes
 */
export const demandSomebody = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
  const open =
    c.get('actor').kind !== 'nobody' || OPEN_ROUTES.some(([m, path]) => m === method && path.test(c.req.path))
  if (!open) throw commonErrors.sign_in_required()
  await next()
}

/**
 * Who shows nothing may send sixty forms a minute from an address: guesses of links and codes are hopeless, and should cost
 * little. Signing in has limits of its own beside this. Where all come from this machine (a proxy that is not trusted), one
 * must not stop all.
 * @throws DomainError too_many_attempts (429)
 */
export function slowStrangers(ctx: Context): MiddlewareHandler<AppEnv> {
  const wait = minuteThrottle()
  return async (c, next) => {
    if (c.req.method !== 'POST' || c.get('actor').kind !== 'nobody') return next()
    const address = clientAddress(c, ctx.config)
    const seconds = tellsPeopleApart(address) ? wait(address, ctx.clock.now()) : 0
    if (seconds > 0) throw accountErrors.too_many_attempts({ retry_after: seconds })
    return next()
  }
}

/** What a person may still do whose account must first have a second factor: switch it on, choose a language, leave. */
const BEFORE_ENROLMENT =
  /^\/(?:tai-khoan\/xac-thuc(?:\/|$)|dang-xuat$|ngon-ngu$|assets\/|api\/v1\/session(?:\/second-factor(?:\/|$)|$))/

/**
 * Lets nobody further whose role needs a second factor, whose time without one is over, and who has none.
 * @param enrolBy from when on the session's account must have one
 * @throws DomainError enrol_needed (403)
 */
export function demandEnrolled(path: string, enrolBy: number, now: number): void {
  if (enrolBy <= now && !BEFORE_ENROLMENT.test(path)) throw accountErrors.enrol_needed()
}
