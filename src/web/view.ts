import type { Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import type { AppEnv, Lang } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Assets } from './assets.ts'
import { readFlash } from './flash.ts'
import { type Format, formatIn } from './format.ts'
import { type Say, sayIn } from './words/index.ts'

export const LANGUAGE_COOKIE = 'sq_lang'

/** What every page and component is given: who looks, in which language, and how words, days and numbers are written. */
export type View = {
  readonly lang: Lang
  readonly t: Say
  readonly fmt: Format
  readonly actor: Actor
  readonly assets: Assets
  /** Path and query of this page, for links that come back to it. */
  readonly here: string
  readonly path: string
  readonly now: number
  readonly today: LocalDate
  /** The installation's local date of an instant (epoch ms). */
  readonly dayOf: (instant: number) => LocalDate
  /** What the act before this page has to say, once. */
  readonly flash: string | null
}

/**
 * `?lang=` as in the API, else what the person chose; Vietnamese without a choice: browsers of Vietnamese offices often
 * say "en".
 */
export function viewOf(ctx: Context, assets: Assets, c: HonoContext<AppEnv>): View {
  const chosen = [c.req.query('lang'), getCookie(c, LANGUAGE_COOKIE)].find((wish) => wish === 'vi' || wish === 'en')
  const lang: Lang = chosen === 'en' ? 'en' : 'vi'
  const url = new URL(c.req.url)
  const t = sayIn(lang)
  const now = ctx.clock.now()
  return {
    lang,
    t,
    fmt: formatIn(lang, t, ctx.zone),
    actor: c.get('actor'),
    assets,
    here: url.pathname + url.search,
    path: url.pathname,
    now,
    today: ctx.zone.localDate(now),
    dayOf: (instant) => ctx.zone.localDate(instant),
    flash: readFlash(c, t),
  }
}

/** A path of our own to come back to after signing in; anything else (another host, a scheme) becomes the first page. */
export function safePath(text: string | undefined): string {
  const here = 'http://own.invalid'
  if (!text?.startsWith('/') || !URL.canParse(text, here)) return '/'
  // As a browser reads it: tabs dropped, "\\" taken as "/", "/.." resolved.
  const { origin, pathname, search } = new URL(text, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}
