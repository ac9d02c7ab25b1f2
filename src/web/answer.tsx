import { gzipSync } from 'node:zlib'
import type { Context as HonoContext } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Context } from '../context.ts'
import { type AppEnv, asDomainError, problemHeaders } from '../http/index.ts'
import { commonErrors, type DomainError } from '../kernel/errors.ts'
import { type Assets, loadAssets } from './assets.ts'
import type { Returned } from './components/form.tsx'
import { Door, Page } from './components/page.tsx'
import { flashSaid } from './flash.ts'
import { type View, viewOf } from './view.ts'

/** Nothing inline, nothing from outside, no frame around us. */
const POLICY = {
  'default-src': "'none'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'media-src': "'self'",
  'script-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
} as const
const policy = (more: Readonly<Record<string, string>>): string =>
  Object.entries({ ...POLICY, ...more })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

let loaded: Assets | undefined
/** The static files of this process: read and compressed once. */
export const assetsOnce = (): Assets => {
  loaded ??= loadAssets()
  return loaded
}

export const viewFor = (ctx: Context, c: HonoContext<AppEnv>): View => viewOf(ctx, assetsOnce(), c)

/** Sends a page. Pages are never kept by caches between: they show what a person may see. */
export function send(
  c: HonoContext<AppEnv>,
  page: JSX.Element,
  status = 200,
  allowed: Readonly<Record<string, string>> = {},
): Response {
  c.header('Content-Security-Policy', policy(allowed))
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cache-Control', 'private, no-cache')
  flashSaid(c)
  return packed(c, `<!doctype html>${page.toString()}`, status as ContentfulStatusCode)
}

/** On a slow line a page of 50 kB is a third of a second, compressed a twentieth; small ones gain nothing. */
const PACK_FROM_CHARACTERS = 4000
const PACK_LEVEL = 4
function packed(c: HonoContext<AppEnv>, html: string, status: ContentfulStatusCode): Response {
  c.header('Vary', 'Accept-Encoding', { append: true })
  const takes = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(c.req.header('accept-encoding') ?? '')
  if (!takes || html.length < PACK_FROM_CHARACTERS) return c.html(html, status)
  c.header('Content-Encoding', 'gzip')
  c.header('Content-Type', 'text/html; charset=UTF-8')
  return c.body(new Uint8Array(gzipSync(html, { level: PACK_LEVEL })), status)
}

type Handler = (c: HonoContext<AppEnv>, v: View) => Promise<Response> | Response

/**
 * A page for the signed-in. Whoever is not signed in is sent to do so and comes back; a key is no person.
 * Errors of the handler become pages in words.
 */
export const page =
  (ctx: Context, handler: Handler) =>
  async (c: HonoContext<AppEnv>): Promise<Response> => {
    const v = viewFor(ctx, c)
    if (v.actor.kind !== 'account') return toSignIn(c, v)
    try {
      return await handler(c, v)
    } catch (error) {
      return errorPage(ctx, c, error)
    }
  }

function toSignIn(c: HonoContext<AppEnv>, v: View): Response {
  // What was to be written cannot be written after the detour: come back to reading.
  const next = c.req.method === 'GET' ? v.here : (refererPath(c) ?? '/')
  return c.redirect(next === '/' ? '/dang-nhap' : `/dang-nhap?next=${encodeURIComponent(next)}`, 303)
}

function refererPath(c: HonoContext<AppEnv>): string | undefined {
  const referer = c.req.header('referer')
  if (!referer || !URL.canParse(referer)) return undefined
  const url = new URL(referer)
  return url.host === new URL(c.req.url).host ? url.pathname + url.search : undefined
}

/** Any error as a page in words, in the reader's language; what is none of ours is logged. */
export function errorPage(ctx: Context, c: HonoContext<AppEnv>, error: unknown): Response {
  const v = viewFor(ctx, c)
  const known = asDomainError(error)
  const requestId = c.get('requestId')
  if (known.status >= 500) ctx.log.error({ err: error, requestId, path: c.req.path }, 'page failed')
  if (known.status === 401 && v.actor.kind === 'nobody' && known.code === 'sign_in_required') return toSignIn(c, v)
  if (known.code === 'enrol_needed') return c.redirect('/tai-khoan/xac-thuc', 303)
  problemHeaders(c, known)
  return send(c, <ErrorPage v={v} error={known} requestId={requestId} />, known.status)
}

const ErrorPage = ({ v, error, requestId }: { v: View; error: DomainError; requestId: string }) => {
  const { title, text } = wordsFor(v, error, requestId)
  const body = (
    <>
      <p>{text}</p>
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map((fault) => (
            <li>{fault[v.lang]}</li>
          ))}
        </ul>
      )}
      <p>
        <a class="button" href="/">
          {v.t('error.home')}
        </a>
      </p>
    </>
  )
  if (v.actor.kind !== 'account') {
    return (
      <Door v={v} title={title}>
        {body}
      </Door>
    )
  }
  return (
    <Page v={v} title={title}>
      <div class="lost">
        <p class="quiet num">{error.status}</p>
        <h1>{title}</h1>
        {body}
      </div>
    </Page>
  )
}

function wordsFor(v: View, error: DomainError, requestId: string): { title: string; text: string } {
  if (error.status === 404) return { title: v.t('error.title_404'), text: v.t('error.text_404') }
  if (error.code === 'forbidden') return { title: v.t('error.title_403'), text: v.t('error.text_403') }
  if (error.code === 'internal') {
    return { title: v.t('error.title_500'), text: v.t('error.text_500', { id: requestId.slice(0, 8) }) }
  }
  return { title: v.t('error.title_other'), text: error[v.lang] }
}

/** A failed form as it goes back: its values, its faults. @throws the error again when it is none of the input's */
export function returned(v: View, error: unknown, values: Record<string, string>): Returned & { status: number } {
  const known = asDomainError(error)
  if (known.status >= 500 || known.code === 'forbidden' || known.code === 'sign_in_required' || known.status === 404) {
    throw error
  }
  const message = known.fields.length > 0 ? v.t('app.faults') : known[v.lang]
  return { values, faults: known.fields, message, status: known.status }
}

const MAX_FORM_BYTES = 2_000_000

/** All values of a field that a form may hold several times (checkboxes), as they were typed. */
export async function formList(c: HonoContext<AppEnv>, name: string): Promise<string[]> {
  const given = (await c.req.parseBody({ all: true }))[name]
  return (Array.isArray(given) ? given : [given]).filter((value) => typeof value === 'string')
}

/** The text fields of a posted form, as they were typed. Longer forms than 2 MB are refused. */
export async function formValues(c: HonoContext<AppEnv>): Promise<Record<string, string>> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > MAX_FORM_BYTES) throw commonErrors.too_large({ max: MAX_FORM_BYTES })
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(await c.req.parseBody()))
    if (typeof value === 'string') values[name] = value
  return values
}
