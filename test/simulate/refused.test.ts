import { afterEach, expect, it } from 'vitest'
import { markAsSimulation, refuseSimulation } from '../../src/db/index.ts'
import { startServer } from '../../src/serve.ts'
import { onBothDatabases, type World } from '../world.ts'

onBothDatabases('A database that the simulation made up', (open) => {
  let world: World
  afterEach(() => world.close())

  it('is never served, and the refusal says why in both languages', async () => {
    world = await open({ empty: true })
    await refuseSimulation(world.ctx.db)
    await markAsSimulation(world.ctx.db)
    await markAsSimulation(world.ctx.db)
    await expect(startServer(world.ctx)).rejects.toMatchObject({
      code: 'simulated_database',
      vi: expect.stringContaining('do chương trình mô phỏng tạo ra'),
      en: expect.stringContaining('made up by the simulation'),
    })
  })
})
