import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { dictionaries } from '../../src/web/words/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const guide = join(root, 'docs/huong-dan')
const PICTURES = join(root, 'docs/pictures')
const pages = readdirSync(guide)
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(guide, name))
const withReadme = [...pages, join(root, 'README.md')]
const read = (path: string): string => readFileSync(path, 'utf8')

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
/** What the interface can say: a word as it is, or with its blanks filled. */
const said = Object.values(dictionaries.vi).map(
  (word) => new RegExp(`^${escaped(word).replace(/\{\w+\}/g, '.+')}$`, 'u'),
)
const isSaid = (text: string): boolean => said.some((word) => word.test(text))

/** What is quoted as standing on the screen: the bold words, line breaks undone. */
const quoted = (text: string): string[] =>
  [...text.matchAll(/\*\*([^*]+)\*\*/g)].map((found) => (found[1] ?? '').replace(/\s+/g, ' '))
const targets = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1] ?? '')
/** The places of a page that a link may lead to, as code hosts name them. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N} -]/gu, '')
      .trim()
      .replace(/ /g, '-'),
  )

const brokenLinks = (page: string): string[] =>
  targets(read(page)).filter((target) => {
    if (/^https?:/.test(target)) return false
    const [path = '', anchor] = target.split('#')
    const file = path === '' ? page : resolve(dirname(page), path)
    if (!existsSync(file)) return true
    return anchor !== undefined && !anchors(read(file)).includes(anchor)
  })

describe('the guide for staff', () => {
  it.each(pages.map((page) => [relative(guide, page), page]))('%s quotes only what the interface says', (_, page) => {
    expect(quoted(read(page)).filter((text) => !isSaid(text))).toEqual([])
  })
  it('would be caught quoting a button that is not there', () => {
    expect(isSaid('Lưu bản sửa')).toBe(true)
    expect(isSaid('Nhập 57 lượt vào nhật ký')).toBe(true)
    expect(isSaid('Bấm vào đây')).toBe(false)
  })
  it.each(withReadme.map((page) => [relative(root, page), page]))('%s leads nowhere in vain', (_, page) => {
    expect(brokenLinks(page)).toEqual([])
  })
  it('is reached page by page from its index, and no page is long', () => {
    const index = targets(read(join(guide, 'README.md'))).map((target) => basename(target.split('#')[0] ?? ''))
    for (const page of pages) {
      if (basename(page) !== 'README.md') expect(index).toContain(basename(page))
      expect(read(page).split('\n').length).toBeLessThan(150)
    }
  })
  it('shows small pictures, and every kept picture is shown', () => {
    const shown = new Set(withReadme.flatMap((page) => targets(read(page))).map((target) => basename(target)))
    const kept = readdirSync(PICTURES)
    expect(kept.length).toBeGreaterThanOrEqual(8)
    for (const name of kept) {
      expect(shown).toContain(name)
      expect(statSync(join(PICTURES, name)).size).toBeLessThanOrEqual(120_000)
    }
  })
})
