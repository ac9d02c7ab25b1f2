import { afterEach, expect, it } from 'vitest'
import { TAMS_STATION } from '../../test/story.ts'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import { changeAccount } from '../accounts/index.ts'
import { system } from '../kernel/actor.ts'
import { MINUTE_MS } from '../kernel/dates.ts'

const PAIRINGS = '/api/v1/pairings'
const PHONE = { device_name: 'Điện thoại của Tâm' }

onBothDatabases('pairing a device by a one-use code', (open) => {
  let world: World
  afterEach(() => world.close())

  const pair = async (client: Client, station = TAMS_STATION) => client.post(PAIRINGS, { station })
  const claim = (code: string, body = PHONE) => world.nobody().post(`${PAIRINGS}/${code}/claims`, body)
  const heartbeat = (key: string) =>
    world
      .nobody()
      .post(
        `/api/v1/stations/${TAMS_STATION}/heartbeat`,
        { device_id: 'dien-thoai', sent_at: new Date(world.clock.now()).toISOString() },
        { authorization: `Bearer ${key}` },
      )

  it('gives the device a key of its own, named after it, which the administrator sees and revokes', async () => {
    world = await open()
    const made = await pair(await world.as('tam'))
    expect(made.status).toBe(201)
    expect(made.headers.get('Cache-Control')).toBe('no-store')
    expect(made.body.url).toBe(`http://localhost/tram/${TAMS_STATION}#ghep=${made.body.code}`)
    expect(Date.parse(made.body.expires_at) - world.clock.now()).toBe(10 * MINUTE_MS)
    const claimed = await claim(made.body.code)
    expect(claimed.status).toBe(201)
    expect(claimed.body).toMatchObject({ station: TAMS_STATION, station_name: 'Đài Truyền thanh xã Đăng Hưng Phước' })
    expect((await heartbeat(claimed.body.key)).status).toBe(200)

    const bao = await world.as('bao')
    const { items } = (await bao.get(`/api/v1/stations/${TAMS_STATION}/keys`)).body
    expect(items).toEqual([expect.objectContaining({ id: claimed.body.key_id, name: 'Điện thoại của Tâm' })])
    expect((await bao.delete(`/api/v1/stations/${TAMS_STATION}/keys/${claimed.body.key_id}`)).status).toBe(204)
    const refused = await heartbeat(claimed.body.key)
    expect([refused.status, refused.body.code]).toEqual([401, 'invalid_key'])
  })

  it('a code opens once, also for two devices at the same moment', async () => {
    world = await open()
    const { code } = (await pair(await world.as('bao'))).body
    const answers = await Promise.all([claim(code), claim(code, { device_name: 'Máy khác' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
    const again = await claim(code)
    expect([again.status, again.body.code]).toEqual([410, 'pairing_invalid'])
  })

  it('a code opens nothing after ten minutes, and a wrong one never', async () => {
    world = await open()
    const tam = await world.as('tam')
    const [early, late] = [(await pair(tam)).body.code, (await pair(tam)).body.code]
    world.clock.advance(10 * MINUTE_MS - 1)
    expect((await claim(early)).status).toBe(201)
    world.clock.advance(1)
    expect((await claim(late)).body.code).toBe('pairing_invalid')
    expect((await claim('khong-co')).body.code).toBe('pairing_invalid')
  })

  it('is for administrators and the operators of that very station', async () => {
    world = await open()
    expect((await pair(await world.as('tam'), 'binh-ninh')).status).toBe(403)
    expect((await pair(await world.as('lan'))).status).toBe(403)
    expect((await pair(world.nobody())).status).toBe(401)
    expect((await pair(await world.station(TAMS_STATION))).body.code).toBe('account_needed')
    expect((await pair(await world.as('bao'), 'khong-co')).body.code).toBe('station_not_found')
  })

  it('a code of somebody who has lost the station meanwhile opens nothing', async () => {
    world = await open()
    const { code } = (await pair(await world.as('tam'))).body
    await changeAccount(world.ctx, system('test'), world.accounts.tam, { stations: [] })
    expect((await claim(code)).body.code).toBe('pairing_invalid')
  })

  it('keeps neither code nor key, and tells the audit trail who paired what', async () => {
    world = await open()
    const { code } = (await pair(await world.as('tam'))).body
    const { key } = (await claim(code)).body
    const { q } = world.ctx.db
    const stored = [
      await q.selectFrom('pairing').selectAll().execute(),
      await q.selectFrom('station_key').selectAll().execute(),
      await q.selectFrom('audit_entry').selectAll().execute(),
    ]
    const text = JSON.stringify(stored)
    expect(text.includes(code) || text.includes(key)).toBe(false)
    expect(text).toContain('Võ Văn Tâm')
    expect(text).toContain('pairing.create')
  })
})
