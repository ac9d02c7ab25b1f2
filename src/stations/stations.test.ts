import { afterEach, expect, it } from 'vitest'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import type { DomainEvent } from '../db/index.ts'
import { stationIdByCode } from './index.ts'

const STATIONS = '/api/v1/stations'

onBothDatabases('stations', (open) => {
  let world: World
  let heard: DomainEvent[]
  afterEach(() => world.close())
  const bao = async (): Promise<Client> => {
    world = await open()
    heard = []
    world.ctx.db.listen(async (_, event) => {
      if (event.type === 'stations_changed') heard.push(event)
    })
    return world.as('bao')
  }
  const fresh = { code: 'cum-loa-ap-2', name: 'Cụm loa ấp 2', level: 'commune', unit: 'binh-ninh' }

  it('an administrator adds a station with level, unit, frequency, contact and days; the slices above hear of it', async () => {
    const admin = await bao()
    const details = {
      frequency: '96,2 MHz',
      contact_name: 'Võ Văn Tâm',
      contact_phone: '0273 3835 000',
      active_from: '2026-12-01',
    }
    const made = await admin.post(STATIONS, { ...fresh, ...details })
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      ...fresh,
      ...details,
      active_to: null,
      active: false,
      assignments: [{ from: '2026-12-01', level: 'commune', unit: 'binh-ninh' }],
      groups: [],
    })
    expect((await admin.get(`${STATIONS}/cum-loa-ap-2`)).body).toEqual(made.body)
    expect(heard).toEqual([
      { type: 'stations_changed', stationIds: [await stationIdByCode(world.ctx.db, 'cum-loa-ap-2')] },
    ])
    expect((await admin.get('/api/v1/audit?limit=1')).body.items[0]).toMatchObject({
      action: 'station.create',
      subject_id: 'cum-loa-ap-2',
    })
  })

  it('without a first day, level and unit hold from ever', async () => {
    const admin = await bao()
    expect((await admin.post(STATIONS, fresh)).body.assignments).toEqual([
      { from: '1900-01-01', level: 'commune', unit: 'binh-ninh' },
    ])
  })

  it('a refused station leaves nothing behind', async () => {
    const admin = await bao()
    const refused = async (body: Record<string, unknown>) => {
      const answer = await admin.post(STATIONS, { ...fresh, ...body })
      return answer.body.fields?.[0]?.path ?? answer.body.code
    }
    expect(await refused({ code: 'binh-ninh' })).toBe('station_code_taken')
    expect(await refused({ code: 'Bình Ninh' })).toBe('code')
    expect(await refused({ code: 'a--b' })).toBe('code')
    expect(await refused({ code: `${'x'.repeat(61)}` })).toBe('code')
    expect(await refused({ name: ' \u0000 ' })).toBe('name')
    expect(await refused({ name: undefined })).toBe('name')
    expect(await refused({ level: 'huyen' })).toBe('level_not_found')
    expect(await refused({ unit: 'khong-co' })).toBe('unit_not_found')
    expect(await refused({ groups: ['khong-co'] })).toBe('group_not_found')
    expect(await refused({ active_from: '2026-02-30' })).toBe('active_from')
    expect(await refused({ active_from: '2026-02-02', active_to: '2026-02-01' })).toBe('active_to')
    expect((await admin.get(STATIONS)).body.items).toHaveLength(20)
    expect(heard).toEqual([])
    expect((await admin.get(`${STATIONS}/cum-loa-ap-2`)).body.code).toBe('station_not_found')
  })

  it('names are kept composed; SQL and HTML are only text', async () => {
    const admin = await bao()
    const name = `Đài xã Hòa Định'); drop table station; -- <script>alert(1)</script>`
    const made = await admin.post(STATIONS, { ...fresh, name: name.normalize('NFD'), contact_name: '<b>Tâm</b>' })
    expect(made.body).toMatchObject({ name, contact_name: '<b>Tâm</b>' })
    expect((await admin.get(`${STATIONS}/${encodeURIComponent("x' or '1'='1")}`)).status).toBe(404)
    expect((await admin.get(STATIONS)).body.items).toHaveLength(21)
  })

  it('a station is changed and ended, never deleted, and keeps its code', async () => {
    const admin = await bao()
    const path = `${STATIONS}/xuan-dong`
    const changed = await admin.patch(path, { name: 'Đài Truyền thanh Xuân Đông (cũ)', active_to: '2026-11-22' })
    expect(changed.body).toMatchObject({
      name: 'Đài Truyền thanh Xuân Đông (cũ)',
      active_to: '2026-11-22',
      active: false,
    })
    expect((await admin.patch(path, { active_from: '2026-11-23' })).status).toBe(400)
    expect((await admin.patch(path, { active_to: null })).body.active).toBe(true)
    expect((await admin.patch(path, { code: 'khac' })).status).toBe(400)
    expect((await admin.delete(path)).status).toBe(405)
    expect(heard).toHaveLength(2)
  })

  it('the merger of 2025: from a day on the station stands in another unit, before it in the old one', async () => {
    const admin = await bao()
    await admin.post('/api/v1/units', { code: 'binh-ninh-2025', name: 'Bình Ninh', kind: 'xã' })
    const path = `${STATIONS}/xuan-dong/assignments`
    const put = await admin.put(`${path}/2025-07-01`, { level: 'commune', unit: 'binh-ninh-2025' })
    expect(put.body).toMatchObject({
      unit: 'binh-ninh-2025',
      assignments: [
        { from: '1990-01-01', level: 'commune', unit: 'xuan-dong' },
        { from: '2025-07-01', level: 'commune', unit: 'binh-ninh-2025' },
      ],
    })
    expect((await admin.put(`${path}/2025-07-01`, { level: 'district', unit: 'cho-gao' })).body.level).toBe('district')
    expect((await admin.delete(`${path}/2025-07-02`)).body.code).toBe('assignment_not_found')
    expect((await admin.delete(`${path}/2025-07-01`)).body.unit).toBe('xuan-dong')
    expect((await admin.delete(`${path}/1990-01-01`)).body.code).toBe('last_assignment')
    expect((await admin.put(`${path}/2026-02-30`, { level: 'commune', unit: 'cho-gao' })).status).toBe(400)
    expect(heard).toHaveLength(3)
  })

  it('groups: made, renamed, filled anew; all stations that came or left are told', async () => {
    const admin = await bao()
    const made = await admin.post('/api/v1/station-groups', {
      code: 'ven-song',
      name: 'Ven sông',
      stations: ['binh-ninh', 'hoa-dinh'],
    })
    expect(made.body).toEqual({ code: 'ven-song', name: 'Ven sông', stations: ['binh-ninh', 'hoa-dinh'] })
    expect((await admin.post('/api/v1/station-groups', { code: 'ven-song', name: 'Khác' })).body.code).toBe(
      'group_code_taken',
    )
    heard = []
    const changed = await admin.patch('/api/v1/station-groups/ven-song', {
      name: 'Ven sông Tiền',
      stations: ['hoa-dinh', 'xuan-dong'],
    })
    expect(changed.body).toEqual({ code: 'ven-song', name: 'Ven sông Tiền', stations: ['hoa-dinh', 'xuan-dong'] })
    const codes = ['binh-ninh', 'hoa-dinh', 'xuan-dong']
    const ids = await Promise.all(codes.map((code) => stationIdByCode(world.ctx.db, code)))
    expect(heard.flatMap((event) => (event.type === 'stations_changed' ? event.stationIds : [])).sort()).toEqual(
      ids.sort(),
    )
    expect((await admin.get(`${STATIONS}/xuan-dong`)).body.groups).toEqual(['ven-song'])
    expect((await admin.patch(`${STATIONS}/xuan-dong`, { groups: [] })).body.groups).toEqual([])
    expect((await admin.patch('/api/v1/station-groups/ven-song', { stations: ['khong-co'] })).body.code).toBe(
      'station_not_found',
    )
    expect((await admin.get('/api/v1/station-groups')).body.items).toMatchObject([{ stations: ['hoa-dinh'] }])
  })

  it("sessions of the day: the usual, the installation's, the station's own, and back", async () => {
    const admin = await bao()
    const [common, own] = ['/api/v1/broadcast-sessions', `${STATIONS}/hoa-dinh/sessions`]
    const morning = (starts: string, ends: string) => ({ items: [{ part: 'morning', starts, ends }] })
    expect((await admin.get(own)).body.origin).toBe('usual')
    await admin.put(common, morning('05:00', '06:30'))
    expect((await admin.get(own)).body).toEqual({ origin: 'installation', ...morning('05:00', '06:30') })
    await admin.put(own, morning('04:45', '06:00'))
    expect((await admin.get(own)).body).toEqual({ origin: 'station', ...morning('04:45', '06:00') })
    expect((await admin.get(`${STATIONS}/binh-ninh/sessions`)).body.origin).toBe('installation')
    await admin.put(own, { items: [] })
    expect((await admin.get(own)).body.origin).toBe('installation')
    for (const [starts, ends] of [
      ['05:00', '24:00'],
      ['25:00', '26:00'],
      ['5:00', '06:00'],
      ['06:00', '05:00'],
    ] as const) {
      expect((await admin.put(own, morning(starts, ends))).status).toBe(400)
    }
    expect((await admin.get(own)).body.origin).toBe('installation')
  })

  it('an operator sees the bound station only; staff see all and change nothing; keys and strangers see none', async () => {
    await bao()
    const tam = await world.as('tam')
    expect((await tam.get(STATIONS)).body.items.map((s: { code: string }) => s.code)).toEqual(['dang-hung-phuoc'])
    expect((await tam.get(`${STATIONS}/dang-hung-phuoc`)).status).toBe(200)
    expect((await tam.get(`${STATIONS}/binh-ninh`)).status).toBe(403)
    expect((await tam.get(`${STATIONS}/binh-ninh/sessions`)).status).toBe(403)
    const ha = await world.as('ha')
    expect((await ha.get(STATIONS)).body.items).toHaveLength(20)
    for (const who of [tam, ha]) {
      expect((await who.post(STATIONS, fresh)).status).toBe(403)
      expect((await who.patch(`${STATIONS}/dang-hung-phuoc`, { name: 'Khác' })).status).toBe(403)
      expect((await who.put('/api/v1/broadcast-sessions', { items: [] })).status).toBe(403)
      expect((await who.post('/api/v1/station-groups', { code: 'moi', name: 'Mới' })).status).toBe(403)
    }
    expect((await (await world.station('binh-ninh')).get(`${STATIONS}/binh-ninh`)).status).toBe(403)
    expect((await world.nobody().get(STATIONS)).status).toBe(401)
    expect((await world.nobody().get(`${STATIONS}/binh-ninh`)).status).toBe(401)
  })

  it('a station’s id is asked of the database once', async () => {
    await bao()
    expect(await stationIdByCode(world.ctx.db, 'binh-ninh')).toBe(world.stations['binh-ninh'])
    expect(await stationIdByCode(world.ctx.db, 'binh-ninh')).toBe(world.stations['binh-ninh'])
    await expect(stationIdByCode(world.ctx.db, 'khong-co')).rejects.toMatchObject({ code: 'station_not_found' })
  })
})
