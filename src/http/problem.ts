import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { en, vi } from 'zod/locales'
import { commonErrors, DomainError, type FieldFault } from '../kernel/errors.ts'
import type { AppEnv, Lang } from './env.ts'

/** RFC 9457 problem document. `code` is stable; `detail` is a sentence in the language asked for. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

const say: Record<Lang, (issue: z.core.$ZodRawIssue) => string> = {
  vi: localise(vi().localeError),
  en: localise(en().localeError),
}
function localise(error: z.core.$ZodErrorMap) {
  return (issue: z.core.$ZodRawIssue): string => {
    const said = error(issue)
    return typeof said === 'string' ? said : (said?.message ?? 'Invalid')
  }
}

const bothTongues = z.object({ vi: z.string(), en: z.string() })

/** A zod issue in both languages. Own refinements give `params: { vi, en }`. */
export function fieldFault(issue: z.core.$ZodIssue): FieldFault {
  const path = issue.path.map(String).join('.')
  const own = bothTongues.safeParse('params' in issue ? issue.params : undefined)
  if (own.success) return { path, ...own.data }
  // An issue that was already finalised has what a raw one has, but for the message.
  const raw = { ...issue, message: undefined } as z.core.$ZodRawIssue
  return { path, vi: say.vi(raw), en: say.en(raw) }
}

/** The input error for a failed parse. */
export const invalidInput = (error: z.ZodError): DomainError =>
  commonErrors.invalid_input({}, { fields: error.issues.map(fieldFault) })

/** Parses input at the edge. @throws DomainError invalid_input with one fault for each field */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'SQLITE_FULL', 'EDQUOT'].includes(String(error.code))

/** Every error as a domain error; what is none of ours becomes `internal` and must be logged by the caller. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  if (error instanceof z.ZodError) return invalidInput(error)
  if (isDiskFull(error)) return commonErrors.disk_full()
  if (error instanceof HTTPException) {
    if (error.status === 404) return commonErrors.not_found({ what: 'trang' })
    if (error.status < 500) return commonErrors.bad_body({ why: error.message || String(error.status) })
  }
  return commonErrors.internal()
}

/** Answers an error as a problem document; 401 invites Basic, as some players only know that. */
export function problem(c: HonoContext<AppEnv>, error: DomainError): Response {
  const lang = c.get('lang') ?? 'vi'
  const fields = error.fields.map((fault) => ({ path: fault.path, message: fault[lang] }))
  const body = {
    type: `urn:songque:problem:${error.code}`,
    title: lang === 'vi' ? error.vi : error.en,
    status: error.status,
    code: error.code,
    detail: lang === 'vi' ? error.vi : error.en,
    ...(fields.length > 0 ? { fields } : {}),
    ...error.extra,
  }
  if (error.status === 401) c.header('WWW-Authenticate', 'Basic realm="Song Que", charset="UTF-8"')
  const retryAfter = error.params.retry_after
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter))
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), error.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  })
}
