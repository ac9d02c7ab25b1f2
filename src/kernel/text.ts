// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g

/**
 * Composed form, LF line ends, no control characters but tab and newline, U+FFFD for half surrogate pairs (which have
 * neither UTF-8 nor a canonical form): how every text from outside is kept.
 */
export const normaliseText = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROL, '')

/** One line: normalised, trimmed, inner white space single. */
export const normaliseLine = (text: string): string => normaliseText(text).replace(/\s+/g, ' ').trim()

/**
 * Folds Vietnamese for search: "Hoà", "Hòa" and NFD forms meet, "Đ" meets "d", case is gone.
 * SQLite's `remove_diacritics` leaves đ alone, hence our own.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()

/** The folded words of a text, in order: letters and digits only. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Number of syllables: Vietnamese writes each apart, so runs of letters or digits. */
export const countSyllables = (text: string): number => text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0

const collator = new Intl.Collator('vi', { numeric: true })
/** Order of the Vietnamese alphabet, numbers by value. */
export const compareVietnamese = (a: string, b: string): number => collator.compare(a, b)

/** A slug of ASCII letters, digits and hyphens: "Cải cách hành chính" → "cai-cach-hanh-chinh". */
export const slug = (text: string): string =>
  foldedWords(text)
    .join('-')
    .replace(/[^a-z0-9-]/g, '')

const numberFormats = new Map<string, Intl.NumberFormat>()
/** Made once for each language and number of digits: making one takes longer than writing a hundred numbers. */
function numberFormat(lang: 'vi' | 'en', digits: number | undefined): Intl.NumberFormat {
  const key = `${lang} ${digits}`
  const known = numberFormats.get(key)
  if (known) return known
  const options = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const made = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', options)
  numberFormats.set(key, made)
  return made
}

/** 3002 → "3.002", 13.5 → "13,5". */
export const formatNumber = (value: number, lang: 'vi' | 'en' = 'vi', digits?: number): string =>
  numberFormat(lang, digits).format(value)
