import type { MiddlewareHandler } from 'hono'
import { commonErrors, notFound } from '../kernel/errors.ts'
import type { AppEnv } from './env.ts'
import { NOT_ALLOWED } from './sentences.ts'

const ENCODED = /%(?:[01][0-9a-f]|7f)/i
/** What a pasted search may hold. */
const HARMLESS = /%0[9ad]/gi

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/**
 * Refuses control characters in an address: no name of ours holds one, and Postgres can keep no NUL. In the path they
 * name nothing (404); in the query the parameter is told (400), where tab and line ends may stand.
 */
export const cleanAddress = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const { url } = c.req
  // Polls by the thousand pass here.
  if (!ENCODED.test(url)) return next()
  const [path = '', query = ''] = url.split('?', 2)
  if (ENCODED.test(path)) throw notFound('address', c.req.path)
  const faults = query
    .split('&')
    .filter((pair) => ENCODED.test(pair.replace(HARMLESS, '')))
    .map((pair) => ({ path: decoded(pair.split('=', 1)[0] ?? ''), ...NOT_ALLOWED }))
  if (faults.length > 0) throw commonErrors.invalid_input({}, { fields: faults })
  return next()
}
