import type { Context as HonoContext } from 'hono'
import type { Config } from '../config.ts'
import type { AppEnv } from './env.ts'

const originOf = (url: string): string => {
  const path = url.indexOf('/', url.indexOf('//') + 2)
  return path < 0 ? url : url.slice(0, path)
}

/**
 * Where this installation is reached from outside, without a slash at the end: PUBLIC_URL, else as the request came,
 * through the proxy's X-Forwarded-* where TRUST_PROXY says that there is one.
 */
export const baseUrl = (config: Config, c: HonoContext<AppEnv>): string =>
  baseUrlOf(config, config.publicUrl === undefined ? c.req.url : '', (name) => c.req.header(name))

/** @param url the whole address asked for; @param header a header of the request by its name */
export function baseUrlOf(config: Config, url: string, header: (name: string) => string | undefined): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const origin = originOf(url)
  if (!config.trustProxy) return origin
  const scheme = header('X-Forwarded-Proto')?.split(',').at(-1)?.trim() ?? origin.slice(0, origin.indexOf(':'))
  const host = header('X-Forwarded-Host')?.split(',').at(-1)?.trim() ?? origin.slice(origin.indexOf('//') + 2)
  const told = `${scheme}://${host}`
  // Only what is an origin: a forged header must not put paths or line ends into a playlist.
  return /^https?$/.test(scheme) && URL.canParse(told) && new URL(told).host !== '' ? new URL(told).origin : origin
}
