import type { Words } from '../../../kernel/errors.ts'
import { FINDINGS, type Finding } from './findings.ts'
import { columnName, type LogSheet } from './table.ts'

type Lang = keyof Words

/** Where it stands: “Trang 'Tháng 7', ô C12”, as the program that made the file shows it. */
export function placeOf(
  finding: Pick<Finding, 'sheet' | 'line' | 'column'>,
  sheets: readonly Pick<LogSheet, 'name'>[],
  lang: Lang,
): string {
  const { sheet, line, column } = finding
  const name = sheets[sheet]?.name ?? null
  const vi = lang === 'vi'
  const parts = name === null ? [] : [vi ? `Trang '${name}'` : `Sheet '${name}'`]
  if (line !== null && column !== null) parts.push(`${vi ? 'ô' : 'cell'} ${columnName(column)}${line}`)
  else if (line !== null) parts.push(`${vi ? 'dòng' : 'row'} ${line}`)
  const text = parts.join(', ')
  return text === '' ? (vi ? 'Tệp' : 'File') : text.charAt(0).toLocaleUpperCase(lang) + text.slice(1)
}

/** What is found, without its place: “không có đài nào tên ‘X’”. */
export function reasonOf({ code, what }: Finding, lang: Lang): string {
  const text = typeof what === 'object' ? what[lang] : (what ?? '')
  return FINDINGS[code][lang].replace('{what}', text)
}

/** “Trang 'Tháng 7', ô C12: ngày 31/06/2026 không có thật” */
export const sentenceOf = (finding: Finding, sheets: readonly Pick<LogSheet, 'name'>[], lang: Lang): string =>
  `${placeOf(finding, sheets, lang)}: ${reasonOf(finding, lang)}`
