import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import type { AppEnv } from '../http/index.ts'
import { NOBODY } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { DAY_MS } from '../kernel/dates.ts'
import type { Known } from './cache.ts'
import { accountErrors } from './errors.ts'
import { freshCache, noteUse } from './freshness.ts'
import { findKey } from './key-store.ts'
import { isCrossSite, isHttps, offeredKey } from './request.ts'
import { findSession, rotateSession } from './session-store.ts'
import { demandEnrolled } from './somebody.ts'

export const SESSION_COOKIE = 'sq_session'
const ROTATE_AFTER_MS = DAY_MS
/** A token replaced this long ago and offered again means that the answer with the new one was lost: give another. */
const REISSUE_AFTER_MS = 30_000
const SECRET_SHAPE = /^[\w-]{43}$/
const ALREADY_SENT = 'x-hono-already-sent'

/**
 * Sets actor, proof and keyText of every request. Keys go before the session cookie.
 * @throws DomainError invalid_key (401) when a key is offered that is not valid; nobody offers none. enrol_needed (403)
 */
export const authenticate =
  (ctx: Context): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    // On pages `?token=` is a one-time link's; keys go to the API and the audio.
    const inUrl = /^\/(api|audio)\//.test(c.req.path) ? c.req.query('token') : undefined
    const offered = offeredKey(c.req.header('Authorization'), inUrl)
    if (offered) {
      const known = await knownSecret(ctx, offered.key, (hash) => findKey(ctx.db, hash))
      if (!known || known.session) throw accountErrors.invalid_key()
      c.set('actor', known.actor)
      c.set('proof', offered.proof)
      c.set('keyText', offered.key)
      return next()
    }
    const token = getCookie(c, SESSION_COOKIE)
    const known = token === undefined ? null : await knownSession(ctx, token)
    c.set('actor', known?.actor ?? NOBODY)
    c.set('proof', known ? 'session' : 'none')
    if (known?.session?.enrolBy != null) demandEnrolled(c.req.path, known.session.enrolBy, ctx.clock.now())
    await next()
    if (token === undefined) return
    if (known) await renew(ctx, c, token, known)
    else if (!setsCookie(c)) deleteCookie(c, SESSION_COOKIE, { path: '/' })
  }

async function knownSecret(
  ctx: Context,
  secret: string,
  find: (hash: string) => Promise<Known | null>,
): Promise<Known | null> {
  if (!SECRET_SHAPE.test(secret)) return null
  const hash = sha256(secret)
  const cache = await freshCache(ctx)
  let known = cache.get(hash)
  // A session's end was counted from its last use as it stood when it was read: look again before believing it.
  if (!known || (known.session && known.session.expiresAt <= ctx.clock.now())) {
    const { generation } = cache
    const found = await find(hash)
    if (!found) return null
    known = found
    cache.keep(hash, known, generation)
  }
  noteUse(ctx, known)
  return known
}

async function knownSession(ctx: Context, token: string): Promise<Known | null> {
  const now = ctx.clock.now()
  const known = await knownSecret(ctx, token, (hash) => findSession(ctx.db, hash, now, ctx.config.sessionIdleMs))
  return known?.session && known.session.expiresAt > now ? known : null
}

const setsCookie = (c: HonoContext<AppEnv>): boolean =>
  c.res.headers.getSetCookie().some((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))

/** Rotates the token once a day. Not where the answer is already on its way, nor where it sets the cookie itself. */
async function renew(ctx: Context, c: HonoContext<AppEnv>, token: string, known: Known): Promise<void> {
  const now = ctx.clock.now()
  const { session, row } = known
  if (!session || row.table !== 'session') return
  const due = now - session.rotatedAt >= (session.previous ? REISSUE_AFTER_MS : ROTATE_AFTER_MS)
  if (!due || setsCookie(c) || c.res.headers.has(ALREADY_SENT)) return
  const hash = sha256(token)
  const cache = await freshCache(ctx)
  const fresh = await ctx.db.transact(async (tx) => {
    for (const old of [hash, row.hash]) tx.tell({ about: 'key', hash: old })
    tx.afterCommit(() => {
      cache.forget(hash)
      cache.forget(row.hash)
    })
    return rotateSession(tx, row.hash, hash, now)
  })
  if (fresh !== null) giveCookie(ctx, c, fresh)
}

/** Hands the session's token to the browser. */
export const giveCookie = (ctx: Context, c: HonoContext<AppEnv>, token: string): void =>
  setCookie(c, SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c, ctx.config),
    maxAge: ctx.config.sessionDays * (DAY_MS / 1000),
  })

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site's page sends in a person's name (or to sign a person in). Requests with a key are free
 * of it: no browser adds a key by itself, except Basic, which is held to it too.
 * @throws DomainError cross_site (403)
 */
export const crossSiteCheck =
  (ctx: Context): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const proof = c.get('proof')
    const free = SAFE.has(c.req.method) || proof === 'bearer' || proof === 'token'
    if (!free && isCrossSite(c, ctx.config)) throw accountErrors.cross_site()
    await next()
  }
