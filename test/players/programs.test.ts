import { afterEach, expect, it, vi } from 'vitest'
import { lacking } from '../programs.ts'

afterEach(() => vi.unstubAllEnvs())

it('A test of a real player is left out where the player is missing, but never in CI: there it fails', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubEnv('CI', '')
  expect(lacking('sh', 'no-such-player')).toBe(true)
  expect(lacking('sh')).toBe(false)
  vi.stubEnv('CI', 'true')
  expect(lacking('sh', 'no-such-player')).toBe(false)
})
