import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('Files made behind', (open) => {
  let world: World
  beforeAll(async () => {
    world = await open({ now: '2020-10-05T08:00:00+07:00' })
  })
  afterAll(() => world.close())

  test('are not asked for without end: twenty wait at most', async () => {
    const bich = await world.as('bich')
    const now = world.clock.now()
    const row = {
      format: 'csv' as const,
      question: '{}',
      title: 'x',
      file_name: 'x.csv',
      state: 'running' as const,
      rows_done: 0,
      rows_total: 0,
      bytes: null,
      error: null,
      lease_until: now + 600_000,
      created_at: now,
      created_by: null,
      created_by_name: 'x',
      finished_at: null,
    }
    await world.ctx.db.q
      .insertInto('report_export')
      .values(Array.from({ length: 20 }, () => row))
      .execute()
    const ask = { format: 'csv', period: '2020-Q3' }
    expect(await bich.post('/api/v1/reports/exports', ask)).toMatchObject({
      status: 429,
      body: { code: 'too_many_exports' },
    })
    expect((await bich.get('/api/v1/reports/exports')).body.items).toHaveLength(20)
  })
})
