import type { Lang } from '../../http/index.ts'
import { en } from './en.ts'
import { vi, type Word } from './vi.ts'

export type { Word } from './vi.ts'
/** Says a word of the dictionary, its `{names}` filled in. */
export type Say = (word: Word, params?: Readonly<Record<string, string | number>>) => string

export const dictionaries: Readonly<Record<Lang, Readonly<Record<Word, string>>>> = { vi, en }

/** The words of the station's page: they go along with it, since it also speaks without a line. */
export const tramWords = (lang: Lang): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(dictionaries[lang]).filter(([key]) => key.startsWith('tram.')))

export const sayIn =
  (lang: Lang): Say =>
  (word, params = {}) =>
    dictionaries[lang][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
