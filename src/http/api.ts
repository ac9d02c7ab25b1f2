import { OpenAPIHono, z } from '@hono/zod-openapi'
import { addDays, isLocalDate, isLocalTime, type LocalDate, type LocalTime } from '../kernel/dates.ts'
import { PRIORITIES } from '../kernel/terms.ts'
import { normaliseLine, normaliseText } from '../kernel/text.ts'
import type { AppEnv } from './env.ts'
import { invalidInput, problem, problemSchema } from './problem.ts'

/** A router whose routes are described in the API document and whose input errors are problem documents. */
export const newApi = (): OpenAPIHono<AppEnv> =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      // The validator gives what it parsed with a failure too, though its type does not say so.
      return problem(c, invalidInput(result.error, 'data' in result ? result.data : undefined))
    },
  })

/** JSON body or answer of a route. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** The error answers every route may give. */
export const problems = {
  default: {
    description: 'RFC 9457 problem document',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
} as const

/** A real local day; 2026-02-30 is refused. */
export const localDate = z
  .string()
  .refine(isLocalDate, {
    params: { vi: 'Ngày không có thật, cần dạng 2026-11-25.', en: 'Not a real date; expected like 2026-11-25.' },
  })
  .transform((text) => text as LocalDate)
  .openapi({ type: 'string', format: 'date', example: '2026-11-25' })

/** A time of day 00:00 to 23:59; 24:00 is refused. */
export const localTime = z
  .string()
  .refine(isLocalTime, { params: { vi: 'Giờ phải từ 00:00 đến 23:59.', en: 'A time from 00:00 to 23:59.' } })
  .transform((text) => text as LocalTime)
  .openapi({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example: '05:15' })

/** One line of text, NFC, trimmed, not empty. @param max characters */
export const line = (max = 300) =>
  z
    .string()
    .max(max * 4)
    .transform(normaliseLine)
    .pipe(z.string().min(1).max(max))
/** Text of several lines, NFC, LF. @param max characters */
export const text = (max = 100_000) => z.string().max(max).transform(normaliseText)

export const idParam = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
export const priority = z.enum(PRIORITIES)

/** Paging in the query string: `?offset=0&limit=50`. */
export const pageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** `from`/`to`, both inclusive; refuses from after to, and more than `maxDays` days. */
export const dateRange = (maxDays: number) =>
  z
    .object({ from: localDate, to: localDate })
    .refine(({ from, to }) => from <= to, {
      path: ['to'],
      params: { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The end must not be before the start.' },
    })
    .refine(({ from, to }) => to < addDays(from, maxDays), {
      path: ['to'],
      params: {
        vi: `Khoảng ngày quá dài (tối đa ${maxDays} ngày).`,
        en: `The range is too long (at most ${maxDays} days).`,
      },
    })

export { createRoute, z } from '@hono/zod-openapi'
