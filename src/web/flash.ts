import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { AppEnv } from '../http/index.ts'
import { dictionaries, type Say, type Word } from './words/index.ts'

/** What was done is said on the page that follows, once: the word goes there in a cookie of one minute. */
const FLASH_COOKIE = 'sq_flash'
const LASTS_SECONDS = 60

type Params = Readonly<Record<string, string | number>>
const isWord = (key: string): key is Word => Object.hasOwn(dictionaries.vi, key)
const kept = z.object({
  word: z.string().refine(isWord),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/**
 * Ends a form that succeeded: on to a page (303), which says what was done ("Đã lưu 3 lượt") as a notice, and with
 * JavaScript as a toast.
 */
export function done(c: HonoContext<AppEnv>, to: string, word: Word, params: Params = {}): Response {
  const value = JSON.stringify({ word, params })
  setCookie(c, FLASH_COOKIE, value, { path: '/', maxAge: LASTS_SECONDS, sameSite: 'Lax', httpOnly: true })
  return c.redirect(to, 303)
}

export function readFlash(c: HonoContext<AppEnv>, t: Say): string | null {
  const text = getCookie(c, FLASH_COOKIE)
  if (!text) return null
  try {
    const { word, params } = kept.parse(JSON.parse(text))
    return t(word, params)
  } catch {
    return null
  }
}

/** The page that says it takes the cookie away. */
export function flashSaid(c: HonoContext<AppEnv>): void {
  if (getCookie(c, FLASH_COOKIE) !== undefined) deleteCookie(c, FLASH_COOKIE, { path: '/' })
}
