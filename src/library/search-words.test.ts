import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fts5Query, indexedWords, searchWords, tsQuery, tsVector } from './search-words.ts'

const none = { title: '', legalReferences: '', tags: '', script: '' }

describe('what is looked for', () => {
  it('is folded words, of which the last may be unfinished', () => {
    expect(searchWords('  Cải CÁCH hành ch')).toEqual({ whole: ['cai', 'cach', 'hanh'], prefix: 'ch' })
    expect(searchWords('Đất'.normalize('NFD'))).toEqual({ whole: [], prefix: 'dat' })
    expect(searchWords(' "*-() ')).toBeNull()
  })
  it('leaves nothing of a query language, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (typed) => {
        const words = searchWords(typed)
        if (!words) return
        const plain = [...words.whole, words.prefix].every(
          (word) => /^[\p{L}\p{N}]+$/u.test(word) && Array.from(word).length <= 64,
        )
        expect(plain).toBe(true)
        expect(words.whole.length).toBeLessThan(16)
      }),
    )
  })
  it('asks each database in its own words', () => {
    const words = { whole: ['dat'], prefix: 'da' }
    expect(fts5Query(words)).toBe('"dat" "da"*')
    expect(tsQuery(words, 'find')).toBe("'dat' & 'da':*")
    expect(tsQuery(words, 'rank')).toBe("'dat' | 'da':*")
  })
})

describe('what is indexed', () => {
  it('has the folded words of each part, weighted', () => {
    expect(tsVector({ title: 'Đất đai', legalReferences: '424/KH', tags: 'đất', script: 'Nói về đất' })).toBe(
      "'dat':1A,5C,8 'dai':2A '424':3B 'kh':4B 'noi':6 've':7",
    )
  })
  it('stays below what Postgres can hold, also for a script of a megabyte of different words', () => {
    const script = Array.from({ length: 150_000 }, (_, i) => `t${i.toString(36)}`).join(' ')
    const words = indexedWords({ ...none, title: 'Một cửa', script })
    expect(words.title).toEqual(['mot', 'cua'])
    const bytes = words.script.reduce((sum, word) => sum + word.length + 6, 0)
    expect(bytes).toBeLessThanOrEqual(900_000)
    expect(bytes).toBeGreaterThan(890_000)
  })
  it('takes a long script of ordinary length whole', () => {
    expect(indexedWords({ ...none, script: 'cải cách '.repeat(50_000) }).script).toHaveLength(100_000)
  })
})
