import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'
import { dictionaries } from './index.ts'

const web = fileURLToPath(new URL('..', import.meta.url))
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith('words'))
  .map((name) => ({ name, text: readFileSync(join(web, name), 'utf8') }))

/** The source without comments: what is said to programmers may be in any words. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole).sort()

/** Words that are the same in every language: units, the wall's axis, what stands on keys, the name of a hash. */
const UNIVERSAL = /^(Ctrl|Alt|Esc|Tab|K|SHA-256|LUFS|LU|dB|dBTP|[\d\s.,:;·/()%–-]+)*$/

const SPOKEN = new Set(['title', 'alt', 'placeholder', 'aria-label', 'label', 'hint', 'over'])
type Node = { readonly type?: unknown; readonly value?: unknown; readonly name?: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const textOf = (node: unknown): string => (isNode(node) && typeof node.value === 'string' ? node.value : '')

/** What a page would say by itself: text between tags, and attributes that are read to people. */
function spokenLiterals(source: string): string[] {
  const found: string[] = []
  const walk = (node: unknown): void => {
    if (!isNode(node)) return
    if (node.type === 'JSXText') found.push(textOf(node))
    if (node.type === 'JSXAttribute' && isNode(node.name) && SPOKEN.has(String(node.name.name)))
      found.push(textOf(node.value))
    Object.values(node).forEach(walk)
  }
  walk(parseAst(source, { lang: 'tsx' }))
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words) && !UNIVERSAL.test(words))
}

describe('the dictionaries', () => {
  it('have the same keys and the same blanks to fill', () => {
    const { vi, en } = dictionaries
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort())
    for (const [key, text] of Object.entries(vi))
      expect({ key, blanks: placeholders(en[key as keyof typeof en]) }).toEqual({ key, blanks: placeholders(text) })
  })
  it('hold no key that nothing says', () => {
    const said = sources.map(({ text }) => text).join('\n')
    expect(Object.keys(dictionaries.vi).filter((key) => !said.includes(`'${key}'`))).toEqual([])
  })
  it('are in composed form, without a space at either end', () => {
    for (const words of Object.values(dictionaries)) {
      for (const text of Object.values(words)) expect(text).toBe(text.normalize('NFC').trim())
    }
  })
})

describe('pages', () => {
  it('say nothing that is not in the dictionaries', () => {
    const pages = sources.filter(({ name }) => name.endsWith('.tsx'))
    expect(pages.length).toBeGreaterThan(10)
    expect(pages.flatMap(({ name, text }) => spokenLiterals(text).map((words) => `${name}: ${words}`))).toEqual([])
  })
  it('hold no Vietnamese in any string', () => {
    const marked = /['"`][^'"`\n]*[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9][^'"`\n]*['"`]/gu
    // Field faults of a form are told in both languages, as all errors are.
    const own = sources
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => [...code(text).matchAll(marked)].map(([words]) => `${name}: ${words}`))
    expect(own.filter((found) => !/^pages\/links\.tsx|not_found/.test(found) && !found.endsWith("'kỳ phát'"))).toEqual(
      [],
    )
  })
  it('are caught when they do', () => {
    expect(spokenLiterals('const a = <p>Xin chào</p>')).toEqual(['Xin chào'])
    expect(spokenLiterals('const a = <a title="Go on">{v.t(word)}</a>')).toEqual(['Go on'])
    expect(spokenLiterals('const a = <p>{n} lượt</p>')).toEqual(['lượt'])
    expect(spokenLiterals('const a = <dd>{v.fmt.number(n)} LUFS</dd>')).toEqual([])
  })
})
