import type { Lang } from '../../http/index.ts'
import { en } from './en.ts'
import { vi, type Word } from './vi.ts'

export type { Word } from './vi.ts'
/** Says a word of the dictionary, its `{names}` filled in. */
export type Say = (word: Word, params?: Readonly<Record<string, string | number>>) => string

export const dictionaries: Readonly<Record<Lang, Readonly<Record<Word, string>>>> = { vi, en }

export const sayIn =
  (lang: Lang): Say =>
  (word, params = {}) =>
    dictionaries[lang][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
