// First of all: the server's schemas, which the agent shares, are described for its API document as they are made.
import '@hono/zod-openapi'
import { afterEach, expect, it } from 'vitest'
import { startAgent } from '../../src/agent/agent.ts'
import type { LiveEvent } from '../../src/agent/listen.ts'
import { Listener } from '../../src/agent/listen.ts'
import { nodeTimers } from '../../src/agent/node-parts.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World } from '../world.ts'
import { settingsFor } from './rig.ts'
import { VirtualMachine, VirtualTime } from './virtual.ts'

onBothDatabases('The live line', (open) => {
  let world: World
  afterEach(() => world.close())

  it('tells the agent of a new playlist and of an emergency; the next line goes on after the last event heard', async () => {
    world = await open()
    const programme = await tellProgramme(world)
    const { id } = await programme.episode({ number: 12 })
    const { key } = await world.station(TAMS_STATION)
    // An agent for its parts only; its own work stands still, as its time does.
    const machine = new VirtualMachine(new VirtualTime(world.clock.now()))
    const asked: (string | null)[] = []
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      if (url.endsWith('/events')) asked.push(new Headers(init.headers).get('last-event-id'))
      return world.app.request(url, init)
    }
    const parts = { ...machine.process(), timers: nodeTimers(() => {}), fetch, random: () => 0, newId: () => 'a' }
    const still = { after: () => () => {} }
    const { state } = await startAgent(settingsFor(TAMS_STATION), () => key, { ...parts, timers: still })
    const waiting: ((event: LiveEvent) => void)[] = []
    const heard: LiveEvent[] = []
    const next = (): Promise<LiveEvent> => {
      const known = heard.shift()
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push(resolve))
    }
    const live = { ...state, parts }
    const hear = (event: LiveEvent): void => {
      if (event.event === 'ping') return
      const one = waiting.shift()
      if (one) one(event)
      else heard.push(event)
    }
    const first = new Listener(live, hear)
    first.start()
    expect(await next()).toMatchObject({ event: 'playlist', data: '{"version":0}' })
    expect(first.connected).toBe(true)
    const soon = world.clock.now() + 5000
    await programme.airing({ station: TAMS_STATION, at: soon, seconds: 60, priority: 'emergency', episodeId: id })
    expect([(await next()).event, (await next()).event].sort()).toEqual(['emergency', 'playlist'])
    // The server stops and is there again: the line is opened anew, and nothing is told twice.
    world.ctx.hub.close()
    await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(2)
    expect(Number(asked[1])).toBeGreaterThan(0)
    first.end()
  })
})
