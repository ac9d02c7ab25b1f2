import { expect, test } from 'vitest'
import { type LiveEvent, LiveHub } from './hub.ts'

const event = (id: number, stationId: number | null): LiveEvent => ({ id, stationId, kind: 'playlist', data: '{}' })

test('a station hears its own events and those for all; who listens to all hears everything; who left hears nothing', () => {
  const hub = new LiveHub()
  const heard: string[] = []
  const listen = (name: string, stationId: number | null) =>
    hub.subscribe(stationId, ({ id }) => heard.push(`${name} ${id}`))
  const leaveFirst = listen('first of 7', 7)
  listen('second of 7', 7)
  const leaveEighth = listen('of 8', 8)
  listen('wall', null)
  hub.publish(event(1, 7))
  expect(heard.splice(0)).toEqual(['first of 7 1', 'second of 7 1', 'wall 1'])
  hub.publish(event(2, null))
  expect(heard.splice(0).sort()).toEqual(['first of 7 2', 'of 8 2', 'second of 7 2', 'wall 2'])
  hub.publish(event(3, 9))
  expect(heard.splice(0)).toEqual(['wall 3'])
  leaveFirst()
  leaveEighth()
  leaveEighth()
  hub.publish(event(4, 7))
  hub.publish(event(5, 8))
  expect(heard).toEqual(['second of 7 4', 'wall 4', 'wall 5'])
  expect(hub.size).toBe(2)
})

test('one who leaves while he is told, or while the server stops, disturbs nobody', () => {
  const hub = new LiveHub()
  const ended: string[] = []
  const leave = hub.subscribe(7, () => leave())
  const others = [7, 8, null].map((stationId) =>
    hub.subscribe(
      stationId,
      () => ended.push(`heard ${stationId}`),
      () => {
        ended.push(`closed ${stationId}`)
        for (const other of others) other()
      },
    ),
  )
  hub.publish(event(1, 7))
  expect(ended.splice(0)).toEqual(['heard 7', 'heard null'])
  hub.close()
  expect(ended).toEqual(['closed 7', 'closed 8', 'closed null'])
  expect(hub.size).toBe(0)
})
