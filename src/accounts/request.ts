import type { Context as HonoContext } from 'hono'
import type { Config } from '../config.ts'
import type { AppEnv } from '../http/index.ts'

/** A key as it came with a request, and in which way. */
export type Offered = { readonly proof: 'bearer' | 'token' | 'basic'; readonly key: string }

/**
 * The key that a request offers: `Authorization: Bearer KEY`, Basic with the key as the password, or `?token=KEY`.
 * An Authorization header that cannot be read is an offered key that is wrong (empty), not silence.
 */
export function offeredKey(authorization: string | undefined, token: string | undefined): Offered | null {
  if (authorization !== undefined) {
    const [, scheme = '', value = ''] = authorization.match(/^(\w+) +(\S+) *$/) ?? []
    if (scheme.toLowerCase() === 'bearer') return { proof: 'bearer', key: value }
    if (scheme.toLowerCase() !== 'basic') return { proof: 'bearer', key: '' }
    const text = Buffer.from(value, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    return { proof: 'basic', key: colon < 0 ? '' : text.slice(colon + 1) }
  }
  return token === undefined ? null : { proof: 'token', key: token }
}

const forwarded = (c: HonoContext<AppEnv>, config: Config, name: string): string | undefined =>
  config.trustProxy ? c.req.header(name)?.split(',').at(-1)?.trim() : undefined

/** Whether the person's browser speaks https, as far as we are told. */
export function isHttps(c: HonoContext<AppEnv>, config: Config): boolean {
  const told = forwarded(c, config, 'X-Forwarded-Proto')
  if (told !== undefined) return told === 'https'
  return config.publicUrl?.startsWith('https:') === true || c.req.url.startsWith('https:')
}

/** The caller's address, for throttling and the list of sessions; empty when there is no connection (tests). */
export function clientAddress(c: HonoContext<AppEnv>, config: Config): string {
  const address = forwarded(c, config, 'X-Forwarded-For') ?? c.env?.incoming?.socket.remoteAddress ?? ''
  return address.replace(/^::ffff:/, '').slice(0, 60)
}

/** Behind a proxy that is not trusted (TRUST_PROXY), everybody comes from this machine: one must not stop all. */
export const tellsPeopleApart = (address: string): boolean =>
  address !== '' && address !== '::1' && !address.startsWith('127.')

/**
 * Whether an unsafe request was sent by another site's page: Sec-Fetch-Site where the browser sends it, else Origin
 * against Host. Programs send neither and carry no cookie by accident.
 */
export function isCrossSite(c: HonoContext<AppEnv>, config: Config): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('Origin')
  if (origin === undefined) return false
  const ours = [forwarded(c, config, 'X-Forwarded-Host') ?? c.req.header('Host') ?? new URL(c.req.url).host]
  if (config.publicUrl !== undefined) ours.push(new URL(config.publicUrl).host)
  return !URL.canParse(origin) || !ours.includes(new URL(origin).host)
}
