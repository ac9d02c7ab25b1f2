/**
 * A key whose plain order is the order of the Vietnamese alphabet, so that both databases can sort and page by it.
 * Only [0-9a-z] occur in it: every collation of either database orders those alike.
 * Letters first (a ă â b c d đ e ê …), numbers by value, tones only where the letters are the same.
 */
export function vietnameseSortKey(text: string): string {
  let letters = ''
  let tones = ''
  const characters = text.slice(0, MAX_CHARACTERS).normalize('NFC').toLowerCase()
  for (const part of characters.match(/\d+|\P{Nd}/gu) ?? []) {
    if (/^\d/.test(part)) {
      const digits = part.replace(/^0+(?=\d)/, '')
      letters += `2${String(digits.length).padStart(3, '0')}${digits}`
      continue
    }
    const { primary, tone } = letterOf(part)
    letters += primary
    tones += tone
  }
  return `${letters}00${tones}`
}
const MAX_CHARACTERS = 200

const BREVE_OR_HORN: Readonly<Record<string, string>> = {
  ă: 'a1',
  â: 'a2',
  đ: 'd1',
  ê: 'e1',
  ô: 'o1',
  ơ: 'o2',
  ư: 'u1',
}
/** ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const toneMarks = /[\u0300\u0309\u0303\u0301\u0323]/gu

function letterOf(character: string): { primary: string; tone: string } {
  if (/\s/u.test(character)) return { primary: '10', tone: '' }
  const decomposed = character.normalize('NFD')
  const mark = decomposed.match(toneMarks)?.[0] ?? ''
  const letter = decomposed.replace(toneMarks, '').normalize('NFC')
  const tone = String(TONES.indexOf(mark))
  const own = BREVE_OR_HORN[letter]
  if (own) return { primary: own, tone }
  const plain = letter.normalize('NFD').replace(/\p{M}+/gu, '')
  if (/^[a-z]$/.test(plain)) return { primary: `${plain}0`, tone }
  if (!/\p{L}/u.test(character)) return { primary: '11', tone: '' }
  return { primary: `zz${(character.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`, tone: '' }
}
