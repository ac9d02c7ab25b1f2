import { afterEach, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import { SESSION_COOKIE } from './index.ts'

let world: World
afterEach(() => world.close())

describe('a session', () => {
  it('smoke', async () => {
    world = await openWorld()
    const bao = await world.as('bao')
    const me = await bao.get('/api/v1/session')
    expect(me.status).toBe(200)
    expect(me.body.name).toBe('Huỳnh Quốc Bảo')
    expect((await world.nobody().get('/api/v1/session')).status).toBe(401)
    expect((await bao.delete('/api/v1/session')).status).toBe(204)
    expect((await bao.get('/api/v1/session')).status).toBe(401)
    expect(SESSION_COOKIE).toBe('sq_session')
  })
})
