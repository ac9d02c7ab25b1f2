import { afterEach, expect, it } from 'vitest'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { successions, units, unitThenToNow } from './index.ts'

onBothDatabases('units and levels', (open) => {
  let world: World
  afterEach(() => world.close())
  const bao = async (): Promise<Client> => {
    world = await open()
    return world.as('bao')
  }

  it('the reform of 1 July 2025 is entered: the province, a new commune, and what it was made of', async () => {
    const admin = await bao()
    const law = 'Nghị quyết 1663/NQ-UBTVQH15'
    expect((await admin.post('/api/v1/units', { code: 'dong-thap', name: 'Đồng Tháp', kind: 'tỉnh' })).status).toBe(201)
    const commune = { code: 'my-tinh-an-2025', name: 'Mỹ Tịnh An', kind: 'xã', parent: 'dong-thap' }
    const made = await admin.post('/api/v1/units', commune)
    expect(made.body).toEqual({ ...commune, valid_from: null, valid_to: null, legal_basis: null })
    const from = ['trung-hoa', 'hoa-tinh', 'tan-binh-thanh', 'my-tinh-an']
    const merge = { kind: 'merge', on_date: '2025-07-01', from, to: ['my-tinh-an-2025'], legal_basis: law }
    expect((await admin.post('/api/v1/unit-successions', merge)).status).toBe(204)
    expect((await admin.post('/api/v1/unit-successions', merge)).body.code).toBe('succession_known')
    expect((await admin.get('/api/v1/units/trung-hoa')).body.valid_to).toBe('2025-06-30')
    expect((await admin.get('/api/v1/units/my-tinh-an-2025')).body.valid_from).toBe('2025-07-01')
    const on = async (day: string) => {
      const answer = await admin.get(`/api/v1/units?on=${day}`)
      return answer.body.items.map((unit: { code: string }) => unit.code)
    }
    expect(await on('2025-06-30')).toContain('trung-hoa')
    expect(await on('2025-07-01')).not.toContain('trung-hoa')
    expect(await on('2025-07-01')).toContain('my-tinh-an-2025')
    expect((await admin.get('/api/v1/units')).body.successions).toHaveLength(4)
    const all = new Map((await units(world.ctx.db)).map((unit) => [unit.code, unit.id]))
    const now = unitThenToNow(await successions(world.ctx.db), all.get('hoa-tinh') ?? 0, '2026-11-23' as LocalDate)
    expect(now).toBe(all.get('my-tinh-an-2025'))
  })

  it('a merger half of which is unknown is not recorded at all', async () => {
    const admin = await bao()
    const merge = { kind: 'merge', on_date: '2025-07-01', from: ['trung-hoa', 'khong-co'], to: ['my-tinh-an'] }
    expect((await admin.post('/api/v1/unit-successions', merge)).body.code).toBe('unit_not_found')
    expect((await admin.get('/api/v1/units')).body.successions).toEqual([])
    expect((await admin.get('/api/v1/units/trung-hoa')).body.valid_to).toBeNull()
    const itself = { ...merge, from: ['trung-hoa'], to: ['trung-hoa'] }
    expect((await admin.post('/api/v1/unit-successions', itself)).body.code).toBe('unit_cycle')
  })

  it('units are corrected, keep NFC, sort as Vietnamese does, and cannot stand above themselves', async () => {
    const admin = await bao()
    const renamed = await admin.patch('/api/v1/units/xuan-dong', { name: 'Xuân Đông'.normalize('NFD'), kind: 'phường' })
    expect(renamed.body).toMatchObject({ name: 'Xuân Đông', kind: 'phường', parent: 'cho-gao' })
    expect((await admin.patch('/api/v1/units/cho-gao', { parent: 'xuan-dong' })).body.code).toBe('unit_cycle')
    expect((await admin.patch('/api/v1/units/cho-gao', { parent: 'cho-gao' })).body.code).toBe('unit_cycle')
    const names: string[] = (await admin.get('/api/v1/units')).body.items.map((unit: { name: string }) => unit.name)
    expect(names.indexOf('Đăng Hưng Phước')).toBeGreaterThan(names.indexOf('Chợ Gạo'))
    expect(names.indexOf('Đăng Hưng Phước')).toBeLessThan(names.indexOf('Hòa Định'))
  })

  it('refuses wrong input, naming the field', async () => {
    const admin = await bao()
    const wrong = async (body: Record<string, unknown>) => {
      const answer = await admin.post('/api/v1/units', { code: 'moi', name: 'Mới', kind: 'xã', ...body })
      return [answer.status, answer.body.fields?.[0]?.path ?? answer.body.code]
    }
    expect(await wrong({ code: 'Mã Có Dấu' })).toEqual([400, 'code'])
    expect(await wrong({ code: '../x' })).toEqual([400, 'code'])
    expect(await wrong({ name: '' })).toEqual([400, 'name'])
    expect(await wrong({ valid_from: '2026-02-30' })).toEqual([400, 'valid_from'])
    expect(await wrong({ valid_from: '2026-02-02', valid_to: '2026-02-01' })).toEqual([400, 'valid_to'])
    expect(await wrong({ parent: 'khong-co' })).toEqual([404, 'unit_not_found'])
    expect(await wrong({ code: 'xuan-dong' })).toEqual([409, 'unit_code_taken'])
    expect(await wrong({ name: `<img src=x>'); drop table unit; --` })).toEqual([201, 'moi'])
  })

  it('levels are data: a level is added, renamed and, when unused, removed', async () => {
    const admin = await bao()
    const level = {
      code: 'xa-moi',
      name: 'xã, phường',
      name_en: 'commune',
      station_name: 'Đài xã',
      station_name_en: 'Commune station',
      rank: 2,
    }
    expect((await admin.post('/api/v1/levels', level)).body).toEqual(level)
    expect((await admin.post('/api/v1/levels', level)).body.code).toBe('level_code_taken')
    expect((await admin.patch('/api/v1/levels/xa-moi', { rank: 1 })).body).toEqual({ ...level, rank: 1 })
    expect((await admin.get('/api/v1/levels')).body.items).toHaveLength(3)
    expect((await admin.delete('/api/v1/levels/commune')).body.code).toBe('level_in_use')
    expect((await admin.delete('/api/v1/levels/xa-moi')).status).toBe(204)
    expect((await admin.delete('/api/v1/levels/xa-moi')).status).toBe(404)
    expect((await admin.post('/api/v1/levels', { ...level, rank: 0 })).body.fields).toMatchObject([{ path: 'rank' }])
  })

  it('every signed-in person reads them, administrators change them, keys do neither', async () => {
    await bao()
    const [key, ...people] = [await world.reportKey(), await world.as('lan'), await world.as('tam')]
    for (const who of [key, ...people]) {
      expect((await who.get('/api/v1/units')).status).toBe(who === key ? 403 : 200)
      expect((await who.get('/api/v1/levels')).status).toBe(who === key ? 403 : 200)
      expect((await who.post('/api/v1/units', { code: 'moi', name: 'Mới', kind: 'xã' })).status).toBe(403)
      expect((await who.delete('/api/v1/levels/commune')).status).toBe(403)
    }
    expect((await world.nobody().get('/api/v1/units')).status).toBe(401)
    expect((await world.nobody().get('/api/v1/levels')).status).toBe(401)
  })
})
