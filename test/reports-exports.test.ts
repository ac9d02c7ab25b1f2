import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../src/kernel/actor.ts'
import { requestExport, serveExports } from '../src/reports/exports/index.ts'
import { periodOf } from '../src/reports/periods.ts'
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

  test('are for people: a key that reads figures may look at them, and not keep the server at work', async () => {
    const key = await world.reportKey()
    expect((await key.get('/api/v1/reports/exports')).status).toBe(200)
    expect((await key.post('/api/v1/reports/exports', { format: 'csv', period: '2020-Q3' })).status).toBe(403)
  })

  test('that a killed server left half made wait again at its next start, and what it wrote for others is swept', async () => {
    const folder = join(world.ctx.config.dataDir, 'exports')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'half.tmp'), 'x')
    await world.ctx.db.q.deleteFrom('report_export').execute()
    const bich = await world.as('bich')
    const quarter = { period: periodOf('2020-Q3'), units: 'then', kind: 'all' } as const
    const asked = await requestExport(world.ctx, system('test'), {
      format: 'csv',
      asked: quarter,
      issued: {},
      lang: 'vi',
      base: '',
    })
    await world.ctx.db.q
      .updateTable('report_export')
      .set({ state: 'running', lease_until: world.clock.now() + 600_000 })
      .where('id', '=', asked.id)
      .execute()
    const state = async () => (await bich.get(`/api/v1/reports/exports/${asked.id}`)).body.state
    const stop = new AbortController()
    await serveExports(world.ctx, stop.signal)
    // Where other servers may be at work, their hour and their lease are waited for.
    const alone = world.database === 'sqlite'
    expect([existsSync(join(folder, 'half.tmp')), await state()]).toEqual(alone ? [false, 'done'] : [true, 'running'])
    // Once the server stops nothing new is begun: it goes on at the next start.
    stop.abort()
    await world.ctx.db.q.updateTable('report_export').set({ state: 'waiting', lease_until: null }).execute()
    await serveExports(world.ctx, stop.signal)
    expect(await state()).toBe('waiting')
  })
})
