import type { Context as HonoContext } from 'hono'
import { type AppEnv, idParam } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'

/** The episode's number in the address. @throws DomainError not_found for what is no number */
export function idOf(c: HonoContext<AppEnv>): number {
  const id = idParam.safeParse(c.req.param('id'))
  if (!id.success) throw notFound('episode')
  return id.data
}

export const optionalNumber = (text: string | undefined): number | undefined =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : undefined
