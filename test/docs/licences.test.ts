import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isKnown, licencePage, licensed } from './licences.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = fileURLToPath(new URL('../../docs/licences.md', import.meta.url))
const all = licensed(root)

describe('Packages that come with the program', () => {
  it('are under licences that are known, and listed', () => {
    if (process.env.WRITE_LICENCES === '1') writeFileSync(page, licencePage(all))
    expect(all.length).toBeGreaterThan(60)
    expect(all.filter(({ licence }) => !isKnown(licence))).toEqual([])
    const listed = readFileSync(page, 'utf8')
    // Packages made for one kind of machine differ between machines.
    expect(all.filter(({ name, licence }) => !listed.includes(`| ${name} |`) || !listed.includes(licence))).toEqual([])
  })
  it('are judged by the licences to choose from, and those that hold together', () => {
    for (const good of ['MIT', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)']) expect(isKnown(good)).toBe(true)
    for (const bad of ['GPL-3.0', 'MIT AND GPL-3.0', 'none told', 'SEE LICENSE IN LICENSE', '']) {
      expect(isKnown(bad)).toBe(false)
    }
  })
  it('tell nobody of being installed: the one that would has been told not to, twice', () => {
    // swagger-ui-dist brings @scarf/scarf, whose install script tells its maker of installations unless it is told no.
    const bringers = all.filter(({ name }) => name === '@scarf/scarf').map(({ from }) => from)
    expect(bringers.every((from) => from === 'swagger-ui-dist')).toBe(true)
    expect(JSON.parse(readFileSync(`${root}package.json`, 'utf8')).scarfSettings).toEqual({ enabled: false })
    expect(readFileSync(`${root}bin/setup`, 'utf8')).toMatch(/SCARF_ANALYTICS=false[^\n]*npm ci/)
    const lock: { packages: Record<string, { hasInstallScript?: boolean; dev?: boolean }> } = JSON.parse(
      readFileSync(`${root}package-lock.json`, 'utf8'),
    )
    // Whatever else runs a script of its own when it is installed is named here: one more is a decision.
    const scripts = Object.entries(lock.packages).filter(([, one]) => one.hasInstallScript && !one.dev)
    expect(scripts.map(([path]) => path.split('node_modules/').at(-1)).sort()).toEqual([
      '@scarf/scarf',
      'better-sqlite3',
    ])
  })
})
