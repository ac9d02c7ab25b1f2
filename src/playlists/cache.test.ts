import { describe, expect, it } from 'vitest'
import { PlaylistCache } from './cache.ts'

const kept = (bytes: number, until = 1000) => ({ body: new Uint8Array(bytes), etag: '"a"', type: 'text/plain', until })

describe('The cache of rendered playlists', () => {
  it('forgets one station at a change and leaves the others', () => {
    const cache = new PlaylistCache()
    cache.keep(1, cache.shelf(1), 'json', kept(1))
    cache.keep(2, cache.shelf(2), 'json', kept(1))
    cache.forget(1)
    expect(cache.find(1, 'json', 0)).toBeUndefined()
    expect(cache.find(2, 'json', 0)).toBeDefined()
  })
  it('does not keep what was rendered while a change came', () => {
    const cache = new PlaylistCache()
    const shelf = cache.shelf(1)
    cache.forget(1, 5)
    cache.keep(1, shelf, 'json', kept(1))
    expect(cache.find(1, 'json', 0)).toBeUndefined()
    expect(cache.shelf(1).version).toBe(5)
  })
  it('gives nothing from the moment on when it is no longer true', () => {
    const cache = new PlaylistCache()
    cache.keep(1, cache.shelf(1), 'json', kept(1, 1000))
    expect(cache.find(1, 'json', 999)).toBeDefined()
    expect(cache.find(1, 'json', 1000)).toBeUndefined()
    expect(cache.size).toEqual({ entries: 0, bytes: 0 })
  })
  it('stays within its bounds; what was used last stays', () => {
    const cache = new PlaylistCache({ maxEntries: 3, maxBytes: 1000 })
    for (const key of ['a', 'b', 'c']) cache.keep(1, cache.shelf(1), key, kept(100))
    cache.find(1, 'a', 0)
    cache.keep(1, cache.shelf(1), 'd', kept(100))
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.find(1, key, 0))).toEqual(['a', 'c', 'd'])
    cache.keep(1, cache.shelf(1), 'too large', kept(900))
    expect(cache.find(1, 'too large', 0)).toBeUndefined()
    expect(cache.size).toEqual({ entries: 3, bytes: 300 })
  })
})
