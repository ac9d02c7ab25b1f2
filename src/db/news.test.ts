import { expect, it } from 'vitest'
import { lettersOf, type News, readLetter } from './news.ts'

const read = (letters: readonly string[]): News[] => letters.flatMap((text) => [...(readLetter(text)?.news ?? [])])

it('tells the same news once, in the order in which they came', () => {
  const told: News[] = [{ about: 'stations' }, { about: 'playlists', stationIds: [1, 2] }, { about: 'stations' }]
  expect(read(lettersOf('a', told))).toEqual([{ about: 'stations' }, { about: 'playlists', stationIds: [1, 2] }])
})

it('keeps every letter below what Postgres takes, and makes too long a list "any"', () => {
  const stationIds = Array.from({ length: 11_000 }, (_, n) => n + 1)
  expect(read(lettersOf('a', [{ about: 'playlists', stationIds }]))).toEqual([{ about: 'playlists', stationIds: null }])
  const keys: News[] = Array.from({ length: 500 }, (_, n) => ({ about: 'key', hash: `${n}`.padStart(64, 'a') }))
  const letters = lettersOf('a'.repeat(36), keys)
  expect(letters.length).toBeGreaterThan(1)
  for (const letter of letters) expect(Buffer.byteLength(letter)).toBeLessThan(8000)
  expect(read(letters)).toEqual(keys)
})

it('does not believe what is no letter of ours', () => {
  expect(readLetter('xin chào')).toBeNull()
  expect(readLetter('{"from":"a","news":[{"about":"weather"}]}')).toBeNull()
})
