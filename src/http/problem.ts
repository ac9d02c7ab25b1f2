import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { commonErrors, DomainError, notFound } from '../kernel/errors.ts'
import { isDatabaseAway } from '../kernel/outage.ts'
import type { AppEnv } from './env.ts'
import { inputFaults } from './sentences.ts'
import { titleOf } from './titles.ts'

/** RFC 9457 problem document. `code` is stable; `detail` is a sentence in the language asked for. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** The input error for a failed parse. @param input what was parsed, where it is at hand */
export const invalidInput = (error: z.ZodError, input?: unknown): DomainError =>
  commonErrors.invalid_input({}, { fields: inputFaults(error, input) })

/** Parses input at the edge. @throws DomainError invalid_input with one fault for each field */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidInput(parsed.error, input)
  return parsed.data
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const DISK_FULL: ReadonlySet<string> = new Set(['ENOSPC', 'SQLITE_FULL', 'EDQUOT'])
/** A database that is restarted is back about then. */
const RETRY_AFTER_SECONDS = 3
/** Postgres: character_not_in_repertoire and untranslatable_character. Text that it cannot keep is the sender's fault. */
const UNSTORABLE_TEXT: ReadonlySet<string> = new Set(['22021', '22P05'])
/** What the runtime says, without a code, of a form whose parts cannot be told from one another. */
const isNoForm = (error: unknown): boolean =>
  error instanceof TypeError && error.message === 'Failed to parse body as FormData.'

/** Every error as a domain error; what is none of ours becomes `internal` and must be logged by the caller. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  if (error instanceof z.ZodError) return invalidInput(error)
  if (DISK_FULL.has(codeOf(error))) return commonErrors.disk_full()
  if (isDatabaseAway(error)) return commonErrors.database_away({ retry_after: RETRY_AFTER_SECONDS })
  if (UNSTORABLE_TEXT.has(codeOf(error))) return commonErrors.invalid_input()
  if (isNoForm(error)) return commonErrors.bad_body()
  if (error instanceof HTTPException) {
    if (error.status === 404) return notFound('page')
    if (error.status === 415) return commonErrors.unsupported_media_type()
    if (error.status < 500) return commonErrors.bad_body()
  }
  return commonErrors.internal()
}

/** What an error says besides its words, on pages as in problem documents. */
export function problemHeaders(c: HonoContext<AppEnv>, { status, params }: DomainError): void {
  if (typeof params.retry_after === 'number') c.header('Retry-After', String(params.retry_after))
  if (status === 405 && typeof params.allowed === 'string') c.header('Allow', params.allowed)
  // The rest of the body is not read: the connection cannot be used again.
  if (status === 413) c.header('Connection', 'close')
}

/**
 * What a 401 invites: Basic, as some players only know that; but not the script of a page whose session ended: the browser
 * would open its own password dialog over what is being written, and keep the answer from the script.
 */
const challenge = (c: HonoContext<AppEnv>): string =>
  c.req.header('sec-fetch-dest') === 'empty' ? 'Bearer realm="Song Que"' : 'Basic realm="Song Que", charset="UTF-8"'

/** Answers an error as a problem document. */
export function problem(c: HonoContext<AppEnv>, error: DomainError): Response {
  const lang = c.get('lang') ?? 'vi'
  const fields = error.fields.map((fault) => ({ path: fault.path, message: fault[lang] }))
  const body = {
    type: `urn:songque:problem:${error.code}`,
    title: titleOf(error.status)[lang],
    status: error.status,
    code: error.code,
    detail: error[lang],
    ...(fields.length > 0 ? { fields } : {}),
    ...error.extra,
  }
  if (error.status === 401) c.header('WWW-Authenticate', challenge(c))
  problemHeaders(c, error)
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), error.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  })
}
