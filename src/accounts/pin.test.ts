import { afterEach, describe, expect, it } from 'vitest'
import { planAiring, programme } from '../../test/playout/fixture.ts'
import { TAMS_STATION } from '../../test/story.ts'
import { type Client, onBothDatabases, type World } from '../../test/world.ts'
import { system } from '../kernel/actor.ts'
import { changeAccount, clearPin } from './index.ts'
import { pinFault } from './pin.ts'

const PIN = '250981'
const ATTEST = `/api/v1/stations/${TAMS_STATION}/attestations`

describe('a PIN', () => {
  it('is six digits that nobody guesses at once', () => {
    for (const pin of [PIN, '102938', '000017']) expect(pinFault(pin)).toBeNull()
    for (const pin of ['12345', '1234567', '12345a', '１２３４５６', '', ' 250981'])
      expect(pinFault(pin)?.en).toContain('exactly 6')
    for (const pin of ['000000', '123456', '654321', '345678', '890123', '121212', '123123'])
      expect(pinFault(pin)?.en).toContain('easy')
  })
})

onBothDatabases('confirming by PIN at the station’s device', (open) => {
  let world: World
  let device: Client
  let airing: string
  afterEach(() => world.close())

  /** Tâm's station has an airing of this morning; Tâm has a PIN. */
  async function morning(): Promise<void> {
    world = await open()
    airing = await planAiring(world, await programme(world), TAMS_STATION, '2026-11-23 05:15')
    device = await world.station(TAMS_STATION)
    expect((await (await world.as('tam')).put('/api/v1/session/pin', { pin: PIN })).status).toBe(204)
  }
  const attest = (pin: string, accountId = world.accounts.tam, airingId = airing, by = device) =>
    by.post(ATTEST, { account_id: accountId, pin, items: [{ airing_id: airingId, outcome: 'aired' }] })

  it('counts as attested, in the name of the person', async () => {
    await morning()
    expect((await device.get(`/api/v1/stations/${TAMS_STATION}/operators`)).body.items).toEqual([
      { account_id: world.accounts.tam, name: 'Võ Văn Tâm', has_pin: true },
    ])
    expect((await attest(PIN)).body).toEqual({ airing_ids: [airing] })
    const told = (await device.get(`/api/v1/airings/${airing}`)).body
    expect(told).toMatchObject({ outcome: 'aired', grade: 'attested', aired_on: '2026-11-23' })
    expect(told.history[0].body.actor).toEqual({ kind: 'account', id: world.accounts.tam, name: 'Võ Văn Tâm' })
    expect((await attest(PIN)).status).toBe(201)
    expect((await device.get(`/api/v1/airings/${airing}`)).body.outcome).toBe('aired')
  })

  it('refuses a wrong PIN, one that was taken away, and a person of no or another station, in the same words', async () => {
    await morning()
    const wrong = await attest('250982')
    expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong_pin'])
    expect((await attest(PIN, 999_999)).body).toEqual(wrong.body)
    // Hà may attest anywhere, but is bound to no station: her PIN is worth nothing at a device.
    expect((await (await world.as('bao')).put(`/api/v1/accounts/${world.accounts.ha}/pin`, { pin: PIN })).status).toBe(
      204,
    )
    expect((await attest(PIN, world.accounts.ha)).body).toEqual(wrong.body)
    await clearPin(world.ctx, system('test'), world.accounts.tam)
    expect((await attest(PIN)).body).toEqual(wrong.body)
  })

  it('refuses an account that has ended, or was taken off the station', async () => {
    await morning()
    await changeAccount(world.ctx, system('test'), world.accounts.tam, { stations: ['binh-ninh'] })
    expect((await attest(PIN)).body.code).toBe('wrong_pin')
    await changeAccount(world.ctx, system('test'), world.accounts.tam, { stations: [TAMS_STATION], active: false })
    expect((await attest(PIN)).body.code).toBe('wrong_pin')
  })

  it('makes the sixth guess wait, also with the right PIN, and lets go in time; signing in is not held up', async () => {
    await morning()
    for (let i = 0; i < 5; i++) expect((await attest(`77777${i}`)).status).toBe(403)
    const stopped = await attest(PIN)
    expect([stopped.status, stopped.headers.get('Retry-After')]).toEqual([429, '5'])
    const signIn = await world.nobody().post('/api/v1/session', { username: 'tam', password: 'không phải đâu' })
    expect(signIn.status).toBe(401)
    world.clock.advance(5_000)
    expect((await attest(PIN)).status).toBe(201)
  })

  it('needs a key of the station, and speaks of its airings alone', async () => {
    await morning()
    expect((await attest(PIN, world.accounts.tam, airing, world.nobody())).status).toBe(401)
    expect((await attest(PIN, world.accounts.tam, airing, await world.station('binh-ninh'))).status).toBe(403)
    expect((await attest(PIN, world.accounts.tam, airing, await world.as('lan'))).status).toBe(403)
    const other = airing.replace(/^(\d+)-\d+-/, `$1-${world.stations['binh-ninh']}-`)
    expect((await attest(PIN, world.accounts.tam, other)).status).toBe(404)
  })

  it('is set by the person or an administrator only, and refused with the reason beside the field', async () => {
    await morning()
    const lan = await world.as('lan')
    expect((await lan.put(`/api/v1/accounts/${world.accounts.tam}/pin`, { pin: '102938' })).status).toBe(403)
    expect((await world.nobody().put('/api/v1/session/pin', { pin: '102938' })).status).toBe(401)
    const weak = await lan.put('/api/v1/session/pin', { pin: '111111' })
    expect([weak.status, weak.body.code]).toEqual([400, 'invalid_input'])
    const bao = await world.as('bao')
    expect((await bao.put(`/api/v1/accounts/${world.accounts.tam}/pin`, { pin: '102938' })).status).toBe(204)
    expect((await attest('102938')).status).toBe(201)
    expect((await bao.delete(`/api/v1/accounts/${world.accounts.tam}/pin`)).status).toBe(204)
    expect((await attest('102938')).status).toBe(403)
  })

  it('is stored as a scrypt hash, and stands in no audit row', async () => {
    await morning()
    const { q } = world.ctx.db
    const [row] = await q.selectFrom('account_pin').selectAll().execute()
    expect(row?.pin_hash).toMatch(/^\$scrypt\$ln=15/)
    const trail = await q.selectFrom('audit_entry').selectAll().execute()
    expect(trail.map(({ action }) => action)).toContain('account.set_pin')
    expect(JSON.stringify([row, trail])).not.toContain(PIN)
  })
})
