import type { Lang } from '../../http/index.ts'
import { admin } from './admin.ts'
import { calendar } from './calendar.ts'
import { closing } from './closing.ts'
import { door } from './door.ts'
import { editor } from './editor.ts'
import { emergency } from './emergency.ts'
import { episode } from './episode.ts'
import { figures } from './figures.ts'
import { frame } from './frame.ts'
import { imports } from './imports.ts'
import { kitchen } from './kitchen.ts'
import { library } from './library.ts'
import { log } from './log.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { plan } from './plan.ts'
import { report } from './report.ts'
import { retention } from './retention.ts'
import { schedule } from './schedule.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { stations } from './stations.ts'
import { today } from './today.ts'
import { tram } from './tram.ts'

/** Every word that pages write: one file an area, each word in both languages. Errors have theirs in the slices. */
const words = {
  ...log,
  ...imports,
  ...admin,
  ...settings,
  ...security,
  ...plan,
  ...notices,
  ...palette,
  ...kitchen,
  ...calendar,
  ...editor,
  ...figures,
  ...closing,
  ...door,
  ...emergency,
  ...episode,
  ...frame,
  ...library,
  ...report,
  ...retention,
  ...schedule,
  ...stations,
  ...today,
  ...tram,
} as const

export type Word = keyof typeof words
/** Says a word of the dictionary, its `{names}` filled in. */
export type Say = (word: Word, params?: Readonly<Record<string, string | number>>) => string

const inLanguage = (lang: Lang): Readonly<Record<Word, string>> =>
  // The keys are those of `words`, which Object.entries forgets.
  Object.fromEntries(Object.entries(words).map(([word, text]) => [word, text[lang]])) as Record<Word, string>
export const dictionaries: Readonly<Record<Lang, Readonly<Record<Word, string>>>> = {
  vi: inLanguage('vi'),
  en: inLanguage('en'),
}

/** The words of one area ("tram"), for a script in the browser that speaks by itself: they go along with its page. */
export const wordsOf = (area: string, lang: Lang): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(dictionaries[lang]).filter(([key]) => key.startsWith(`${area}.`)))

export const sayIn =
  (lang: Lang): Say =>
  (word, params = {}) =>
    dictionaries[lang][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
