import { afterEach, expect, test } from 'vitest'
import { onBothDatabases, type World } from '../world.ts'

onBothDatabases('the frame', (open) => {
  let world: World
  afterEach(() => world.close())

  test('answers that it lives and that its database is ready', async () => {
    world = await open()
    expect((await world.nobody().get('/healthz')).body).toBe('ok')
    expect((await world.nobody().get('/readyz')).body).toBe('ready')
  })

  test('answers an unknown path of the API with a problem document', async () => {
    world = await open()
    const { status, headers, body } = await (await world.as('lan')).get('/api/v1/khong-co')
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ code: 'not_found', status: 404 })
  })

  test('the story has 20 stations: the district and its 19 communes', async () => {
    world = await open()
    expect(Object.keys(world.stations)).toHaveLength(20)
  })
})
