import '@hono/zod-openapi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DoctorNeeds, examine } from '../../src/agent/doctor.ts'
import { commandPlayer, words } from '../../src/agent/player/command.ts'
import { readSettings } from '../../src/agent/settings.ts'
import { complaints, type Status, statusPage } from '../../src/agent/status.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { settingsFor } from './rig.ts'
import { VirtualDisk } from './virtual.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const examined = async (more: Partial<DoctorNeeds> & { station?: string; error?: number } = {}) => {
  const { station = TAMS_STATION, error = 0, ...own } = more
  const findings = await examine({
    settings: { ...settingsFor(station), player: 'mpv', keyFile: '/nowhere/key' },
    key: (await world.station(TAMS_STATION)).key,
    disk: new VirtualDisk(() => 0).open(),
    fetch: async (url, init) => world.app.request(url, init),
    timers: { after: () => () => {} },
    wall: () => world.clock.now() + error,
    mono: () => 0,
    run: async () => ({ code: 0, said: '' }),
    ...own,
  })
  return findings.filter(({ grade }) => grade !== 'good').map(({ grade, en }) => `${grade}: ${en}`)
}

describe('The doctor', () => {
  it('finds nothing wrong where nothing is', async () => {
    expect(await examined()).toEqual([])
  })
  it('names a missing player, a silent card, a wrong clock', async () => {
    expect(await examined({ run: async () => ({ code: null, said: '' }) })).toEqual([
      expect.stringContaining('bad: Sound: there is no player "mpv"'),
    ])
    const mute: DoctorNeeds['run'] = async (_command, args) => ({ code: args.includes('--version') ? 0 : 2, said: '' })
    expect(await examined({ run: mute })).toEqual([expect.stringContaining('output device cannot be opened')])
    expect(await examined({ error: -86_400_000 })).toEqual([expect.stringContaining('is 86400.0 s slow')])
  })
  it('tells a wrong key from another station’s, from no station, from no line', async () => {
    expect(await examined({ key: 'x'.repeat(43) })).toEqual([expect.stringContaining('wrong or revoked')])
    expect(await examined({ key: '' })).toEqual([
      expect.stringContaining('Key: there is none'),
      expect.stringContaining('wrong or revoked'),
    ])
    expect((await examined({ station: 'binh-ninh' }))[0]).toMatch(
      /not the station binh-ninh's|no station with the code/,
    )
    const fetch = async (): Promise<Response> => {
      throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })
    }
    expect(await examined({ fetch })).toEqual([expect.stringContaining('cannot be reached (fetch failed: getaddrinfo')])
  })
  it('names a disk that takes nothing', async () => {
    const disk = new VirtualDisk(() => 0)
    disk.capacity = 0
    expect(await examined({ disk: disk.open() })).toEqual([expect.stringContaining('cannot be written (ENOSPC')])
  })
})

describe('Settings', () => {
  it('come from flags, and for the rest from the environment; all that is wrong is named at once', () => {
    const asked = readSettings(['--station', 'binh-ninh', '--disk-limit-mb', '500'], {
      SONGQUE_SERVER: 'https://songque.example/',
      SONGQUE_STATION: 'other',
      SONGQUE_KEY: ' k ',
    })
    expect(asked).toMatchObject({ command: 'run', key: 'k' })
    expect(asked.settings).toMatchObject({
      server: 'https://songque.example',
      station: 'binh-ninh',
      diskLimit: 500_000_000,
    })
    expect(() => readSettings(['--server', 'ftp://x', '--days', '99'], {})).toThrow(
      /--server[\s\S]*--station[\s\S]*--days/,
    )
    expect(() => readSettings(['dance'], {})).toThrow('unknown: dance')
  })
  it('a player’s command line is cut into words, and no shell reads it', () => {
    expect(words('play "my file" --x=\'1 2\' {file}')).toEqual(['play', 'my file', "--x='1", "2'", '{file}'])
    expect(commandPlayer('aplay -q', { device: null, volume: 100 })).toMatchObject({ name: 'aplay', seeks: false })
    expect(commandPlayer('ffplay', { device: null, volume: 100 })).toMatchObject({ name: 'ffplay', seeks: true })
  })
})

it('The status page shows what is to come and what is wrong, and no title breaks out of it', () => {
  const status: Status = {
    station: 'x',
    server: 'http://x',
    device: 'd',
    player: 'mpv',
    now: { at: 0, sure: false },
    clockAheadMs: null,
    lastHeardSecondsAgo: null,
    listening: false,
    playing: null,
    coming: [{ id: '1', title: '<script>alert(1)</script>', start: 0, priority: 'emergency', state: 'ready' }],
    unsent: 3,
    notOnDisk: 0,
    cacheBytes: 0,
    noRoom: 0,
    trouble: { line: null, key: '401', disk: null, player: null },
  }
  expect(complaints(status).map(({ en }) => en)).toEqual([
    "Going by the machine's own clock.",
    'The server refuses the key. What is here is still played.',
  ])
  const page = statusPage(status)
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toContain('<script>')
})
