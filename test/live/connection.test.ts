import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { expect, it, vi } from 'vitest'
import { TAMS_STATION } from '../story.ts'
import { openWorld } from '../world.ts'

it('a listener whose line breaks is forgotten; one who stays reads events as they come', async () => {
  const world = await openWorld()
  const { key } = await world.station(TAMS_STATION)
  const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const line = new AbortController()
    const address = `http://127.0.0.1:${port}/api/v1/stations/${TAMS_STATION}/events?token=${key}`
    const response = await fetch(address, { signal: line.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) throw new Error(`the stream ended before ${wanted}`)
        text += value
      }
    }
    await until('event: ping')
    const stationId = world.stations[TAMS_STATION] ?? 0
    world.ctx.hub.publish({ id: 7, stationId, kind: 'emergency', data: '{"airing_id":"1-2-20261123-1"}' })
    await until('id: 7\nevent: emergency\ndata: {"airing_id":"1-2-20261123-1"}\n\n')
    expect(world.ctx.hub.size).toBe(1)
    line.abort()
    await vi.waitFor(() => expect(world.ctx.hub.size).toBe(0))
  } finally {
    server.close()
    await world.close()
  }
})
