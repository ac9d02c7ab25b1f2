import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = readFileSync(join(root, 'docs/security.md'), 'utf8')

it('docs/security.md answers every chapter of ASVS 5, by files and tests that exist', () => {
  const chapters = [...text.matchAll(/^### V(\d+) /gm)].map(([, n]) => Number(n))
  expect(chapters).toEqual(Array.from({ length: 17 }, (_, at) => at + 1))
  const named = [...text.matchAll(/`((?:src|test|docs|deploy|bin)\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
